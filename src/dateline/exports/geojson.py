"""Events as GeoJSON (RFC 7946): a point for each event that has a place on the map, none for the others."""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.exports.events_table import COLUMNS, row
from dateline.records.report import Event, Report

_encoder = msgspec.json.Encoder()


def feature(report: Report, event: Event) -> dict[str, Any]:
    """One event; its properties are the columns of `events_table`. Coordinates are longitude, latitude."""
    place = event.event_loc
    located = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None,
        "properties": dict(zip((column.name for column in COLUMNS), row(report, event), strict=True)),
    }


class GeoJsonFormat:
    """One FeatureCollection, one feature a line."""

    def __init__(self) -> None:
        self._first = True

    def start(self) -> bytes:
        return b'{"type":"FeatureCollection","features":['

    def rows(self, report: Report) -> bytes:
        parts = []
        for event in report.events:
            parts.append((b"\n" if self._first else b",\n") + _encoder.encode(feature(report, event)))
            self._first = False
        return b"".join(parts)

    def finish(self) -> bytes:
        return b"\n]}\n"
