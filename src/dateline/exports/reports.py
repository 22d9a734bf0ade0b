"""The Reports file: JSON Lines, one Report a line, written by `dateline annotate` and read back here."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from dateline.records.report import SCHEMA, Report

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Report)


class ReportsError(ValueError):
    """A file that should hold Reports does not, or is damaged."""


def encode_report(report: Report) -> bytes:
    """One line of JSON without the line break: UTF-8, keys in the order of the record.

    Raises UnicodeEncodeError where the text holds half of a surrogate pair, which UTF-8 cannot carry.
    """
    return _encoder.encode(report)


def decode_report(line: bytes) -> Report:
    """The Report in a line. Raises msgspec.ValidationError or msgspec.DecodeError."""
    return _decoder.decode(line)


def looks_like_reports(line: bytes) -> bool:
    """Is this the first line of a Reports file? By its `schema`, which stands first."""
    start = line.lstrip()[:200].replace(b" ", b"")
    return start.startswith(b'{"schema":"' + SCHEMA.encode() + b'"')


def decode_reports(lines: Iterable[bytes], name: str) -> Iterator[Report]:
    """Reports from lines; empty lines are passed over. Raises ReportsError naming file and line."""
    number = 0
    try:
        for line in lines:
            number += 1
            if line.strip():
                yield decode_report(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReportsError(f"{name}: line {number} is not a Report: {error}") from error
    except (OSError, EOFError) as error:
        raise ReportsError(f"{name}: cannot be read after line {number}: {error}") from error


def open_reports(path: str | Path) -> IO[bytes]:
    """The file as bytes, unpacked where its name ends in .gz. Raises OSError."""
    path = Path(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def read_reports(path: str | Path) -> Iterator[Report]:
    """The Reports that `dateline annotate -o PATH` wrote, one after the other.

    Raises OSError where the file cannot be opened, ReportsError where a line is not a Report.
    """
    with open_reports(path) as lines:
        yield from decode_reports(lines, str(path))
