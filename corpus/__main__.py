"""`python -m corpus` checks the corpus and prints what it covers."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus import coverage, settled, variety
from corpus.agreement import agree
from corpus.checks import look
from corpus.files import HERE, PARTS, Batch, batches, read, read_batch
from corpus.markup import MarkupError, parse
from corpus.records import Item


def check(paths: Iterable[Path]) -> int:
    """Read files and print what is wrong with them and what is doubtful; how many errors there are."""
    wrong = 0
    for path in paths:
        errors: list[MarkupError] = []
        _, items, _ = parse(path.read_text("utf-8"), path.name, whole="reports" in path.parts, errors=errors)
        findings = [finding for item in items for finding in look(item)]
        for error in errors:
            print(f"ERROR {error}")
        for finding in findings:
            print(f"{'ERROR' if finding.wrong else 'doubt'} {finding.where}: {finding.words}")
        wrong += len(errors) + sum(finding.wrong for finding in findings)
    return wrong


def whole(folder: Path) -> int:
    """Check the whole corpus: markup, values, coverage, repetitions. Prints the figures; how many errors there are."""
    found: list[Batch] = []
    wrong = 0
    try:
        for part in PARTS:
            found += batches(part, folder)
    except MarkupError as error:
        print(f"ERROR {error}")
        return 1
    items = [item for batch in found for item in batch.items]
    problems = [str(finding.where) + ": " + finding.words for i in items for finding in look(i) if finding.wrong]
    problems += [f"{r.words}: {len(r.items)} times: {' '.join(r.items)}" for r in variety.repeated_frames(items)]
    problems += [f"two parts share '{r.words}': {' '.join(r.items)}" for r in variety.shared_sequences(found)]
    figures = list(coverage.figures(found))
    problems += [f"{f.value}: {f.number}, at least {f.floor}" for f in figures if f.number < f.floor]
    print(coverage.as_text(figures))
    lemmas = variety.lemmas_by_type(items)
    print("trigger lemmas: " + ", ".join(f"{name} {len(found)}" for name, found in lemmas.items()))
    for problem in problems:
        print(f"ERROR {problem}")
        wrong += 1
    events = sum(len(item.events) for item in items)
    sentences = sum(len(item.sentences) for item in items if not item.whole)
    print(f"{sentences} sentences, {sum(item.whole for item in items)} reports, {events} events")
    return wrong


def compare(one: Path, other: Path) -> None:
    """Print how far two folders of annotations of the same texts agree; texts that are in one only are left out."""
    mine = {item.id: item for item in _items(one)}
    theirs = {item.id: item for item in _items(other)}
    both = [(mine[id], theirs[id]) for id in mine if id in theirs]
    for kind, chosen in (
        ("sentences", [p for p in both if not p[0].whole]),
        ("reports", [p for p in both if p[0].whole]),
    ):
        if chosen:
            result = agree(chosen)
            rows = ", ".join(f"{name} {value} ({result.counts[name]})" for name, value in result.figures.items())
            print(f"{len(chosen)} {kind}: {rows}")


def compare_settled(folder: Path) -> None:
    """Print how far two readers agree on places and sectors, and each with the corpus."""
    first, second = (settled.read_lines(folder / f"{name}.tsv") for name in ("first", "second"))
    items = {item.id: item for part in ("dev", "test") for item in read(part)}
    for name, tally in (
        ("first and second", settled.between(first, second)),
        ("first and corpus", settled.with_corpus(first, items)),
        ("second and corpus", settled.with_corpus(second, items)),
    ):
        sectors = f"sectors {tally.share:.3f} ({tally.compared})"
        print(f"{name}: places, F1 {tally.f1:.3f} ({tally.ones}, {tally.others}), {sectors}")


def _items(folder: Path) -> Iterator[Item]:
    for path in sorted(folder.rglob("*.txt")):
        yield from read_batch(path, "train").items


def beside(folder: Path, corpora: Path, seed: int = 1) -> None:
    """Print how rich the language is beside an equal number of sentences of PolNeAR and MUC-4."""
    rng = random.Random(seed)
    own = [item.text[a:b] for part in PARTS for item in read(part, folder) for a, b in item.sentences]
    polnear = [
        d["text"][s["start"] : s["end"]]
        for d in _json_lines(corpora / "polnear/train.jsonl.gz")
        for s in d["sentences"] or []
    ]
    muc4 = [s for d in _json_lines(corpora / "muc4/train.jsonl.gz") for s in d["text"].split(". ")]
    size = min(map(len, (own, polnear, muc4)))
    for name, sentences in (("this corpus", own), ("PolNeAR train", polnear), ("MUC-4 train", muc4)):
        measured = variety.richness(rng.sample(sentences, size))
        print(f"{name}: " + ", ".join(f"{field} {value}" for field, value in measured._asdict().items()))


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m corpus", description=(__doc__ or "").strip())
    parser.add_argument("files", nargs="*", type=Path, help="check these files only, doubts included")
    parser.add_argument("--agreement", nargs=2, type=Path, metavar="FOLDER", help="compare two annotations")
    parser.add_argument("--settled", type=Path, metavar="FOLDER", help="compare two readers' places and sectors")
    parser.add_argument("--variety", type=Path, metavar="CORPORA", help="set beside PolNeAR and MUC-4, which lie there")
    arguments = parser.parse_args()
    if arguments.agreement:
        compare(*arguments.agreement)
    elif arguments.settled:
        compare_settled(arguments.settled)
    elif arguments.variety:
        beside(HERE, arguments.variety)
    else:
        sys.exit(1 if (check(arguments.files) if arguments.files else whole(HERE)) else 0)


if __name__ == "__main__":
    main()
