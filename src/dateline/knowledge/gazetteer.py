"""The gazetteer: which places bear a name, best guess first.

`data/places.sqlite` holds GeoNames, Who's On First and Natural Earth places (credits in `data/README.md`) as the
builder (`build_gazetteer.py`) packs them. Why packed blocks and not one row a name: as rows, half a million places
with as many other spellings take 60 MB; as sorted, deflated blocks of 128 they take under 14, and one block is read
and inflated in some 30 microseconds. The first key of every block is kept in memory, so a name is two bisections
away, and a Bloom filter answers "no such name" (the usual answer for a capitalised word) without touching the file.

Layout: table `meta(key, value)` and table `block(id, data)`. Blocks up to `meta.place_blocks` hold places in the
order of their folded names, each: zlib of two bytes (length of the name part), the names joined by newlines, then
byte planes: latitude 3, longitude 3, GeoNames id 4, unit 2, feature code 1, population 2. The blocks after those hold
other names: zlib of length, folded keys joined by newlines, place number 3. The place number is block * 128 + position.
"""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from math import log10
from pathlib import Path
from zlib import crc32

import msgspec

from dateline.knowledge.candidates import COUNTRY_PRIOR, Candidate, Places, Units, features

__all__ = ["COUNTRY_PRIOR", "Candidate", "Gazetteer", "Places", "Units", "fold", "gazetteer"]

BLOCK = 128
"""Places in a block: small enough to inflate in 30 microseconds, large enough to compress."""
VERSION = 1
DEGREE = 10_000
"""Coordinates are kept to 1/10000 degree (11 m), the precision of Who's On First; GeoNames rounds to about as much."""
LIMIT = 60
"""Candidates given for one name: beyond them are hamlets of a name so common that only a containing unit helps."""

OTHER_NAME = 1.2
"""What a place loses under a name that is not its main one: GeoNames lists many spellings that nobody prints."""

