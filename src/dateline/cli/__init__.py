"""The command line: one file a command."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from dateline.cli.annotate import annotate
from dateline.cli.code import code
from dateline.cli.gazetteer import gazetteer
from dateline.cli.schema import schema
from dateline.cli.show import show
from dateline.cli.train import train

EPILOG = """\b
Start here:
  dateline show report.html               read one report with its events
  dateline code reports/                  the events of a folder, on the screen
  dateline code reports/ -o events.csv    the same as a table for R, Python, a spreadsheet
  dateline annotate reports/ -o all.jsonl everything that was found, with its place in the text

Nothing is sent anywhere: pages are fetched only where you give their address.
Exit code: 0 done, 1 something could not be read, coded or written, 2 wrong usage, 130 interrupted.
"""


class _Commands(click.Group):
    """The commands; a file or address where a command should stand gets a hint."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and ("://" in name or _is_there(name)):
            ctx.fail(f"'{name}' is no command. To read it: dateline show {name}   For its events: dateline code {name}")
        return super().resolve_command(ctx, args)


def _is_there(name: str) -> bool:
    with suppress(OSError, ValueError):
        return Path(name).exists()
    return False


@click.group(
    cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="dateline", message="%(prog)s %(version)s")
def cli() -> None:
    """Who did what to whom, where, when, and according to whom.

    dateline reads news reports (web pages, text, PDF, web archives, tables) and writes event records: each with
    its type in a codebook (PLOVER, ACLED or your own), actors, place on the map, date, numbers, the source that
    the report names for it, and the words that say so.
    """


for _command in (annotate, code, show, gazetteer, schema, train):
    cli.add_command(_command)


def main() -> None:
    """The `dateline` program."""
    try:
        cli(prog_name="dateline")
    except KeyboardInterrupt:  # between commands: while a command runs, it says what it has done
        sys.exit(130)
