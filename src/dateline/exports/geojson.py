"""Events as GeoJSON (RFC 7946): a point for each event that has a place on the map, none for the others.

A movement that is told by its ends only stands at its goal, else at its origin.
"""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.exports.events_table import COLUMNS, row
from dateline.records.report import Event, Report

_encoder = msgspec.json.Encoder()


def feature(report: Report, event: Event) -> dict[str, Any]:
    """One event; its properties are the columns of `events_table`. Coordinates are longitude, latitude."""
    ends = (event.event_loc, event.to_loc, event.from_loc)
    place = next((end for end in ends if end is not None and end.lat is not None and end.lon is not None), None)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place else None,
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
