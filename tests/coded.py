"""From a tree written by hand to the entities, parties and events that the coding files make of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from short_trees import sentence

from dateline.codebooks import Codebook, default
from dateline.codebooks.model import Signal
from dateline.codebooks.signals import NOUN_SLOTS, VERB_SLOTS, CompiledSignal, SignalIndex, split_words
from dateline.coding.entities import EntityLayer, find_entities
from dateline.coding.events import Candidate, EventFinder, Voices
from dateline.coding.grammar import Grammar
from dateline.coding.parties import PartyFinder
from dateline.coding.quantities import find_quantities
from dateline.coding.tellings import Tellings
from dateline.records.analysis import Analysis, Name, Predicate


@cache
def book() -> Codebook:
    return default()


@cache
def finder() -> EventFinder:
    return EventFinder(book())


@cache
def support_verbs() -> frozenset[str]:
    return SignalIndex(book()).support_verbs


def signal(pos: str = "v", *, type: str = "ASSAULT", reciprocal: bool = False, **slots: str) -> CompiledSignal:
    """A signal with the usual slots of verbs ("v") or nouns ("n"), or those named ("ARG2|prep:to")."""
    named = {slot: tuple(split_words(words)) for slot, words in slots.items()}
    usual = NOUN_SLOTS if pos == "n" else VERB_SLOTS
    return CompiledSignal(
        type=type, mode=None, weight=0.7, with_=(), about=(), unless=(), never=(), subject=(), above=(),
        actor=frozenset(), recipient=frozenset(), actor_slots=named.get("actor", usual["actor"]),
        recipient_slots=named.get("recipient", usual["recipient"]), reciprocal=reciprocal,
        row=Signal(word=f"word.{pos}"),
    )  # fmt: skip


class Coded:
    """A document from its trees; `places`: tokens [first, last) of toponyms."""

    def __init__(
        self,
        words: str,
        *,
        names: Sequence[Name] = (),
        places: Sequence[tuple[int, int]] = (),
        predicates: Sequence[Predicate] = (),
    ) -> None:
        self.analysis: Analysis = sentence(words, names)
        self.analysis.predicates.extend(predicates)
        self.grammar = Grammar(self.analysis)
        self.quantities = find_quantities(self.analysis.text)
        self.layer: EntityLayer = find_entities(self.analysis, places=list(places), quantities=self.quantities)
        for first, last in places:
            tokens = self.analysis.tokens
            start, end = tokens[first].start, tokens[last - 1].end
            self.layer.place(self.grammar.head_of(first, last), start, end, self.analysis.text[start:end])
        self.parties = PartyFinder(self.grammar, self.layer, support_verbs())
        self.voices = Voices([], [[]] * len(self.analysis.tokens))

    def texts(self, mentions: Sequence[int]) -> list[str]:
        return [self.layer.mentions[m].text for m in mentions]

    def found(self) -> list[Candidate]:
        """The events before they are joined."""
        return finder().find(self.grammar, self.parties, self.voices)

    def events(self) -> list[Candidate]:
        """The events as they are joined."""
        tellings = Tellings(book(), self.grammar, [m.entity for m in self.layer.mentions])
        return tellings.join(self.found())
