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
from dateline.coding.counted_nouns import is_thing
from dateline.coding.grammar import Grammar
from dateline.coding.items import Items
from dateline.coding.sizes import HARM, Toll, Tolls
from dateline.coding.tables import rows
from dateline.records.report import Count, Size

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.events import Candidate
    from dateline.coding.quantities import Quantity
    from dateline.records.analysis import Argument

KEYS = ("dead", "injured", "arrested", "abducted", "displaced", "participants", "released")
"""Fields of `Size` that count people."""
MEMORY = 2
"""Sentences over which "Nobody was hurt" goes back to the event that it is said of."""
_DONE = frozenset(("occurred", "ongoing", "planned"))
"""Statuses of events whose parties are as many as took part or are to: who did not march is no participant."""
_CERTAIN = 0.5
"""Least factuality (`Analysis.factuality`, up to 3) of a word that brings its number to an event of another
sentence."""


@cache
def _kinds() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Type -> key of `size` -> (mode, slot)."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for event, mode, key, slot in rows("sized_types.tsv"):
        found.setdefault(event, {}).setdefault(key, []).append((mode, slot))
    return found


def can_have(event: str, key: str, quad: int | None, modes: Sequence[str] = ()) -> bool:
    """Can an event of this type, these modes and this quad code have a number of this kind? Without a mode, one of any
    mode of its type."""
    keys = _kinds().get(event)
    if keys is None:
        return quad not in VERBAL  # nobody is killed or freed by what is said
    return any(not modes or mode == "-" or mode in modes for mode, _ in keys.get(key, ()))


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
        self._items = Items(grammar, layer, tolls)

    def of(self, candidates: Sequence[Candidate]) -> list[Size]:
        """A size for each event, in their order."""
        sizes = [Size() for _ in candidates]
        self._by_tolls(candidates, sizes)
        for candidate, size in zip(candidates, sizes, strict=True):
            self._by_parties(candidate, size)
        self._as_read(candidates, sizes)
        taken = {token for candidate in candidates for token in candidate.told_by}
        for candidate, size in zip(candidates, sizes, strict=True):
            if self.quads.get(candidate.event) not in VERBAL and (items := self._items.of(candidate, taken)):
                size.items = items
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
        """Which event a toll is told of: the nearest in its sentence, else the last one before it. "Nobody was hurt" is
        said of the act that it speaks of, also where these words have been taken for an act of their own."""
        able = [
            n for n, c in enumerate(candidates)
            if can_have(c.event, toll.key, self.quads.get(c.event), () if toll.token in c.told_by else c.modes)
        ]  # fmt: skip
        if toll.number.max == 0 and toll.key in HARM:
            acts = [n for n in able if candidates[n].told_by != [toll.token]]
            here, own = self._nearest(candidates, acts, toll), self._nearest(candidates, able, toll)
            return next((n for n in (here, *self._before(candidates, acts, toll)[:1], own) if n is not None), None)
        nearest = self._nearest(candidates, able, toll)
        if nearest is not None:
            return nearest
        if toll.key not in HARM or any(toll.token in c.told_by for c in candidates):
            return None
        factuality = self.grammar.analysis.factuality
        if factuality and factuality[toll.token] < _CERTAIN:
            return None
        return next(iter(self._before(candidates, able, toll)), None)

    def _nearest(self, candidates: Sequence[Candidate], able: Sequence[int], toll: Toll) -> int | None:
        """The nearest event of the toll's sentence."""
        nearest: tuple[int, int] | None = None
        for number in able:
            for trigger in candidates[number].told_by:
                steps = self.grammar.steps(trigger, toll.token)
                if steps is not None and (nearest is None or steps < nearest[0]):
                    nearest = (steps, number)
        return None if nearest is None else nearest[1]

    def _before(self, candidates: Sequence[Candidate], able: Sequence[int], toll: Toll) -> list[int]:
        """Events of the sentences before a toll, the last one first."""
        sentence_of = self.grammar.sentence_of
        return [
            n for n in reversed(able)
            if candidates[n].status in ("occurred", "ongoing", "negated")
            and 0 < sentence_of[toll.token] - sentence_of[candidates[n].told_by[-1]] <= MEMORY
        ]  # fmt: skip

    # ------------------------------------------------------------ parties

    def _by_parties(self, candidate: Candidate, size: Size) -> None:
        """The number of the party that a type's row names, of several the nearest to the words that tell of the event;
        of `object`, what the verb itself is done to ("sent 60 men", "the arrival of 300 marines")."""
        if candidate.status not in _DONE:
            return
        for key, ways in _kinds().get(candidate.event, {}).items():
            for mode, slot in ways:
                if slot == "-" or getattr(size, key) is not None or (mode != "-" and mode not in candidate.modes):
                    continue
                count = next((n for h in self._heads(candidate, slot) if (n := self._people(h)) is not None), None)
                if count is not None and not self._told(size, count):
                    setattr(size, key, count)

    def _heads(self, candidate: Candidate, slot: str) -> list[int]:
        """Head words of a party."""
        if slot == "object":
            return [n for t in candidate.told_by for h in self._items.targets(t) for n in self.grammar.conjuncts(h)]
        heads = [self.layer.heads[m] for m in (candidate.actors if slot == "actor" else candidate.recipients)]
        return sorted(heads, key=lambda head: min(self._steps(t, head) for t in candidate.told_by))

    def _steps(self, trigger: int, head: int) -> int:
        steps = self.grammar.steps(trigger, head)
        return len(self.grammar.tokens) if steps is None else steps

    def _people(self, head: int) -> Count | None:
        return None if self._items.name(head) is not None else self.tolls.people(head)

    @staticmethod
    def _told(size: Size, count: Count) -> bool:
        """Does an event have a number already, as one of others: the dead are not also the hurt?"""
        return any(getattr(size, key) == count for key in KEYS)

    # ------------------------------------------------------------ the trained head

    def _as_read(self, candidates: Sequence[Candidate], sizes: Sequence[Size]) -> None:
        """Numbers that the trained head ties to an event; of several the nearest, those in the sentence of a word that
        tells of it first. A number of another sentence is one only where no event there has it. A number that a toll
        of its sentence accounts for says nothing else: "fired tear gas and detained 14"."""
        sentence_of = self.grammar.sentence_of
        told = {(sentence_of[t.token], t.number.min, t.number.max): t.key for t in self.tolls.found}
        happenings = {h.token: h for h in self.grammar.analysis.happenings if h.counts}
        read = [[(t, a) for t in c.told_by if t in happenings for a in happenings[t].counts] for c in candidates]
        here = {(a.first, a.role) for pairs in read for t, a in pairs if sentence_of[t] == sentence_of[a.first]}
        for candidate, size, pairs in zip(candidates, sizes, read, strict=True):
            best: dict[str, tuple[tuple[bool, int], Count]] = {}
            for token, argument in pairs:
                elsewhere = sentence_of[argument.first] != sentence_of[token]
                if elsewhere and (argument.first, argument.role) in here:
                    continue
                said = self._said(argument)
                if said is None or self._counts_things(argument.first, argument.last):
                    continue
                if told.get((sentence_of[argument.first], said.min, said.max), argument.role) != argument.role:
                    continue
                away = elsewhere, abs(argument.first - token)
                if argument.role not in best or away < best[argument.role][0]:
                    best[argument.role] = away, said
            for role, (_, count) in best.items():
                able = can_have(candidate.event, role, self.quads.get(candidate.event), candidate.modes)
                if able and getattr(size, role) is None and not self._told(size, count):
                    setattr(size, role, count)

    def _said(self, argument: Argument) -> Count | None:
        """What the number in the words of an argument counts to."""
        tokens = self.grammar.tokens
        start, end = tokens[argument.first].start, tokens[argument.last - 1].end
        return next((q.count for q in self.quantities if q.start < end and start < q.end), None)

    def _counts_things(self, first: int, last: int) -> bool:
        """Does a number stand with what nobody is: "more than 100 shots"?"""
        tokens = self.grammar.tokens
        return any(
            tokens[i].head >= 0
            and tokens[i].deprel.partition(":")[0] in ("nummod", "det", "amod")
            and is_thing(tokens[tokens[i].head].lemma)
            for i in range(first, last)
        )
