"""`dateline show`: one report in the terminal, its events beside its text."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.coding.pipeline import Settings
    from dateline.records.report import Report

EPILOG = f"""{options.INPUTS_HELP}
\b
Examples:
  dateline show report.html
  dateline show https://example.org/report
  dateline show notes.txt --published 2019-03-14 | less -R
  dateline show reports.jsonl --document peshawar-3      one Report that annotate has written
"""

PEEK = 200
"""Bytes that tell a file of Reports from another: `schema` stands first."""


@click.command(epilog=EPILOG, short_help="Read one report with its events marked.")
@click.argument("source", metavar="INPUT")
@click.option("--document", "wanted", metavar="ID", help="Which document, where the input holds several.")
@options.published
@options.codebook
@options.model
@options.allow_private
def show(
    source: str,
    wanted: str | None,
    published: str | None,
    codebooks: tuple[str, ...],
    model: str | None,
    allow_private: bool,
) -> None:
    """Show the text of one report, the words of its events marked, and the events in full.

    INPUT is anything that `dateline code` reads, or a file of Reports that `dateline annotate` has written.
    The first document is shown, or the one that --document names.
    """
    from dateline.cli.output import Output, OutputError, silence_stdout
    from dateline.cli.session import INTERRUPTED, READER_LEFT, say
    from dateline.coding.pipeline import CannotStartError, Settings
    from dateline.exports.page import page
    from dateline.exports.reports import ReportsError

    stdin = _standard_input() if source == "-" else None
    try:
        reports = _stored(source, stdin)
        if reports is None:
            settings = Settings(codebooks, model)
            reports = _coded(source, stdin, wanted, published, allow_private, settings)
        fitting = (report for report in reports if wanted is None or report.document.id == wanted)
        report = next(fitting, None)
        if report is None:
            if wanted is not None:
                say(f"{source}: there is no document '{wanted}' in it")
            sys.exit(1)
        target = Output(None)
        target.write(page(report, terminal=target.is_terminal()))
        if wanted is None and next(fitting, None) is not None:
            say(f"{source}: holds more documents than this one: choose with --document ID")
    except CannotStartError as error:
        say(str(error))
        sys.exit(2)
    except (ReportsError, OutputError) as error:
        say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        silence_stdout()
        sys.exit(READER_LEFT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _standard_input() -> io.BufferedReader:
    """Standard input, with `peek` whatever it is made of."""
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))


def _stored(source: str, stdin: io.BufferedReader | None) -> Iterator[Report] | None:
    """The Reports in a file that `annotate` wrote; None where the input is something else."""
    from dateline.exports.reports import decode_reports, looks_like_reports, open_reports

    if stdin is not None:
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
        return None
    return decode_reports(lines, "standard input" if stdin else source)


def _coded(
    source: str,
    stdin: io.BufferedReader | None,
    wanted: str | None,
    published: str | None,
    allow_private: bool,
    settings: Settings,
) -> Iterator[Report]:
    """The Reports of the documents in the input, coded one by one as they are asked for."""
    from dateline.cli.session import say
    from dateline.coding.pipeline import code_reports
    from dateline.reading import read
    from dateline.records.document import Document, Failure

    items = read([source], published=published, allow_private=allow_private, stdin=stdin)
    chosen = (item for item in items if wanted is None or not isinstance(item, Document) or item.id == wanted)
    for result in code_reports(chosen, settings):
        if isinstance(result, Failure):
            say(f"{result.input}: {result.reason}")
        else:
            yield result
