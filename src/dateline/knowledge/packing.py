"""Packs places into a gazetteer file, whatever they come from; `gazetteer.py` says how the file is laid out."""

from __future__ import annotations

import re
import sqlite3
import sys
import zlib
from array import array
from pathlib import Path

from dateline.knowledge.build_tables import BLOOM_BITS_A_NAME
from dateline.knowledge.gazetteer import BLOCK, DEGREE, VERSION, bloom_bits, fold, pack_population

MOST_UNITS = 0xFFFF
"""Units that a file has room for: their numbers have two bytes."""
NOISE = re.compile(r"[\d()\[\]{}=+*?!;:\"|<>/]|^[a-z]|^[A-Z]{2,}$|^.{0,2}$|.{41}")
"""Names that no report writes: with digits or signs, in small letters, all capitals, too short, too long."""


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

    def add_aliases(self, names: list[str], most: int = 1000) -> None:
        """Takes usable spellings (Latin, capitalised, three letters and more) as folded keys."""
        for name in names:
            if len(self.aliases) >= most:
                return
            key = fold(name)
            if not NOISE.search(name) and key != self.key and len(key) > 2:
                self.aliases.add(key)


class Packer:
    """Collects units and places, then writes the file."""

    def __init__(self, credits: str) -> None:
        """`credits`: whose data it is, for `meta.credits`."""
        self.credits = credits
        self.places: list[Place] = []
        self.exact: list[tuple[str, Place]] = []
        """Names that count only as written, by `gazetteer.abbreviation_key`."""
        self.unit_names: list[str] = [""]
        self.unit_parents: list[int] = [0]
        self.units: dict[str, int] = {}
        self.country_codes: list[str] = [""]

    def add(self, place: Place) -> Place:
        """Takes a place in."""
        self.places.append(place)
        return place

    def add_unit(self, code: str, name: str, parent: int) -> int:
        """Numbers an administrative unit; countries have to come first. ValueError where there are too many."""
        if len(self.unit_names) > MOST_UNITS:
            raise ValueError(f"more than {MOST_UNITS} countries, provinces and districts")
        self.units[code] = len(self.unit_names)
        self.unit_names.append(name)
        self.unit_parents.append(parent)
        return self.units[code]

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
        blocks: list[bytes] = []
        firsts: list[str] = []
        for at in range(0, len(self.places), BLOCK):
            group = self.places[at : at + BLOCK]
            firsts.append(group[0].key)
            columns = [
                ([round((p.lat + 90) * DEGREE) for p in group], 3),
                ([round((p.lon + 180) * DEGREE) for p in group], 3),
                ([p.geonameid for p in group], 4),
                ([p.unit for p in group], 2),
                ([codes.index(p.code) for p in group], 1),
                ([pack_population(p.population) for p in group], 2),
            ]
            blocks.append(_pack([p.name for p in group], columns))
        place_blocks = len(blocks)
        aliases = {(key, p.number) for p in self.places for key in p.aliases if key and key != p.key}
        aliases |= {(key, p.number) for key, p in self.exact}
        ordered = sorted(aliases)
        for at in range(0, len(ordered), BLOCK):
            part = ordered[at : at + BLOCK]
            firsts.append(part[0][0])
            blocks.append(_pack([key for key, _ in part], [([number for _, number in part], 3)]))
        keys = {p.key for p in self.places} | {key for key, _ in ordered}
        bloom = bytearray(len(keys) * BLOOM_BITS_A_NAME // 8)
        for key in keys:
            for bit in bloom_bits(key, len(bloom) * 8):
                bloom[bit >> 3] |= 1 << (bit & 7)
        parents = array("H", self.unit_parents)
        if sys.byteorder == "big":
            parents.byteswap()
        meta = {
            "version": VERSION, "place_blocks": place_blocks, "feature_codes": "\n".join(codes), "bloom": bytes(bloom),
            "firsts": _deflate("\n".join(firsts).encode()), "unit_names": _deflate("\n".join(self.unit_names).encode()),
            "unit_parents": _deflate(parents.tobytes()), "country_codes": "\n".join(self.country_codes),
            "credits": self.credits,
        }  # fmt: skip
        if any(p.id for p in self.places):
            meta["ids"] = _deflate("\n".join(p.id for p in self.places).encode())
        out.unlink(missing_ok=True)
        with sqlite3.connect(out, isolation_level=None) as connection:
            connection.execute("PRAGMA page_size = 32768")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("BEGIN")
            connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value)")
            connection.execute("CREATE TABLE block (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            connection.executemany("INSERT INTO block VALUES (?, ?)", enumerate(blocks))
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        connection.close()
        return f"{len(self.places)} places, {len(ordered)} other names, {out.stat().st_size} bytes"


def _pack(names: list[str], columns: list[tuple[list[int], int]]) -> bytes:
    text = "\n".join(names).encode()
    planes = b"".join(bytes((v >> (8 * i)) & 255 for v in values) for values, width in columns for i in range(width))
    return _deflate(len(text).to_bytes(2, "little") + text + planes)


def _deflate(data: bytes) -> bytes:
    return zlib.compress(data, 9)
