"""`dateline schema`: the JSON Schema of what the other commands write."""

from __future__ import annotations

import click

EPILOG = """\b
Examples:
  dateline schema > report.schema.json
  dateline schema --of event
"""


@click.command(epilog=EPILOG, short_help="Print the JSON Schema of a Report or an event.")
@click.option(
    "--of",
    "record",
    type=click.Choice(["report", "event"]),
    default="report",
    show_default=True,
    help="report: a line of `annotate`; event: a line of `code --format jsonl`.",
)
def schema(record: str) -> None:
    """Print the JSON Schema (draft 2020-12) of what dateline writes.

    It is derived from the types that the program itself works with, so it cannot fall behind.
    """
    import msgspec

    from dateline.exports.schema import json_schema

    document = json_schema("event" if record == "event" else "report")
    click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))
