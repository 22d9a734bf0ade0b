"""`dateline gazetteer`: look a name up, and make a gazetteer of one's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import options

if TYPE_CHECKING:
    from dateline.knowledge.candidates import Candidate, Places

FIND_EPILOG = """\b
Examples:
  dateline gazetteer find Bab
  dateline gazetteer find Bab --country SY
  dateline gazetteer find Bab --near 36.2,37.2 --format jsonl | jq .lat,.lon
  dateline gazetteer find Sharqiya --gazetteer villages.sqlite
"""
BUILD_EPILOG = """\b
SOURCE is any number of these, plain or zipped, in any order:
  a GeoNames dump           allCountries.txt, SY.txt, SY.zip (download.geonames.org/export/dump)
  its other names           alternateNamesV2.txt, beside the dump
  OCHA's table of units     CSV with columns such as ADM1_EN, ADM1_PCODE, lat, lon (data.humdata.org)
  a list of your own        CSV with columns name, lat, lon, country and if wanted admin1, admin2, aliases (between
                            |), type, population, id

\b
Examples:
  dateline gazetteer build SY.zip alternateNamesV2.zip -o syria.sqlite
  dateline gazetteer build allCountries.zip --country SY --country IQ --population 500 -o towns.sqlite
  dateline gazetteer build villages.csv --country ML -o villages.sqlite
  dateline code reports/ --gazetteer villages.sqlite
"""


def _point(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError:
        lat, lon = 99.0, 0.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise click.BadParameter(f"'{value}' is no LATITUDE,LONGITUDE in degrees, such as 36.2,37.16.", ctx, param)
    return lat, lon


@click.group(short_help="Look up a place name; make a gazetteer of your own.")
def gazetteer() -> None:
    """The place names that dateline knows, and how to add your own to them."""


@gazetteer.command(epilog=FIND_EPILOG, short_help="Show which places bear a name, the likeliest first.")
@click.argument("name")
@click.option("--country", metavar="COUNTRY", help="Only places of this country: a name or an ISO code.")
@click.option(
    "--near", callback=_point, metavar="LAT,LON", help="The nearest to this point first, with the distance to it."
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), help="[default: table on a terminal]")
@options.gazetteers
def find(
    name: str,
    country: str | None,
    near: tuple[float, float] | None,
    limit: int,
    form: str | None,
    gazetteers: tuple[str, ...],
) -> None:
    """Show the places that bear NAME, in any spelling with or without accents, capitals and Arabic article.

    The order is that in which a report that says nothing else would mean them. Exit code 1 where there is none.
    """
    from dateline.cli.session import say
    from dateline.knowledge.countries import by_iso2, by_iso3, by_name
    from dateline.knowledge.layers import GazetteerError, open_places

    wanted = None
    if country is not None:
        found = by_iso2(country.upper()) or by_iso3(country.upper()) or by_name(country)
        if found is None or not found.iso3:
            raise click.UsageError(f"--country: there is no country '{country}'; give a name or an ISO code (SY, SYR).")
        wanted = found.iso3
    try:
        places = open_places(gazetteers)
    except GazetteerError as error:
        say(str(error))
        sys.exit(2)
    candidates = [c for c in places.lookup(name) if wanted is None or c.country_code == wanted]
    if near is not None:
        candidates.sort(key=lambda c: _km(c, near))
    if not candidates:
        say(f"no place called '{name}'" + (f" in {country}" if country else ""))
        sys.exit(1)
    rows = [_row(places, c, near) for c in candidates[:limit]]
    if form == "jsonl" or (form is None and not sys.stdout.isatty()):
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        _print_table(rows)
        if len(candidates) > limit:
            say(f"{len(candidates) - limit} more: --limit {len(candidates)}")


@gazetteer.command(epilog=BUILD_EPILOG, short_help="Make a gazetteer from GeoNames, OCHA's tables or a list.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@click.option(
    "--country",
    "countries",
    metavar="COUNTRY",
    multiple=True,
    help="Of a dump, only this country (may be repeated); of a list without such a column, its country. "
    "A name or an ISO code.",
)
@click.option(
    "--population",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Of a dump, only populated places with so many people.",
)
def build(sources: tuple[Path, ...], out: Path, countries: tuple[str, ...], population: int) -> None:
    """Make a gazetteer FILE from SOURCEs, to be used with `--gazetteer FILE` beside the built-in one.

    All of allCountries.txt takes ten minutes or more, up to 1.5 GB of memory and, for a while, 5 GB of disk in TMPDIR.
    """
    from sqlite3 import Error as DatabaseError

    from dateline.cli.session import say
    from dateline.knowledge.place_tables import TableError, read_tables

    if any(out.resolve() == source.resolve() for source in sources):
        raise click.UsageError(f"-o {out}: that is one of the sources.")
    try:
        say(f"{out}: {read_tables(sources, countries, population).write(out)}")
    except DatabaseError as error:
        say(f"{out}: {error} (temporary files are in the folder that TMPDIR names, else in /var/tmp)")
        sys.exit(1)
    except (TableError, OSError) as error:
        say(f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error))
        sys.exit(1)


def _km(c: Candidate, point: tuple[float, float]) -> float:
    from dateline.knowledge.distance import great_circle_km

    return great_circle_km((c.lat, c.lon), point)


def _row(places: Places, c: Candidate, near: tuple[float, float] | None) -> dict[str, object]:
    row: dict[str, object] = {
        "name": c.name,
        "type": f"{c.feature_class}.{c.feature_code}",
        "country": c.country_code,
        "admin1": c.province,
        "admin2": c.district,
        "population": c.population or None,
        "lat": c.lat,
        "lon": c.lon,
        "id": places.source_id(c.place) or None,
    }
    if near is not None:
        row["km"] = round(_km(c, near), 1)
    return row


def _print_table(rows: list[dict[str, object]]) -> None:
    cells = [list(rows[0]), *([("" if x is None else str(x)) for x in row.values()] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    right = {"population", "lat", "lon", "km"}
    for row in cells:
        parts = (x.rjust(w) if n in right else x.ljust(w) for x, w, n in zip(row, widths, cells[0], strict=True))
        click.echo("  ".join(parts).rstrip())
