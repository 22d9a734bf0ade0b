"""`dateline code`: the events, one a line or row."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli import options
from dateline.exports import FORMATS, SUFFIXES, EventFormat, event_format

EPILOG = f"""{options.INPUTS_HELP}
\b
Formats:
  table    for reading; on a terminal the default
  jsonl    one event a line, complete; the default elsewhere
  csv      one event a row, for R, Stata, pandas or a spreadsheet; several values in a cell are "; "-joined
  parquet  the same columns, typed and small (needs -o)
  geojson  the same columns as points for QGIS or a web map

\b
Examples:
  dateline code report.html
  dateline code reports/ -o events.csv
  dateline code 'reports/2019-*.html' --format geojson -o 2019.geojson
  dateline code reports.jsonl.gz --workers 4 -o events.parquet
  dateline code notes.txt --published 2019-03-14 --codebook acled
  dateline code all.jsonl.gz -o events.csv              from Reports that annotate has written, at once
"""


class _Events:
    """The events of the Reports, in a format."""

    def __init__(self, form: EventFormat, *, complain: bool) -> None:
        """`complain`: say at the end how many documents had no date of publication, where rows have no place for it."""
        from dateline.exports.reports import decode_report

        self._form = form
        self._decode = decode_report
        self._complain = complain
        self._undated = 0
        self.start = form.start

    def lines(self, line: bytes) -> tuple[bytes, int]:
        report = self._decode(line)
        self._undated += report.document.published is None and bool(report.events)
        return self._form.rows(report), len(report.events)

    def finish(self) -> bytes:
        if self._complain and self._undated:
            from dateline.cli.session import say

            documents = "1 document has" if self._undated == 1 else f"{self._undated} documents have"
            say(f"{documents} no publication date: 'on Tuesday' stays open; --published YYYY-MM-DD gives one")
        return self._form.finish()


@click.command(epilog=EPILOG, short_help="Write the events, as a table, JSON Lines, CSV, Parquet or GeoJSON.")
@options.coding
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="How to write them. [default: by the name of the output file; table on a terminal; else jsonl]",
)
def code(
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
    format_name: str | None,
) -> None:
    """Write the events of each document, one a line or row, in the order of the inputs.

    Each event says who did what to whom, where, when, how many, and according to whom; whether it happened or is
    planned, doubted or denied; and which words say so. Reports that `dateline annotate` has written may be given
    instead of documents: their events are written without coding them again.
    """
    from dateline.cli.session import open_output, run

    named = format_name or _by_name(output)
    if named == "parquet" and output and output.endswith(".gz"):
        raise click.UsageError(f"-o {output}: Parquet is compressed in itself; leave .gz out of the name.")
    target = open_output(output, inputs)
    name = named or ("table" if target.is_terminal() else "jsonl")
    if name == "parquet" and target.path is None:
        raise click.UsageError("--format parquet: a Parquet file is not text; name a file with -o FILE.")
    run(
        inputs,
        target,
        _Events(event_format(name), complain=name != "table" and not quiet),
        published=published,
        codebooks=codebooks,
        actors=actors,
        workers=workers,
        model=model,
        gazetteers=gazetteers,
        allow_private=allow_private,
        quiet=quiet,
        reuse=True,
    )


def _by_name(path: str | None) -> str | None:
    """The format that the name of the output asks for; None where it has no ending."""
    suffix = Path(path.removesuffix(".gz")).suffix.lower() if path else ""
    if suffix and suffix not in SUFFIXES:
        raise click.UsageError(
            f"-o {path}: dateline writes {', '.join(SUFFIXES)}; for another name, say --format as well."
        )
    return SUFFIXES.get(suffix)
