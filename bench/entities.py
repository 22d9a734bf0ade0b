"""People, organisations, places and weapons, named and described: re3d."""

from __future__ import annotations

from bench.scoring import Json, Score, Tally, match, overlap

KINDS = {
    "Person": {"person"},
    "Organisation": {"organisation", "group"},
    "Location": {"place", "facility"},
    "Weapon": {"weapon"},
    "MilitaryPlatform": {"vehicle", "weapon"},
    "Vehicle": {"vehicle"},
    "Nationality": {"group", "nationality"},
}
"""re3d's types, and ours that are the same."""


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Recall by overlap, for each type. The crowd marked only some entities, so precision says little."""
    tally = Tally()
    for g, p in zip(gold, reports, strict=True):
        for kind, ours in KINDS.items():
            wanted = {
                (e["start"], e["end"])
                for e in g["entities"]
                if e["type"] == kind and e.get("confidence", 1) >= 0.5
            }  # fmt: skip
            found = {(m["start"], m["end"]) for m in p["mentions"] if m["type"] in ours}
            found = {span for span in found if _may_be(span, kind, g["entities"])}
            shared = ((overlap(a, b), a, b) for a in wanted for b in found)
            matched = match(entry for entry in shared if entry[0] > 0)
            tally.add(f"{kind}: recall by overlap", len(matched), 0, len(wanted) - len(matched))
    return {name: {"recall": numbers["r"], "n": numbers["n"]} for name, numbers in tally.score().items()}


def _may_be(span: tuple[int, int], kind: str, candidates: list[Json]) -> bool:
    """Is the span near a candidate of this type, or near none at all?"""
    near = [c["type"] for c in candidates if overlap(span, (c["start"], c["end"])) > 0]
    return kind in near or not near
