"""What one given actor does to another: the PLV sentences of Hu et al. (ACL 2024)."""

from __future__ import annotations

import collections

from bench.scoring import Json, Score, mention_spans, overlap, precision_recall_f1

ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The corpus has one root for verbal and material giving way."""


def score(gold: list[Json], reports: list[Json]) -> Score:
    """The type of the most confident event between the pair (either way round where both are actors)."""
    right, between_pair, anywhere = 0, 0, 0
    per_type: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    for g, p in zip(gold, reports, strict=True):
        between = [
            event
            for event in p["events"]
            if _touches(p, event["actor"], g["actor"])
            and _touches(p, event["actor"] + event["recipient"], g["recipient"])
        ]
        best = max(between, key=lambda event: event["confidence"], default=None)
        found = _root(best) if best else "NONE"
        between_pair += best is not None
        right += found == g["event"]
        anywhere += any(_root(event) == g["event"] for event in p["events"])
        for label in {found, g["event"]}:
            counts = per_type[label]
            counts[0] += found == label == g["event"]
            counts[1] += found == label != g["event"]
            counts[2] += g["event"] == label != found
    f1 = [precision_recall_f1(*counts)["f1"] for counts in per_type.values() if counts[0] + counts[2]]
    n = len(gold)
    return {
        "event between the pair found": {"share": round(between_pair / n, 4)},
        "its type right": {"accuracy": round(right / n, 4), "macro_f1": round(sum(f1) / len(f1), 4), "n": n},
        "type anywhere in the sentence": {"share": round(anywhere / n, 4)},
    }


def _root(event: Json) -> str:
    return ROOTS.get(event["event"], event["event"])


def _touches(report: Json, parties: list[Json], span: list[int]) -> bool:
    return any(overlap(where, span) > 0 for party in parties for where in mention_spans(report, party))
