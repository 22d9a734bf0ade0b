"""Places out of the tables that users have: GeoNames dumps, OCHA's tables of administrative units, lists of their own.

Which kind of table a file is shows in it: a GeoNames dump has nineteen columns and no heading, its table of other names
ten; OCHA's tables (Humanitarian Data Exchange) have columns such as ADM1_EN and ADM1_PCODE; a list has columns `name`,
`lat`, `lon` and `country`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from dateline.knowledge.countries import Country, by_iso2, by_iso3, by_name
from dateline.knowledge.gazetteer import fold
from dateline.knowledge.geonames_dump import (
    DUMP_CODES,
    DUMP_COLUMNS,
    OTHER_NAME_COLUMNS,
    Part,
    take_dump,
    take_other_names,
)
from dateline.knowledge.packing import Place
from dateline.knowledge.place_store import PlaceStore
from dateline.knowledge.table_files import (
    GREATEST_ID,
    MOST_PEOPLE,
    TableError,
    degrees,
    delimiter,
    heading,
    lines_of,
    rows_of,
    whole,
)

__all__ = ["TableError", "kind_of", "read_tables"]

LONGEST_NAME = 200
"""Characters of a name, as in GeoNames."""
_LEVEL = re.compile(r"^adm(?:in)?_?(\d)(?!\d)_?(.*)$")
_LANGUAGES = ("name_en", "en", "name", "ref", "refname", "name_fr", "fr", "name_es", "es", "name_pt", "pt")
"""Columns of a unit's main name in OCHA's tables, the best first, without the level before them."""
_LAT = ("lat", "latitude", "center_lat", "centroid_lat", "y", "y_coord", "point_y")
_LON = ("lon", "lng", "long", "longitude", "center_lon", "centroid_lon", "x", "x_coord", "point_x")


def read_tables(paths: Sequence[Path], countries: Sequence[str] = (), population: int = 0) -> PlaceStore:
    """The places of all tables.

    `countries` (names or ISO codes): of a dump only the places of these; of other tables, where there is one, the
    country of those that do not say it. `population`: people that a populated place of a dump must have.

    Raises TableError, OSError, sqlite3.Error (disk full).
    """
    codes = []
    for said in countries:
        if (found := _known(said)) is None:
            raise TableError(f"--country: there is no country '{said}'; give a name or an ISO code (SY, SYR)")
        codes.append(found.iso2)
    part, country = Part(frozenset(codes), population), codes[0] if len(codes) == 1 else None
    store = PlaceStore()
    others = []
    for path in paths:
        kind = kind_of(path)
        if kind == "other names":
            others.append(path)
            continue
        before = len(store)
        with _named(path):
            if kind == "dump":
                take_dump(store, path, part)
            elif kind == "units":
                _take_units(store, path, country)
            else:
                _take_list(store, path, country)
        if len(store) == before:
            asked = kind == "dump" and (codes or population)
            raise TableError(f"{path}: no places in it{' that were asked for' if asked else ''}")
    if not len(store):
        raise TableError("other names only: give the dump that they belong to as well (allCountries.txt, or SY.txt)")
    for path in others:
        with _named(path):
            take_other_names(store, path)
    return store


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Puts the file's name before what is wrong with one of its lines."""
    try:
        yield
    except ValueError as error:
        raise TableError(f"{path}: {error}") from error


def kind_of(path: Path) -> str:
    """dump, other names, units or list. Raises TableError for anything else."""
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise TableError(f"{path}: a spreadsheet; save the sheet of places as CSV and give that")
    if path.suffix.lower() in (".shp", ".gpkg", ".geojson", ".gdb"):
        raise TableError(f"{path}: outlines of areas; give the table of the units (CSV) that comes with them")
    with lines_of(path) as lines:
        first = next(lines, "").rstrip("\r\n")
    cells = first.split("\t")
    if len(cells) == DUMP_COLUMNS and cells[0].isdigit():
        return "dump"
    if len(cells) in OTHER_NAME_COLUMNS and cells[0].isdigit() and cells[1].isdigit():
        return "other names"
    names = {heading(name) for name in next(csv.reader([first], delimiter=delimiter(first)), [])}
    if any(_LEVEL.match(name) for name in names) and "name" not in names:
        return "units"
    if "name" in names and names & {*_LAT} and names & {*_LON}:
        return "list"
    raise TableError(
        f"{path}: neither a GeoNames dump (19 columns between tabs) nor a table of units (columns such as ADM1_EN, "
        "ADM1_PCODE) nor a list of places (columns name, lat, lon, country). "
        f"Its first line: {first[:80] or 'nothing'}"
    )


