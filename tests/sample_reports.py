"""Reports made by hand, for tests of what comes after coding. People and groups are invented, places are real."""

from __future__ import annotations

from typing import Any

from dateline.records.report import (
    SCHEMA,
    Attribution,
    Count,
    Dateline,
    DocumentRecord,
    Entity,
    Event,
    Instrument,
    Mention,
    Part,
    Party,
    Place,
    Provenance,
    Report,
    Size,
    Source,
    Span,
    Time,
)

TEXT = (
    "PESHAWAR, March 14 (Khyber Wire) - About twenty gunmen stormed a grain market in Peshawar on Tuesday, killing\n"
    "three traders, a senior police official said.\n\n"
    "The Zarghun Front denied that it had sent the men. Its leader Wali Masum; who lives abroad, said:\n"
    "“We will attack the ministry” – 😀 – next month.\n"
)


OFFICIAL = "a senior police official"


def span(words: str, start: int = 0) -> Span:
    """Where the words stand in TEXT."""
    at = TEXT.index(words, start)
    return Span(at, at + len(words), words)


def _mention(number: int, words: str, kind: Any, named: bool, entity: int | None = None) -> Mention:
    found = span(words)
    return Mention(number, found.start, found.end, words, kind, named, entity)


def _spans(words: str) -> Part:
    found = span(words)
    return Part([(found.start, found.end)], words)


PESHAWAR = Place(
    mention=1, name="Peshawar", geonameid=1168197, lat=34.008, lon=71.5785, country_code="PAK",
    province="Khyber Pakhtunkhwa", district=None, city="Peshawar", feature_class="P", feature_code="PPLA",
    resolution=4, confidence=0.97,
)  # fmt: skip

GUNMEN = Party(0, 0, "About twenty gunmen", "About twenty gunmen", None, "UAF", Count(18, 22, True))
TRADERS = Party(1, 2, "three traders", "three traders", "PAK", "CVL", Count(3, 3))
FRONT = Party(2, 3, "it", "Zarghun Front", "PAK", "REB")
MASUM = Party(3, 4, "Wali Masum; who", "Wali Masum; leader", "PAK", "REB")


def event(number: str, kind: str, trigger: str, **fields: Any) -> Event:
    """An event on its trigger, its sentence as evidence; everything else empty unless given."""
    found = span(trigger)
    start = max(TEXT.rfind("\n\n", 0, found.start) + 2, 0) if "\n\n" in TEXT[: found.start] else 0
    end = TEXT.find("\n\n", found.end)
    end = len(TEXT) if end < 0 else end
    whole: dict[str, Any] = {
        "mode": [], "context": [], "quad_code": None, "event_scale": None, "actor": [], "recipient": [],
        "instrument": [], "event_loc": None, "to_loc": None, "from_loc": None, "date": None, "enddate": None,
        "date_precision": "none", "date_basis": "none", "size": Size(), "status": "occurred", "attributions": [],
        "standing": "reported", "evidence": [Span(start, end, TEXT[start:end])], "confidence": 0.5,
    }  # fmt: skip
    return Event(id=number, document="khyber-1", event=kind, trigger=found, **{**whole, **fields})


def report() -> Report:
    """A Report with an attributed assault, a denial and a threat without a place."""
    tuesday = span("Tuesday")
    return Report(
        schema=SCHEMA,
        document=DocumentRecord(
            "khyber-1", "https://khyber.example/1", "Gunmen storm market", TEXT, "2019-03-14", "Khyber Wire", [], "en",
            Dateline(1, "2019-03-14"),
        ),
        sentences=[(0, TEXT.index("\n\n")), (TEXT.index("The Zarghun"), len(TEXT) - 1)],
        mentions=[
            _mention(0, "About twenty gunmen", "group", False, 0),
            _mention(1, "Peshawar", "place", True),
            _mention(2, "three traders", "group", False, 1),
            _mention(3, "The Zarghun Front", "organisation", True, 2),
            _mention(4, "Wali Masum", "person", True, 3),
        ],
        entities=[
            Entity(0, "About twenty gunmen", "group", [], None, "UAF", None, [0], Count(18, 22, True)),
            Entity(1, "three traders", "group", [], "PAK", "CVL", None, [2], Count(3, 3)),
            Entity(2, "Zarghun Front", "organisation", ["the Front"], "PAK", "REB", None, [3]),
            Entity(3, "Wali Masum", "person", [], "PAK", "REB", None, [4]),
        ],
        places=[PESHAWAR],
        times=[Time(tuesday.start, tuesday.end, "Tuesday", "DATE", "2019-03-12", "2019-03-12", "2019-03-12", "day")],
        attributions=[
            Attribution(
                0,
                Source(_spans(OFFICIAL).spans, OFFICIAL, None, "official", "anonymous"),
                _spans("said"), _spans("About twenty gunmen stormed"), "indirect", "asserts",
            ),
            Attribution(1, None, _spans("denied"), _spans("it had sent the men"), "indirect", "denies"),
        ],
        events=[
            event(
                "e1", "ASSAULT", "stormed", mode=["firearms"], context=["terrorism"], quad_code=4, event_scale=-9.0,
                actor=[GUNMEN], recipient=[TRADERS], instrument=[Instrument(0, "rifles")], event_loc=PESHAWAR,
                date="2019-03-12", enddate="2019-03-12", date_precision="day", date_basis="text",
                size=Size(dead=Count(3, 3), injured=Count(12, None), items={"leaflets": Count(24, 99)}),
                attributions=[0], standing="attributed", confidence=0.91,
            ),
            event(
                "e2", "MOBILIZE", "sent", quad_code=4, event_scale=-5.5, actor=[FRONT, MASUM], status="negated",
                attributions=[0, 1], standing="denied",
            ),
            event(
                "e3", "THREATEN", "attack", mode=["violence"], quad_code=3, actor=[MASUM], status="planned",
                date="2019-04-01", date_precision="open_end", date_basis="text",
            ),
        ],
        relations=[],
        warnings=["a warning for the analyst"],
        provenance=Provenance("0.1.0", "none", "plover-2.0+mobilisation-1"),
    )  # fmt: skip
