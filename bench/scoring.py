"""What all scorers share: counting, overlap, one-to-one matching.

A gold document and a prediction are plain JSON: the gold as its corpus has it, the prediction a Report.
A score is a table: name of a figure, then its numbers.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]
Numbers = dict[str, float]
Score = dict[str, Numbers]
Span = tuple[int, int]

TOKEN = re.compile(r"\w+|[^\w\s]")


def precision_recall_f1(right: int, wrong: int, missed: int) -> Numbers:
    """Precision, recall, their harmonic mean, and how many were to be found."""
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "n": right + missed}


class Tally:
    """Right, wrong and missed, summed over documents, under the name of each figure."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])

    def add(self, name: str, right: int, wrong: int, missed: int) -> None:
        for i, count in enumerate((right, wrong, missed)):
            self._counts[name][i] += count

    def add_sets(self, name: str, gold: set[Any], found: set[Any]) -> None:
        self.add(name, len(gold & found), len(found - gold), len(gold - found))

    def score(self) -> Score:
        return {name: precision_recall_f1(*counts) for name, counts in self._counts.items()}


def overlap(a: Sequence[Any], b: Sequence[Any]) -> int:
    """Characters that two spans share; 0 or less where they share none."""
    return min(a[1], b[1]) - max(a[0], b[0])


def jaccard(a: set[int], b: set[int]) -> float:
    """Share of the members of either set that are in both."""
    return len(a & b) / len(a | b) if a | b else 0.0


def match(scored: Iterable[tuple[float, Any, Any]]) -> list[tuple[Any, Any]]:
    """One-to-one matching, the best score first: (score, left, right) to (left, right)."""
    left, right, matched = set(), set(), []
    for _, a, b in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            matched.append((a, b))
    return matched


def match_overlapping(gold: Sequence[Sequence[Any]], found: Sequence[Sequence[Any]]) -> list[tuple[int, int]]:
    """Spans that share characters, one to one, the longest overlap first: indices into both lists."""
    shared = ((overlap(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(found))
    return match(entry for entry in shared if entry[0] > 0)


def tokens_of(text: str) -> list[tuple[int, int, bool]]:
    """Words and marks with their offsets; True for a word."""
    return [(m.start(), m.end(), bool(re.match(r"\w", m.group()))) for m in TOKEN.finditer(text)]


def words_in(spans: Iterable[Sequence[Any]], tokens: list[tuple[int, int, bool]]) -> set[int]:
    """Indices of the words that lie inside any of the spans; marks do not count."""
    spans = list(spans)
    return {i for i, (s, e, word) in enumerate(tokens) if word and any(a[0] <= s and e <= a[1] for a in spans)}


def mention_spans(report: Json, party: Json) -> list[Span]:
    """Where an actor, recipient or place is named: its own mention and all others of its entity."""
    mentions = {mention["id"]: mention for mention in report["mentions"]}
    entities = {entity["id"]: entity for entity in report["entities"]}
    numbers = [party["mention"]] if party.get("mention") is not None else []
    if party.get("entity") is not None:
        numbers += entities[party["entity"]]["mentions"]
    return [(mentions[number]["start"], mentions[number]["end"]) for number in numbers]
