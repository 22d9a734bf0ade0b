"""Places out of the tables that users have: GeoNames dumps, OCHA's tables of administrative units, lists of their own.

Which kind of table a file is shows in it: a GeoNames dump has nineteen columns and no heading, its table of other names
ten; OCHA's tables (Humanitarian Data Exchange) have columns such as ADM1_EN and ADM1_PCODE; a list has columns `name`,
`lat`, `lon` and `country`.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from dateline.knowledge.countries import Country, by_iso2, by_iso3, by_name, countries
from dateline.knowledge.gazetteer import fold
from dateline.knowledge.packing import Packer, Place

DUMP_COLUMNS, OTHER_NAME_COLUMNS = 19, 10
"""Columns of GeoNames' allCountries.txt or SY.txt, and of alternateNamesV2.txt (older dumps have eight)."""
_OLDER_OTHER_NAME_COLUMNS = 8
DUMP_CODES = frozenset(
    ("A.ADM1", "A.ADM2", "A.ADM3", "A.ADM4", "L.RGN", "L.CMP", "S.CMPRF", "S.CMP", "S.AIRP", "S.AIRB", "S.AIRF",
     "S.MILB", "S.DAM", "S.PS", "S.PRN", "S.CSTM", "S.PSTB", "T.ISL", "T.MTS", "T.VAL", "T.PASS", "H.LK", "H.STM")
)  # fmt: skip
"""What is taken from a dump beside populated places: what reports name as the scene of something. Schools, hills and
wells are a dozen times as many."""
_NO_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr"))
"""Kinds of entries among GeoNames' other names that nobody writes in a report."""
_LEVEL = re.compile(r"^adm(?:in)?_?(\d)(?!\d)_?(.*)$")
_LANGUAGES = ("name_en", "en", "name", "ref", "refname", "name_fr", "fr", "name_es", "es", "name_pt", "pt")
"""Columns of a unit's main name in OCHA's tables, the best first, without the level before them."""
_LAT = ("lat", "latitude", "center_lat", "centroid_lat", "y", "y_coord", "point_y")
_LON = ("lon", "lng", "long", "longitude", "center_lon", "centroid_lon", "x", "x_coord", "point_x")


class TableError(Exception):
    """A table that cannot be used, and why, with the line where it is one line's fault."""


class TablePacker(Packer):
    """Collects places from users' tables; the file's units are the countries and what the tables name."""

    def __init__(self) -> None:
        super().__init__("a user's own tables")
        for country in countries():
            if country.iso2:
                self.add_unit(country.iso2, country.name, 0)
                self.country_codes.append(country.iso3)
        self.by_id: dict[int, Place] = {}

    def unit(self, country: str, *names: str) -> int:
        """The number of a unit by the names that lead to it from its country (alpha-2), known before or not."""
        code, number = country, self.units[country]
        for name in names:
            if not name:
                break
            code = f"{code}\x1f{fold(name)}"
            number = self.units.get(code) or self.add_unit(code, name, number)
        return number

    def add(self, place: Place) -> Place:
        super().add(place)
        if place.geonameid:
            self.by_id[place.geonameid] = place
        return place


def read_tables(paths: Sequence[Path], country: str | None = None, least: int = 0) -> TablePacker:
    """The places of all tables. `country`: for lists that do not say it (a name or ISO code); `least`: people that a
    populated place of a dump must have, where their number is known or not.

    Raises TableError, OSError.
    """
    packer = TablePacker()
    others = []
    for path in paths:
        kind = kind_of(path)
        before = len(packer.places)
        try:
            if kind == "other names":
                others.append(path)
                continue
            if kind == "dump":
                _take_dump(packer, path, least)
            elif kind == "units":
                _take_units(packer, path, country)
            else:
                _take_list(packer, path, country)
        except ValueError as error:
            raise TableError(f"{path}: {error}") from error
        if len(packer.places) == before:
            raise TableError(f"{path}: no places in it")
    for path in others:
        _take_other_names(packer, path)
    if not packer.places:
        raise TableError("other names only: give the dump that they belong to as well (allCountries.txt, or SY.txt)")
    return packer


