"""Counted things: how many rifles were seized, houses burned, tonnes of flour delivered, rounds fired.

A thing is counted by the plural of its own name, as the text has it (`items.rifles`). It is what the act was done to,
what it was done with where that is shells or rockets, and families wherever they are a party.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from dateline.coding.counted_nouns import FAMILY, KINDS, counted
from dateline.coding.grammar import Grammar
from dateline.coding.sizes import Tolls
from dateline.knowledge.agents import find_agent
from dateline.records.report import Count

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.events import Candidate

_NOBODY_COUNTS = frozenset(("RECRUIT",))
"""Types that are done to people only: whatever is counted there is no thing."""
_KIN = frozenset(("ASSAULT", "CONSULT"))
"""Types in which a family is mostly somebody's kin ("the families of the dead"), not one of those counted."""
_SUFFERING = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Types whose recipients may be things."""
_WRECKING = frozenset(("ASSAULT", "PROTEST"))
"""Types in whose course other things are done than their own word says."""
_ROBBING = frozenset(("rob", "strip", "deprive", "relieve"))
_CARRYING = frozenset(("possession", "charge", "control", "hold", "delivery", "custody", "number", "total"))
"""Objects that say nothing of their own: "took possession of 300 plots"."""
_UNITS = frozenset(("battalion", "brigade", "company", "division", "platoon", "regiment", "squadron"))
"""Bodies of troops, counted as such."""
_TARGETS = ("obj", "iobj", "nsubj:pass")
_SIDES = frozenset(("door", "window", "roof", "front", "wall", "gate", "furniture"))
"""What is broken or taken of the things that are counted: "the windows of eleven shops"."""
_MISSILES = frozenset(("bomb", "shell", "rocket", "missile", "round", "mortar", "grenade", "mine", "charge", "device"))
_RELATIVE = frozenset(("that", "which", "who", "whom"))


class Items:
    """Finds the counted things of one document's events."""

    def __init__(self, grammar: Grammar, layer: EntityLayer, tolls: Tolls) -> None:
        self.grammar, self.layer, self.tolls = grammar, layer, tolls
        self._types: Mapping[int, str] = {m.head: m.type for cluster in grammar.analysis.clusters for m in cluster}

    def of(self, candidate: Candidate, taken: Collection[int]) -> dict[str, Count]:
        """How many of each thing, by the thing's plural. `taken`: the words that tell of events of the document."""
        if candidate.event in _NOBODY_COUNTS:
            return {}
        found: dict[str, Count] = {}
        for trigger in candidate.told_by:
            heads = self.targets(trigger)
            if candidate.event == "ASSAULT":
                heads += self._missiles(trigger)
            if candidate.event == "AID":  # "supplied the camp with 300 tents"
                heads += [c for c in self.grammar.below(trigger, "obl") if self.grammar.case(c) == "with"]
            if candidate.event in _WRECKING:
                heads += [h for verb in self._beside(trigger) if verb not in taken for h in self.targets(verb)]
            for head in heads:
                for noun in self._joined(head):
                    self._add(found, noun, candidate.event)
        for slot, mentions in (("actor", candidate.actors), ("recipient", candidate.recipients)):
            for head in (self.layer.heads[m] for m in mentions):
                suffers = slot == "recipient" and candidate.event in _SUFFERING
                if suffers or self.grammar.tokens[self._counted_noun(head)].lemma in FAMILY:
                    self._add(found, head, candidate.event)
        return found

    def _joined(self, head: int) -> list[int]:
        """A noun with those joined to it, also where the tree joins them to what it consists of: "40 tonnes of maize
        and 900 blankets"."""
        found = self.grammar.conjuncts(head)
        for inner in [c for noun in found for c in self.grammar.below(noun, "nmod") if self.grammar.case(c) == "of"]:
            found += [c for c in self.grammar.conjuncts(inner)[1:] if self.tolls.stated(c) is not None]
        return found

    def _beside(self, trigger: int) -> list[int]:
        """Verbs for what was done in the course of an act: "rioted, *smashing* eleven windows", "a raid *destroyed* two
        harvesters", "rioting in which five stalls were *overturned*"."""
        grammar = self.grammar
        token = grammar.tokens[trigger]
        if token.upos != "NOUN":
            return [c for c in grammar.below(trigger, "advcl") if not grammar.below(c, "mark", "nsubj", "advmod")]
        found = grammar.below(trigger, "acl")
        if token.deprel == "nsubj" and token.head >= 0 and grammar.tokens[token.head].upos == "VERB":
            found.append(token.head)
        return found

    def name(self, head: int) -> str | None:
        """The plural by which a thing is counted that a phrase with this head tells of; None where it tells of people,
        of a single thing, or of measures of way and time."""
        return self._name(self._counted_noun(head))

    def _add(self, found: dict[str, Count], head: int, event: str) -> None:
        noun = self._counted_noun(head)
        name = self._name(noun)
        if name is None or (name == "families" and event in _KIN):
            return
        family = name == "families"
        count = self.tolls.count_of(head) if family else self.tolls.stated(head)
        if count is None and noun != head:
            count = self.tolls.stated(noun)
        if count is not None and count.max != 0:
            found.setdefault(name, count)

    def _counted_noun(self, head: int) -> int:
        """The noun that is counted: of "forty of his cattle", "dozens of cars" and "the windows of eleven shops" the
        one after "of"."""
        grammar = self.grammar
        token = grammar.tokens[head]
        partitive = token.upos in ("NUM", "DET") or head in self.tolls.counts or token.lemma in ("last", "rest", "pair")
        if not partitive and token.lemma not in _SIDES:
            return head
        inner = [c for c in grammar.below(head, "nmod") if grammar.case(c) == "of"]
        if not inner or (token.lemma in _SIDES and self.tolls.stated(head) is not None):
            return head
        return inner[0]

    def targets(self, trigger: int) -> list[int]:
        """Head words of what an act was done to; of those who moved or fled, of themselves."""
        grammar = self.grammar
        found = [c for c in grammar.below(trigger, *_TARGETS) if grammar.tokens[c].deprel in _TARGETS]
        token = grammar.tokens[trigger]
        for head in list(found):  # "robbed a merchant of two boats", "took possession of 300 plots"
            if token.lemma in _ROBBING or grammar.tokens[head].lemma in _CARRYING:
                found += [c for c in grammar.below(head, "nmod") if grammar.case(c) == "of"]
        relative = [c for c in found if grammar.tokens[c].lemma in _RELATIVE]
        found = [c for c in found if c not in relative]
        if token.upos == "NOUN":
            to = ("of", "to") if token.lemma == "damage" else ("of",)
            return found + [c for c in grammar.below(trigger, "nmod") if grammar.case(c) in to]
        above = token.head
        if token.deprel == "acl:relcl" and above >= 0:
            # "the leaflets that the militia seized", "the leaflets the militia seized"
            subject = next(iter(grammar.below(trigger, "nsubj")), None)
            own = subject is not None and grammar.tokens[subject].lemma not in _RELATIVE
            if relative or (own and not found and grammar.tokens[trigger].upos == "VERB"):
                found.append(above)
        if token.deprel == "xcomp" and above >= 0:  # "left twenty stalls burnt"
            found += grammar.below(above, "obj")
        found += [c for c in grammar.below(trigger, "obl") if grammar.case(c) == "of"]  # "robbed the man of two mules"
        subject = grammar.subject(trigger)
        if subject is not None and subject not in found:
            family = grammar.tokens[self._counted_noun(subject)].lemma in FAMILY
            if grammar.passive(trigger) or family:
                found.append(subject)
        return found

    def _missiles(self, trigger: int) -> list[int]:
        """What hits by itself: "two mortar shells struck the barracks"."""
        grammar = self.grammar
        subject = grammar.subject(trigger) if grammar.tokens[trigger].upos == "VERB" else None
        if subject is None or grammar.passive(trigger) or self._lemma(subject) not in _MISSILES:
            return []
        return [subject]

    def _lemma(self, head: int) -> str:
        return self.grammar.tokens[self._counted_noun(head)].lemma

    def _name(self, noun: int) -> str | None:
        """The plural by which a thing is counted; None for people, measures of way and time, and single things."""
        token = self.grammar.tokens[noun]
        if token.upos != "NOUN" or token.lemma in counted("people") | counted("other"):
            return None
        if token.lemma == "family":
            return "families"
        if token.lemma == "household":
            return "families" if token.text.lower() == "household" else "households"
        if token.text.lower() == token.lemma and token.lemma not in counted("plural"):
            return None
        if token.lemma in counted("measure") | counted("thing") | _UNITS:
            return self._written(noun)
        agent = find_agent((token.lemma,))
        if agent is not None and agent.kind not in KINDS:
            return None
        if agent is None:
            kind = self._types.get(noun)
            mention = self.layer.by_token.get(noun)
            if kind is None and mention is not None and self.layer.mentions[mention].type in ("group", "person"):
                return None
            if kind is not None and kind not in KINDS:
                return None
        return self._written(noun)

    def _written(self, noun: int) -> str:
        """A noun as it is written, with what is joined to it by a hyphen: "pickups" for "pick-ups"."""
        tokens = self.grammar.tokens
        text, at = tokens[noun].text.lower(), noun
        while at > 1 and tokens[at - 1].text == "-" and tokens[at - 2].end == tokens[at - 1].start:
            at -= 2
            text = tokens[at].text.lower() + text
        return text
