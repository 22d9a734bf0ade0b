"""How far the confidences can be trusted, and the fit of the weights behind them.

    python -m bench.calibration CORPORA [--model FOLDER] [--fit] [--write docs/measurements.md]

The documents of development parts fall into two halves, by a digest of their ids. `--fit` fits the weights of
`dateline.coding.confidence` by logistic regression on the first half and writes them into its table. What is measured
is the second half, which no weight has seen: by tenths of the confidence how often it is right, and the expected
calibration error (the difference of confidence and share right, averaged over what was found).
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from bench import attribution, own, places
from bench.measurements import write_section
from bench.run import PARTS, gold_of, input_record, key
from bench.scoring import Json, overlap
from bench.weights import write_table
from dateline.coding import confidence
from dateline.coding.coder import Coder
from dateline.coding.confidence import CONSTANT, Features, What
from dateline.coding.grammar import Grammar
from dateline.coding.learned import readings
from dateline.records.analysis import Analysis
from dateline.records.document import Document

TABLE = "confidence.tsv"
KINDS: tuple[What, ...] = ("trigger", "event", "actor", "recipient", "attribution", "place")
TASKS = ("own", "attribution", "places")
BINS = 10
RIDGE = 1.0
"""Added to the curvature: keeps the weights of rare features small. Of 0.1 and 1 the better one by cross-validation
within the half that is fitted on."""


class Case(NamedTuple):
    """Something of which a Report gives a confidence, with what it goes by, and whether it is right."""

    what: What
    corpus: str
    unseen: bool
    """Is it in the half that is measured, and not in the one that the weights are fitted on?"""
    features: Features
    right: bool


def measured_half(golds: Iterable[Json]) -> set[str]:
    """The ids of every second document in the order of the digests of their ids: of whole reports and of passages by
    themselves, since whole reports tell things twice, so that both halves have as many of them."""
    kinds: dict[bool, list[str]] = {}
    for gold in golds:
        kinds.setdefault("item" in gold and gold["item"].whole, []).append(key(gold))
    return {id for ids in kinds.values() for id in sorted(ids, key=_digest)[1::2]}


def _digest(id: str) -> bytes:
    return hashlib.sha256(id.encode()).digest()


class Coded(NamedTuple):
    """A document of a corpus with its layers."""

    task: str
    corpus: str
    unseen: bool
    gold: Json
    document: Document
    analysis: Analysis


class Cases:
    """Codes documents and judges what comes out; keeps the features by which each confidence was given."""

    def __init__(self, model: str | None) -> None:
        self._coder = Coder(model=model)
        self._coder._chance = self._note
        self._noted: dict[str, list[Features]] = {}

    def _note(self, what: What, features: Features) -> float:
        self._noted.setdefault(what, []).append(features)
        return 0.5

    def analysed(self, task: str, corpus: str, golds: Sequence[Json]) -> Iterator[Coded]:
        measured = measured_half(golds)
        for gold in golds:
            record = input_record(gold)
            document = Document(record["id"], record["text"], record.get("published"), language="en")
            analysis = self._coder._analyser.analyse(document.text)
            yield Coded(task, corpus, document.id in measured, gold, document, analysis)

    def of_records(self, one: Coded) -> Iterator[Case]:
        """What the Report of a document says of the kind that its corpus judges."""
        self._noted = {}
        report = msgspec.to_builtins(self._coder._code(one.document, one.analysis))
        places_resolved = [n for n, place in enumerate(report["places"]) if place["lat"] is not None]
        right: list[tuple[What, int, bool]] = []
        if one.task == "places":
            of_place = {n: number for number, n in enumerate(places_resolved)}
            right += [("place", of_place[n], hit) for n, hit in places.judged(one.gold, report)]
        elif one.task == "attribution":
            right += [("attribution", n, hit) for n, hit in attribution.judged(one.gold, report)]
        else:
            item = one.gold["item"]
            said = [{"source": a.source, "cue": a.cue, "content": a.content} for a in item.attributions.values()]
            gold = {"text": item.text, "attributions": said}
            right += [("attribution", n, hit) for n, hit in attribution.judged(gold, report)]
            pairs = own.matched(list(item.events.values()), report["events"])
            same = {p["id"]: g for g, p in pairs if g.event == p["event"]}
            counted = {"actor": 0, "recipient": 0}
            for n, event in enumerate(report["events"]):
                right.append(("event", n, event["id"] in same))
                for slot in ("actor", "recipient"):
                    for party in event[slot]:
                        if event["id"] in same:
                            hit = own.is_party(item, same[event["id"]], slot, report, party)
                            right.append((slot, counted[slot], hit))
                        counted[slot] += 1
        for what, number, hit in right:
            yield Case(what, one.corpus, one.unseen, self._noted[what][number], hit)

    def of_triggers(self, one: Coded) -> Iterator[Case]:
        """Every word and type that the head or a signal speaks for; right where the corpus has such an event there."""
        grammar = Grammar(one.analysis)
        read = readings(one.analysis)
        wanted = [(e.event, span) for e in one.gold["item"].events.values() for span in e.triggers]
        for i, token in enumerate(grammar.tokens):
            signals: dict[str, float] = {}
            for match in self._coder._events.index.match(grammar.tokens, grammar.children, i):
                signals[match.type] = max(match.weight, signals.get(match.type, 0.0))
            chances = read[i].chances if i in read else {}
            for name in signals.keys() | chances.keys():
                hit = any(name == event and overlap(span, (token.start, token.end)) > 0 for event, span in wanted)
                features = confidence.of_trigger(chances.get(name, 0.0), signals.get(name, 0.0))
                yield Case("trigger", one.corpus, one.unseen, features, hit)


def fitted(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of the features: logistic regression by Newton's method."""
    names = list(dict.fromkeys(name for case in cases for name in case.features))
    rows = np.array([[1.0, *(case.features.get(name, 0.0) for name in names)] for case in cases])
    right = np.array([case.right for case in cases], float)
    ridge = RIDGE * np.diag([0.0] + [1.0] * len(names))
    weights = np.zeros(len(names) + 1)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chance) - ridge @ weights
        weights += np.linalg.solve((rows * (chance * (1 - chance))[:, None]).T @ rows + ridge, slope)
    return dict(zip([CONSTANT, *names], (round(float(w), 3) for w in weights), strict=True))


