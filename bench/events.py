"""Event triggers, types and who, to whom, where: WikiEvents, its types mapped to PLOVER's."""

from __future__ import annotations

from bench.scoring import Json, Score, Span, Tally, match, mention_spans, overlap

ANNOTATED = {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "THREATEN"}
"""Types that this corpus annotates; others (AGREE, SUPPORT, ...) it leaves unmarked, so they cannot be wrong."""

SLOTS = (("actor", "actor"), ("recipient", "recipient"), ("place", "event_loc"))


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Recall of triggers with their type; types a sentence; recall of the slots of the events matched there."""
    tally = Tally()
    for g, p in zip(gold, reports, strict=True):
        wanted = [event for event in g["events"] if event["plover"]]
        found = p["events"]
        pairs = [
            (i, j, a, b)
            for i, a in enumerate(wanted)
            for j, b in enumerate(found)
            if b["event"] in a["plover"]
        ]  # fmt: skip
        exact = match((1, i, j) for i, j, a, b in pairs if overlap(a["trigger"], _trigger(b)) > 0)
        tally.add("trigger and type", len(exact), 0, len(wanted) - len(exact))
        same_sentence = match(
            (1 if overlap(a["trigger"], _trigger(b)) > 0 else 0.5, i, j)
            for i, j, a, b in pairs
            if _sentence(g, a["trigger"][0]) == _sentence(g, _trigger(b)[0])
        )
        taken = {j for _, j in same_sentence}
        wrong = sum(event["event"] in ANNOTATED for j, event in enumerate(found) if j not in taken)
        tally.add("type in sentence", len(same_sentence), wrong, len(wanted) - len(same_sentence))
        for slot, field in SLOTS:
            hits = [
                _named(p, found[j].get(field), spans)
                for i, j in same_sentence
                if (spans := [a["span"] for a in wanted[i]["arguments"] if a["slot"] == slot])
            ]
            tally.add(f"{slot} of matched events", sum(hits), 0, len(hits) - sum(hits))
    result = tally.score()
    for name, numbers in result.items():
        if name == "trigger and type" or name.endswith("of matched events"):
            result[name] = {"recall": numbers["r"], "n": numbers["n"]}
    return result


def _trigger(event: Json) -> Span:
    return event["trigger"]["start"], event["trigger"]["end"]


def _sentence(document: Json, position: int) -> int:
    return next((i for i, (start, end) in enumerate(document["sentences"]) if start <= position < end), -1)


def _named(report: Json, parties: Json | list[Json] | None, wanted: list[Span]) -> bool:
    """Does any party of the event overlap with any of the wanted spans?"""
    parties = [parties] if isinstance(parties, dict) else parties or []
    spans = [span for party in parties for span in mention_spans(report, party)]
    return any(overlap(a, b) > 0 for a in wanted for b in spans)
