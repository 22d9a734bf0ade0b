"""Actors that the press names again and again: international bodies, armed groups, parties, news agencies.

The table `data/actors.tsv` is of our own writing, from general knowledge; code and sector follow the PLOVER 2.0 manual.
Armies, police and ministries of states are not in it: those are put together from a country and a noun.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from dateline.knowledge.gazetteer import fold
from dateline.records.report import MentionType


class Actor(msgspec.Struct, frozen=True):
    """One row: an actor, and what it was between two dates."""

    name: str
    aliases: tuple[str, ...]
    kind: MentionType
    code: str | None
    """ISO 3166 alpha-3 country, or PLOVER's IGO, UNO, EUR, NGO, ISM, IMG, MNC."""
    sector: str | None
    first: str
    """ISO date from which the row holds; empty where it always did."""
    last: str
    """ISO date up to which the row holds; empty where it still does."""


@cache
def actors() -> tuple[Actor, ...]:
    """All rows, in the order of the table."""
    lines = files("dateline.knowledge").joinpath("data/actors.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        Actor(
            name,
            tuple(aliases.split("|")) if aliases else (),
            kind,  # type: ignore[arg-type]
            code or None,
            sector or None,
            first,
            last,
        )
        for name, aliases, kind, code, sector, first, last in rows[1:]
    )


def find_actor(name: str, on: str | None = None) -> Actor | None:
    """The actor of that name, acronym or alias, without its article.

    Names are compared without case, accents, hyphens and apostrophes; acronyms ("WHO", "IS") only in capitals, since
    many are words. `on` is an ISO date: the first row that holds then, else, or without a date, the first of the name.
    """
    rows = _by_name().get(_key(name)) or _by_name().get(fold(name))
    if rows is None and name[:4].lower() == "the ":
        rows = _by_name().get(_key(name[4:]))
    if rows is None:
        return None
    if on is not None:
        for row in rows:
            if (not row.first or row.first <= on) and (not row.last or on < row.last):
                return row
    return rows[0]


def _key(name: str) -> str:
    """Acronyms as written, without full stops; everything else folded."""
    letters = name.replace(".", "")
    if len(letters) <= 6 and letters.isupper():
        return letters
    return fold(name)


@cache
def _by_name() -> dict[str, tuple[Actor, ...]]:
    table: dict[str, tuple[Actor, ...]] = {}
    for row in actors():
        for key in dict.fromkeys(_key(name) for name in (row.name, *row.aliases)):
            table[key] = (*table.get(key, ()), row)
    return table


@cache
def longest_name() -> int:
    """Words in the longest name of the table, hyphens counting as spaces."""
    return max(len(key.split()) for key in _by_name())
