"""Claims that two names are one's ("Karim, alias Abu Nur"), by the words between (`data/aliases.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import cast

from dateline.coding.tables import rows
from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found, TieStatus

_PARTIES = frozenset({"person", "organisation", "group"})
_WORDS_BETWEEN = 10
_NOT = re.compile(r"\b(?:not|never|denied|denies)\b|n['’]t\b")


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, TieStatus]]:
    table = {words: cast(TieStatus, status) for words, status, _ in rows("aliases.tsv")}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"), table


def find_aliases(reading: Reading) -> Iterator[Found]:
    """The claims of a document, in text order. Of a name and a description neither is another name of the other."""
    pattern, table = _phrases()
    text, layer = reading.grammar.analysis.text, reading.layer
    named = sorted(
        (m.start, m.end, number) for number, m in enumerate(layer.mentions) if m.named and m.type in _PARTIES
    )
    for (_, end, one), (start, _, other) in pairwise(named):
        first, second = layer.heads[one], layer.heads[other]
        between = text[end:start].lower()
        if len(between.split()) > _WORDS_BETWEEN or not (claim := pattern.search(between)):
            continue
        if reading.grammar.sentence_of[first] == reading.grammar.sentence_of[second]:
            told = "negated" if _NOT.search(between) else table[claim.group()]
            word = next((i for i in range(first, second + 1) if reading.tokens[i].end > end + claim.start()), second)
            yield Found(word, "alias_of", one, other, told)
