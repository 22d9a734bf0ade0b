"""GeoNames' dumps: its main table (allCountries.txt, SY.txt) and its table of other names (alternateNamesV2.txt).

Both are read a line at a time. Their columns: download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dateline.knowledge.packing import Place, spelling
from dateline.knowledge.place_store import PlaceStore
from dateline.knowledge.table_files import GREATEST_ID, MOST_PEOPLE, degrees, lines_of, whole

DUMP_COLUMNS = 19
"""Columns of the main table."""
OTHER_NAME_COLUMNS = (10, 8)
"""Columns of the table of other names, and of its older form."""
DUMP_CODES = frozenset(
    ("A.ADM1", "A.ADM2", "A.ADM3", "A.ADM4", "L.RGN", "L.CMP", "S.CMPRF", "S.CMP", "S.AIRP", "S.AIRB", "S.AIRF",
     "S.MILB", "S.DAM", "S.PS", "S.PRN", "S.CSTM", "S.PSTB", "T.ISL", "T.MTS", "T.VAL", "T.PASS", "H.LK", "H.STM")
)  # fmt: skip
"""What is taken from a dump beside populated places: what reports name as the scene of something. Schools, hills and
wells are a dozen times as many."""
_NO_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr"))
"""Kinds of entries among GeoNames' other names that nobody writes in a report."""


class Part(NamedTuple):
    """What is taken of a dump."""

    countries: frozenset[str] = frozenset()
    """ISO 3166 alpha-2 codes; none: of all countries."""
    population: int = 0
    """People that a populated place must have."""


def take_dump(store: PlaceStore, path: Path, part: Part) -> None:
    """GeoNames' main table: names of units in a first pass, so that places can be put into them in a second.

    Raises ValueError with the line, TableError, OSError.
    """
    names: dict[tuple[str, ...], str] = {}
    with lines_of(path) as lines:
        for line in lines:
            if "\tADM1\t" in line or "\tADM2\t" in line:
                cells = line.split("\t")
                if len(cells) == DUMP_COLUMNS and cells[7] == "ADM1":
                    names[cells[8], cells[10]] = cells[1]
                elif len(cells) == DUMP_COLUMNS and cells[7] == "ADM2":
                    names[cells[8], cells[10], cells[11]] = cells[1]
    with lines_of(path) as lines:
        for number, cells in _rows(lines, (DUMP_COLUMNS,), "a GeoNames dump"):
            code, country = f"{cells[6]}.{cells[7]}", cells[8]
            if not (cells[6] == "P" or code in DUMP_CODES) or country not in store.units:
                continue
            people = whole(cells[14], number, "population", MOST_PEOPLE)
            if (part.countries and country not in part.countries) or (cells[6] == "P" and people < part.population):
                continue
            province = names.get((country, cells[10]), "")
            district = names.get((country, cells[10], cells[11]), "") if code != "A.ADM1" else ""
            lat, lon = degrees(cells[4], cells[5], number)
            place = Place(
                cells[1], lat, lon, code, unit=store.unit(country, province, district),
                geonameid=whole(cells[0], number, "GeoNames number", GREATEST_ID), population=people,
            )  # fmt: skip
            keys = {key for name in (cells[2], *cells[3].split(",")) if (key := spelling(name)) and key.isascii()}
            place.aliases = keys - {place.key}
            store.add(place)


def take_other_names(store: PlaceStore, path: Path) -> None:
    """GeoNames' table of other names, for the places that there are. Raises as `take_dump`."""
    with lines_of(path) as lines:
        for number, cells in _rows(lines, OTHER_NAME_COLUMNS, "GeoNames' table of other names"):
            if cells[2] in _NO_NAMES:
                continue
            geonameid = whole(cells[1], number, "GeoNames number", GREATEST_ID)
            if store.has(geonameid) and (key := spelling(cells[3])) and key.isascii():
                store.add_other(geonameid, key)


def _rows(lines: Iterator[str], columns: tuple[int, ...], what: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) not in columns:
            raise ValueError(f"line {number}: {len(cells)} columns, not {columns[0]} as in {what}")
        yield number, cells
