"""How many, event by event: to which event of a report each number belongs.

Four voices are heard, in this order: words that say what befell people ("killed 12", `dateline.coding.sizes`); the
number of a party where the type makes it one ("police detained two brothers"); the trained head; things that the act
was done to ("seized 40 rifles"). A number is told of one event, the nearest that can have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dateline.codebooks.model import VERBAL
from dateline.coding.grammar import Grammar
from dateline.coding.sizes import HARM, Toll, Tolls
from dateline.coding.tables import rows
from dateline.knowledge.agents import find_agent
from dateline.records.report import Count, Size

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.events import Candidate
    from dateline.coding.quantities import Quantity

MEMORY = 2
"""Sentences over which "Nobody was hurt" goes back to the event that it is said of."""
_CERTAIN = 0.5
"""Least factuality (`Analysis.factuality`, up to 3) of a word that brings its number to an event of another
sentence."""

_FAMILIES = frozenset(("MOVE", "SANCTION", "AID", "COERCE"))
"""Types of what is done to families as such; in others "the families of the dead" are somebody's kin."""
_KINDS = frozenset(("weapon", "vehicle", "facility", "document", "object", "animal", "plant", "substance", "place"))
"""Kinds of what is counted as things: those of the table of agents, and those that the model tells mentions apart
by."""
_TARGETS = ("obj", "nsubj:pass")


@cache
def _counted(kind: str) -> frozenset[str]:
    """Lemmas of a kind in the table of counted nouns."""
    return frozenset(word for words, of in rows("counted_nouns.tsv") if of == kind for word in words.split())


@cache
def _kinds() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Type -> key of `size` -> (mode, slot)."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for event, mode, key, slot in rows("sized_types.tsv"):
        found.setdefault(event, {}).setdefault(key, []).append((mode, slot))
    return found


def can_have(event: str, key: str, quad: int | None) -> bool:
    """Can an event of this type and quad code have a number of this kind?"""
    keys = _kinds().get(event)
    return key in keys if keys is not None else quad not in VERBAL  # nobody is killed or freed by what is said


