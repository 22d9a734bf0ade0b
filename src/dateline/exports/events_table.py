"""Events as a flat table: the columns of CSV, Parquet and GeoJSON, declared in one place.

One row an event. Where there are several values (two actors, two sources) they stand in one cell with "; "
between them, and cells that belong together (`actor`, `actor_code`, `actor_sector`) keep the same order. An
unknown value is null: an empty cell in CSV.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from dateline.exports.precision import geo_precision, where_prec
from dateline.records.report import Attribution, Count, Event, Party, Place, Report, Size

Cell = str | int | float | None
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")


class Column(NamedTuple):
    """One column: its name, the type of its cells, how an event fills it, what it says."""

    name: str
    type: Literal["text", "int", "float"]
    value: Callable[[Report, Event], Cell]
    about: str


def flat(text: str | None) -> str | None:
    """Text for a cell: line breaks, tabs and control characters become a space; empty becomes null.

    The offsets in the record lead to the words as they stand.
    """
    return _UNPRINTABLE.sub(" ", text).strip() or None if text else None


def joined(values: Iterable[str | None]) -> str | None:
    """Several values in one cell, "; " between them and never inside one; null where there is nothing."""
    cells = [(flat(value) or "").replace(";", ",") for value in values]
    return "; ".join(cells) if any(cells) else None


def _parties(which: Literal["actor", "recipient"]) -> list[Column]:
    def parties(event: Event) -> list[Party]:
        return event.actor if which == "actor" else event.recipient

    def bound(end: Literal["min", "max"]) -> Callable[[Report, Event], Cell]:
        def value(report: Report, event: Event) -> Cell:
            counts = [party.count for party in parties(event)]
            return getattr(counts[0], end) if len(counts) == 1 and counts[0] else None

        return value

    return [
        Column(which, "text", lambda r, e: joined(p.name for p in parties(e)), f"{which}s, by their fullest name"),
        Column(f"{which}_text", "text", lambda r, e: joined(p.text for p in parties(e)), "as the sentence puts it"),
        Column(f"{which}_code", "text", lambda r, e: joined(p.code for p in parties(e)), "country or kind of body"),
        Column(
            f"{which}_code_basis",
            "text",
            lambda r, e: joined(p.code_basis if p.code else None for p in parties(e)),
            "code stated (text) or inferred (place, document)",
        ),
        Column(f"{which}_sector", "text", lambda r, e: joined(p.sector for p in parties(e)), "PLOVER sector"),
        Column(
            f"{which}_confidence",
            "text",
            lambda r, e: joined(f"{p.confidence:.2f}" for p in parties(e)),
            f"that it is {which}, if the event is there; 0 to 1",
        ),
        Column(f"{which}_count_min", "int", bound("min"), f"how many, at least, where there is one {which}"),
        Column(f"{which}_count_max", "int", bound("max"), "how many, at most; null where open"),
    ]


def _place(prefix: str, slot: Literal["event_loc", "to_loc", "from_loc"], fields: Iterable[str]) -> list[Column]:
    types: dict[str, Literal["text", "int", "float"]] = {
        "geonameid": "int", "lat": "float", "lon": "float", "resolution": "int", "confidence": "float",
    }  # fmt: skip
    about = {
        "name": "place, by its name in the gazetteer",
        "lat": "latitude, degrees north (WGS 84)",
        "lon": "longitude, degrees east (WGS 84)",
        "country_code": "ISO 3166 alpha-3",
        "resolution": "5 part of a city, 4 city, 3 district, 2 province, 1 country",
        "feature_code": "GeoNames feature code",
        "confidence": "that the name is this place, 0 to 1",
    }

    def column(field: str) -> Column:
        def value(report: Report, event: Event) -> Cell:
            place: Place | None = getattr(event, slot)
            cell: Cell = getattr(place, field) if place else None
            return flat(cell) if isinstance(cell, str) else cell

        name = prefix if field == "name" else f"{prefix}_{field}"
        return Column(name, types.get(field, "text"), value, about.get(field, field))

    return [column(field) for field in fields]


def _counts(name: str) -> list[Column]:
    def bound(end: Literal["min", "max"]) -> Callable[[Report, Event], Cell]:
        def value(report: Report, event: Event) -> Cell:
            count: Count | None = getattr(event.size, name)
            return getattr(count, end) if count else None

        return value

    return [
        Column(f"{name}_min", "int", bound("min"), f"{name}, at least"),
        Column(f"{name}_max", "int", bound("max"), f"{name}, at most; null where open"),
    ]


def _items(size: Size) -> str | None:
    return joined(
        f"{name}={count.min}-{'' if count.max is None else count.max}" for name, count in (size.items or {}).items()
    )


def attributions_of(report: Report, event: Event) -> list[Attribution]:
    """Who tells of this event: its entries of `report.attributions`, in its order."""
    known = {attribution.id: attribution for attribution in report.attributions}
    return [known[number] for number in event.attributions if number in known]


def _source(about: str, name: str, part: Callable[[Attribution], str | None]) -> Column:
    return Column(name, "text", lambda r, e: joined(part(a) for a in attributions_of(r, e)), about)


COLUMNS: list[Column] = [
    Column("event_id", "text", lambda r, e: e.id, "the same from run to run"),
    Column("document", "text", lambda r, e: flat(e.document), "id of the document"),
    Column("published", "text", lambda r, e: r.document.published, "date of the document, YYYY-MM-DD"),
    Column("publisher", "text", lambda r, e: flat(r.document.publisher), "who published it"),
    Column("title", "text", lambda r, e: flat(r.document.title), "its headline"),
    Column("url", "text", lambda r, e: flat(r.document.url), "its address"),
    Column("event", "text", lambda r, e: e.event, "type, by the codebook"),
    Column("mode", "text", lambda r, e: joined(e.mode), "how, by the codebook"),
    Column("context", "text", lambda r, e: joined(e.context), "in what connection, by the codebook"),
    Column(
        "quad_code", "int", lambda r, e: e.quad_code, "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict"
    ),
    Column("event_scale", "float", lambda r, e: e.event_scale, "conflict (-10) to cooperation (10)"),
    Column("status", "text", lambda r, e: e.status, "occurred, ongoing, planned, hypothetical, negated or habitual"),
    Column("standing", "text", lambda r, e: e.standing, "reported, attributed, disputed or denied"),
    Column("confidence", "float", lambda r, e: e.confidence, "that the event is there, 0 to 1"),
    Column("date", "text", lambda r, e: e.date, "first day, YYYY-MM-DD"),
    Column("enddate", "text", lambda r, e: e.enddate, "last day, YYYY-MM-DD"),
    Column(
        "date_precision",
        "text",
        lambda r, e: e.date_precision,
        "day, week, month, season, year, decade, open_start, open_end or none",
    ),
    Column("date_basis", "text", lambda r, e: e.date_basis, "text, document or none"),
    *_parties("actor"),
    *_parties("recipient"),
    Column("instrument", "text", lambda r, e: joined(i.text for i in e.instrument), "what it was done with"),
    *_place(
        "place",
        "event_loc",
        [
            "name",
            "lat",
            "lon",
            "country_code",
            "province",
            "district",
            "city",
            "resolution",
            "geonameid",
            "feature_code",
            "confidence",
        ],
    ),
    Column(
        "place_geo_precision",
        "int",
        lambda r, e: geo_precision(r, e.event_loc),
        "ACLED: 1 the town itself, 2 near it or a district, 3 a larger region",
    ),
    Column(
        "place_where_prec",
        "int",
        lambda r, e: where_prec(r, e.event_loc),
        "UCDP: 1 exact, 2 near a place, 3 district, 4 province, 5 region, river or road, 6 country, 7 open sea",
    ),
    *_place("from_place", "from_loc", ["name", "lat", "lon", "country_code"]),
    *_place("to_place", "to_loc", ["name", "lat", "lon", "country_code"]),
    *[
        c
        for name in ("dead", "injured", "arrested", "abducted", "displaced", "participants", "released")
        for c in _counts(name)
    ],
    Column(
        "items", "text", lambda r, e: _items(e.size), "things counted: name=least-most, the most left out where open"
    ),
    _source(
        "according to whom; null in the reporter's own voice",
        "source",
        lambda a: a.source.text if a.source else "unnamed",
    ),
    _source(
        "official, armed_group, political, witness, ...", "source_kind", lambda a: a.source.kind if a.source else None
    ),
    _source(
        "named, partly_named, anonymous or unnamed",
        "source_identification",
        lambda a: a.source.identification if a.source else None,
    ),
    _source("the word that says it", "source_cue", lambda a: a.cue.text),
    _source("direct, indirect or mixed speech", "source_form", lambda a: a.form),
    _source("asserts, denies, doubts, declines, asks, threatens or promises", "source_stance", lambda a: a.stance),
    _source("that the source says it, 0 to 1", "source_confidence", lambda a: f"{a.confidence:.2f}"),
    Column("trigger", "text", lambda r, e: flat(e.trigger.text), "the word that carries the event"),
    Column("trigger_start", "int", lambda r, e: e.trigger.start, "its first character in the document's text"),
    Column("trigger_end", "int", lambda r, e: e.trigger.end, "one past its last character"),
    Column(
        "sentence", "text", lambda r, e: flat(" … ".join(s.text for s in e.evidence)), "the words that say all this"
    ),
    Column(
        "sentence_start", "int", lambda r, e: min((s.start for s in e.evidence), default=None), "their first character"
    ),
    Column(
        "sentence_end",
        "int",
        lambda r, e: max((s.end for s in e.evidence), default=None),
        "one past their last character",
    ),
    Column("codebook", "text", lambda r, e: r.provenance.codebook, "what it was coded by"),
    Column("model", "text", lambda r, e: r.provenance.model, "and with"),
    Column("dateline", "text", lambda r, e: r.provenance.dateline, "version of this program"),
]
"""Every column, in the order of every table."""


def row(report: Report, event: Event) -> list[Cell]:
    """One event of a Report as cells, in the order of COLUMNS."""
    return [column.value(report, event) for column in COLUMNS]


def events_table(reports: Iterable[Report]) -> dict[str, list[Cell]]:
    """All events of Reports as columns of equal length: `pandas.DataFrame(events_table(reports))`, or polars."""
    rows = [row(report, event) for report in reports for event in report.events]
    return {column.name: [cells[i] for cells in rows] for i, column in enumerate(COLUMNS)}
