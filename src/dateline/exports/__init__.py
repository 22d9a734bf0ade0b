"""How others want the events: one file a format.

A format turns Reports into bytes and knows nothing of files: `start()`, then `rows(report)` for each Report,
then `finish()`. Whatever has been handed out is whole lines (Parquet: whole row groups, readable after
`finish()`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from dateline.records.report import Report


class EventFormat(Protocol):
    """What every format offers."""

    def start(self) -> bytes:
        """What stands before the first event."""
        ...

    def rows(self, report: Report) -> bytes:
        """The events of one Report; may be empty, or be held back for a later call."""
        ...

    def finish(self) -> bytes:
        """What stands after the last event."""
        ...


FORMATS = {
    "table": ("dateline.exports.table", "TableFormat"),
    "jsonl": ("dateline.exports.jsonl", "JsonlFormat"),
    "csv": ("dateline.exports.csv", "CsvFormat"),
    "parquet": ("dateline.exports.parquet", "ParquetFormat"),
    "geojson": ("dateline.exports.geojson", "GeoJsonFormat"),
}
"""Name of each format, and where its class is: imported when it is asked for, since some load slowly."""

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".geojson": "geojson",
    ".txt": "table",
}
"""What the name of an output file says about its format."""


def event_format(name: str) -> EventFormat:
    """The format of that name, ready for one output. Raises KeyError for an unknown name."""
    module, attribute = FORMATS[name]
    return cast(EventFormat, getattr(import_module(module), attribute)())