def kind_of(path: Path) -> str:
    """dump, other names, units or list. Raises TableError for anything else."""
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise TableError(f"{path}: a spreadsheet; save the sheet of places as CSV and give that")
    if path.suffix.lower() in (".shp", ".gpkg", ".geojson", ".gdb"):
        raise TableError(f"{path}: outlines of areas; give the table of the units (CSV) that comes with them")
    with _lines(path) as lines:
        first = next(lines, "").rstrip("\r\n")
    cells = first.split("\t")
    if len(cells) == DUMP_COLUMNS and cells[0].isdigit():
        return "dump"
    if len(cells) in (OTHER_NAME_COLUMNS, _OLDER_OTHER_NAME_COLUMNS) and cells[0].isdigit() and cells[1].isdigit():
        return "other names"
    names = {_heading(name) for name in next(csv.reader([first], delimiter=_delimiter(first)), [])}
    if any(_LEVEL.match(name) for name in names) and "name" not in names:
        return "units"
    if "name" in names and names & {*_LAT} and names & {*_LON}:
        return "list"
    raise TableError(
        f"{path}: neither a GeoNames dump (19 columns between tabs) nor a table of units (columns such as ADM1_EN, "
        "ADM1_PCODE) nor a list of places (columns name, lat, lon, country). "
        f"Its first line: {first[:80] or 'nothing'}"
    )


def _heading(name: str) -> str:
    return name.strip().lstrip("\ufeff").lower().replace(" ", "_")


def _delimiter(line: str) -> str:
    return max("\t;,", key=line.count)


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a text file, or of the one in a ZIP file that is named like it (else the largest .txt or .csv)."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield _decoded(path, file)
        return
    with zipfile.ZipFile(path) as archive:
        tables = [i for i in archive.infolist() if i.filename.lower().endswith((".txt", ".csv", ".tsv"))]
        if not tables:
            raise TableError(f"{path}: no .txt, .csv or .tsv in it")
        best = max(tables, key=lambda i: (Path(i.filename).stem == path.stem, i.file_size))
        with archive.open(best) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
            yield _decoded(path, file)


