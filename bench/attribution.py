"""Who said what: source, cue and content against PolNeAR."""

from __future__ import annotations

from bench.scoring import Json, Score, Tally, jaccard, match, tokens_of, words_in

ROLES = ("source", "cue", "content")
Parts = dict[str, set[int]]
"""The words of an attribution by role."""


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Words and exact spans of each role; and relations, right where content agrees by half and source overlaps.

    Predicted words inside spans that the annotators set aside (`discard`) are not counted.
    """
    tally = Tally()
    for g, p in zip(gold, reports, strict=True):
        wanted, by_place = _words(g, p)
        found = list(by_place.values())
        for role in ROLES:
            tally.add_sets(
                f"{role} tokens", set().union(*(a[role] for a in wanted)), set().union(*(a[role] for a in found))
            )
            tally.add_sets(f"{role} exact", _distinct(wanted, role), _distinct(found, role))
        right = len(relations(wanted, found))
        tally.add("relation (content half, source overlap)", right, len(found) - right, len(wanted) - right)
    return tally.score()


def relations(wanted: list[Parts], found: list[Parts]) -> list[int]:
    """Which of those found are right: content agrees by half with that of one wanted, and source overlaps."""
    agreement = ((jaccard(a["content"], b["content"]), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found))
    matched = match(entry for entry in agreement if entry[0] >= 0.5)
    return [j for i, j in matched if not wanted[i]["source"] or wanted[i]["source"] & found[j]["source"]]


def judged(gold: Json, report: Json) -> list[tuple[int, bool]]:
    """Of each attribution of a Report that has words which the annotators did not set aside: its place, is it right?"""
    wanted, by_place = _words(gold, report)
    right = relations(wanted, list(by_place.values()))
    return [(number, j in right) for j, number in enumerate(by_place)]


def _words(gold: Json, report: Json) -> tuple[list[Parts], dict[int, Parts]]:
    """The words of the attributions wanted, and of those found that have any, by their places in the Report."""
    tokens = tokens_of(gold["text"])
    aside = words_in([span for group in gold.get("discard", []) for span in group], tokens)
    wanted = [{role: words_in(a[role], tokens) for role in ROLES} for a in gold["attributions"]]
    found = [{role: words_in(_spans(a, role), tokens) - aside for role in ROLES} for a in report["attributions"]]
    return wanted, {number: a for number, a in enumerate(found) if a["content"]}


def _spans(attribution: Json, role: str) -> list[list[int]]:
    part = attribution.get(role)
    return part["spans"] if part else []


def _distinct(attributions: list[dict[str, set[int]]], role: str) -> set[frozenset[int]]:
    return {frozenset(a[role]) for a in attributions if a[role]}
