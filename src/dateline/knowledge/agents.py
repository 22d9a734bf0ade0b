"""Nouns for people, bodies and things: what kind each is, and which PLOVER sector and kind of source it stands for.

The table `data/agents.tsv` is of our own writing; its sector codes are those of the PLOVER 2.0 manual. A row is a set
of words that can stand for one another in a report ("gunman", "attacker"), which coreference makes use of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import get_args

import msgspec

from dateline.records.report import MentionType, SourceKind


class Agent(msgspec.Struct, frozen=True):
    """One noun or noun phrase of the table; number-neutral."""

    lemma: str
    """Base form, lower case, words separated by single spaces."""
    kind: MentionType
    """What one of them is; several persons are a group."""
    sector: str | None
    """PLOVER sector; of a noun that borrows, the one that holds where nothing else is known."""
    borrows: bool
    """Takes the sector of what it belongs to: "Taliban commander", "army spokesman"."""
    source: SourceKind
    """What kind of source it is when it speaks ("other" where the table says nothing)."""
    gender: str | None
    """"m", "f" or None."""
    sense: int
    """Number of the row: words of the same row are synonyms here."""


@cache
def agents() -> dict[str, Agent]:
    """All entries by lemma. Raises ValueError for a table with an unknown kind or kind of source."""
    kinds, sources = set(get_args(MentionType)), set(get_args(SourceKind))
    table: dict[str, Agent] = {}
    lines = files("dateline.knowledge").joinpath("data/agents.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for sense, (lemmas, kind, sector, source, gender) in enumerate(rows[1:]):
        source = source or "other"
        if kind not in kinds or source not in sources:
            raise ValueError(f"agents.tsv: unknown kind '{kind}' or source '{source}' in the row of '{lemmas[:40]}'")
        for lemma in lemmas.split("|"):
            table[lemma] = Agent(
                lemma,
                kind,  # type: ignore[arg-type]
                sector.lstrip("=") or None,
                sector.startswith("="),
                source,  # type: ignore[arg-type]
                gender or None,
                sense,
            )
    return table


def find_agent(words: Sequence[str]) -> Agent | None:
    """The longest entry that ends with the last of these words: "police officer" of ["tired", "police", "officer"].

    `words` are lower case, the last one a lemma. None where the table does not have the last word.
    """
    table = agents()
    longest = min(_longest().get(words[-1], 0), len(words)) if words else 0
    for length in range(longest, 0, -1):
        found = table.get(" ".join(words[-length:]))
        if found is not None:
            return found
    return None


@cache
def _longest() -> dict[str, int]:
    """Length in words of the longest entry that ends with a word."""
    lengths: dict[str, int] = {}
    for lemma in agents():
        words = lemma.split(" ")
        lengths[words[-1]] = max(lengths.get(words[-1], 0), len(words))
    return lengths
