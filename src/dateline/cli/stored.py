"""Inputs that are Reports already: what `dateline annotate` wrote, read back instead of coded again."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dateline.records.report import Report

PEEK = 200
"""Bytes that tell a file of Reports from another: `schema` stands first."""


def standard_input() -> io.BufferedReader:
    """Standard input, with `peek` whatever it is made of."""
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))


def stored(source: str, stdin: io.BufferedReader | None) -> Iterator[Report] | None:
    """The Reports in a file that `annotate` wrote, or on standard input (for "-"); None where it is something else.

    The iterator raises ReportsError.
    """
    from dateline.exports.reports import decode_reports, looks_like_reports, open_reports

    if source == "-" and stdin is not None:
        lines: IO[bytes] = stdin
        first = stdin.peek(PEEK)[:PEEK]
    elif source.endswith((".jsonl", ".jsonl.gz")) and Path(source).is_file():
        try:
            with open_reports(source) as start:
                first = start.read(PEEK)
            lines = open_reports(source)
        except (OSError, EOFError):  # reading says what is wrong with it
            return None
    else:
        return None
    if not looks_like_reports(first):
        if lines is not stdin:
            lines.close()
        return None
    return decode_reports(lines, "standard input" if lines is stdin else source)


def stored_lines(inputs: tuple[str, ...], stdin: io.BufferedReader | None) -> Iterator[bytes] | None:
    """The lines of all inputs, where every one of them holds Reports; else None. The iterator raises ReportsError."""
    from itertools import chain

    from dateline.exports.reports import encode_report

    found = [stored(source, stdin) for source in inputs]
    known = [reports for reports in found if reports is not None]
    return map(encode_report, chain.from_iterable(known)) if len(known) == len(found) else None
