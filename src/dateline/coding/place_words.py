"""The word lists that place names are weighed with, read from `knowledge/data`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    return files("dateline.knowledge").joinpath("data", name).read_text("utf-8").splitlines()


@cache
def place_words(section: str) -> frozenset[str]:
    """One list of `place_words.txt`. KeyError if there is no such section."""
    return _sections()[section]


@cache
def not_places() -> tuple[frozenset[str], frozenset[str]]:
    """Folded words and phrases that are also places but seldom mean them; and those of them that name persons."""
    words: set[str] = set()
    persons: set[str] = set()
    heading = ""
    for line in _lines("not_places.txt"):
        if line.startswith("#"):
            heading = line
            continue
        found = [word.replace("_", " ") for word in line.split()]
        words.update(found)
        if "given and family names" in heading:
            persons.update(found)
    return frozenset(words), frozenset(persons)


@cache
def _sections() -> dict[str, frozenset[str]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines("place_words.txt"):
        if line.startswith("["):
            current = sections.setdefault(line[1 : line.index("]")], [])
        elif not line.startswith("#"):
            current.extend(word.replace("_", " ") for word in line.split())
    return {name: frozenset(words) for name, words in sections.items()}
