"""Who did what to whom, where, when, and according to whom: attributed event records from news reports.

>>> import dateline
>>> coder = dateline.Coder()
>>> for document in dateline.read(["reports/"]):          # doctest: +SKIP
...     if isinstance(document, dateline.Document):
...         report = coder.code_document(document)

`events_table` lays the events of Reports out as columns, for a data frame. What a name needs is imported when
the name is first used, so that `import dateline` itself costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.coding.coder import Coder as Coder
    from dateline.exports.events_table import events_table as events_table
    from dateline.exports.reports import read_reports as read_reports
    from dateline.reading import read as read
    from dateline.records.document import Document as Document
    from dateline.records.document import Failure as Failure
    from dateline.records.report import Event as Event
    from dateline.records.report import Report as Report

    __version__: str

_HOMES = {
    "Coder": "dateline.coding.coder",
    "Document": "dateline.records.document",
    "Event": "dateline.records.report",
    "Failure": "dateline.records.document",
    "Report": "dateline.records.report",
    "events_table": "dateline.exports.events_table",
    "read": "dateline.reading",
    "read_reports": "dateline.exports.reports",
}

__all__ = ["Coder", "Document", "Event", "Failure", "Report", "__version__", "events_table", "read", "read_reports"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("dateline")
    if name in _HOMES:
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
