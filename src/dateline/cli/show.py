"""`dateline show`: one report in the terminal, its events beside its text."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

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


@click.command(epilog=EPILOG, short_help="Read one report with its events marked.")
@click.argument("source", metavar="INPUT")
@click.option("--document", "wanted", metavar="ID", help="Which document, where the input holds several.")
@options.published
@options.codebook
@options.actors
@options.model
@options.gazetteers
@options.allow_private
def show(
    source: str,
    wanted: str | None,
    published: str | None,
    codebooks: tuple[str, ...],
    actors: tuple[str, ...],
    model: str | None,
    gazetteers: tuple[str, ...],
    allow_private: bool,
) -> None:
    """Show the text of one report, the words of its events marked, and after each passage its events in full.

    INPUT is anything that `dateline code` reads, or a file of Reports that `dateline annotate` has written.
    The first document is shown, or the one that --document names.
    """
    from dateline.cli.output import Output, OutputError, silence_stdout
    from dateline.cli.session import INTERRUPTED, READER_LEFT, say
    from dateline.cli.stored import standard_input, stored
    from dateline.coding.pipeline import CannotStartError, Settings
    from dateline.exports.page import page
    from dateline.exports.reports import ReportsError

    stdin = standard_input() if source == "-" else None
    name = "standard input" if source == "-" else source
    try:
        reports = stored(source, stdin)
        if reports is None:
            settings = Settings(codebooks, model, actors, gazetteers)
            reports = _coded(source, stdin, wanted, published, allow_private, settings)
        fitting = (report for report in reports if wanted is None or report.document.id == wanted)
        report = next(fitting, None)
        if report is None:
            if wanted is not None:
                say(f"{name}: there is no document '{wanted}' in it")
            sys.exit(1)
        target = Output(None)
        target.write(page(report, terminal=target.is_terminal()))
        if wanted is None and next(fitting, None) is not None:
            say(f"{name}: holds more documents than this one: choose with --document ID")
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
