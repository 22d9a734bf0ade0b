"""Countries and peoples: names, ISO 3166 codes, demonyms, capitals.

The table `data/countries.tsv` is of our own writing, except that ISO codes, capitals and base names come from
GeoNames' country table (CC BY 4.0). Rows without an ISO code are peoples and wider regions whose adjective names
nobody's state ("Kurdish", "Chechen", "European"): they are known, and known to give no country code.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from dateline.knowledge.gazetteer import fold


class Country(msgspec.Struct, frozen=True):
    """A country or dependent territory; or, with empty codes, a people or wider region."""

    iso2: str
    iso3: str
    name: str
    aliases: tuple[str, ...]
    """Other English names, formal and historical, and abbreviations as written ("U.K.")."""
    demonyms: tuple[str, ...]
    """Adjectives and names of inhabitants, singular ("Syrian", "Swede", "Dutchman")."""
    capital: str
    point: tuple[float, float] | None
    """Latitude and longitude that stand for a large country by convention (GeoNames, the World Factbook): whole or
    half degrees in the middle. None for small ones, where the centre of the outline is as good."""


@cache
def countries() -> tuple[Country, ...]:
    """All rows of the table, countries before peoples."""
    lines = files("dateline.knowledge").joinpath("data/countries.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return tuple(
        Country(
            iso2, iso3, name, _several(aliases), _several(demonyms), capital, (float(lat), float(lon)) if lat else None
        )
        for iso2, iso3, name, aliases, demonyms, capital, lat, lon in rows
    )


def by_iso2(code: str) -> Country | None:
    """The country with this ISO 3166-1 alpha-2 code (upper case; XK for Kosovo)."""
    return _codes().get(code)


def by_iso3(code: str) -> Country | None:
    """The country with this ISO 3166-1 alpha-3 code (upper case; XKX for Kosovo)."""
    return _codes().get(code)


@lru_cache(maxsize=20_000)  # each word of a document is asked for several times
def by_name(name: str) -> Country | None:
    """The country that is called so, in any case and with or without accents: "Côte d'Ivoire", "DR Congo".

    Abbreviations without full stops ("US") only as they are written, since "us" is a word.
    """
    exact = _abbreviations().get(name)
    return exact if exact else _names().get(fold(name))


@lru_cache(maxsize=20_000)
def by_demonym(word: str) -> Country | None:
    """The country or people of an adjective or inhabitant: "Syrian", "Syrians", "Swedes", "kurdish".

    A row with empty codes for a people without a state of its own. "Congolese" gives the larger of the two Congos.
    """
    demonyms = _demonyms()
    key = fold(word)
    found = demonyms.get(key)
    if found is None and key.endswith("s"):
        found = demonyms.get(key[:-1])
    return found


def is_abbreviation(name: str) -> bool:
    """True for names that count only as written: "US", "U.K.", "DRC", but not "DR Congo"."""
    letters = name.replace(".", "")
    return len(letters) <= 5 and letters.isalpha() and letters.isupper()


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def _codes() -> dict[str, Country]:
    return {code: country for country in countries() for code in (country.iso2, country.iso3) if code}


@cache
def _names() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries():
        if country.iso2:
            for name in (country.name, *country.aliases):
                if not is_abbreviation(name):
                    table.setdefault(fold(name), country)
    return table


@cache
def _abbreviations() -> dict[str, Country]:
    return {name: country for country in countries() for name in country.aliases if is_abbreviation(name)}


@cache
def _demonyms() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries():
        for word in country.demonyms:
            table.setdefault(fold(word), country)
    return table
