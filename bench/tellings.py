"""Which words tell of one event: fits the weights of `dateline.coding.telling_pairs`, and says how often it is right.

    python -m bench.tellings [--fit] [--model FOLDER] [--write docs/measurements.md]

A case is a pair of events of a type in one document, as they are before pairs are joined by chance; they are one where
our own corpus has words of both in one event. Its train part fits (the language model has read that too, yet was not
taught which words tell of the same), its dev part measures.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from corpus.records import Item

from bench import own
from bench.calibration import Case, fitted
from bench.measurements import write_section
from bench.scoring import overlap
from bench.weights import write_table
from dateline.coding import telling_pairs
from dateline.coding.coder import Coder
from dateline.coding.confidence import Features, logistic
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.tellings import JOINED
from dateline.records.document import Document

LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Chances from which on a pair is taken for one event, as shown; `JOINED` is used."""


class Pairs:
    """Codes items of our own corpus and keeps the pairs that were asked about."""

    def __init__(self, model: str | None) -> None:
        self._coder = Coder(model=model)
        self._coder._linked = self._note
        self._asked: list[tuple[Features, list[int], list[int]]] = []

    def _note(
        self, grammar: Grammar, entity_of: Sequence[int | None], known: Candidate, other: Candidate, between: int
    ) -> float:
        traits = telling_pairs.traits_of(grammar, entity_of, known, other, between)
        starts = [[grammar.tokens[t].start for t in candidate.told_by] for candidate in (known, other)]
        self._asked.append((traits, *starts))
        return 0.0

    def cases(self, part: str) -> list[Case]:
        """The cases of a part."""
        found = []
        for gold in own.gold(part):
            self._asked = []
            self._coder.code_document(Document(gold["id"], gold["text"], gold["published"]))
            item = cast("Item", gold["item"])
            for traits, known, other in self._asked:
                one = _events_at(item, known) & _events_at(item, other)
                found.append(Case("event", "own", part == "dev", traits, bool(one)))
        return found


def _events_at(item: Item, starts: Sequence[int]) -> set[str]:
    """The events of the corpus that a word beginning at one of some characters tells of."""
    return {
        name
        for name, event in item.events.items()
        if any(overlap(span, (start, start + 1)) > 0 for span in event.triggers for start in starts)
    }


def table(cases: Sequence[Case]) -> list[str]:
    """Precision and recall of the pairs at several levels, as rows of Markdown."""
    weights = telling_pairs.weights()
    chances = [logistic(weights, {t: v for t, v in case.features.items() if t in weights}) for case in cases]
    right = [case.right for case in cases]
    lines = ["| from | precision | recall |", "| --- | --- | --- |"]
    for level in LEVELS:
        hits = sum(r for chance, r in zip(chances, right, strict=True) if chance >= level)
        joined = sum(chance >= level for chance in chances)
        mark = " (used)" if level == JOINED else ""
        lines.append(f"| {level}{mark} | {hits / max(joined, 1):.3f} | {hits / max(sum(right), 1):.3f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.tellings", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--fit", action="store_true", help="fit the weights anew and write them into their table")
    parser.add_argument("--model", help="a model folder; the built-in model by default")
    parser.add_argument("--write", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    pairs = Pairs(arguments.model)
    if arguments.fit:
        write_table("tellings.tsv", {"pair": fitted(pairs.cases("train"))})
    cases = pairs.cases("dev")
    lines = [
        "### tellings: which words tell of one event",
        "",
        f"{datetime.date.today().isoformat()}, `python -m bench.tellings`, own corpus dev, {len(cases)} pairs of"
        f" events of a type in one document, of which {sum(c.right for c in cases)} are one event told twice.",
        "",
        *table(cases),
    ]
    text = "\n".join(lines)
    print(text)
    if arguments.write:
        write_section(arguments.write, "tellings", text)


if __name__ == "__main__":
    main()
