"""How many were killed, hurt, arrested, ...: counted people (and things) by the word that says what befell them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dateline.coding.counted_nouns import is_thing
from dateline.coding.grammar import Grammar
from dateline.coding.tables import rows
from dateline.records.report import Count

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.quantities import Quantity


class Toll(NamedTuple):
    """`number` people are said to be `key` ("dead", "injured", ...) by the word `token`."""

    token: int
    key: str
    number: Count


class _Row(NamedTuple):
    """A row of the table of tolls, for one word."""

    key: str
    whom: tuple[str, ...]
    beside: frozenset[str]
    """Lemmas of which one must stand below the word; empty for none."""


@cache
def _words() -> dict[tuple[str, str], list[_Row]]:
    """(lemma, part of speech) to the rows for it: those that ask for another word beside it first."""
    found: dict[tuple[str, str], list[_Row]] = {}
    for words, pos, key, whom, beside in rows("tolls.tsv"):
        row = _Row(key, tuple(whom.split("|")), frozenset(() if beside == "-" else beside.split()))
        for word in words.split():
            found.setdefault((word, pos), []).append(row)
    return {word: sorted(options, key=lambda row: not row.beside) for word, options in found.items()}


HARM = frozenset(("dead", "injured"))
"""Keys of `size` for what comes of violence."""
_NOBODY = frozenset(("nobody", "none", "noone"))
_ANYBODY = frozenset(("anybody", "anyone"))
_DENYING = frozenset(("without", "not", "n't", "n’t", "never", "fail", "avoid", "hardly"))
"""Words by which "hurting anyone" is hurting nobody."""
_NONE = frozenset(("no", "neither"))
_BODIES = frozenset(
    [
        "band",
        "battalion",
        "brigade",
        "body",
        "column",
        "company",
        "contingent",
        "convoy",
        "crew",
        "crowd",
        "delegation",
        "detachment",
        "family",
        "force",
        "gang",
        "group",
        "household",
        "mob",
        "number",
        "party",
        "patrol",
        "platoon",
        "posse",
        "procession",
        "squad",
        "team",
        "total",
        "troop",
        "unit",
    ]
)
"""Nouns with "of" before those of whom they consist: "a family of five", "a total of 12 people"."""
_ZERO = Count(0, 0)
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


@cache
def harms() -> frozenset[tuple[str, str]]:
    """Lemma and part of speech of the words that say that somebody died or was hurt."""
    return frozenset(word for word, options in _words().items() if any(o.key in HARM and not o.beside for o in options))


class Tolls:
    """The tolls of one document. `layer`, where given, adds the counts of entities ("the two men": "the men")."""

    def __init__(self, grammar: Grammar, quantities: Sequence[Quantity], layer: EntityLayer | None = None) -> None:
        self.grammar, self.layer = grammar, layer
        starts = [t.start for t in grammar.tokens]
        self.counts: dict[int, Count] = {}
        """Number words, by token."""
        for quantity in quantities:
            first = max(bisect_right(starts, quantity.start) - 1, 0)
            last = first
            while last < len(starts) and starts[last] < quantity.end:
                self.counts.setdefault(last, quantity.count)
                last += 1
        self.found: list[Toll] = [t for i in range(len(grammar.tokens)) for t in self._at(i)]

    def _at(self, token: int) -> list[Toll]:
        word = self.grammar.tokens[token]
        for row in _words().get((word.lemma, word.upos), ()):
            if row.beside and not self._stands_beside(token, row.beside):
                continue
            for way in row.whom:
                count = self._number(self._befallen(token, way.removesuffix("=0"), row.key), token)
                if count is None or (way.endswith("=0") and count.max != 0):
                    continue
                if row.key == "casualties":  # dead or hurt: only "no casualties" says how many of each
                    return [Toll(token, k, count) for k in ("dead", "injured")] if count.max == 0 else []
                return [Toll(token, row.key, count)]
        return []

    def _stands_beside(self, token: int, lemmas: frozenset[str]) -> bool:
        grammar = self.grammar
        below = grammar.below(token, "obj", "obl", "nmod", "advmod")
        return any(grammar.tokens[c].lemma in lemmas for b in below for c in grammar.conjuncts(b))

    def _befallen(self, token: int, whom: str, key: str) -> list[int]:
        """Head words of those whom it befell. "A march for two teachers" is not one of two."""
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
        elif (gapped := self._gapped(token)) is not None:
            found = [gapped]
        elif not found and any(grammar.tokens[c].lemma == "with" for c in grammar.below(token, "mark")):
            found = grammar.below(token, "nsubj")  # "with no one hurt"
        elif not found and grammar.passive(token) and (subject := grammar.subject(token)) is not None:
            found = [subject]
        if not found and predicate is not None and not (noun and key == "participants"):
            found = [grammar.head_of(a.first, a.last) for a in predicate.arguments if a.role == "ARG1"]
        return found[:1]

    def _gapped(self, verb: int) -> int | None:
        """The counted noun right before a bare participle: "two workers were shot and at least *35 hurt*", "with eleven
        cars burned and *20 policemen* hurt". The tree gives such a participle the subject of the verb before."""
        grammar = self.grammar
        token = grammar.tokens[verb]
        before = verb - 1
        if before < 0 or token.upos != "VERB" or token.text.lower().endswith("ing"):
            return None
        if grammar.tokens[before].deprel == "nummod" and grammar.tokens[before].head == verb:
            return before  # "eleven dead, *thirty* wounded"
        if token.deprel != "conj" or grammar.below(verb, "obj", "aux", "mark"):
            return None
        if grammar.tokens[before].upos not in ("NOUN", "NUM") or any(c != before for c in grammar.below(verb, "nsubj")):
            return None
        return before if self.stated(before) is not None else None

    def _figure(self, toll: int) -> list[int]:
        """The number that a toll comes to."""
        grammar = self.grammar
        top = toll
        while grammar.tokens[top].deprel in ("compound", "nmod", "conj") and grammar.tokens[top].head >= 0:
            top = grammar.tokens[top].head
        verb = grammar.tokens[top].head
        if verb < 0 or grammar.tokens[verb].lemma not in _REACHING:
            return [c for c in grammar.below(toll, "nmod", "appos", "nummod") if grammar.case(c) in ("of", "")]
        return [c for c in grammar.below(verb, "obl", "obj", "xcomp", "nmod") if c != top and c in self.counts]

    def _number(self, heads: Sequence[int], token: int) -> Count | None:
        """How many the first phrase with a number names. Of "two soldiers and a guard" it is the two that the text
        counts: sums are the reader's, not the text's. Only "ten or maybe 40" is one number, from the least to the
        most."""
        for head in heads:
            joined = self.grammar.conjuncts(head)
            stated = [(c, n) for c in joined if not self._denied(c) and (n := self._of_phrase(c, token)) is not None]
            if not stated:
                continue
            count = stated[0][1]
            for other, more in stated[1:]:
                if self._either(other) and count.max is not None and more.max is not None:
                    count = Count(min(count.min, more.min), max(count.max, more.max), True)
                elif self._either(other):
                    count = Count(min(count.min, more.min), None, True)
            return count
        return None

    def _either(self, conjunct: int) -> bool:
        return any(self.grammar.tokens[c].lemma == "or" for c in self.grammar.below(conjunct, "cc"))

    def _denied(self, conjunct: int) -> bool:
        """ "four, and *not seven*"."""
        return any(self.grammar.tokens[c].lemma == "not" for c in self.grammar.below(conjunct, "advmod", "cc"))

    def _of_phrase(self, head: int, token: int) -> Count | None:
        """The number in a phrase that hangs on the word `token`; none for "without hurting *anyone*"."""
        grammar = self.grammar
        if self._things(head):
            return None  # "killed 200 camels", "detained two trawlers"
        anybody = grammar.tokens[head].lemma in _ANYBODY or any(
            grammar.tokens[c].lemma == "any" for c in grammar.below(head, "det")
        )
        if not anybody:
            return self.count_of(head)
        around = [token, *grammar.children[token], *list(grammar.ancestors(token))[:1]]
        return _ZERO if any(grammar.tokens[w].lemma in _DENYING for w in around) else None

    def count_of(self, head: int) -> Count | None:
        """The number in a noun phrase, or of those whom it goes back to: "the men were killed", as many as there
        were."""
        stated = self.stated(head)
        if stated is not None or self.layer is None:
            return stated
        grammar = self.grammar
        # who "kills protesters" does not kill all that marched
        definite = grammar.tokens[head].upos == "PRON" or any(
            grammar.tokens[c].lemma in _BACK for c in grammar.below(head, "det")
        )
        mention = self.layer.by_token.get(head) if definite else None
        entity = None if mention is None else self.layer.mentions[mention].entity
        return None if entity is None else self.layer.entities[entity].count

    def stated(self, head: int) -> Count | None:
        """The number on a noun, or on a word that counts it ("12 people", "dozens of people", "no one")."""
        grammar = self.grammar
        if head in self.counts:
            return self.counts[head]
        if self._bodies(head):  # "two companies, between 180 and 220 men"
            for child in grammar.below(head, "appos"):
                if grammar.tokens[child].upos == "NOUN" and (count := self.stated(child)) is not None:
                    return count
        if grammar.tokens[head].lemma in _NOBODY:
            return _ZERO
        for child in grammar.below(head, "nummod", "det", "amod", "compound"):
            if grammar.tokens[child].text.lower() in _NONE:
                return _ZERO  # "no one", "no casualties", "neither guard"
            for word in (child, *grammar.children[child]):
                if word in self.counts:
                    return self.counts[word]
        if any(grammar.tokens[c].lemma == "neither" for c in grammar.below(head, "cc")):
            return _ZERO  # "neither the guard nor his dog"
        body = grammar.tokens[head].lemma in _BODIES
        for child in grammar.below(head, "appos", "parataxis", "nmod"):
            token = grammar.tokens[child]
            bare = token.upos == "NUM" and token.deprel != "nmod"  # "fishermen, six in all"
            strong = token.lemma == "strong"  # "a mob, sixty strong"
            inner = body and grammar.case(child) == "of"  # "a crowd of 400"
            same = body and token.deprel == "appos" and token.upos == "NOUN"  # "a delegation, eleven women"
            if (bare or inner or strong or same) and not self._is_age(child):
                count = self.stated(child)
                if count is not None:
                    return count
        return None

    def people(self, head: int) -> Count | None:
        """How many people a party is; None for things, and for bodies of which only their own number is told ("two
        companies")."""
        if self._things(head):
            return None
        count = self.count_of(head)
        own = [self.counts.get(c) for c in self.grammar.below(head, "nummod", "det", "amod")]
        return None if self._bodies(head) and count in own else count

    def _things(self, head: int) -> bool:
        """Is a number on this noun one of things? Of "a family of five" it is one of people."""
        token = self.grammar.tokens[head]
        one_body = token.lemma in _BODIES and token.text.lower() == token.lemma
        return is_thing(token.lemma) and not one_body

    def _bodies(self, head: int) -> bool:
        """Are these several bodies of people?"""
        token = self.grammar.tokens[head]
        return token.lemma in _BODIES and token.text.lower() != token.lemma

    def _is_age(self, number: int) -> bool:
        """ "a girl of nine", "Mr Silva, 54": figures after one person, not after a plural or a body of people."""
        tokens = self.grammar.tokens
        if tokens[number].upos != "NUM":
            return False
        above = tokens[tokens[number].head]
        return above.lemma not in _BODIES and (above.upos == "PROPN" or above.text.lower() == above.lemma)
