"""How many were killed, hurt, arrested, ...: counted people (and things) by the word that says what befell them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dateline.coding.grammar import Grammar
from dateline.coding.tables import rows
from dateline.knowledge.agents import find_agent
from dateline.records.report import Count, Size

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.quantities import Quantity


class Toll(NamedTuple):
    """`number` people are said to be `key` ("dead", "injured", ...) by the word `token`."""

    token: int
    key: str
    number: Count


@cache
def _words() -> dict[tuple[str, str], tuple[str, str]]:
    """(lemma, part of speech) to (key, whom it befalls: see the table)."""
    return {(word, pos): (key, whom) for words, pos, key, whom in rows("tolls.tsv") for word in words.split()}


_NOBODY = frozenset(("nobody", "none", "noone"))
_ZERO = Count(0, 0)
_SINGULAR = frozenset(("a", "an", "one", "another", "his", "her", "its", "their", "my", "our"))
"""Determiners of one person: "killed *a* policeman and *his* driver"."""
_BACK = frozenset(("the", "these", "those", "both", "all"))
_COSTING = frozenset(("claim", "cost", "take", "lose"))
"""Verbs with "the lives of"."""
_REACHING = frozenset(
    ("rise", "climb", "stand", "reach", "put", "increase", "jump", "grow", "bring", "go", "set", "be", "top", "pass")
)
"""Verbs by which "the death toll" comes to a number."""


def toll_lemmas() -> frozenset[str]:
    """The words whose arguments are asked for a number."""
    return frozenset(word for word, _ in _words())


class Tolls:
    """The tolls of one document. `layer`, where given, adds the counts of entities ("the two men": "the men")."""

    def __init__(self, grammar: Grammar, quantities: Sequence[Quantity], layer: EntityLayer | None = None) -> None:
        self.grammar, self.layer = grammar, layer
        starts = [t.start for t in grammar.tokens]
        self._counts: dict[int, Count] = {}
        for quantity in quantities:
            first = max(bisect_right(starts, quantity.start) - 1, 0)
            last = first
            while last < len(starts) and starts[last] < quantity.end:
                self._counts.setdefault(last, quantity.count)
                last += 1
        self.found: list[Toll] = [t for i in range(len(grammar.tokens)) for t in self._at(i)]

    def _at(self, token: int) -> list[Toll]:
        word = self.grammar.tokens[token]
        entry = _words().get((word.lemma, word.upos))
        if entry is None:
            return []
        key, whom = entry
        for way in whom.split("|"):
            count = self._sum(self._befallen(token, way), person=way != "itself")
            if count is not None:
                if key == "casualties":  # dead or hurt: only "no casualties" says how many of each
                    return [Toll(token, k, count) for k in ("dead", "injured")] if count.max == 0 else []
                return [Toll(token, key, count)]
        return []

    def _befallen(self, token: int, whom: str) -> list[int]:
        """Head words of those whom it befell."""
        grammar = self.grammar
        word = grammar.tokens[token]
        above = word.head
        match whom:
            case "itself":
                return [token]
            case "toll":  # "the death toll rose to 40", "put the toll at 23"
                return self._figure(token)
            case "lives":  # "claimed the lives of 12 people"
                costly = above >= 0 and grammar.tokens[above].lemma in _COSTING
                return [c for c in grammar.below(token, "nmod") if grammar.case(c) == "of"] if costly else []
            case "acting":  # "2,000 protesters marched", "a rally of 2,000 protesters": not "arrested 15 protesters"
                return [token] if word.deprel in ("nsubj", "nmod", "root", "conj", "appos") else []
            case "subject":  # "12 died", "12 were dead"
                subject = grammar.subject(token)
                found = [] if subject is None else [subject]
                if word.deprel in ("amod", "acl", "xcomp") and above >= 0:
                    # "12 people dead", "left 12 dead"
                    found += [above] if grammar.tokens[above].upos != "VERB" else grammar.below(above, "obj")
                return found
        predicate = grammar.predicates.get(token)
        noun = word.upos == "NOUN"
        found = grammar.below(token, "obj", "nsubj:pass") if not noun else []
        found = [c for c in found if grammar.tokens[c].deprel in ("obj", "nsubj:pass")]
        if noun:  # "the killing of 12 people"
            found = [c for c in grammar.below(token, "nmod") if grammar.case(c) in ("of", "by")]
        elif not found and grammar.passive(token) and (subject := grammar.subject(token)) is not None:
            found = [subject]
        if not found and predicate is not None:
            found = [grammar.head_of(a.first, a.last) for a in predicate.arguments if a.role == "ARG1"]
        return found[:1]

    def _figure(self, toll: int) -> list[int]:
        """The number that a toll comes to."""
        grammar = self.grammar
        top = toll
        while grammar.tokens[top].deprel in ("compound", "nmod", "conj") and grammar.tokens[top].head >= 0:
            top = grammar.tokens[top].head
        verb = grammar.tokens[top].head
        if verb < 0 or grammar.tokens[verb].lemma not in _REACHING:
            return [c for c in grammar.below(toll, "nmod", "appos", "nummod") if grammar.case(c) in ("of", "")]
        return [c for c in grammar.below(verb, "obl", "obj", "xcomp", "nmod") if c != top and c in self._counts]

    def _sum(self, heads: Sequence[int], *, person: bool) -> Count | None:
        """How many the first phrase with a number names, with what is joined to it: "two soldiers and a guard"."""
        for head in heads:
            first = self.count_of(head)
            if first is None and person:
                first = self._single(head)
            if first is None:
                continue
            least, most, about = first.min, first.max, first.approximate
            others = self.grammar.conjuncts(head)[1:] if person else []
            either = any(self._either(other) for other in others)
            for other in others:
                more = self.count_of(other) or self._single(other)
                if more is None or self.grammar.tokens[other].upos not in ("NOUN", "NUM", "PROPN", "PRON", "ADJ"):
                    break  # of some it is not said how many: what is said holds for those only
                if either:  # "a dozen or more than 40": between the two
                    least = min(least, more.min)
                    most = max(most, more.max) if most is not None and more.max is not None else None
                    about = True
                    continue
                least += more.min
                most = most + more.max if most is not None and more.max is not None else None
                about = about or more.approximate
            else:
                return Count(least, most, about)
            return first if head in self._counts or self.count_of(head) is not None else None
        return None

    def _either(self, conjunct: int) -> bool:
        return any(self.grammar.tokens[c].lemma == "or" for c in self.grammar.below(conjunct, "cc"))

    def _single(self, head: int) -> Count | None:
        """One, for a phrase that is about one person: "a farmer", "his driver", "himself"."""
        grammar = self.grammar
        token = grammar.tokens[head]
        if token.upos == "PRON":
            return Count(1, 1) if token.text.lower() in ("himself", "herself", "him", "her") else None
        agent = find_agent((token.lemma,))
        if token.upos != "NOUN" or agent is None or agent.kind != "person" or token.text.lower() != token.lemma:
            return None
        determined = any(grammar.tokens[c].text.lower() in _SINGULAR for c in grammar.below(head, "det", "nmod:poss"))
        return Count(1, 1) if determined else None

    def count_of(self, head: int) -> Count | None:
        """The number in a noun phrase: on its head, or on a word that counts it ("12 people", "dozens of people")."""
        grammar = self.grammar
        if head in self._counts:
            return self._counts[head]
        if grammar.tokens[head].lemma in _NOBODY:
            return _ZERO
        for child in grammar.below(head, "nummod", "det", "amod", "compound"):
            if grammar.tokens[child].text.lower() == "no":
                return _ZERO  # "no one", "no casualties"
            for word in (child, *grammar.children[child]):
                if word in self._counts:
                    return self._counts[word]
        definite = grammar.tokens[head].upos == "PRON" or any(
            grammar.tokens[c].lemma in _BACK for c in grammar.below(head, "det")
        )
        # "the men were killed": as many as there were; but who "kills protesters" does not kill all that marched
        if definite and self.layer is not None and (mention := self.layer.by_token.get(head)) is not None:
            entity = self.layer.mentions[mention].entity
            if entity is not None:
                stated: Count | None = self.layer.entities[entity].count
                return stated
        return None


def add(size: Size, toll: Toll) -> None:
    """Put a toll into an event's size. Of two numbers for the same the higher stays: "left 12 people dead, killing at
    least three officers" counts some twice. Sums are made within one phrase only."""
    known: Count | None = getattr(size, toll.key)
    if known is None or toll.number.min > known.min:
        setattr(size, toll.key, toll.number)


def merged(one: Size, other: Size) -> Size:
    """The numbers of both, the first's where both have one."""
    fields = {f: getattr(one, f) if getattr(one, f) is not None else getattr(other, f) for f in Size.__struct_fields__}
    return msgspec.structs.replace(one, **fields)