class EventSizes:
    """Finds the sizes of one document's events."""

    def __init__(
        self,
        grammar: Grammar,
        layer: EntityLayer,
        quantities: Sequence[Quantity],
        tolls: Tolls,
        quads: Mapping[str, int | None],
    ) -> None:
        """`quads`: quad code of each type of the codebook."""
        self.grammar, self.layer, self.quantities, self.tolls, self.quads = grammar, layer, quantities, tolls, quads
        self._types = {m.head: m.type for cluster in grammar.analysis.clusters for m in cluster}

    def of(self, candidates: Sequence[Candidate]) -> list[Size]:
        """A size for each event, in their order."""
        sizes = [Size() for _ in candidates]
        self._by_tolls(candidates, sizes)
        for candidate, size in zip(candidates, sizes, strict=True):
            self._by_parties(candidate, size)
        self._as_read(candidates, sizes)
        for candidate, size in zip(candidates, sizes, strict=True):
            self._things(candidate, size)
        return sizes

    # ------------------------------------------------------------ words of tolls

    def _by_tolls(self, candidates: Sequence[Candidate], sizes: Sequence[Size]) -> None:
        heard: dict[tuple[int, str], int] = {}
        for toll in self.tolls.found:
            number = self._event_of(candidates, toll)
            if number is None:
                continue
            size, sentence = sizes[number], self.grammar.sentence_of[toll.token]
            known: Count | None = getattr(size, toll.key)
            # Of two numbers in a sentence the higher: "left 12 people dead, killing at least three officers" tells of
            # some twice. Of two tellings the first: what comes later is another voice, or a part.
            if known is None or (heard.get((number, toll.key)) == sentence and toll.number.min > known.min):
                setattr(size, toll.key, toll.number)
                heard[number, toll.key] = sentence

    def _event_of(self, candidates: Sequence[Candidate], toll: Toll) -> int | None:
        """Which event a toll is told of: the nearest in its sentence, else the last one before it."""
        able = [n for n, c in enumerate(candidates) if can_have(c.event, toll.key, self.quads.get(c.event))]
        nearest: tuple[int, int] | None = None
        for number in able:
            for trigger in candidates[number].told_by:
                steps = self.grammar.steps(trigger, toll.token)
                if steps is not None and (nearest is None or steps < nearest[0]):
                    nearest = (steps, number)
        if nearest is not None:
            return nearest[1]
        if toll.key not in HARM or any(toll.token in c.told_by for c in candidates):
            return None
        factuality = self.grammar.analysis.factuality
        if toll.number.max != 0 and factuality and factuality[toll.token] < _CERTAIN:
            return None
        sentence = self.grammar.sentence_of[toll.token]
        before = [
            n for n in able
            if candidates[n].status in ("occurred", "ongoing", "negated")
            and 0 < sentence - self.grammar.sentence_of[candidates[n].told_by[-1]] <= MEMORY
        ]  # fmt: skip
        return before[-1] if before else None

    # ------------------------------------------------------------ parties

    def _by_parties(self, candidate: Candidate, size: Size) -> None:
        for key, ways in _kinds().get(candidate.event, {}).items():
            for mode, slot in ways:
                if slot == "-" or getattr(size, key) is not None or (mode != "-" and mode not in candidate.modes):
                    continue
                mentions = candidate.actors if slot == "actor" else candidate.recipients
                count = next((n for m in mentions if (n := self._of_party(m)) is not None), None)
                if count is not None:
                    setattr(size, key, count)

    def _of_party(self, mention: int) -> Count | None:
        head = self.layer.heads[mention]
        if self.grammar.tokens[head].lemma in _counted("thing"):
            return None
        return self.tolls.count_of(head)

    # ------------------------------------------------------------ the trained head

    def _as_read(self, candidates: Sequence[Candidate], sizes: Sequence[Size]) -> None:
        """Numbers that the trained head ties to an event; of several the nearest in the sentence. A number that a
        toll of the sentence accounts for says nothing else: "fired tear gas and detained 14"."""
        grammar = self.grammar
        told = {(grammar.sentence_of[t.token], t.number.min, t.number.max): t.key for t in self.tolls.found}
        happenings = {h.token: h for h in grammar.analysis.happenings if h.counts}
        for candidate, size in zip(candidates, sizes, strict=True):
            best: dict[str, tuple[int, Count]] = {}
            for token in candidate.told_by:
                for argument in happenings[token].counts if token in happenings else ():
                    if grammar.sentence_of[argument.first] != grammar.sentence_of[token]:
                        continue
                    start, end = grammar.tokens[argument.first].start, grammar.tokens[argument.last - 1].end
                    said = next((q.count for q in self.quantities if q.start < end and start < q.end), None)
                    away = abs(argument.first - token)
                    if said is None or self._counts_things(argument.first, argument.last):
                        continue
                    if told.get((grammar.sentence_of[token], said.min, said.max), argument.role) != argument.role:
                        continue
                    if argument.role not in best or away < best[argument.role][0]:
                        best[argument.role] = away, said
            for role, (_, count) in best.items():
                if getattr(size, role) is None and can_have(candidate.event, role, self.quads.get(candidate.event)):
                    setattr(size, role, count)

    def _counts_things(self, first: int, last: int) -> bool:
        """Does a number stand with what nobody is: "more than 100 shots"?"""
        tokens = self.grammar.tokens
        return any(tokens[tokens[i].head].lemma in _counted("thing") for i in range(first, last) if tokens[i].head >= 0)

    # ------------------------------------------------------------ things

    def _things(self, candidate: Candidate, size: Size) -> None:
        """Counted things that the act was done to, by their own name: "seized 40 rifles and two vans"."""
        if self.quads.get(candidate.event) in VERBAL:
            return
        items: dict[str, Count] = {}
        for trigger in candidate.told_by:
            for head in self._targets(trigger):
                for noun in self.grammar.conjuncts(head):
                    count = self.tolls.stated(noun)
                    name = self._name(noun)
                    if name == "families" and candidate.event not in _FAMILIES:
                        continue
                    if count is not None and count.max != 0 and name is not None:
                        items.setdefault(name, count)
        if items:
            size.items = items

    def _targets(self, trigger: int) -> list[int]:
        """Head words of what an act was done to; of those who moved or fled, of themselves."""
        grammar = self.grammar
        found = [c for c in grammar.below(trigger, *_TARGETS) if grammar.tokens[c].deprel in _TARGETS]
        token = grammar.tokens[trigger]
        if token.upos == "NOUN":
            return found + [c for c in grammar.below(trigger, "nmod") if grammar.case(c) == "of"]
        subject = grammar.subject(trigger)
        if subject is not None and subject not in found:
            passive = grammar.passive(trigger)
            if passive or grammar.tokens[subject].lemma in ("family", "household"):
                found.append(subject)
        return found

    def _name(self, noun: int) -> str | None:
        """The plural by which a thing is counted; None for people, measures and times."""
        token = self.grammar.tokens[noun]
        if token.upos != "NOUN" or token.lemma in _counted("people") | _counted("other"):
            return None
        if token.lemma in ("family", "household"):
            return "families"
        if token.text.lower() == token.lemma and token.lemma not in _counted("plural"):
            return None
        agent = find_agent((token.lemma,))
        if agent is not None and agent.kind not in _KINDS:
            return None
        if agent is None and self._types.get(noun, "object") not in _KINDS:
            return None
        return token.text.lower()
