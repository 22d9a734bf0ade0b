"""Whole Reports against our own corpus: events with their slots, status, standing, who says what, and who is tied to
whom (`own_entities`).

The corpus is in the repository (`corpus/`); its passages and reports of a part are the documents. Events are matched
one to one where any of the gold triggers shares characters with the found one, those of the same type first.
"""

from __future__ import annotations

from typing import cast

from corpus.files import Part, read
from corpus.records import Event, Item

from bench import own_entities
from bench.scoring import Json, Score, Span, Tally, match, match_overlapping, mention_spans, overlap


def gold(part: str) -> list[Json]:
    """The items of a part; what is scored against stands under "item"."""
    return [
        {"id": item.id, "text": item.text, "published": item.published.isoformat(), "item": item}
        for item in read(cast("Part", part))
    ]


def score(documents: list[Json], reports: list[Json]) -> Score:
    """F1 of events; of the events found with the right type, how often each slot is right."""
    tally, status = Tally(), Tally()
    right, asked = 0, 0
    for document, report in zip(documents, reports, strict=True):
        item = cast("Item", document["item"])
        pairs = matched(list(item.events.values()), report["events"])
        same = [(g, p) for g, p in pairs if g.event == p["event"]]
        wrong = len(report["events"])
        tally.add("events, trigger", len(pairs), wrong - len(pairs), len(item.events) - len(pairs))
        tally.add("events, trigger and type", len(same), wrong - len(same), len(item.events) - len(same))
        for g, p in same:
            right += g.status == p["status"]
            asked += 1
            status.add_sets(g.status, {g.status}, {p["status"]} & {g.status})
            if g.status != p["status"]:
                status.add(p["status"], 0, 1, 0)
            _slots(tally, item, g, report, p)
        _attributions(tally, item, report)
    result = tally.score()
    per_status = [numbers["f1"] for numbers in status.score().values()]
    result["status of matched events"] = {
        "accuracy": round(right / max(asked, 1), 4),
        "macro_f1": round(sum(per_status) / max(len(per_status), 1), 4),
        "n": asked,
    }
    return {**result, **own_entities.score(documents, reports)}


def matched(wanted: list[Event], found: list[Json]) -> list[tuple[Event, Json]]:
    """Events of the corpus with those of a Report that share a word with them, one to one, the same type first."""
    scored = [
        (1 + (g.event == p["event"]) + (i == 0) / 2, n, m)
        for n, g in enumerate(wanted)
        for m, p in enumerate(found)
        for i, span in enumerate(g.triggers)
        if overlap(span, (p["trigger"]["start"], p["trigger"]["end"])) > 0
    ]
    return [(wanted[n], found[m]) for n, m in match(scored)]


def _slots(tally: Tally, item: Item, g: Event, report: Json, p: Json) -> None:
    for slot in ("actor", "recipient"):
        gold_spans = [[(m.start, m.end) for m in item.entities[id].mentions] for id in getattr(g, slot)]
        ours = [mention_spans(report, party) for party in p[slot]]
        hits = sum(any(overlap(a, b) > 0 for a in spans for other in ours for b in other) for spans in gold_spans)
        kept = sum(any(overlap(a, b) > 0 for spans in gold_spans for a in spans for b in other) for other in ours)
        tally.add(f"{slot} of matched events", min(hits, kept), len(ours) - kept, len(gold_spans) - min(hits, kept))
        for id, spans in zip(getattr(g, slot), gold_spans, strict=True):
            entity = item.entities[id]
            found = [p[slot][n] for n, other in enumerate(ours) if any(overlap(a, b) > 0 for a in spans for b in other)]
            for field in ("sector", "code") if found else ():
                if getattr(entity, field) is not None:
                    hit = getattr(entity, field) == found[0][field]
                    tally.add(f"{field} of matched {slot}s", hit, not hit, not hit)
    for slot, name, field in (("place", "place", "event_loc"), ("to", "to", "to_loc"), ("origin", "from", "from_loc")):
        id = getattr(g, slot)
        ours = mention_spans(report, p[field]) if p[field] else []
        if id is None:
            tally.add(f"{name} of matched events", 0, bool(ours), 0)
        else:
            hit = any(overlap((m.start, m.end), b) > 0 for m in item.entities[id].mentions for b in ours)
            tally.add(f"{name} of matched events", hit, bool(ours) and not hit, not hit)
    _date(tally, item, g, p)
    _sizes(tally, g, p)
    tally.add("mode of matched events", len(set(g.modes) & set(p["mode"])), len(set(p["mode"]) - set(g.modes)),
              len(set(g.modes) - set(p["mode"])))  # fmt: skip
    hit = g.standing == p["standing"]
    tally.add("standing of matched events", hit, not hit, not hit)


def _date(tally: Tally, item: Item, g: Event, p: Json) -> None:
    """First and last day; and these with the precision."""
    if g.date is None or (time := item.times[g.date]).earliest is None:
        return
    hit = (str(time.earliest), str(time.latest or time.earliest)) == (p["date"], p["enddate"])
    tally.add("date of matched events, both ends", hit, not hit, not hit)
    hit = hit and p["date_precision"] == time.precision
    tally.add("date of matched events, both ends and precision", hit, not hit, not hit)


def _sizes(tally: Tally, g: Event, p: Json) -> None:
    """Numbers of people by what befell them; of things; and of all, where those that the corpus lacks are wrong too."""
    found = {key: count for key, count in p["size"].items() if key != "items"}
    found |= {f"items.{name}": count for name, count in (p["size"].get("items") or {}).items()}
    for key, wanted in g.size.items():
        count = found.get(key)
        hit = bool(count) and (count["min"], count["max"]) == (wanted.min, wanted.max)
        name = "items" if key.startswith("items.") else "sizes"
        tally.add(f"{name} of matched events", hit, bool(count) and not hit, not hit)
        tally.add("sizes and items, none too many", hit, bool(count) and not hit, not hit)
    tally.add("sizes and items, none too many", 0, len(found.keys() - g.size.keys()), 0)


def is_party(item: Item, g: Event, slot: str, report: Json, party: Json) -> bool:
    """Is a party of a Report in this slot of an event of the corpus, by any mention of its entity?"""
    spans = [(m.start, m.end) for id in getattr(g, slot) for m in item.entities[id].mentions]
    return any(overlap(a, b) > 0 for a in spans for b in mention_spans(report, party))


def _attributions(tally: Tally, item: Item, report: Json) -> None:
    wanted, found = list(item.attributions.values()), report["attributions"]
    pairs = match_overlapping(
        [(min(a for a, _ in w.cue), max(b for _, b in w.cue)) for w in wanted],
        [(min(a for a, _ in f["cue"]["spans"]), max(b for _, b in f["cue"]["spans"])) for f in found],
    )
    tally.add("attributions, cue", len(pairs), len(found) - len(pairs), len(wanted) - len(pairs))
    for i, j in pairs:
        w, f = wanted[i], found[j]
        for field in ("form", "stance"):
            hit = getattr(w, field) == f[field]
            tally.add(f"{field} of matched attributions", hit, not hit, not hit)
        if w.source:
            source: list[Span] = [tuple(s) for s in f["source"]["spans"]] if f["source"] else []
            hit = any(overlap(a, b) > 0 for a in w.source for b in source)
            tally.add("source of matched attributions", hit, bool(source) and not hit, not hit)
            for field in ("kind", "identification"):
                hit = bool(f["source"]) and getattr(w, field) == f["source"][field]
                tally.add(f"{field} of matched attributions", hit, not hit, not hit)