class Reliability(NamedTuple):
    """Of a kind of record: how many lie in each tenth, their mean confidence and the share that is right."""

    counts: list[int]
    said: list[float]
    right: list[float]

    @property
    def error(self) -> float:
        """Expected calibration error."""
        apart = (n * abs(said - right) for n, said, right in zip(*self, strict=True))
        return sum(apart) / max(sum(self.counts), 1)


def reliability(cases: Sequence[Case], weights: dict[str, float]) -> Reliability:
    """By tenths of the confidence, as it is written: with two digits."""
    chances = np.array([round(confidence.logistic(weights, case.features), 2) for case in cases])
    right = np.array([case.right for case in cases], float)
    tenth = np.minimum((chances * BINS + 1e-9).astype(int), BINS - 1)
    inside = [tenth == n for n in range(BINS)]
    return Reliability(
        [int(i.sum()) for i in inside],
        [float(chances[i].mean()) if i.any() else 0.0 for i in inside],
        [float(right[i].mean()) if i.any() else 0.0 for i in inside],
    )


def collect(corpora: Path, model: str | None, fit: bool) -> list[Case]:
    """All cases. With `fit` the weights of triggers come first: on them it depends what is coded."""
    cases = Cases(model)
    coded = []
    for part in PARTS:
        if part.task in TASKS and (golds := gold_of(part, corpora)) is not None:
            coded += cases.analysed(part.task, part.corpus, golds)
    found = [case for one in coded if one.task == "own" for case in cases.of_triggers(one)]
    if fit:
        triggers = fitted([case for case in found if not case.unseen])
        write_table(TABLE, {**confidence.weights(), "trigger": triggers})
    return [*found, *(case for one in coded for case in cases.of_records(one))]


def as_markdown(measured: dict[str, Reliability], errors: dict[str, dict[str, tuple[float, int]]], command: str) -> str:
    """The section of the measurements: errors by kind and corpus, then the tables."""
    lines = [
        "### confidence: reliability",
        "",
        f"{datetime.date.today().isoformat()}, `{command}`. Weights fitted on one half of the documents of own corpus"
        " dev, PolNeAR dev, GeoVirus and LGL, measured on the other half. event: right by trigger and type; actor,"
        " recipient: of events that are; attribution: content by half, and source; place: within 161 km, of the places"
        " that the corpus has too; trigger: of all words that head or signal speak for, before any is coded.",
        "",
        "| confidence of | expected calibration error | by corpus |",
        "| --- | --- | --- |",
    ]
    for what, found in measured.items():
        by_corpus = "; ".join(f"{corpus} {error:.3f} (n {n})" for corpus, (error, n) in errors[what].items())
        lines.append(f"| {what} | {found.error:.3f} (n {sum(found.counts)}) | {by_corpus} |")
    lines += ["", "| confidence | " + " | ".join(measured) + " |", "| --- |" + " --- |" * len(measured)]
    for n in range(BINS):
        cells = [
            f"{found.said[n]:.2f} said, {found.right[n]:.2f} right, n {found.counts[n]}" if found.counts[n] else ""
            for found in measured.values()
        ]
        lines.append(f"| {n / BINS:.1f} to {(n + 1) / BINS:.1f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.calibration", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--model", help="a model folder; the built-in model by default")
    parser.add_argument("--fit", action="store_true", help="fit the weights and write them into the program's table")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into this Markdown file")
    arguments = parser.parse_args()
    cases = collect(arguments.corpora, arguments.model, arguments.fit)
    by_kind = {what: [case for case in cases if case.what == what] for what in KINDS}
    if arguments.fit:
        fresh = {what: fitted([c for c in of if not c.unseen]) for what, of in by_kind.items() if of}
        print(write_table(TABLE, {**confidence.weights(), **fresh}))
    measured: dict[str, Reliability] = {}
    errors: dict[str, dict[str, tuple[float, int]]] = {}
    for what, of in by_kind.items():
        unseen = [case for case in of if case.unseen]
        if not unseen:
            print(f"{what}: none to measure", file=sys.stderr)
            continue
        weights = confidence.weights()[what]
        measured[what] = reliability(unseen, weights)
        errors[what] = {}
        for corpus in dict.fromkeys(case.corpus for case in unseen):
            part = [case for case in unseen if case.corpus == corpus]
            errors[what][corpus] = reliability(part, weights).error, len(part)
    text = as_markdown(measured, errors, "python -m bench.calibration CORPORA")
    print(text)
    if arguments.write:
        write_section(arguments.write, "confidence", text)


if __name__ == "__main__":
    main()
