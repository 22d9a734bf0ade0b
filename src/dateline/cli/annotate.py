"""`dateline annotate`: one Report a document, as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli import options
from dateline.exports import SUFFIXES

EVENT_SUFFIXES = {suffix for suffix, form in SUFFIXES.items() if form not in ("jsonl", "table")}
"""Names of a file that should hold events, not Reports."""

EPILOG = f"""{options.INPUTS_HELP}
\b
Examples:
  dateline annotate report.html
  dateline annotate reports/ -o reports.jsonl.gz --workers 4
  dateline annotate notes.txt --published 2019-03-14 | jq .events
  cat crawl.warc.gz | dateline annotate - -o crawl.jsonl
  dateline annotate reports/ --codebook acled --codebook my-types.yaml

One Report is one line; `dateline schema` says what is in it, `dateline show` lets a person read it.
"""


class _Reports:
    """The Reports as they come."""

    def start(self) -> bytes:
        return b""

    def lines(self, line: bytes) -> tuple[bytes, int]:
        return line + b"\n", 0

    def finish(self) -> bytes:
        return b""


@click.command(epilog=EPILOG, short_help="Write everything found in each document, one Report a line.")
@options.coding
def annotate(
    inputs: tuple[str, ...],
    published: str | None,
    output: str | None,
    codebooks: tuple[str, ...],
    actors: tuple[str, ...],
    workers: int,
    model: str | None,
    gazetteers: tuple[str, ...],
    allow_private: bool,
    quiet: bool,
) -> None:
    """Write one Report for each document, as JSON Lines, in the order of the inputs.

    A Report holds the text as it was read, its sentences, the people, groups and places it names, its dates, who
    says what, and the events, each pointing into the text by character offsets. A document that cannot be read
    is named on standard error and never stops the others.
    """
    from dateline.cli.session import open_output, run

    suffix = Path(output.removesuffix(".gz")).suffix.lower() if output else ""
    if suffix in EVENT_SUFFIXES:
        raise click.UsageError(
            f"-o {output}: annotate writes JSON Lines (.jsonl, .jsonl.gz); `dateline code` writes events as a table."
        )
    run(
        inputs,
        open_output(output, inputs),
        _Reports(),
        published=published,
        codebooks=codebooks,
        actors=actors,
        workers=workers,
        model=model,
        gazetteers=gazetteers,
        allow_private=allow_private,
        quiet=quiet,
    )
