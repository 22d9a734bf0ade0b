"""The words around a trigger in the dependency tree, as far as conditions of signals ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dateline.records.analysis import Token

POS_LETTERS = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "ADV": "r"}
"""The parts of speech that words of codebooks may have, by universal part of speech."""

BELOW_DEPTH = 3
"""How far down the tree `with` looks: object, modifier, and its modifier ("signed a deal on the sharing of water")."""
ABOVE_DEPTH = 3
"""How far up the tree `above` looks ("held a second round of talks")."""

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
_SUBJECTS = ("nsubj", "nsubj:outer", "nmod:poss")
_ASIDES = frozenset({"part", "instance", "example", "moment"})
"""Nouns of set phrases, whose preposition says nothing: "for their part"."""
_EMPTY = frozenset(
    {"punct", "cc", "aux", "cop", "mark", "expl", "discourse", "vocative", "list", "dislocated", "reparandum"}
)


def joined_by_hyphen(tokens: Sequence[Token], i: int) -> tuple[str, str] | None:
    """The two spellings of a compound that ends in token `i`: "cease", "-", "fire" give `cease-fire` and `ceasefire`.

    Universal Dependencies' English treebanks split at hyphens; codebooks write the word as one.
    """
    if i < 2 or tokens[i - 1].text != "-":
        return None
    first, hyphen, last = tokens[i - 2 : i + 1]
    if first.end != hyphen.start or hyphen.end != last.start:
        return None
    return f"{first.text.lower()}-{last.lemma}", f"{first.text.lower()}{last.lemma}"


def children_of(tokens: Sequence[Token]) -> list[list[int]]:
    """For each token the indices of its dependents, in text order; heads count the same sequence."""
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    return children


class Surroundings:
    """What depends on a trigger, what it depends on, its subject, its clause: each a mapping from a word to the token.

    A word stands there as its lemma, as its lemma with part of speech ("free.v"), together with each of its dependents
    ("to street", "tear gas"), and, where it is a particle, as "prt:off". Computed when asked for.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        children: Sequence[Sequence[int]],
        trigger: int,
        support_verbs: frozenset[str] = frozenset(),
    ) -> None:
        self._tokens = tokens
        self._children = children
        self._trigger = trigger
        self._support_verbs = support_verbs

    @cached_property
    def below(self) -> dict[str, int]:
        """Words that depend on the trigger: no other clause, not the active subject."""
        found: dict[str, int] = {}
        self._descend(self._trigger, 1, found, of_trigger=True)
        token = self._tokens[self._trigger]
        if token.deprel.startswith("acl") and token.head >= 0:  # "hostages taken by rebels", "the town they took"
            self._phrase(token.head, found)
        return found

    @cached_property
    def near(self) -> dict[str, int]:
        """Like `below`, but two steps down and without possessors ("the *president's* decision"), and with the noun
        that the trigger modifies ("riot *police*"): what may block a signal."""
        found: dict[str, int] = {}
        self._descend(self._trigger, BELOW_DEPTH - 1, found, of_trigger=True, possessors=False)
        token = self._tokens[self._trigger]
        if token.deprel in ("compound", "amod") and token.head >= 0:
            found.setdefault(self._tokens[token.head].lemma, token.head)
        return found

    @cached_property
    def subject(self) -> dict[str, int]:
        """Words of the active subject or of the agent of a passive; of a noun, its possessor, "by" phrase, or the
        subject of the support verb that governs it."""
        found: dict[str, int] = {}
        at = self._trigger
        for _ in range(ABOVE_DEPTH):
            if self._subjects_at(at, found, raised=at != self._trigger):
                return found
            token = self._tokens[at]
            if token.deprel.startswith("acl") and token.head >= 0 and not token.text.endswith("ed"):
                self._phrase(token.head, found)
                return found
            shares = token.deprel in ("conj", "xcomp") or (
                token.upos in ("NOUN", "PROPN")
                and token.head >= 0
                and self._tokens[token.head].lemma in self._support_verbs
            )
            if not shares or token.head < 0:
                return found
            at = token.head
        return found

    def _subjects_at(self, at: int, found: dict[str, int], *, raised: bool = False) -> bool:
        """`raised`: also a passive's subject, who acts in the clause below ("*migrants* are expected to leave")."""
        for child in self._children[at]:
            token = self._tokens[child]
            by = token.deprel in ("obl:agent", "obl", "nmod") and any(
                self._tokens[k].lemma == "by" for k in self._children[child]
            )
            if by or token.deprel in _SUBJECTS or (raised and token.deprel == "nsubj:pass"):
                self._phrase(child, found)
        return bool(found)

    @cached_property
    def about(self) -> dict[str, int]:
        """`below` and `clause` together."""
        return self.clause | self.below

    @cached_property
    def blocking(self) -> dict[str, int]:
        """Where `unless` looks: `near`, `subject`, `clause`, and what has the result that the trigger tells of."""
        return self.cause | self.clause | self.subject | self.near

    @cached_property
    def cause(self) -> dict[str, int]:
        """Of a participle without a subject of its own, the verb that governs it and that verb's subject ("two lorries
        *collided*, killing nine", "the *crash* left nine injured")."""
        found: dict[str, int] = {}
        token = self._tokens[self._trigger]
        if token.head >= 0 and token.deprel in ("advcl", "xcomp") and not self._infinitive(self._trigger):
            self._enter(token.head, found)
            self._subjects_at(token.head, found)
        return found

    @cached_property
    def clause(self) -> dict[str, int]:
        """Words of the clause that the trigger governs ("agreed to *release* ...")."""
        found: dict[str, int] = {}
        self._clauses(self._trigger, 1, found)
        for child in self._children[self._trigger]:  # "rejected a call to withdraw"
            if self._tokens[child].deprel in ("obj", "obl", "nmod", "nsubj:pass"):
                self._clauses(child, 2, found)
        return found

    @cached_property
    def above(self) -> dict[str, int]:
        """Words between the trigger and the next verb above it, that verb included, also with its particle."""
        found: dict[str, int] = {}
        at = self._trigger
        for _ in range(ABOVE_DEPTH):
            at = self._tokens[at].head
            if at < 0:
                break
            lemma = self._tokens[at].lemma
            found.setdefault(lemma, at)
            for child in self._children[at]:
                if self._tokens[child].deprel == "compound:prt":
                    found.setdefault(f"{lemma} {self._tokens[child].lemma}", at)
            if self._tokens[at].upos == "VERB":
                break
        return found

    def _clauses(self, at: int, depth: int, found: dict[str, int]) -> None:
        for child in self._children[at]:
            token = self._tokens[child]
            if token.deprel in ("xcomp", "ccomp", "acl") or (token.deprel == "advcl" and self._infinitive(child)):
                self._enter(child, found)
                self._descend(child, 2, found, of_trigger=True)
                if depth < BELOW_DEPTH:
                    self._clauses(child, depth + 1, found)
            elif depth > 1 and token.deprel == "conj":
                self._enter(child, found)

    def _infinitive(self, at: int) -> bool:
        return any(self._tokens[child].lemma == "to" for child in self._children[at])

    def _phrase(self, at: int, found: dict[str, int]) -> None:
        self._enter(at, found)
        self._descend(at, 2, found)

    def _descend(
        self, at: int, depth: int, found: dict[str, int], *, of_trigger: bool = False, possessors: bool = True
    ) -> None:
        for child in self._children[at]:
            token = self._tokens[child]
            relation, _, subtype = token.deprel.partition(":")
            verb = token.upos == "VERB"
            if (
                relation in _EMPTY
                or (token.deprel == "nmod:poss" and not possessors)
                or (relation == "det" and token.lemma != "no")
                or (relation == "case" and self._says_nothing(child, at))
                or (relation == "nsubj" and subtype != "pass")
                or (relation == "conj" and (of_trigger or verb))
                # a noun or adjective as xcomp belongs to its verb: "held him hostage", "declared it illegal"
                or (relation in _CLAUSES and not (relation == "xcomp" and not verb))
            ):
                continue
            self._enter(child, found)
            if depth < BELOW_DEPTH:
                self._descend(child, depth + 1, found, possessors=possessors)

    def _says_nothing(self, case: int, at: int) -> bool:
        """A preposition of a set phrase, or deep inside a noun phrase ("a march *for* peace" below another verb)."""
        tokens = self._tokens
        if tokens[case].upos == "VERB" or tokens[at].lemma in _ASIDES:  # "according to", "for their part"
            return True
        above = tokens[at].head
        return at != self._trigger and above not in (self._trigger, -1) and tokens[above].upos not in ("VERB", "AUX")

    def _enter(self, at: int, found: dict[str, int]) -> None:
        token = self._tokens[at]
        lemma = token.lemma
        found.setdefault(lemma, at)
        if letter := POS_LETTERS.get(token.upos):
            found.setdefault(f"{lemma}.{letter}", at)
        if joined := joined_by_hyphen(self._tokens, at):
            found.setdefault(joined[0], at)
            found.setdefault(joined[1], at)
        if token.deprel == "compound:prt" or (token.deprel == "advmod" and token.head == self._trigger):
            found.setdefault(f"prt:{lemma}", at)
        for child in self._children[at]:
            found.setdefault(f"{self._tokens[child].lemma} {lemma}", at)
