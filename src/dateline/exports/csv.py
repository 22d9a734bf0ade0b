"""Events as CSV after RFC 4180 with line feeds: a header, UTF-8 without a mark, no line break inside a cell."""

from __future__ import annotations

import csv
import io

from dateline.exports.events_table import COLUMNS, Cell, row
from dateline.records.report import Report


class CsvFormat:
    """One event a row, the columns of `events_table`."""

    def start(self) -> bytes:
        return self._lines([[column.name for column in COLUMNS]])

    def rows(self, report: Report) -> bytes:
        return self._lines([row(report, event) for event in report.events])

    def finish(self) -> bytes:
        return b""

    @staticmethod
    def _lines(rows: list[list[Cell]] | list[list[str]]) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        return buffer.getvalue().encode()
