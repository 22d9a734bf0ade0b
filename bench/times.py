"""Time expressions and their values: TempEval-3's metric."""

from __future__ import annotations

from bench.scoring import Json, Score, Tally, match_overlapping


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Spans, strict (same offsets) and relaxed (overlap); type and value over the relaxed matches."""
    tally = Tally()
    for g, p in zip(gold, reports, strict=True):
        wanted, found = (
            [(x["start"], x["end"], x["type"], x["value"]) for x in times] for times in (g["timexes"], p["times"])
        )
        tally.add_sets("strict", {x[:2] for x in wanted}, {x[:2] for x in found})
        matched = match_overlapping(wanted, found)
        tally.add("relaxed", len(matched), len(found) - len(matched), len(wanted) - len(matched))
        for name, at in (("type", 2), ("value", 3)):
            right = sum(wanted[i][at] == found[j][at] for i, j in matched)
            tally.add(name, right, len(found) - right, len(wanted) - right)
    return tally.score()
