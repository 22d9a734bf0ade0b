"""Mentions of people and things: which words belong to one whose head word is known, and what can be seen of it.

The spans follow GUM's guidelines (wiki.gucorpling.org/gum/entities): the whole noun phrase with what comes after it,
without its preposition, copula, clause or apposition; of words joined by "and" each is a mention, and all of them
together another one, whose head is the "and".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.records.analysis import Token

_APART = frozenset((
    "conj", "cc", "parataxis", "dep", "list", "cop", "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass",
    "csubj:outer", "aux", "aux:pass", "mark", "case", "dislocated", "orphan", "vocative", "discourse", "expl", "advcl",
    "advcl:relcl", "ccomp", "reparandum", "appos",
))  # fmt: skip
"""Relations of what depends on a mention's head and is no part of it."""
_APART_BEFORE = _APART | frozenset(("cc:preconj", "advmod", "punct"))
_APART_CLAUSE = frozenset(("conj", "cc", "parataxis", "dep", "discourse", "vocative", "appos"))
"""The same for a clause that is spoken of ("It rained. This ..."): its subject is part of it."""
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_PAIRS = {")": "(", "]": "[", "”": "“", "’": "‘", '"': '"', "''": "``"}
_OPENING = {opening: closing for closing, opening in _PAIRS.items()}


class Words(NamedTuple):
    """A document's tree as far as mentions need it."""

    forms: list[str]
    upos: list[str]
    heads: list[int]
    deprels: list[str]


def words_of(tokens: Sequence[Token]) -> Words:
    """The columns of some tokens."""
    return Words(
        [t.text for t in tokens], [t.upos for t in tokens], [t.head for t in tokens], [t.deprel for t in tokens]
    )


class Spans:
    """Finds the span of a mention from its head."""

    def __init__(self, words: Words) -> None:
        self._words = words
        size = len(words.heads)
        self.children: list[list[int]] = [[] for _ in range(size)]
        for word, head in enumerate(words.heads):
            if head >= 0:
                self.children[head].append(word)
        # First and last word below each word, by carrying each word's own up from the leaves.
        self._first, self._last = list(range(size)), list(range(size))
        waiting = [len(children) for children in self.children]
        leaves = [word for word in range(size) if not waiting[word]]
        for word in leaves:
            head = words.heads[word]
            if head < 0:
                continue
            self._first[head] = min(self._first[head], self._first[word])
            self._last[head] = max(self._last[head], self._last[word])
            waiting[head] -= 1
            if not waiting[head]:
                leaves.append(head)

    def joined(self, word: int) -> int:
        """The first of the words that an "and" joins, -1 for a word that is no such sign."""
        _, _, heads, deprels = self._words
        if deprels[word] != "cc" or heads[word] < 0 or deprels[heads[word]] != "conj":
            return -1
        return heads[heads[word]]

    def span(self, head: int) -> tuple[int, int]:
        """Words [first, last) of the mention with a head."""
        forms, upos, _, deprels = self._words
        first_of_all = self.joined(head)
        top = head if first_of_all < 0 else first_of_all
        children = self.children[top]
        clause = upos[top] in ("VERB", "AUX") and all(deprels[c] != "cop" for c in children)

        def apart(child: int) -> bool:
            relation = deprels[child]
            if first_of_all >= 0 and relation == "conj":
                return False
            if clause:
                return relation in _APART_CLAUSE or (relation == "mark" and forms[child].lower() != "to")
            if relation == "case" and child > top and forms[child] in _POSSESSIVE:
                return False
            return relation in (_APART_BEFORE if child < top else _APART)

        first, last = top, top
        for child in reversed([c for c in children if c < top]):
            if not apart(child):
                first = min(first, self._first[child])
            elif deprels[child] != "punct":
                break
        for child in (c for c in children if c > top):
            if not apart(child):
                last = max(last, self._last[child])
            elif deprels[child] != "punct" and first_of_all < 0:
                break
        return self._trimmed(first, top, last)

    def _trimmed(self, first: int, top: int, last: int) -> tuple[int, int]:
        """Without marks at the ends, but for those that close or open what is inside."""
        forms, upos, _, _ = self._words
        if first < top < last and upos[first] == upos[last] == "PUNCT" and _PAIRS.get(forms[last]) == forms[first]:
            first, last = first + 1, last - 1  # marks around the whole
        while last > top and upos[last] == "PUNCT" and _PAIRS.get(forms[last]) not in forms[first:last]:
            last -= 1
        while first < top and upos[first] == "PUNCT" and _OPENING.get(forms[first]) not in forms[first + 1 : last + 1]:
            first += 1
        return first, last + 1
