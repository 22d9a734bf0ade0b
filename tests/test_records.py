"""From candidates to the records of a Report: nothing lost, offsets true, ids stable."""

from __future__ import annotations

import msgspec
from coded import Coded, book

from dateline.coding.records import event_id, event_record, party
from dateline.coding.setting import Setting
from dateline.records.report import Count, Event, Place, Size

WORDS = (
    "Rebels/rebel/NOUN/2/nsubj killed/kill/VERB/0/root two//NUM/4/nummod guards/guard/NOUN/2/obj in//ADP/6/case "
    "Taiz//PROPN/2/obl"
)


def record(document: str = "d1", setting: Setting | None = None) -> tuple[Coded, Event]:
    coded = Coded(WORDS, places=[(5, 6)])
    (candidate,) = coded.events()
    mention = coded.layer.by_token[5]
    place = Place(mention, "Taiz", 1, 13.6, 44.0, "YEM", None, None, "Taiz", "P", "PPLA", 4, 0.9)
    event = event_record(
        candidate,
        document=document,
        codebook=book(),
        analysis=coded.analysis,
        layer=coded.layer,
        places=[place],
        setting=setting or Setting(place=0, date="2024-06-17", enddate="2024-06-17", precision="day", basis="text"),
        size=Size(dead=Count(2, 2)),
        instruments=[],
        contexts=["insurgency"],
        attributions=[],
        standing="reported",
        evidence=[(0, len(coded.analysis.text))],
        confidence=0.8666,
        party_confidence=lambda slot, mention: 0.9111 if slot == "actor" else 0.5,
    )
    return coded, event


def test_every_slot_is_handed_on() -> None:
    _, event = record()
    assert [p.text for p in event.actor] == ["Rebels"]
    assert [(p.text, p.count) for p in event.recipient] == [("two guards", Count(2, 2))]
    assert event.event_loc is not None and event.event_loc.name == "Taiz"
    assert (event.to_loc, event.from_loc) == (None, None)
    assert (event.date, event.enddate, event.date_precision, event.date_basis) == (
        "2024-06-17",
        "2024-06-17",
        "day",
        "text",
    )
    assert (event.size.dead, event.context, event.standing) == (Count(2, 2), ["insurgency"], "reported")
    assert (event.confidence, event.actor[0].confidence, event.recipient[0].confidence) == (0.87, 0.91, 0.5)
    assert event.quad_code == book().types["ASSAULT"].quad_code


def test_offsets_are_those_of_the_text() -> None:
    coded, event = record()
    text = coded.analysis.text
    assert text[event.trigger.start : event.trigger.end] == event.trigger.text == "killed"
    assert [text[s.start : s.end] for s in event.evidence] == [s.text for s in event.evidence]


def test_places_go_where_the_setting_puts_them() -> None:
    _, event = record(setting=Setting(to=0))
    assert event.event_loc is None
    assert event.to_loc is not None
    assert event.date is None and event.date_basis == "none"


def test_a_party_is_its_entity() -> None:
    coded, _ = record()
    for mention in coded.layer.mentions:
        made = party(coded.layer, mention.id, 1.0)
        assert made.entity == mention.entity
        assert made.name == coded.layer.entities[made.entity].name


def test_ids_are_stable_and_tell_events_apart() -> None:
    parts = ("d1", "plover", "ASSAULT", 7, 13)
    assert event_id(*parts) == event_id(*parts) == "".join(c for c in event_id(*parts) if c in "0123456789abcdef")
    assert len(event_id(*parts)) == 16
    others = [("d2", *parts[1:]), (*parts[:2], "COERCE", 7, 13), (*parts[:3], 8, 13), (*parts[:3], 7, 14)]
    assert len({event_id(*p) for p in [parts, *others]}) == 5
    assert record("d1")[1].id == record("d1")[1].id != record("d2")[1].id


def test_ids_do_not_run_together() -> None:
    assert event_id("ab", "c", "E", 1, 2) != event_id("a", "bc", "E", 1, 2)


def test_the_record_survives_writing_and_reading() -> None:
    _, event = record()
    assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event