def _decoded(path: Path, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8; save it as UTF-8 ({error.reason} at byte {error.start})") from error


def _take_dump(packer: TablePacker, path: Path, least: int) -> None:
    """GeoNames' main table: names of units in a first pass, so that places can be put into them in a second."""
    names: dict[tuple[str, ...], str] = {}
    with _lines(path) as lines:
        for cells in _dump_rows(path, lines):
            if cells[7] == "ADM1":
                names[cells[8], cells[10]] = cells[1]
            elif cells[7] == "ADM2":
                names[cells[8], cells[10], cells[11]] = cells[1]
    with _lines(path) as lines:
        for number, cells in enumerate(_dump_rows(path, lines), 1):
            code, country, people = f"{cells[6]}.{cells[7]}", cells[8], int(cells[14] or 0)
            if country not in packer.units or not (code in DUMP_CODES or (cells[6] == "P" and people >= least)):
                continue
            province = names.get((country, cells[10]), "")
            district = names.get((country, cells[10], cells[11]), "") if code != "A.ADM1" else ""
            lat, lon = _point(cells[4], cells[5], number)
            place = Place(
                cells[1], lat, lon, code, unit=packer.unit(country, province, district), geonameid=int(cells[0]),
                population=people,
            )  # fmt: skip
            place.add_aliases([name for name in (cells[2], *cells[3].split(",")) if fold(name).isascii()])
            packer.add(place)


def _dump_rows(path: Path, lines: Iterator[str]) -> Iterator[list[str]]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != DUMP_COLUMNS:
            raise TableError(f"{path}:{number}: {len(cells)} columns, not {DUMP_COLUMNS} as in a GeoNames dump")
        yield cells


def _take_other_names(packer: TablePacker, path: Path) -> None:
    """GeoNames' table of other names, for the places that there are."""
    with _lines(path) as lines:
        for line in lines:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < 4 or cells[2] in _NO_NAMES or not cells[1].isdigit():
                continue
            place = packer.by_id.get(int(cells[1]))
            if place is not None and fold(cells[3]).isascii():
                place.add_aliases([cells[3]])


class _Unit(NamedTuple):
    """A unit of a table of units: its name, GeoNames code, number, its own code, and the points of its rows."""

    name: str
    code: str
    number: int
    id: str
    points: list[tuple[float, float]]


def _take_units(packer: TablePacker, path: Path, country: str | None) -> None:
    """OCHA's table of administrative units: a row for each unit of the smallest level, with the names of those above.

    A unit that has rows below it lies in their middle.
    """
    found: dict[tuple[int, int, str], _Unit] = {}
    with _lines(path) as lines:
        for line, row in _rows(lines):
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
                number = packer.unit(nation.iso2, *above)
                unit = _Unit(name, f"A.ADM{min(level, 4)}", number, id, [])
                unit = found.setdefault((number, level, id or fold(name)), unit)
                if lat and lon:
                    unit.points.append(_point(lat, lon, line))
    for unit in found.values():
        if unit.points:
            middle = [fmean(point[i] for point in unit.points) for i in (0, 1)]
            packer.add(Place(unit.name, middle[0], middle[1], unit.code, unit=unit.number, id=unit.id))
    if found and not any(unit.points for unit in found.values()):
        raise ValueError("units without latitude and longitude: OCHA's tables of points have them (columns lat, lon)")


def _main_name(cells: dict[str, str]) -> str:
    return next((cells[key] for key in _LANGUAGES if cells.get(key)), "")


def _rows(lines: Iterator[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with a heading, each with its line number, by column names in lower case."""
    first = next(lines, "")
    names = [_heading(name) for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    for number, cells in enumerate(csv.reader(lines, delimiter=_delimiter(first)), 2):
        if any(cell.strip() for cell in cells):
            yield number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}


def _take_list(packer: TablePacker, path: Path, country: str | None) -> None:
    """A user's own list."""
    with _lines(path) as lines:
        for number, row in _rows(lines):
            name = row["name"]
            if not fold(name):
                raise ValueError(f"line {number}: no name")
            nation = _country(row.get("country") or row.get("country_code") or country, number)
            lat, lon = _point(_first(row, _LAT), _first(row, _LON), number)
            code = _code(row.get("type") or row.get("feature_code") or "", number)
            people = re.sub(r"[ ,._']", "", row.get("population", ""))
            if people and not people.isdigit():
                raise ValueError(f"line {number}: population '{row['population']}' is no whole number")
            id = row.get("id", "")
            unit = packer.unit(nation.iso2, row.get("admin1", ""), row.get("admin2", ""))
            place = Place(
                name, lat, lon, code, unit=unit, population=int(people or 0),
                geonameid=int(row.get("geonameid") or 0), id=id,
            )  # fmt: skip
            place.aliases.update(
                key for other in re.split(r"[|;]", row.get("aliases", "")) if len(key := fold(other)) > 1
            )
            packer.add(place)


def _country(said: str | None, line: int) -> Country:
    if not said:
        raise ValueError(f"line {line}: no country; add a column `country`, or say --country")
    found = by_iso2(said.upper()) or by_iso3(said.upper()) or by_name(said)
    if found is None or not found.iso2:
        raise ValueError(f"line {line}: unknown country '{said}': give a name or an ISO 3166 code (SY, SYR)")
    return found


def _first(row: dict[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _point(lat: str, lon: str, line: int) -> tuple[float, float]:
    try:
        point = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"line {line}: '{lat}', '{lon}' are no degrees of latitude and longitude") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"line {line}: {lat}, {lon} is not on earth (latitude -90 to 90, longitude -180 to 180)")
    return point


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
