"""How many were killed, hurt, arrested, ...: counted people (and things) by the word that says what befell them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dateline.coding.grammar import Grammar
from dateline.coding.tables import rows
from dateline.records.report import Count, Size

if TYPE_CHECKING:
    from dateline.coding.quantities import Quantity


class Toll(NamedTuple):
    """`number` people are said to be `key` ("dead", "injured", ...) by the word `token`."""

    token: int
    key: str
    number: Count


@cache
def _words() -> dict[tuple[str, str], tuple[str, str]]:
    """(lemma, part of speech) to (key, whom it befalls: object, subject or itself)."""
    return {(word, pos): (key, whom) for words, pos, key, whom in rows("tolls.tsv") for word in words.split()}


class Tolls:
    """The tolls of one document."""

    def __init__(self, grammar: Grammar, quantities: Sequence[Quantity]) -> None:
        self.grammar = grammar
        starts = [t.start for t in grammar.tokens]
        self._counts: dict[int, Count] = {}
        for quantity in quantities:
            first = max(bisect_right(starts, quantity.start) - 1, 0)
            last = first
            while last < len(starts) and starts[last] < quantity.end:
                self._counts.setdefault(last, quantity.count)
                last += 1
        self.found: list[Toll] = [t for i in range(len(grammar.tokens)) if (t := self._at(i)) is not None]

    def _at(self, token: int) -> Toll | None:
        word = self.grammar.tokens[token]
        entry = _words().get((word.lemma, word.upos))
        if entry is None:
            return None
        key, whom = entry
        for way in whom.split("|"):
            for head in self._befallen(token, way):
                if (count := self.count_of(head)) is not None:
                    return Toll(token, key, count)
        return None

    def _befallen(self, token: int, whom: str) -> list[int]:
        """Head words of those whom it befell."""
        grammar = self.grammar
        if whom == "itself":
            return [token]
        if whom == "subject":  # "12 died", "12 were dead"
            subject = grammar.subject(token)
            found = [] if subject is None else [subject]
            above = grammar.tokens[token].head
            if grammar.tokens[token].deprel in ("amod", "acl", "xcomp") and above >= 0:
                # "12 people dead", "left 12 dead"
                found += [above] if grammar.tokens[above].upos != "VERB" else grammar.below(above, "obj")
            return found
        predicate = grammar.predicates.get(token)
        found = (
            []
            if predicate is None
            else [grammar.head_of(a.first, a.last) for a in predicate.arguments if a.role == "ARG1"]
        )
        if not found:
            found = grammar.below(token, "obj", "nsubj:pass")
            if grammar.tokens[token].upos == "NOUN":  # "the killing of 12 people"
                found += [c for c in grammar.below(token, "nmod") if grammar.case(c) == "of"]
            elif not found and grammar.passive(token) and (subject := grammar.subject(token)) is not None:
                found = [subject]
        return found

    def count_of(self, head: int) -> Count | None:
        """The number in a noun phrase: on its head, or on a word that counts it ("12 people", "dozens of people")."""
        if head in self._counts:
            return self._counts[head]
        for child in self.grammar.below(head, "nummod", "det", "amod", "compound"):
            for word in (child, *self.grammar.children[child]):
                if word in self._counts:
                    return self._counts[word]
        return None


def add(size: Size, toll: Toll) -> None:
    """Put a toll into an event's size; of two numbers for the same the first stays, sums are never made."""
    if getattr(size, toll.key) is None:
        setattr(size, toll.key, toll.number)


def merged(one: Size, other: Size) -> Size:
    """The numbers of both, the first's where both have one."""
    fields = {f: getattr(one, f) if getattr(one, f) is not None else getattr(other, f) for f in Size.__struct_fields__}
    return msgspec.structs.replace(one, **fields)
