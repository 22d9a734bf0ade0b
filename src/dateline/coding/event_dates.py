"""When an event took place: the date of its own clause, else that which the report has come to, else its own.

The basis says which: `text` for a date that is told of the event, `document` for one that it has from the sentences
before or from the day of publication.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.timex.ranges import ranges
from dateline.coding.timex.turning import turn
from dateline.records.report import DateBasis, DatePrecision, Time

FARTHEST = 6.5
"""Steps beyond which a time of the same sentence is not taken for the event's."""
LABELLED = 1.0
"""Steps that a time is nearer by which the role labeller gives to the trigger."""
MEMORY = 4
"""Sentences over which a date is inherited."""
_CARRIED = frozenset(("day", "open_end"))
"""How precise a date is that later sentences go on with: "in 2003" is background, and the news goes on at its own
day."""
_AHEAD = frozenset(("planned", "hypothetical"))


class _Located(NamedTuple):
    """A time expression with the word that heads it."""

    head: int
    number: int


class Dated(NamedTuple):
    """The date as it goes into the Event."""

    first: str | None = None
    last: str | None = None
    precision: DatePrecision = "none"
    basis: DateBasis = "none"


def _by_sentence(grammar: Grammar, heads: Sequence[int], skip: set[int | None]) -> dict[int, list[_Located]]:
    """Sentence to what is headed in it, by head and position in the list; without the positions in `skip`."""
    found: dict[int, list[_Located]] = {}
    for index, head in enumerate(heads):
        if index not in skip:
            found.setdefault(grammar.sentence_of[head], []).append(_Located(head, index))
    return found


