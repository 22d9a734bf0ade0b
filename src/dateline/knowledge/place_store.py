"""Places out of users' tables on their way into a gazetteer file: in a temporary database, not in memory.

GeoNames' whole dump has thirteen million rows. They are sorted by SQLite, which spills what is too much into temporary
files (in the folder that the environment variable SQLITE_TMPDIR or TMPDIR names, else /var/tmp or /tmp); in memory stay
some thirty bytes a place. The database is SQLite's nameless one, which nobody else sees and which is gone when it is
closed.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np

from dateline.knowledge.countries import countries
from dateline.knowledge.gazetteer import fold
from dateline.knowledge.packing import Place, Row, UnitTable, key_hash, write_file

CACHE_KB = 128 * 1024
"""Memory that SQLite may use for pages, and for each of its sorted runs."""
_AT_ONCE = 10_000
"""Rows that are inserted together."""


class PlaceStore(UnitTable):
    """Collects places from users' tables; the file's units are the countries and what the tables name."""

    def __init__(self) -> None:
        super().__init__()
        for country in countries():
            if country.iso2:
                self.add_unit(country.iso2, country.name, 0)
                self.country_codes.append(country.iso3)
        self._geonameids = array("I")
        self._keys = array("Q")
        """A hash of each place's own name: an other name that is the same is none."""
        self._by_geonameid: tuple[array[int], array[int]] | None = None
        self._codes: set[str] = set()
        self._rows: list[tuple[str | int | float, ...]] = []
        self._others: list[tuple[str, int]] = []
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        self._database.execute("PRAGMA temp_store = FILE")
        self._database.execute("BEGIN")
        # `number` is the order of coming, which decides between places that are alike in all else
        self._database.execute(
            "CREATE TABLE place (number INTEGER PRIMARY KEY, key TEXT, name TEXT, lat REAL, lon REAL, code TEXT, "
            "unit INTEGER, geonameid INTEGER, population INTEGER, id TEXT)"
        )
        self._database.execute("CREATE TABLE other (key TEXT, place INTEGER)")

    def __len__(self) -> int:
        """Places so far."""
        return len(self._geonameids)

    def unit(self, country: str, *names: str) -> int:
        """The number of a unit by the names that lead to it from its country (alpha-2), known before or not."""
        code, number = country, self.units[country]
        for name in names:
            if not name:
                break
            code = f"{code}\x1f{fold(name)}"
            number = self.units.get(code) or self.add_unit(code, name, number)
        return number

    def add(self, place: Place) -> None:
        """Takes a place in, with the other names that it has. sqlite3.Error where the disk is full."""
        number = len(self)
        self._geonameids.append(place.geonameid)
        self._keys.append(key_hash(place.key))
        self._codes.add(place.code)
        self._rows.append((number, *place.row()))
        self._others += [(key, number) for key in place.aliases if key and key != place.key]
        self._flush(_AT_ONCE)

    def add_other(self, geonameid: int, key: str) -> None:
        """Takes in another name, folded, of the place with a GeoNames id, where there is one."""
        if (number := self._number(geonameid)) is not None and key_hash(key) != self._keys[number]:
            self._others.append((key, number))
            self._flush(_AT_ONCE)

    def has(self, geonameid: int) -> bool:
        """Is there a place with this GeoNames id?"""
        return self._number(geonameid) is not None

    def write(self, out: Path) -> str:
        """Packs everything into the file, and says in a line what is in it.

        Raises OSError where it cannot be written, sqlite3.Error where the disk is full.
        """
        self._flush(1)
        at = array("I", bytes(4 * len(self)))
        return write_file(out, self, sorted(self._codes), "a user's own tables", self._sorted(at), self._names(at))

    def _number(self, geonameid: int) -> int | None:
        if self._by_geonameid is None or len(self._by_geonameid[0]) != len(self):
            unsorted = np.frombuffer(self._geonameids, np.uintc)
            order = np.argsort(unsorted, kind="stable").astype(np.uintc)
            self._by_geonameid = array("I", unsorted[order].tobytes()), array("I", order.tobytes())
        ids, numbers = self._by_geonameid
        found = bisect_right(ids, geonameid) - 1  # the last that came with it
        return numbers[found] if geonameid and found >= 0 and ids[found] == geonameid else None

    def _flush(self, least: int) -> None:
        if len(self._rows) >= least:
            self._database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._rows)
            self._rows.clear()
        if len(self._others) >= least:
            self._database.executemany("INSERT INTO other VALUES (?, ?)", self._others)
            self._others.clear()

    def _sorted(self, at: array[int]) -> Iterator[Row]:
        """The places in the order of the file; their positions go into `at`, by number."""
        rows = self._database.execute(
            "SELECT number, key, name, lat, lon, code, unit, geonameid, population, id FROM place "
            "ORDER BY key, population DESC, name, geonameid, lat, number"
        )
        for position, (number, *row) in enumerate(rows):
            at[number] = position
            yield Row(*row)

    def _names(self, at: array[int]) -> Iterator[tuple[str, int]]:
        """Other names with the positions of their places, in order, each once."""
        own = self._database.execute("SELECT key, place FROM other ORDER BY key")
        for key, rows in groupby(own, key=itemgetter(0)):
            yield from ((key, position) for position in sorted({at[number] for _, number in rows}))
