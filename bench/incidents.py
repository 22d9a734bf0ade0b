"""What a report tells of: MUC-4's incidents, their types, perpetrators, victims and targets.

MUC-4 codes terrorist acts only, from a list of six kinds; a document that tells of fighting between armies or of
arrests has no incident. Precision is therefore a floor.
"""

from __future__ import annotations

from bench.scoring import Json, Score, Span, Tally, mention_spans, overlap

KINDS = {
    ("ASSAULT", "explosives"): "BOMBING",
    ("ASSAULT", "suicide-attack"): "BOMBING",
    ("ASSAULT", "abduct"): "KIDNAPPING",
    ("PROTEST", "strike"): "FORCED WORK STOPPAGE",
}
"""Types with modes to MUC-4's kinds; ASSAULT in other modes is ATTACK."""
AS_ATTACK = {"ARSON", "ROBBERY"}
"""Rare kinds that count as attacks."""
ROLES = (("perpetrators", ("PerpInd", "PerpOrg"), "actor"), ("victims and targets", ("Victim", "Target"), "recipient"))


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Kinds of incident by document; is there any; and the named or described parties of documents that have one."""
    tally = Tally()
    for g, p in zip(gold, reports, strict=True):
        wanted = {
            "ATTACK" if kind in AS_ATTACK else kind
            for template in g["templates"]
            if not template["optional"]
            for kind in template["incident_type"][:1]
        }
        optional = {kind for template in g["templates"] for kind in template["incident_type"]}
        found = {_kind(event) for event in p["events"] if event["status"] != "negated"} - {""}
        found -= {"ATTACK"} if "ATTACK" not in wanted and found & wanted else set()
        tally.add_sets("kind of incident in document", wanted, {k for k in found if k in wanted or k not in optional})
        tally.add_sets("any incident", {"yes"} if wanted else set(), {"yes"} if found else set())
        for name, roles, slot in ROLES:
            fillers = [entity for role in roles for entity in g["roles"][role]]
            parties = [party for e in p["events"] if _kind(e) for party in e[slot]]
            spans = [span for party in parties for span in mention_spans(p, party)]
            hits = sum(any(_touches(mention, spans) for mention in entity) for entity in fillers)
            tally.add(f"{name}: recall by overlap", hits, 0, len(fillers) - hits)
    result = tally.score()
    for name, numbers in result.items():
        if name.endswith("by overlap"):
            result[name] = {"recall": numbers["r"], "n": numbers["n"]}
    return result


def _kind(event: Json) -> str:
    kinds = [KINDS[key] for mode in event["mode"] if (key := (event["event"], mode)) in KINDS]
    return kinds[0] if kinds else "ATTACK" if event["event"] == "ASSAULT" else ""


def _touches(mention: list[int], spans: list[Span]) -> bool:
    return any(overlap(mention, span) > 0 for span in spans)
