"""Arguments and options that commands share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day of the calendar, as it was written; everything else is a usage error."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        message = f"'{value}' is not a day of the calendar written YYYY-MM-DD, such as 2019-03-14."
        raise click.BadParameter(message, ctx, param) from None


inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)

published = click.option(
    "--published",
    callback=_day,
    metavar="YYYY-MM-DD",
    help="Day of publication, for documents that do not state one: 'on Tuesday' is counted from it.",
)

output = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to this file instead of standard output; a name that ends in .gz is compressed.",
)

codebook = click.option(
    "--codebook",
    "codebooks",
    multiple=True,
    metavar="NAME_OR_FILE",
    help="Kinds of events to code: plover, mobilisation, acled, or a file of your own. May be given several times. "
    "[default: plover and mobilisation]",
)

actors = click.option(
    "--actors",
    multiple=True,
    metavar="FILE",
    help="A table of your own actors (.csv, .tsv, .yaml), before the built-in ones. May be given several times.",
)

workers = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes to code with, each with a model of its own. What is written is the same, in the same order.",
)

model = click.option("--model", metavar="PATH", help="A language model of your own instead of the built-in one.")

gazetteers = click.option(
    "--gazetteer",
    "gazetteers",
    multiple=True,
    metavar="FILE",
    help="Place names of your own, made by `dateline gazetteer build`, in front of the built-in ones. May be given "
    "several times.",
)

allow_private = click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch addresses in private networks, such as a server of your own; refused otherwise.",
)

quiet = click.option("-q", "--quiet", is_flag=True, help="No progress. What goes wrong is still said.")


def coding(command: Command) -> Command:
    """Everything that says what is coded and how."""
    for option in (quiet, allow_private, model, gazetteers, workers, actors, codebook, output, published, inputs):
        command = option(command)
    return command


INPUTS_HELP = """\b
INPUT is any number of
  files     .html .htm .txt .md .pdf .warc .warc.gz, and tables of documents: .jsonl .jsonl.gz .csv .parquet
            with columns (keys) id, text or html, and if known published, url, title, publisher, language
  folders   every such file in them
  patterns  'reports/2019-*.html'
  addresses https://example.org/report
  -         standard input
"""
