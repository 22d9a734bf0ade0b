"""Actors that the press names again and again: international bodies, armed groups, parties, news agencies.

The table `data/actors.tsv` is of our own writing, from general knowledge; code and sector follow the PLOVER 2.0 manual.
Armies, police and ministries of states are not in it: those are put together from a country and a noun.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from dateline.knowledge.gazetteer import fold
from dateline.records.report import MentionType

LONGEST_ACRONYM = 6
"""Letters up to which a name in capitals is an acronym."""


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
    wikidata_id: str | None = None
    """Wikidata item ("Q42"); the built-in table has none."""


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


class ActorTable:
    """Actors by their names: a user's own before the built-in ones."""

    def __init__(self, own: Sequence[Actor] = ()) -> None:
        self.own = tuple(own)
        self._own = _by_names(self.own)

    def find(self, name: str, on: str | None = None, near: Collection[str] = ()) -> Actor | None:
        """The actor of that name, acronym or alias, without its article.

        Names are compared without case, accents, hyphens and apostrophes; acronyms ("WHO", "IS") only in capitals,
        since many are words. `on` is an ISO date: the first row that holds then, else, or without a date, the first of
        the name. `near`: codes of the countries that a text speaks of; where several actors share a name, one of these
        countries goes first.
        """
        for table in (self._own, _built_in()):
            rows = table.get(_key(name)) or table.get(fold(name))
            if rows is None and name[:4].lower() == "the ":
                rows = table.get(_key(name[4:]))
            if rows is not None:
                return _choose(rows, on, near)
        return None

    def is_own(self, actor: Actor) -> bool:
        """Is this a row of the user's?"""
        return any(actor is row for row in self.own)


@cache
def built_in() -> ActorTable:
    """The table without anybody's own rows."""
    return ActorTable()


def find_actor(name: str, on: str | None = None) -> Actor | None:
    """`ActorTable.find` in the built-in table."""
    return built_in().find(name, on)


def _choose(rows: tuple[Actor, ...], on: str | None, near: Collection[str]) -> Actor:
    holding = rows
    if on is not None:
        holding = tuple(r for r in rows if (not r.first or r.first <= on) and (not r.last or on < r.last)) or rows
    return next((row for row in holding if row.code in near), holding[0])


def _key(name: str) -> str:
    """Acronyms as written, without full stops; everything else folded."""
    letters = name.replace(".", "")
    if len(letters) <= LONGEST_ACRONYM and letters.isupper():
        return letters
    return fold(name)


@cache
def _built_in() -> dict[str, tuple[Actor, ...]]:
    return _by_names(actors())


def _by_names(rows: Sequence[Actor]) -> dict[str, tuple[Actor, ...]]:
    table: dict[str, tuple[Actor, ...]] = {}
    for row in rows:
        for key in dict.fromkeys(_key(name) for name in (row.name, *row.aliases)):
            table[key] = (*table.get(key, ()), row)
    return table
