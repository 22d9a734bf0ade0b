"""Packs places into a gazetteer file, whatever they come from; `gazetteer.py` says how the file is laid out.

The file is written as the places come, in their order, so that its making needs little memory: what is kept is the
first name of every block and eight bytes a name for the Bloom filter.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from dateline.knowledge.build_tables import BLOOM_BITS_A_NAME
from dateline.knowledge.gazetteer import BLOCK, DEGREE, VERSION, bloom_hashes, fold, pack_population

MOST_UNITS = 0xFFFF
"""Units that a file has room for: their numbers have two bytes."""
NOISE = re.compile(r"[\d()\[\]{}=+*?!;:\"|<>/]|^[a-z]|^[A-Z]{2,}$|^.{0,2}$|.{41}")
"""Names that no report writes: with digits or signs, in small letters, all capitals, too short, too long."""
_FILTER_PART = 1_000_000
"""Names whose bits are set at a time."""
Item = TypeVar("Item")


class Row(NamedTuple):
    """What the file holds of a place."""

    key: str
    """The folded name, by which the places are sorted."""
    name: str
    lat: float
    lon: float
    code: str
    unit: int
    geonameid: int
    population: int
    id: str


class Place:
    """A place while the table is built."""

    __slots__ = ("aliases", "code", "geonameid", "id", "key", "lat", "lon", "name", "number", "population", "unit")

    def __init__(
        self, name: str, lat: float, lon: float, code: str, *, unit: int = 0, geonameid: int = 0, population: int = 0,
        id: str = "",
    ) -> None:  # fmt: skip
        """`unit`: number of the smallest unit; `id`: how its source names it, where that is not by a GeoNames id."""
        self.name, self.lat, self.lon, self.code = name, lat, lon, code
        self.unit, self.geonameid, self.population = unit, geonameid, population
        self.id = id
        self.key = fold(name)
        self.aliases: set[str] = set()
        self.number = -1

    def row(self) -> Row:
        """What the file holds of it, other names apart."""
        return Row(
            self.key, self.name, self.lat, self.lon, self.code, self.unit, self.geonameid, self.population, self.id
        )

    def rename(self, name: str) -> None:
        """Gives it another name; the one before becomes one of the others."""
        self.aliases.add(self.key)
        self.name, self.key = name, fold(name)
        self.aliases.discard(self.key)

    def add_aliases(self, names: Iterable[str], most: int = 1000) -> None:
        """Takes usable spellings as folded keys."""
        for name in names:
            if len(self.aliases) >= most:
                return
            key = spelling(name)
            if key is not None and key != self.key:
                self.aliases.add(key)


def spelling(name: str) -> str | None:
    """The folded key of another name that reports may write (Latin, capitalised, three letters and more), or None."""
    if NOISE.search(name):
        return None
    key = fold(name)
    return key if len(key) > 2 else None


def key_hash(key: str) -> int:
    """A folded name as one number: its two hashes (`gazetteer.bloom_hashes`), of 32 bits each."""
    first, second = bloom_hashes(key)
    return first << 32 | second


class UnitTable:
    """The administrative units of a file, by number; 0 is none."""

    def __init__(self) -> None:
        self.unit_names: list[str] = [""]
        self.unit_parents: list[int] = [0]
        self.units: dict[str, int] = {}
        self.country_codes: list[str] = [""]

    def add_unit(self, code: str, name: str, parent: int) -> int:
        """Numbers an administrative unit; countries have to come first. ValueError where there are too many."""
        if len(self.unit_names) > MOST_UNITS:
            raise ValueError(f"more than {MOST_UNITS} countries, provinces and districts")
        self.units[code] = len(self.unit_names)
        self.unit_names.append(name)
        self.unit_parents.append(parent)
        return self.units[code]


class Packer(UnitTable):
    """Collects units and places in memory, then writes the file."""

    def __init__(self, credits: str) -> None:
        """`credits`: whose data it is, for `meta.credits`."""
        super().__init__()
        self.credits = credits
        self.places: list[Place] = []
        self.exact: list[tuple[str, Place]] = []
        """Names that count only as written, by `gazetteer.abbreviation_key`."""

    def add(self, place: Place) -> Place:
        """Takes a place in."""
        self.places.append(place)
        return place

    def country_of(self, place: Place) -> int:
        """The number of the country that a place lies in; 0 where unknown."""
        unit = place.unit
        while self.unit_parents[unit]:
            unit = self.unit_parents[unit]
        return unit

    def write(self, out: Path) -> str:
        """Packs everything into the file, and says in a line what is in it. OSError where it cannot be written."""
        codes = sorted({place.code for place in self.places})
        self.places.sort(key=lambda p: (p.key, -p.population, p.name, p.geonameid, p.lat))
        for number, place in enumerate(self.places):
            place.number = number
        others = {(key, p.number) for p in self.places for key in p.aliases if key and key != p.key}
        others |= {(key, p.number) for key, p in self.exact}
        return write_file(out, self, codes, self.credits, (p.row() for p in self.places), sorted(others))


def write_file(
    out: Path,
    units: UnitTable,
    codes: list[str],
    credits: str,
    places: Iterable[Row],
    others: Iterable[tuple[str, int]],
) -> str:
    """Writes a gazetteer file, and says in a line what is in it. What was there before stays until all is written.

    `codes`: the feature codes of all places, sorted. `places`: by key, then the larger first; a place has the number of
    its position. `others`: other names' keys with the numbers of places, sorted, each once; read after all places.
    Raises OSError, sqlite3.Error (disk full).
    """
    with _replaced(out) as connection:
        connection.execute("PRAGMA page_size = 32768")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value)")
        connection.execute("CREATE TABLE block (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")
        number_of = {code: number for number, code in enumerate(codes)}
        firsts: list[str] = []
        names = _Filter()
        ids = _Ids()
        counts = [0, 0]

        def insert(block: bytes) -> None:
            connection.execute("INSERT INTO block VALUES (?, ?)", (len(firsts), block))

        for group in _groups(places):
            columns = [
                ([round((p.lat + 90) * DEGREE) for p in group], 3),
                ([round((p.lon + 180) * DEGREE) for p in group], 3),
                ([p.geonameid for p in group], 4),
                ([p.unit for p in group], 2),
                ([number_of[p.code] for p in group], 1),
                ([pack_population(p.population) for p in group], 2),
            ]
            insert(_pack([p.name for p in group], columns))
            firsts.append(group[0].key)
            counts[0] += len(group)
            names.add(p.key for p in group)
            ids.add(p.id for p in group)
        place_blocks = len(firsts)
        for part in _groups(others):
            insert(_pack([key for key, _ in part], [([number for _, number in part], 3)]))
            firsts.append(part[0][0])
            counts[1] += len(part)
            names.add(key for key, _ in part)
        parents = array("H", units.unit_parents)
        if sys.byteorder == "big":
            parents.byteswap()
        meta = {
            "version": VERSION, "place_blocks": place_blocks, "feature_codes": "\n".join(codes), "bloom": names.bits(),
            "firsts": _deflate("\n".join(firsts).encode()),
            "unit_names": _deflate("\n".join(units.unit_names).encode()),
            "unit_parents": _deflate(parents.tobytes()), "country_codes": "\n".join(units.country_codes),
            "credits": credits,
        }  # fmt: skip
        if (packed := ids.packed()) is not None:
            meta["ids"] = packed
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    return f"{counts[0]} places, {counts[1]} other names, {out.stat().st_size} bytes"


@contextmanager
def _replaced(out: Path) -> Iterator[sqlite3.Connection]:
    """A new database that takes the place of a file when all is written; what was there before stays until then."""
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    part.touch()  # an OSError that says what is wrong with the folder; SQLite's would not
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            yield connection
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


class _Filter:
    """The Bloom filter of all names."""

    def __init__(self) -> None:
        self._hashes = array("Q")
        self._last = ""

    def add(self, keys: Iterable[str]) -> None:
        """Takes in folded names; one that follows itself counts once."""
        for key in keys:
            if key != self._last:
                self._hashes.append(key_hash(key))
                self._last = key

    def bits(self) -> bytes:
        """The filter, as `Gazetteer.knows` reads it."""
        hashes = np.frombuffer(self._hashes, np.uint64)  # the array's own memory
        hashes.sort()
        different = int(np.count_nonzero(hashes[1:] != hashes[:-1])) + 1
        flags = np.zeros(different * BLOOM_BITS_A_NAME // 8 * 8, bool)
        for at in range(0, len(hashes), _FILTER_PART):
            part = hashes[at : at + _FILTER_PART]
            bit, step = part >> np.uint64(32), part & np.uint64(0xFFFFFFFF)
            for _ in range(4):
                flags[bit % np.uint64(flags.size)] = True
                bit = bit + step
        return np.packbits(flags, bitorder="little").tobytes()


class _Ids:
    """What users' own tables call their places, a line each."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(9)
        self._parts: list[bytes] = []
        self._any = self._begun = False

    def add(self, ids: Iterable[str]) -> None:
        """Takes in the names of the next places."""
        for id in ids:
            self._any = self._any or bool(id)
            text = f"\n{id}" if self._begun else id
            self._begun = True
            if part := self._deflate.compress(text.encode()):
                self._parts.append(part)

    def packed(self) -> bytes | None:
        """All of them, deflated; None where no place has one."""
        return b"".join((*self._parts, self._deflate.flush())) if self._any else None


def _groups(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, as many at a time as a block holds."""
    iterator = iter(items)
    while group := list(islice(iterator, BLOCK)):
        yield group


def _pack(names: list[str], columns: list[tuple[list[int], int]]) -> bytes:
    text = "\n".join(names).encode()
    planes = []
    for values, width in columns:
        numbers = struct.pack(f"<{len(values)}I", *values)
        planes += [numbers[i::4] for i in range(width)]
    return _deflate(len(text).to_bytes(2, "little") + text + b"".join(planes))


def _deflate(data: bytes) -> bytes:
    return zlib.compress(data, 9)
