"""Files with one document a row: JSON Lines, CSV, Parquet. Each is read a piece at a time, whatever its size."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from ..records.document import Document, Failure
from .compressed import damage
from .errors import UnreadableError, one_line
from .limits import BATCH_ROWS, MAX_LINE_BYTES, megabytes
from .plaintext import decode
from .rows import COLUMNS, row_document

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SKIP = 1024 * 1024
"""Bytes read at a time to get past a line that is too long."""


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Document | Failure]:
    """The documents of a JSON Lines stream; a bad line is a Failure that names it (`name:line`)."""
    number = 0
    half = False
    try:
        for number, line in _lines(stream):
            half = damage(stream) is not None and line is not None and not line.endswith(b"\n")
            if half or (line is not None and not line.strip()):
                continue
            place = f"{name}:{number}"
            try:
                yield _json_document(line, place)
            except UnreadableError as error:
                if number == 1 and line is not None and line.strip() in (b"[", b"{", b"[{"):
                    yield Failure(name, "one JSON value over many lines, not JSON Lines: convert it with jq -c '.[]'")
                    return
                yield Failure(place, str(error))
    except UnreadableError as error:
        yield Failure(name, str(error))
        return
    why = damage(stream)
    if why:
        place = f"{name}:{number if half else number + 1}"
        yield Failure(place, f"damaged or cut off here, the rest is not read ({why}): compress or download it again")
    elif number == 0:
        yield Failure(name, "empty: there is no line in it")


def _json_document(line: bytes | None, place: str) -> Document:
    if line is None:
        raise UnreadableError(f"a line longer than {megabytes(MAX_LINE_BYTES)}: split it into single documents")
    text, warnings = decode(line.rstrip())
    try:
        row = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"not valid JSON: {one_line(error)}") from None
    except RecursionError:
        raise UnreadableError("not valid JSON: nested too deeply") from None
    if not isinstance(row, dict):
        raise UnreadableError('not a JSON object: one line is one document, {"id": ..., "text": ...}')
    document = row_document(row, place)
    document.warnings = [*warnings, *document.warnings]
    return document


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines from 1, with their ends; None for a line over the limit, which is passed over without being
    kept."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if number == 1:
            if line.startswith(_UTF16):
                raise UnreadableError("UTF-16: save it as UTF-8")
            line = line.removeprefix(_BOM)
        if len(line) <= MAX_LINE_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_SKIP)
        yield number, None


def read_csv(stream: BinaryIO, name: str) -> Iterator[Document | Failure]:
    """The documents of a CSV stream with a header line; commas, semicolons or tabs between fields.

    Rows are numbered as a spreadsheet shows them: the header is row 1.
    """
    csv.field_size_limit(MAX_LINE_BYTES)  # the csv module's own limit, 128 kB, is shorter than long reports
    warnings: list[str] = []
    number = 0
    try:
        lines = _decoded(_lines(stream), warnings)
        first = next(lines, "")
        if not first.strip():
            yield Failure(name, "empty: there is no header line in it")
            return
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(_chain(first, lines), delimiter=delimiter, strict=True)
        header = [column.strip().lower() for column in next(reader)]
        number = 1
        _check_columns(header)
        for number, fields in enumerate(reader, start=2):
            if not any(fields):
                continue
            place = f"{name}:{number}"
            try:
                if len(fields) > len(header):
                    raise UnreadableError(
                        f"{len(fields)} fields where the header has {len(header)}: "
                        "put fields with a comma or a line break in quotes"
                    )
                row = {column: value for column, value in zip(header, fields, strict=False) if value}
                document = row_document({"text": None, **row}, place)
            except UnreadableError as error:
                yield Failure(f"{name}: row {number}", str(error))
            else:
                document.warnings = [*warnings, *document.warnings]
                yield document
            warnings.clear()
    except UnreadableError as error:
        yield Failure(name, str(error))
        return
    except csv.Error as error:
        yield Failure(
            f"{name}: row {number + 1}",
            f"broken CSV, the rest is not read: {one_line(error)}. Look for a quote never closed",
        )
        return
    if number == 1:
        yield Failure(name, "empty: there is no row below the header")


def _check_columns(columns: Iterable[str]) -> None:
    names = list(columns)
    if "text" not in names and "html" not in names:
        listed = one_line(", ".join(names), 100)
        raise UnreadableError(
            f"no column 'text' or 'html', only: {listed}. Name the column that holds the report 'text'"
        )


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _decoded(lines: Iterator[tuple[int, bytes | None]], warnings: list[str]) -> Iterator[str]:
    """Lines as text; what is odd about one is added to `warnings`, once."""
    for number, line in lines:
        if line is None:
            raise UnreadableError(
                f"line {number} is longer than {megabytes(MAX_LINE_BYTES)}, the rest is not read: split it"
            )
        text, odd = decode(line)
        if odd and not warnings:
            warnings.extend(odd)
        yield text


def read_parquet(path: str) -> Iterator[Document | Failure]:
    """The documents of a Parquet file, a few rows at a time. Rows are numbered from 1."""
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        # Without pre-buffering: it would hold a whole row group, often the whole file.
        with parquet.ParquetFile(path, pre_buffer=False, buffer_size=1024 * 1024) as file:
            names = {column: column.strip().lower() for column in file.schema_arrow.names}
            _check_columns(names.values())
            wanted = [column for column, known in names.items() if known in COLUMNS]
            for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=wanted, use_threads=False):
                for values in _plain(batch, pyarrow).to_pylist():
                    number += 1
                    row = {names[column]: value for column, value in values.items()}
                    try:
                        yield row_document(row, f"{path}:{number}")
                    except UnreadableError as error:
                        yield Failure(f"{path}: row {number}", str(error))
    except UnreadableError as error:
        yield Failure(path, str(error))
        return
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        where = f"{path}: row {number + 1}" if number else path
        yield Failure(where, f"damaged or not a Parquet file ({one_line(error, 80)}): write it again")
        return
    if number == 0:
        yield Failure(path, "empty: there is no row in it")


def _plain(batch: Any, pyarrow: Any) -> Any:
    """The batch with time stamps as whole microseconds: Python's `datetime` has no nanoseconds."""
    for index, field in enumerate(batch.schema):
        if pyarrow.types.is_timestamp(field.type):
            micro = pyarrow.timestamp("us", tz=field.type.tz)
            batch = batch.set_column(index, field.with_type(micro), batch.column(index).cast(micro, safe=False))
    return batch
