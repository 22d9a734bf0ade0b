"""A user's own table of actors: CSV or YAML, read and checked.

Columns (keys) are `name`, `aliases`, `kind`, `country`, `sector`, `from`, `to`, `wikidata_id`; docs/actors.md says what
stands in them. Sectors are those of the PLOVER 2.0 manual.
"""

from __future__ import annotations

import calendar
import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from dateline.knowledge.actors import Actor
from dateline.knowledge.countries import by_iso2, by_iso3, by_name
from dateline.knowledge.sectors import SECTORS

COLUMNS = ("name", "aliases", "kind", "country", "sector", "from", "to", "wikidata_id")
KINDS = ("organisation", "group", "person")
ACROSS_COUNTRIES = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
"""PLOVER's codes for bodies that have no country."""

_SEPARATORS = re.compile(r"[|;]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ITEM = re.compile(r"Q[1-9]\d*")
_TABLES = {".csv": ",", ".tsv": "\t", ".yaml": "", ".yml": ""}


class ActorTableError(ValueError):
    """A table cannot be used. The message is one line: the file, the row, what is wrong and what to do."""


def load_actors(path: str | Path) -> list[Actor]:
    """The rows of a table, in its order. Raises ActorTableError."""
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in _TABLES:
        raise ActorTableError(f"{path}: not a table of actors: its name must end in {', '.join(_TABLES)}")
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ActorTableError(f"{path}: no such file: check the path given to --actors") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ActorTableError(f"{path}: cannot be read ({error}): save it as UTF-8 text") from None
    entries = _from_yaml(path, text) if not _TABLES[kind] else _from_csv(path, text, _TABLES[kind])
    found = [_actor(where, entry) for where, entry in entries]
    if not found:
        raise ActorTableError(f"{path}: no actors in it: give at least one row below the header, or leave --actors out")
    return found


def _from_csv(path: Path, text: str, delimiter: str) -> Iterator[tuple[str, dict[str, Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip().lower() for cell in row]
                _check_columns(f"{path}: line {reader.line_num}", header)
                continue
            where = f"{path}: line {reader.line_num}"
            if len(row) > len(header):
                raise ActorTableError(
                    f"{where}: {len(row)} cells under {len(header)} columns: put cells that contain "
                    f"{'a comma' if delimiter == ',' else 'a tab'} in double quotes"
                )
            yield where, dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise ActorTableError(f"{path}: line {reader.line_num}: not valid CSV ({error}): check the quotes") from None


def _from_yaml(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        raw = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ActorTableError(f"{path}: {line}not valid YAML ({error.problem}): check quotes and indentation") from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())
        raise ActorTableError(
            f"{path}: not valid YAML ({what}): save it as UTF-8 text without control characters"
        ) from None
    if raw is None:
        return
    if not isinstance(raw, list):
        raise ActorTableError(f"{path}: not a list: begin each actor with '- name: ...'")
    for number, entry in enumerate(raw, 1):
        where = f"{path}: actor {number}"
        if not isinstance(entry, Mapping):
            raise ActorTableError(f"{where}: not a mapping: write '- name: ...' with the other keys below it")
        keys = [str(key).strip().lower() for key in entry]
        _check_columns(where, keys)
        yield where, dict(zip(keys, entry.values(), strict=True))


def _check_columns(where: str, names: list[str]) -> None:
    if "name" not in names:
        raise ActorTableError(f"{where}: no column 'name': the columns are {', '.join(COLUMNS)}")
    for name in names:
        if name not in COLUMNS:
            raise ActorTableError(f"{where}: unknown column '{name}': the columns are {', '.join(COLUMNS)}")
        if names.count(name) > 1:
            raise ActorTableError(f"{where}: column '{name}' is there twice: keep one")


def _actor(where: str, entry: Mapping[str, Any]) -> Actor:
    name = _cell(entry, "name")
    if not name:
        raise ActorTableError(f"{where}: no name: every actor needs one")
    where = f"{where} ({name})"
    aliases = entry.get("aliases")
    names = [str(a) for a in aliases] if isinstance(aliases, list) else _SEPARATORS.split(_cell(entry, "aliases"))
    kind = _cell(entry, "kind").lower() or "organisation"
    if kind not in KINDS:
        raise ActorTableError(f"{where}: unknown kind '{kind}': use {', '.join(KINDS)}")
    sector = _cell(entry, "sector").upper() or None
    if sector is not None and sector not in SECTORS:
        raise ActorTableError(f"{where}: unknown sector '{sector}': use {', '.join(SECTORS)} or leave it empty")
    item = _cell(entry, "wikidata_id") or None
    if item is not None and not _ITEM.fullmatch(item):
        raise ActorTableError(f"{where}: '{item}' is no Wikidata item: write Q and a number, such as Q42")
    first, last = _day(where, entry, "from"), _day(where, entry, "to")
    if first and last and last <= first:
        raise ActorTableError(f"{where}: 'to' is before 'from': exchange them")
    return Actor(
        name=name,
        aliases=tuple(a.strip() for a in names if a.strip()),
        kind=cast(Literal["organisation", "group", "person"], kind),
        code=_country(where, _cell(entry, "country")),
        sector=sector,
        first=first,
        last=last,
        wikidata_id=item,
    )


def _cell(entry: Mapping[str, Any], column: str) -> str:
    value = entry.get(column)
    if value is False:  # YAML reads an unquoted NO (Norway) as no
        return "NO"
    return " ".join(str(value).split()) if value is not None else ""


def _country(where: str, written: str) -> str | None:
    if not written:
        return None
    code = written.upper()
    if code in ACROSS_COUNTRIES:
        return code
    found = by_iso3(code) or by_iso2(code) or by_name(written)
    if found is None or not found.iso3:
        raise ActorTableError(
            f"{where}: unknown country '{written}': use an ISO 3166 code of three letters, such as KEN, or "
            f"{', '.join(ACROSS_COUNTRIES)}"
        )
    return found.iso3


def _day(where: str, entry: Mapping[str, Any], column: str) -> str:
    """The first day of `from`, or the day after the last one of `to`, as an ISO date."""
    written = _cell(entry, column)
    if not written:
        return ""
    match = _DATE.fullmatch(written)
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), match[2] and int(match[2]), match[3] and int(match[3])
        if column == "from":
            return datetime.date(year, month or 1, day or 1).isoformat()
        end_month = month or 12
        end = datetime.date(year, end_month, day or calendar.monthrange(year, end_month)[1])
        return (end + datetime.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # IllegalMonthError is a ValueError
        raise ActorTableError(
            f"{where}: '{written}' under '{column}' is no date: write a year, month or day, "
            "such as 2014, 2014-06 or 2014-06-29"
        ) from None