class _Unit(NamedTuple):
    """A unit of a table of units: its name, GeoNames code, number, its own code, and the points of its rows."""

    name: str
    code: str
    number: int
    id: str
    points: list[tuple[float, float]]


def _take_units(store: PlaceStore, path: Path, country: str | None) -> None:
    """OCHA's table of administrative units: a row for each unit of the smallest level, with the names of those above.

    A unit that has rows below it lies in their middle.
    """
    found: dict[tuple[int, int, str], _Unit] = {}
    with lines_of(path) as lines:
        for line, row in rows_of(lines):
            of_level: dict[int, dict[str, str]] = {}
            for column, cell in row.items():
                if cell and (match := _LEVEL.match(column)):
                    of_level.setdefault(int(match[1]), {})[match[2]] = cell
            nation = _country(_main_name(of_level.get(0, {})) or of_level.get(0, {}).get("pcode") or country, line)
            lat, lon = _first(row, _LAT), _first(row, _LON)
            above: list[str] = []
            for level in sorted(level for level in of_level if level):
                name, id = _main_name(of_level[level]), of_level[level].get("pcode", "")
                if not name:
                    continue
                if level <= 2:
                    above.append(name)
                number = store.unit(nation.iso2, *above)
                unit = _Unit(name, f"A.ADM{min(level, 4)}", number, id, [])
                unit = found.setdefault((number, level, id or fold(name)), unit)
                if lat and lon:
                    unit.points.append(degrees(lat, lon, line))
    for unit in found.values():
        if unit.points:
            middle = [fmean(point[i] for point in unit.points) for i in (0, 1)]
            store.add(Place(unit.name, middle[0], middle[1], unit.code, unit=unit.number, id=unit.id))
    if found and not any(unit.points for unit in found.values()):
        raise ValueError("units without latitude and longitude: OCHA's tables of points have them (columns lat, lon)")


def _main_name(cells: dict[str, str]) -> str:
    return next((cells[key] for key in _LANGUAGES if cells.get(key)), "")


def _take_list(store: PlaceStore, path: Path, country: str | None) -> None:
    """A user's own list."""
    with lines_of(path) as lines:
        for number, row in rows_of(lines):
            name = row["name"]
            if not fold(name):
                raise ValueError(f"line {number}: no name")
            if len(name) > LONGEST_NAME:
                raise ValueError(f"line {number}: a name of more than {LONGEST_NAME} characters: '{name[:40]}...'")
            nation = _country(row.get("country") or row.get("country_code") or country, number)
            lat, lon = degrees(_first(row, _LAT), _first(row, _LON), number)
            code = _code(row.get("type") or row.get("feature_code") or "", number)
            people = whole(re.sub(r"[ ,._']", "", row.get("population", "")), number, "population", MOST_PEOPLE)
            id = row.get("id", "")
            unit = store.unit(nation.iso2, row.get("admin1", ""), row.get("admin2", ""))
            place = Place(
                name, lat, lon, code, unit=unit, population=people,
                geonameid=whole(row.get("geonameid", ""), number, "geonameid", GREATEST_ID), id=id,
            )  # fmt: skip
            place.aliases.update(
                key for other in re.split(r"[|;]", row.get("aliases", "")) if len(key := fold(other)) > 1
            )
            store.add(place)


def _country(said: str | None, line: int) -> Country:
    if not said:
        raise ValueError(f"line {line}: no country; add a column `country`, or say --country")
    found = _known(said)
    if found is None:
        raise ValueError(f"line {line}: unknown country '{said}': give a name or an ISO 3166 code (SY, SYR)")
    return found


def _known(said: str) -> Country | None:
    """The country of a name or ISO code."""
    found = by_iso2(said.upper()) or by_iso3(said.upper()) or by_name(said)
    return found if found is not None and found.iso2 else None


def _first(row: dict[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


@cache
def _kinds() -> dict[str, str]:
    text = files("dateline.knowledge").joinpath("data/place_kinds.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def _code(word: str, line: int) -> str:
    """The GeoNames class and code of a kind of place."""
    if not word:
        return "P.PPL"
    known = _kinds().get(word.lower())
    if known is not None:
        return known
    upper = word.upper()
    if re.fullmatch(r"[AHLPRSTUV]\.[A-Z0-9]{2,6}", upper):
        return upper
    for code in sorted({*DUMP_CODES, *_kinds().values()}):
        if code.partition(".")[2] == upper:
            return code
    if upper.startswith("PPL"):
        return "P." + upper
    raise ValueError(f"line {line}: unknown type '{word}': say city, village, district, camp, ... or a GeoNames code")
