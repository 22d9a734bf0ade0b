"""Events as Parquet, in row groups, so that memory does not grow with the corpus."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.exports.events_table import COLUMNS, Cell, row
from dateline.records.report import Report

ROW_GROUP = 10_000
"""Events held back before they are written: some 20 MB."""

_TYPES = {"text": pa.string(), "int": pa.int64(), "float": pa.float64()}
SCHEMA = pa.schema([pa.field(c.name, _TYPES[c.type], metadata={"about": c.about}) for c in COLUMNS])


class _Sink(io.RawIOBase):
    """A file that is handed on as it grows: knows how far it is, keeps nothing that was taken."""

    def __init__(self) -> None:
        self._position = 0
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        self._position += len(part)
        return len(part)

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


class ParquetFormat:
    """One event a row, the columns of `events_table`; what a column says is in its metadata."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._rows: list[list[Cell]] = []
        self._writer = pq.ParquetWriter(self._sink, SCHEMA, compression="zstd")

    def start(self) -> bytes:
        return self._sink.take()

    def rows(self, report: Report) -> bytes:
        self._rows += [row(report, event) for event in report.events]
        return self._group() if len(self._rows) >= ROW_GROUP else b""

    def finish(self) -> bytes:
        data = self._group() if self._rows else b""
        self._writer.close()
        return data + self._sink.take()

    def _group(self) -> bytes:
        rows, self._rows = self._rows, []
        arrays = [pa.array([r[i] for r in rows], field.type) for i, field in enumerate(SCHEMA)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA))
        return self._sink.take()
