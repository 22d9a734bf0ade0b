"""The type of event in a sentence: PLOVER's gold standard records."""

from __future__ import annotations

from bench.scoring import Json, Score, Tally

SINCE_2016 = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""What the types of PLOVER's draft of 2016, in which the records are coded, are called in 2.0."""


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Types coded for a sentence against its one type; and how often the most confident event has it."""
    tally, first = Tally(), 0
    for g, p in zip(gold, reports, strict=True):
        wanted = SINCE_2016.get(g["event"], g["event"])
        found = [event["event"] for event in sorted(p["events"], key=lambda event: -event["confidence"])]
        tally.add_sets("type in sentence", {wanted}, set(found))
        first += bool(found) and found[0] == wanted
    result = tally.score()
    result["most confident event is right"] = {"accuracy": round(first / len(gold), 4), "n": len(gold)}
    return result
