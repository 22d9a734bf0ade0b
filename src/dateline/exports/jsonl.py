"""Events as JSON Lines: the event of the record, with the attributions it points to written out."""

from __future__ import annotations

import msgspec

from dateline.exports.events_table import attributions_of
from dateline.records.report import Attribution, Event, Report

_encoder = msgspec.json.Encoder()


class EventLine(Event):
    """An event that stands on its own: `according_to` holds what `attributions` only numbers."""

    according_to: list[Attribution]


def event_line(report: Report, event: Event) -> EventLine:
    """The event with the attributions of its Report."""
    fields = {name: getattr(event, name) for name in Event.__struct_fields__}
    return EventLine(**fields, according_to=attributions_of(report, event))


class JsonlFormat:
    """One event a line, UTF-8."""

    def start(self) -> bytes:
        return b""

    def rows(self, report: Report) -> bytes:
        return b"".join(_encoder.encode(event_line(report, event)) + b"\n" for event in report.events)

    def finish(self) -> bytes:
        return b""