class EventDates:
    """Finds the dates of one document's events, asked in text order."""

    def __init__(
        self, grammar: Grammar, times: Sequence[tuple[int, Time]], published: str | None, skip: set[int | None]
    ) -> None:
        """`times`: head token and record; `skip`: those that date the report itself."""
        self.grammar, self.published = grammar, published
        self.times = [t for _, t in times]
        self._ranges = {n: r for r in ranges(self.times, grammar.analysis.text) for n in (r.first, r.second)}
        self._heads = _by_sentence(grammar, [head for head, _ in times], skip)
        self._last: tuple[int, Dated] | None = None

    def settle(self, candidates: Sequence[Candidate]) -> None:
        """Turn days without week or year by what is told of them: "Friday's planned talks" are still to come, and
        "Friday's riot" has been, whatever the tense of the verb around. To be called before any date is asked for."""
        if self.published is None:
            return
        tellers: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            sentence = self.grammar.sentence_of[candidate.trigger]
            read = self._as_read(candidate)
            own = read if read is not None else self._by_tree(candidate, sentence)[0]
            if own is not None and own not in self._ranges:
                tellers.setdefault(own, []).append(candidate)
        heads = {index: head for located in self._heads.values() for head, index in located}
        for index, telling in tellers.items():
            # "over the weekend officials became more open about what might come": the weekend is theirs
            ahead = _AHEAD if self.grammar.tense(heads[index]) != "past" else frozenset(("planned",))
            turn(
                self.times[index],
                self.published,
                ahead=all(c.status in ahead for c in telling),
                behind=all(c.status == "occurred" for c in telling),
            )

    def of(self, candidate: Candidate) -> Dated:
        """The date of an event, by the trained head where it says something, else by the tree, else from before."""
        sentence = self.grammar.sentence_of[candidate.trigger]
        read = self._as_read(candidate)
        own, told, open_ended = self._by_tree(candidate, sentence)
        chosen = read if read is not None else own
        if chosen is not None:
            here = chosen in (number for _, number in self._heads.get(sentence, ()))
            dated = self._taken(chosen, "text" if here else "document")
            if self._goes_on(dated, candidate):
                self._last = sentence, dated
            return dated
        if open_ended or candidate.status in ("planned", "hypothetical", "habitual"):
            return Dated()
        if self._last is not None and sentence - self._last[0] <= MEMORY:
            return self._last[1]._replace(basis="document")
        if self.grammar.perfect_of_past(candidate.trigger):
            return Dated()  # "had been killed": before what the report is about, and who knows when
        if told is not None and self._is_said(candidate.trigger, self._head_of_time(sentence, told)):
            return self._taken(told, "document")  # "..., police said on Monday"
        return Dated(self.published, self.published, "day", "document") if self.published is not None else Dated()

    def _goes_on(self, dated: Dated, candidate: Candidate) -> bool:
        """Can what is told next have this date? Not that of what is to come or may be, nor of the background."""
        to_come = candidate.status in (*_AHEAD, "habitual") or (self.published or "9999") < (dated.first or "")
        return dated.precision in _CARRIED and not to_come

    def _as_read(self, candidate: Candidate) -> int | None:
        """The time that the trained head ties to an event; of several the one of its own clause, then the nearest."""
        grammar, trigger = self.grammar, candidate.trigger
        found: list[tuple[bool, float, int, int]] = []
        for slot in candidate.happening.slots if candidate.happening is not None else ():
            if slot.role == "date":
                sentence = grammar.sentence_of[slot.first]
                for head, index in self._heads.get(sentence, []):
                    if slot.first <= head < slot.last and self._has_days(index):
                        apart = sentence != grammar.sentence_of[trigger]
                        if apart and candidate.status == "occurred" and self._to_come(index):
                            continue
                        cost = None if apart else self._time_cost(trigger, head)
                        found.append((apart, FARTHEST if cost is None else cost, abs(head - trigger), index))
        return min(found)[3] if found else None

    def _to_come(self, index: int) -> bool:
        return (self.published or "9999") < (self.times[index].earliest or "")

    def _by_tree(self, candidate: Candidate, sentence: int) -> tuple[int | None, int | None, bool]:
        """The time of the event's own clause; one of another clause of the sentence; has it a time without days?"""
        best: tuple[float, int] | None = None
        told: int | None = None
        open_ended = False
        for head, index in self._heads.get(sentence, []):
            time = self.times[index]
            if time.type == "DURATION" or time.value == "PRESENT_REF":
                continue
            cost = self._time_cost(candidate.trigger, head)
            if time.type == "SET" or not self._has_days(index):
                # "every spring", "recently": its own time, but none that can be put into figures
                open_ended = open_ended or (cost is not None and cost <= 1)
            elif cost is None:
                told = index if told is None else told
            elif best is None or cost < best[0]:
                best = (cost, index)
        return (best[1] if best is not None and best[0] <= FARTHEST else None), told, open_ended

    def _has_days(self, index: int) -> bool:
        time = self.times[index]
        return (time.earliest or time.latest) is not None and not time.value.endswith("_REF")

    def _taken(self, index: int, basis: DateBasis) -> Dated:
        """The days of a time expression, or of the range that it is an end of. What is open at its end ends, as far
        as the text says, where it begins."""
        whole = self._ranges.get(index)
        if whole is not None:
            return Dated(whole.earliest, whole.latest, whole.precision, basis)
        time = self.times[index]
        return Dated(time.earliest, time.latest or time.earliest, time.precision, basis)

    def _head_of_time(self, sentence: int, index: int) -> int:
        return next(head for head, number in self._heads[sentence] if number == index)

    def _is_said(self, trigger: int, time: int) -> bool:
        """Does a time hang on the verb of saying around a trigger?"""
        tokens = self.grammar.tokens
        chain = [trigger, *self.grammar.ancestors(trigger)]
        for word, above in pairwise(chain):
            if tokens[word].deprel.partition(":")[0] in ("ccomp", "parataxis"):
                return tokens[time].head == above
        return False

    def _time_cost(self, trigger: int, head: int) -> float | None:
        """Steps between a trigger and a time, None where the time is that of another clause's verb."""
        grammar = self.grammar
        tokens = grammar.tokens
        predicate = grammar.predicates.get(trigger)
        labelled = predicate is not None and any(
            a.role == "ARGM-TMP" and a.first <= head < a.last for a in predicate.arguments
        )
        above = [trigger, *grammar.ancestors(trigger)]
        cost, at = -LABELLED if labelled else 0.0, head
        while at not in above:
            if at < 0:
                return None
            relation = tokens[at].deprel.partition(":")[0]
            if at != head and tokens[at].upos in ("VERB", "AUX"):
                shared = relation in ("conj", "xcomp") or (
                    relation == "advcl" and tokens[at].text.lower().endswith("ing")
                )
                shared = shared and not grammar.below(at, "nsubj", "mark")
                told_of = relation == "acl" and tokens[at].head == trigger and tokens[trigger].upos == "NOUN"
                if not shared and not told_of:
                    return None
                cost += 0.5
            cost += 1
            at = tokens[at].head
        for word in above[: above.index(at)]:
            relation = tokens[word].deprel.partition(":")[0]
            if relation in ("ccomp", "parataxis", "acl", "csubj"):
                return None
            if relation == "conj" and grammar.below(word, "nsubj"):
                return None
            cost += 1
        return cost
