"""Who did it, and to whom: the mentions that fill the slots of a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.codebooks.signals import CompiledSignal
from dateline.coding.grammar import Grammar

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_ARMED = frozenset(("MIL", "REB", "UAF", "PRM", "IMG"))
_STATE = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
_INSIDE = ("nmod", "appos", "nmod:poss", "compound", "flat", "amod")
"""From a word that is not itself a party to the party in its phrase: "a convoy of soldiers", "the villages of ..."."""


class PartyFinder:
    """Fills slots with mentions of one document."""

    def __init__(self, grammar: Grammar, layer: EntityLayer, support_verbs: frozenset[str]) -> None:
        self.grammar, self.layer, self.support_verbs = grammar, layer, support_verbs

    def find(self, trigger: int, signal: CompiledSignal) -> tuple[list[int], list[int]]:
        """(actors, recipients) of a trigger, as mention ids in text order; a mention fills one slot only."""
        actors = self._mentions(self._fill(trigger, signal.actor_slots, actor=True))
        if signal.reciprocal:
            both = actors + self._mentions(self._fill(trigger, signal.recipient_slots, actor=False))
            both += self._mentions(self._with(trigger))
            return list(dict.fromkeys(both)), []
        recipients = self._mentions(self._fill(trigger, signal.recipient_slots, actor=False))
        entity = [self.layer.mentions[m].entity for m in actors]
        return actors, [m for m in recipients if m not in actors and self.layer.mentions[m].entity not in entity]

    def classes_of(self, mentions: Sequence[int]) -> set[str]:
        """What any of some parties can be."""
        return {c for m in mentions for c in self.classes(m)}

    def classes(self, mention: int) -> frozenset[str]:
        """What a party can be, in the words of `dateline.codebooks.signals.CLASSES`."""
        record = self.layer.mentions[mention]
        entity = self.layer.entities[record.entity] if record.entity is not None else None
        sector = (entity.sector or "") if entity else ""
        found = {
            "person": {"person"},
            "group": {"group"},
            "organisation": {"organisation"},
            "place": {"place"},
            "facility": {"place", "thing"},
        }.get(record.type, {"thing"})
        if sector in _ARMED:
            found.add("armed")
        if sector in _STATE or (record.type == "place" and entity is not None and entity.code):
            found.add("state")
        if sector == "JUD":
            found.add("court")
        if sector == "JRN":
            found.add("media")
        if entity is not None and entity.kind == "group":
            found.add("group")
        return frozenset(found)

    def _fill(self, trigger: int, slots: Sequence[str], *, actor: bool) -> list[int]:
        """Head words of the first slot that has any."""
        for slot in slots:
            if found := self._slot(trigger, slot, actor=actor):
                return found
        return []

    def _slot(self, trigger: int, slot: str, *, actor: bool) -> list[int]:
        grammar = self.grammar
        if slot == "none":
            return []
        if slot == "self":
            return [trigger]
        if slot.startswith("prep:"):
            word = slot[5:]
            return [c for c in grammar.below(trigger, "obl", "nmod") if grammar.case(c) == word]
        if slot == "subject":
            found = grammar.subject(trigger)
            return [found] if found is not None else []
        if slot == "object":
            return grammar.below(trigger, "obj") or grammar.below(trigger, "nsubj:pass")
        if slot == "poss":
            return grammar.below(trigger, "nmod:poss")
        if slot == "mod":
            return grammar.below(trigger, "amod", "compound")
        return self._argument(trigger, slot) or self._by_tree(trigger, slot, actor=actor)

    def _argument(self, trigger: int, role: str) -> list[int]:
        predicate = self.grammar.predicates.get(trigger)
        if predicate is None:
            return []
        return [self.grammar.head_of(a.first, a.last) for a in predicate.arguments if a.role == role]

    def _by_tree(self, trigger: int, role: str, *, actor: bool) -> list[int]:
        """Where the role labeller has nothing: agent and patient by syntax."""
        grammar = self.grammar
        token = grammar.tokens[trigger]
        if token.upos != "VERB":
            if role == "ARG0" and token.upos == "NOUN" and token.head >= 0:
                above = grammar.tokens[token.head]
                # "carried out an attack": the subject of the support verb
                if above.lemma in self.support_verbs and token.deprel in ("obj", "obl", "nsubj:pass"):
                    return self._by_tree(token.head, "ARG0", actor=actor)
            return []
        passive = grammar.passive(trigger)
        if role == "ARG0":
            if agents := grammar.below(trigger, "obl:agent"):
                return agents
            if passive:
                return [c for c in grammar.below(trigger, "obl") if grammar.case(c) == "by"]
            subject = grammar.subject(trigger)
            return [subject] if subject is not None else []
        if role == "ARG1":
            if objects := grammar.below(trigger, "obj"):
                return objects
            if passive:
                subject = grammar.subject(trigger)
                return [subject] if subject is not None else []
        return []

    def _with(self, trigger: int) -> list[int]:
        """The other side: "talks with", "clashed with", "between A and B"."""
        grammar = self.grammar
        tops = [trigger]
        above = grammar.tokens[trigger]
        if above.upos == "NOUN" and above.head >= 0 and grammar.tokens[above.head].lemma in self.support_verbs:
            tops.append(above.head)
        return [
            c
            for top in tops
            for c in grammar.below(top, "obl", "nmod")
            if grammar.case(c) in ("with", "between", "among", "against")
        ]

    def _mentions(self, heads: Sequence[int]) -> list[int]:
        """The mentions of some head words and their conjuncts; of a word that is none, the nearest inside its phrase."""
        found: list[int] = []
        for head in heads:
            for word in self.grammar.conjuncts(head):
                mention = self._mention(word)
                if mention is not None and mention not in found:
                    found.append(mention)
        return found

    def _mention(self, word: int, depth: int = 2) -> int | None:
        mention = self.layer.by_token.get(word)
        if mention is not None or depth == 0:
            return mention
        for child in self.grammar.below(word, *_INSIDE):
            if (inner := self._mention(child, depth - 1)) is not None:
                return inner
        return None
