"""What share of `dateline annotate` its parts take, the language model among them, and what one look-up costs.

Articles are coded as the command codes them, in one thread; the functions that the coder calls are timed where it
calls them. Seconds are those of the processor: other work on the machine does not count.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.measurements import Measurement
from bench.scoring import Numbers, Score
from dateline.coding import coder as module
from dateline.coding.coder import Coder
from dateline.coding.pipeline import Settings
from dateline.knowledge.gazetteer import Gazetteer
from dateline.records.document import Document, Failure

SAMPLES = {"polnear/dev.jsonl.gz": 100, "geoparsing/lgl.jsonl.gz": 300}
"""Files, and to how many documents each fills the sample up."""
PARTS = {
    "find_toponyms": "places",
    "resolve_places": "places",
    "country_filed_from": "places",
    "locate_dateline": "places",
    "find_times": "times",
    "find_entities": "entities",
    "build_attributions": "attributions",
    "find_relations": "relations",
}
"""Functions of `dateline.coding.coder`, and the part of the work that each is."""


class Clock:
    """Adds up the processor's seconds that functions take, those inside one another once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running = False

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its seconds counted to a part."""

        @functools.wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            if self._running:
                return function(*arguments, **named)
            self._running, started = True, time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                self._running = False
                self.seconds[part] = self.seconds.get(part, 0.0) + time.thread_time() - started

        return run


def measure_coding(corpora: Path, settings: Settings) -> Iterator[Measurement]:
    """One Measurement of the parts' shares; nothing where the sample is not there."""
    from bench.run import input_record, read_rows, rows

    records: list[dict[str, Any]] = []
    for sample, most in SAMPLES.items():
        if (corpora / sample).exists():
            records += [input_record(gold) for gold in rows(corpora / sample)][: most - len(records)]
    documents = [document for document in read_rows(iter(records)) if not isinstance(document, Failure)]
    if not documents:
        return
    started = time.perf_counter()
    coder = settings.make_coder(threads=1)
    score = shares(coder, documents)
    score["look-up of a name, microseconds"] = look_ups([t for d in documents for t in d.text.split()])
    yield Measurement.of_today(
        "speed", "parts", "PolNeAR dev, LGL, one thread", score, documents=len(documents),
        seconds=time.perf_counter() - started, command="python -m bench CORPORA --only parts",
    )  # fmt: skip


def shares(coder: Coder, documents: Sequence[Document]) -> Score:
    """The share of the whole that each part takes, and its milliseconds a document."""
    encode = msgspec.json.Encoder().encode
    clock = Clock()
    own = {name: getattr(module, name) for name in PARTS}
    coder.code_document(documents[0])  # tables are read when they are first needed
    try:
        for name, function in own.items():
            setattr(module, name, clock.timed(PARTS[name], function))
        model, coding = 0.0, 0.0
        for document in documents:
            started = time.process_time()
            analysis = coder._analyser.analyse(document.text)
            read = time.process_time()
            encode(coder._code(document, analysis))
            model, coding = model + read - started, coding + time.process_time() - read
    finally:
        for name, function in own.items():
            setattr(module, name, function)
    whole = model + coding
    parts = {"language model": model, "coding": coding, **clock.seconds}
    parts["places and times together"] = sum(clock.seconds.get(part, 0.0) for part in ("places", "times"))
    return {
        name: {"share": round(seconds / whole, 4), "ms_a_document": round(1000 * seconds / len(documents), 2)}
        for name, seconds in sorted(parts.items(), key=lambda part: -part[1])
    }


def look_ups(words: Sequence[str]) -> Numbers:
    """Microseconds of a look-up in a gazetteer that has just been opened: of the capitalised words of a text as they
    come, of those that are names of places when they are first looked up, and of others."""
    places = Gazetteer.open()
    places.lookup("Paris")
    names = [name for word in words if (name := word.strip(".,;:!?\"'()"))[:1].isupper()]
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for name in dict.fromkeys(names):
        started = time.thread_time()
        found = places.lookup(name)
        seconds[bool(found)].append(time.thread_time() - started)
    fresh = Gazetteer.open()
    started = time.thread_time()
    for name in names:
        fresh.lookup(name)
    as_they_come = (time.thread_time() - started) / max(len(names), 1)
    return {
        "as_they_come": round(1e6 * as_they_come, 1),
        "a_place_first_time": round(1e6 * _median(seconds[True]), 1),
        "no_place_first_time": round(1e6 * _median(seconds[False]), 1),
        "n": len(names),
    }


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0
