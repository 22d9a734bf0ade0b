"""Tables in files, plain or zipped, a line at a time: what is common to all tables of places that users have."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MOST_PEOPLE = 10**10
"""More than there are on earth; GeoNames has a row for all of it."""
GREATEST_ID = (1 << 32) - 1
"""A gazetteer file keeps GeoNames ids in four bytes."""


class TableError(Exception):
    """A table that cannot be used, and why, with the file, and the line where it is one line's fault."""


@contextmanager
def lines_of(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a text file, or of the one in a ZIP file that is named like it (else the largest .txt or .csv).

    Raises TableError, OSError.
    """
    with _opened(path) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        yield _decoded(path, text)


def heading(name: str) -> str:
    """A column's name as it is looked for."""
    return name.strip().lstrip("\ufeff").lower().replace(" ", "_")


def delimiter(line: str) -> str:
    """What parts the columns of a heading: tabs, semicolons or commas."""
    return max("\t;,", key=line.count)


def rows_of(lines: Iterator[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with a heading, each with its line number, by column names in lower case.

    Raises ValueError with the line where it is no row.
    """
    first = next(lines, "")
    names = [heading(name) for name in next(csv.reader([first], delimiter=delimiter(first)), [])]
    rows = csv.reader(lines, delimiter=delimiter(first))
    while True:
        number = rows.line_num + 2  # where the row begins; quoted cells may go over several lines
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise ValueError(f"line {number}: {error}") from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}


def whole(cell: str, line: int, what: str, most: int) -> int:
    """A whole number from 0 to `most`, 0 for an empty cell. Raises ValueError with the line."""
    if not cell:
        return 0
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 20 or int(cell) > most:
        raise ValueError(f"line {line}: {what} '{cell}' is no whole number up to {most}")
    return int(cell)


def degrees(lat: str, lon: str, line: int) -> tuple[float, float]:
    """Latitude and longitude. Raises ValueError with the line."""
    try:
        point = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"line {line}: '{lat}', '{lon}' are no degrees of latitude and longitude") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"line {line}: {lat}, {lon} is not on earth (latitude -90 to 90, longitude -180 to 180)")
    return point


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [i for i in archive.infolist() if i.filename.lower().endswith((".txt", ".csv", ".tsv"))]
            if not tables:
                raise TableError(f"{path}: no .txt, .csv or .tsv in it")
            best = max(tables, key=lambda i: (Path(i.filename).stem == path.stem, i.file_size))
            with archive.open(best) as raw:
                yield raw
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise TableError(f"{path}: damaged ZIP file ({error})") from error
    except (NotImplementedError, RuntimeError) as error:  # a rare compression, a password
        raise TableError(f"{path}: {error}") from error


def _decoded(path: Path, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: line {_undecodable(path)}: not UTF-8; save the file as UTF-8") from error


def _undecodable(path: Path) -> int:
    """The first line that is not UTF-8."""
    good = 0
    with _opened(path) as raw:
        for line in raw:
            try:
                line.decode()
            except UnicodeDecodeError:
                break
            good += 1
    return good + 1