_DROP = "'’‘ʼʻʿʾ`´′ʹ.\u200c\u200d"
_SPACE = "-‐‑‒–—_/,\u00a0\t\n\r"
_LETTERS = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ħ": "h", "ɛ": "e",
}  # fmt: skip
_FOLD = str.maketrans({**dict.fromkeys(_DROP), **dict.fromkeys(_SPACE, " "), **_LETTERS})
_ARTICLES = (
    "al ", "el ", "ad ", "ar ", "as ", "at ", "az ", "an ", "ash ", "adh ", "ath ", "ed ", "er ", "es ", "et ", "ez ",
    "en ",
)  # fmt: skip
"""The Arabic article in its usual romanisations, assimilated to a sun letter or not."""
_ARTICLE_COUNTRIES = frozenset((
    "DZA", "BHR", "TCD", "COM", "DJI", "EGY", "ERI", "IRQ", "IRN", "ISR", "JOR", "KWT", "LBN", "LBY",
    "MRT", "MAR", "OMN", "PSE", "QAT", "SAU", "SOM", "SDN", "SYR", "TUN", "TUR", "ARE", "ESH", "YEM",
))  # fmt: skip
"""Where names may drop or take the Arabic article: "Qamishli" for Al Qamishli, but not "Paso" for El Paso."""


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name as it is looked up: no case, accents, apostrophes or full stops; hyphens, commas and slashes are spaces.

    >>> fold("Deir ez-Zor"), fold("Ra’s al ‘Ayn"), fold("Côte d'Ivoire")
    ('deir ez zor', 'ras al ayn', 'cote divoire')
    """
    name = name.casefold().translate(_FOLD)
    if not name.isascii():
        # Decomposed, folded again and decomposed again: Unicode's compatibility caseless match (mathematical capitals).
        name = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        name = "".join(c for c in name if not unicodedata.combining(c)).translate(_FOLD)
    return " ".join(name.split())


class _Block:
    """An inflated block: names and byte planes."""

    __slots__ = ("count", "data", "names", "start")

    def __init__(self, data: bytes) -> None:
        raw = zlib.decompress(data)
        length = int.from_bytes(raw[:2], "little")
        self.names = raw[2 : 2 + length].decode().split("\n")
        self.data = raw
        self.start = 2 + length
        self.count = len(self.names)

    def value(self, plane: int, width: int, index: int) -> int:
        """The unsigned number of `width` bytes, low byte first, whose planes begin at number `plane`."""
        at = self.start + plane * self.count + index
        return int.from_bytes(self.data[at : at + width * self.count : self.count], "little")


class Gazetteer:
    """Read-only access to the places; one instance a thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        if int(meta["version"]) != VERSION:
            raise ValueError(
                f"gazetteer of version {meta['version']}, not {VERSION}, which this program reads: rebuild it"
            )
        self._bloom: bytes = meta["bloom"]
        self._bits = len(self._bloom) * 8
        self._place_blocks = int(meta["place_blocks"])
        firsts = zlib.decompress(meta["firsts"]).decode().split("\n")
        self._place_firsts = firsts[: self._place_blocks]
        self._alias_firsts = firsts[self._place_blocks :]
        self._codes: list[str] = meta["feature_codes"].split("\n")
        self._kinds = [features(code) for code in self._codes]
        self._meta = meta
        self._block = lru_cache(512)(self._read_block)
        self.lookup = lru_cache(8192)(self._lookup)
        """lookup(name) -> tuple[Candidate, ...]: the places that bear the name, most prominent first."""
        self._ids: list[str] | None = None
        self._units: tuple[list[str], array[int], array[int], list[str]] | None = None

    @classmethod
    def open(cls, path: str | Path | None = None) -> Gazetteer:
        """The packaged gazetteer, or another. OSError if there is no such file, ValueError if of another version."""
        path = Path(path) if path else Path(__file__).parent / "data" / "places.sqlite"
        if not path.is_file():
            raise FileNotFoundError(f"no gazetteer at {path}: make one (`dateline gazetteer build`)")
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))

    def knows(self, key: str) -> bool:
        """Whether a folded name may be in the gazetteer: False is certain, True wrong in about one of fifty."""
        bloom, data = self._bloom, key.encode()
        bit = crc32(data)
        at = bit % self._bits
        if not bloom[at >> 3] & 1 << (at & 7):  # two of three unknown names are known for such by their first bit
            return False
        step = crc32(data[::-1]) | 1
        for _ in range(3):
            bit += step
            at = bit % self._bits
            if not bloom[at >> 3] & 1 << (at & 7):
                return False
        return True

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        places: set[int] = set()
        exact = abbreviation_key(name)
        if exact is not None:
            places.update(self._find(exact))
            if not places and "." in name:
                places.update(self._find("=." + exact[1:]))
        abbreviated = bool(places)
        key = fold(name)
        if len(key) > 2 and not places:
            places.update(self._find(key))
        found = [self._candidate(place) for place in self._best(places)]
        if not abbreviated:
            found = [_as_called(c, key) for c in found]
        if len(key) > 3 and exact is None:
            variants: set[int] = set()
            for variant in _with_article(key):
                variants.update(self._find(variant))
            found += [
                c for c in map(self._candidate, self._best(variants - places)) if c.country_code in _ARTICLE_COUNTRIES
            ]
        return tuple(_seats_first(found)[:LIMIT])

    def lookup_after_comma(self, name: str) -> tuple[Candidate, ...]:
        """States and provinces in the short forms that count only after a place and a comma: "Ill.", "CA", "Ont."."""
        letters = name.replace(".", "").replace(" ", "")
        return tuple(self._candidate(place) for place in self._find(">" + letters)) if letters.isalpha() else ()

    def unit_name(self, unit: int) -> str:
        """The name of an administrative unit."""
        return self._unit_table()[0][unit]

    def chain(self, unit: int) -> tuple[int, ...]:
        """A unit and those that contain it, smallest first: district, province, country."""
        parents = self._unit_table()[1]
        out = []
        while unit:
            out.append(unit)
            unit = parents[unit]
        return tuple(out)

    def place(self, number: int) -> Candidate:
        """The place with this number (`Candidate.place`)."""
        return self._candidate(number)

    def source_id(self, place: int) -> str:
        """How its source names a place: its GeoNames id, or what a user's own table calls it; empty where unknown."""
        if self._ids is None:
            self._ids = zlib.decompress(self._meta["ids"]).decode().split("\n") if "ids" in self._meta else []
        number = self._candidate(place).geonameid
        return self._ids[place] if self._ids and self._ids[place] else str(number) if number else ""

    def units(self) -> Units:
        """The administrative units by their numbers; 0 is none."""
        return Units(*self._unit_table())

    def _find(self, key: str) -> list[int]:
        if not self.knows(key):
            return []
        found: list[int] = []
        number = max(bisect_left(self._place_firsts, key) - 1, 0)
        while number < self._place_blocks and self._place_firsts[number] <= key:
            names = self._block(number).names
            low = bisect_left(names, key, key=fold)
            high = bisect_right(names, key, lo=low, key=fold)
            found.extend(range(number * BLOCK + low, number * BLOCK + high))
            number += 1
        number = max(bisect_left(self._alias_firsts, key) - 1, 0)
        while number < len(self._alias_firsts) and self._alias_firsts[number] <= key:
            block = self._block(self._place_blocks + number)
            low, high = bisect_left(block.names, key), bisect_right(block.names, key)
            found.extend(block.value(0, 3, i) for i in range(low, high))
            number += 1
        return found

    def _read_block(self, number: int) -> _Block:
        (data,) = self._connection.execute("SELECT data FROM block WHERE id = ?", (number,)).fetchone()
        return _Block(data)

    def _best(self, places: set[int]) -> list[int]:
        if len(places) <= 1:
            return list(places)
        return sorted(places, key=lambda place: (-self._prior(place)[0], place))[:LIMIT]

    def _prior(self, place: int) -> tuple[float, int]:
        block, index = self._block(place // BLOCK), place % BLOCK
        kind = self._kinds[block.value(12, 1, index)]
        population = unpack_population(block.value(13, 2, index))
        if not population:
            return kind.floor, 0
        if kind.resolution < 4:  # The size of a unit says less about how often it is named than that of a city.
            return kind.floor + 0.5 * (log10(population) - 6), population
        return max(log10(population) + kind.bonus, kind.floor), population

    def _candidate(self, place: int) -> Candidate:
        block, index = self._block(place // BLOCK), place % BLOCK
        prior, population = self._prior(place)
        code = block.value(12, 1, index)
        feature_class, _, feature_code = self._codes[code].partition(".")
        unit = block.value(10, 2, index)
        names, parents, levels, country_codes = self._unit_table()
        labels: list[str | None] = [None, None, None]
        while unit and levels[unit]:
            labels[levels[unit]] = names[unit]
            unit = parents[unit]
        name = block.names[index]
        return Candidate(
            name,
            block.value(6, 4, index) or None,
            round(block.value(0, 3, index) / DEGREE - 90, 4),
            round(block.value(3, 3, index) / DEGREE - 180, 4),
            country_codes[unit] if unit else None,
            labels[1],
            labels[2],
            name if feature_class == "P" else None,
            feature_class,
            feature_code,
            population,
            self._kinds[code].resolution,
            prior,
            block.value(10, 2, index),
            place,
        )

    def _unit_table(self) -> tuple[list[str], array[int], array[int], list[str]]:
        """Names, parents, levels (0 country, 1, 2) of the units, and ISO3 codes of the countries, which come first."""
        if self._units is None:
            names = zlib.decompress(self._meta["unit_names"]).decode().split("\n")
            parents = array("H", zlib.decompress(self._meta["unit_parents"]))
            if sys.byteorder == "big":
                parents.byteswap()
            codes = self._meta["country_codes"].split("\n")
            countries = len(codes)
            levels = array("H", (0 if i < countries else 1 if parents[i] < countries else 2 for i in range(len(names))))
            self._units = names, parents, levels, codes
        return self._units


@cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer, opened once."""
    return Gazetteer.open()


def abbreviation_key(name: str) -> str | None:
    """The key of a name that counts only as written ("US", "Ky.", "U.S"), or None for other names.

    Keys with ">" instead of "=" are for the position after a comma ("Springfield, Ill."); see `coding/places.py`.
    """
    letters = name.replace(".", "").replace(" ", "")
    if len(letters) <= 5 and letters.isalpha() and letters.isupper():
        return "=" + letters
    return None


def bloom_hashes(key: str) -> tuple[int, int]:
    """Two hashes of a key, of 32 bits each; the second is odd. Its bits in the Bloom filter are the first plus no, one,
    two and three times the second: Kirsch and Mitzenmacher (2006) show that this is as good as four hashes."""
    data = key.encode()
    return crc32(data), crc32(data[::-1]) | 1


def pack_population(population: int) -> int:
    """Three figures and a power of ten in 13 bits."""
    power = max(len(str(population)) - 3, 0)
    return min(round(population / 10**power), 999) * 8 + power if population > 0 else 0


def unpack_population(packed: int) -> int:
    """The reverse of `pack_population`."""
    return int((packed >> 3) * 10 ** (packed & 7))


def _as_called(c: Candidate, key: str) -> Candidate:
    """The candidate, less prominent where the name is not its main one: "Pokrovsk" is not first of all Engels."""
    if c.prior < COUNTRY_PRIOR and key not in fold(c.name):
        return msgspec.structs.replace(c, prior=c.prior - OTHER_NAME)
    return c


def _with_article(key: str) -> list[str]:
    """The key with the Arabic article taken off or put on, in the usual romanisations."""
    for article in _ARTICLES:
        if key.startswith(article):
            bare = key[len(article) :]
            return [bare, *(a + bare for a in _article_forms(bare) if a != article)] if len(bare) > 2 else []
    return [a + key for a in _article_forms(key)]


def _article_forms(bare: str) -> list[str]:
    first = bare[:2] if bare[:2] in ("sh", "th", "dh") else bare[0]
    assimilated = [f"a{first} ", f"e{first} "] if first in ("d", "r", "s", "t", "z", "n", "sh", "th", "dh") else []
    return ["al ", "el ", *assimilated]


def _seats_first(found: list[Candidate]) -> list[Candidate]:
    """By prominence; but a seat comes before the province or district that is called after it.

    A bare "Aleppo", "Kunduz" or "Ansongo" is the town; whoever means the unit says so (handled where text is read).
    """
    provinces = {(c.country_code, c.province): c.prior for c in found if c.feature_code == "ADM1"}
    districts = {(c.country_code, c.province): c.prior for c in found if c.feature_code == "ADM2"}

    def rank(c: Candidate) -> tuple[float, int]:
        if c.feature_code in ("PPLA", "PPLC"):
            return -max(c.prior, provinces.get((c.country_code, c.province), 0.0)), 0
        if c.feature_code == "PPLA2":
            return -max(c.prior, districts.get((c.country_code, c.province), 0.0)), 0
        return -c.prior, 1

    return sorted(found, key=rank)
