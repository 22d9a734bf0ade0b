"""Which words are places, and where on the map: LGL and GeoVirus."""

from __future__ import annotations

import math
import statistics

from bench.scoring import Json, Score, Tally, match_overlapping
from dateline.knowledge.distance import great_circle_km

NOT_A_PLACE = {"Non_Toponym", "Literal_Expression", "Non_Lit_Expression", "Homonym", "Demonym", "Language"}
"""GeoWebNews' types without coordinates, or that are no names."""

NEAR_KM = 161
"""100 miles: the usual bound for a right resolution."""
FARTHEST_KM = 20039
"""Half the earth's girth, which normalises the area under the curve of log error (Gritta et al. 2018)."""


def judged(gold: Json, report: Json) -> list[tuple[int, bool]]:
    """Of each resolved place of a Report at which the gold has one with coordinates: its place, is it near enough?"""
    mentions = {mention["id"]: mention for mention in report["mentions"]}
    found = [(mentions[x["mention"]]["start"], mentions[x["mention"]]["end"]) for x in report["places"]]
    wanted = [x for x in gold["toponyms"] if x.get("type") not in NOT_A_PLACE]
    pairs = [
        (wanted[i], j, report["places"][j])
        for i, j in match_overlapping([(x["start"], x["end"]) for x in wanted], found)
    ]
    return [
        (j, great_circle_km((w["lat"], w["lon"]), (p["lat"], p["lon"])) <= NEAR_KM)
        for w, j, p in pairs
        if w.get("lat") is not None and p["lat"] is not None
    ]


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Recognition by exact span and by overlap; resolution of the gold toponyms that have coordinates."""
    tally, errors, missed = Tally(), [], 0
    for g, p in zip(gold, reports, strict=True):
        mentions = {mention["id"]: mention for mention in p["mentions"]}
        found = [
            (mentions[x["mention"]]["start"], mentions[x["mention"]]["end"], x.get("lat"), x.get("lon"))
            for x in p["places"]
        ]
        wanted = [
            (x["start"], x["end"], x.get("lat"), x.get("lon"))
            for x in g["toponyms"]
            if x.get("type") not in NOT_A_PLACE
        ]
        tally.add_sets("recognised, exact", {x[:2] for x in wanted}, {x[:2] for x in found})
        matched = match_overlapping(wanted, found)
        tally.add("recognised, overlap", len(matched), len(found) - len(matched), len(wanted) - len(matched))
        partner = dict(matched)
        for i, toponym in enumerate(wanted):
            if toponym[2] is None:
                continue
            place = found[partner[i]] if i in partner else None
            if place is None or place[2] is None:
                missed += 1
            else:
                errors.append(great_circle_km(toponym[2:], place[2:]))
    result = tally.score()
    if errors:
        near = sum(error <= NEAR_KM for error in errors)
        log_error = (math.log1p(min(error, FARTHEST_KM)) / math.log1p(FARTHEST_KM) for error in errors)
        result["resolved"] = {
            "within_161km_of_resolved": round(near / len(errors), 4),
            "within_161km_of_all": round(near / (len(errors) + missed), 4),
            "median_km": round(statistics.median(errors), 1),
            "mean_km": round(statistics.mean(errors), 1),
            "auc": round(statistics.mean(log_error), 4),
            "n": len(errors) + missed,
            "unresolved": missed,
        }
    return result
