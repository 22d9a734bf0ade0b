"""How fast and how large: throughput, memory, and the time until a person sees something.

The command is measured from outside, as a user runs it, on news articles; the language model by itself on
the same windows in the same run, so that the two can be compared whatever the machine is doing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.measurements import Measurement
from bench.model_speed import analysis_alone, encoder_alone, model_alone
from bench.scoring import Json, Score
from dateline.coding.pipeline import Settings

SAMPLES = ("polnear/dev.jsonl.gz", "geoparsing/geovirus.jsonl.gz", "timex/timebank.jsonl.gz")
"""Long and short articles; enough of them that loading model and tables, 1.5 seconds, is not what is measured."""
FEW = 10
"""Documents of the small run: the difference in memory to the large one is what grows with the corpus."""
THREADS = 2
"""What `Coder` uses unless told otherwise."""


class Run(NamedTuple):
    """One run of the command."""

    seconds: float
    first_output: float
    """Seconds until the first byte on standard output."""
    peak_mb: float
    """Resident memory at its highest."""


def measure_speed(corpora: Path, settings: Settings) -> Iterator[Measurement]:
    """One Measurement of time and memory; nothing where the sample is not there."""
    from bench.run import input_record, rows

    paths = [corpora / sample for sample in SAMPLES if (corpora / sample).exists()]
    documents = [input_record(gold) for path in paths for gold in rows(path)]
    if not documents:
        return
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        score = _score(Path(folder), documents, settings)
    part, seconds = f"PolNeAR dev, GeoVirus, TimeBank, {os.cpu_count()} cores", time.perf_counter() - started
    yield Measurement.of_today("speed", "articles", part, score, documents=len(documents), seconds=seconds)


def _score(folder: Path, documents: list[Json], settings: Settings) -> Score:
    one, few, whole = (
        _write(folder / f"{name}.jsonl", part)
        for name, part in (("one", documents[:1]), ("few", documents[:FEW]), ("whole", documents))
    )
    reports = folder / "reports.jsonl"
    start = min((_run(["--help"]) for _ in range(3)), key=lambda run: run.seconds)
    first = min(
        (_run(["code", str(one), "--format", "table", *_options(settings)]) for _ in range(3)),
        key=lambda run: run.first_output,
    )
    small = _run(["annotate", str(few), "-o", os.devnull, *_options(settings)])
    large = _run(["annotate", str(whole), "-o", str(reports), *_options(settings)])
    sentences = sum(len(json.loads(line)["sentences"]) for line in reports.open("rb"))
    words = sum(len(document["text"].split()) for document in documents)
    score: Score = {
        "dateline --help": {"seconds": round(start.seconds, 2)},
        "dateline code, one article": {
            "seconds_to_first_output": round(first.first_output, 2),
            "seconds": round(first.seconds, 2),
        },
        "dateline annotate, one process": {
            "seconds": round(large.seconds, 1),
            "documents_per_s": round(len(documents) / large.seconds, 1),
            "sentences_per_s": round(sentences / large.seconds, 0),
            "words_per_s": round(words / large.seconds, 0),
        },
        "peak memory, MB": {
            f"{FEW}_articles": round(small.peak_mb, 0),
            f"{len(documents)}_articles": round(large.peak_mb, 0),
        },
    }
    texts = [document["text"] for document in documents]
    bare = encoder_alone(reports, settings.model, THREADS)
    usual = encoder_alone(reports, settings.model, THREADS, one_session=True)
    model, analysis = model_alone(texts, settings.model, THREADS), analysis_alone(texts, settings.model, THREADS)
    score["encoder alone, the same sentences in batches"] = bare
    score["the same in one session of two threads"] = usual
    score["encoder and heads, the windows as they are read"] = model
    score["the whole Analysis"] = analysis
    for name, seconds in (("Analysis", analysis["seconds"]), ("annotate", large.seconds)):
        score[f"throughput of {name} / of the encoder alone"] = {
            "two_sessions": round(bare["seconds"] / seconds, 2),
            "one_session": round(usual["seconds"] / seconds, 2),
        }
    return score


def _options(settings: Settings) -> list[str]:
    options = [part for name in settings.codebook for part in ("--codebook", name)]
    return options + (["--model", settings.model] if settings.model else [])


def _write(path: Path, documents: list[Json]) -> Path:
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf8")
    return path


def _run(arguments: list[str]) -> Run:
    """Run the command and watch it. Raises RuntimeError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "dateline", *arguments], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(1)
    first_output = time.perf_counter() - started
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"dateline {' '.join(arguments)} ended with {process.returncode}")
    # kilobytes on Linux, bytes on macOS
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Run(seconds, first_output, peak)
