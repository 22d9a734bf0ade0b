"""Where and when an event took place: its places as `whereabouts` chooses them, and the time of its own clause, else
the one that the text has just named.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.place_features import Spot
from dateline.coding.whereabouts import PlaceFinder, Weigh, weigh
from dateline.records.report import DateBasis, DatePrecision, Time

JOINED = 1.0
"""Steps that an argument of time, as the role labeller sees it, is nearer than others."""
FARTHEST = 6.5
"""Steps beyond which a time of the same sentence is not taken for the event's."""
MEMORY = 2
"""Sentences over which a date is inherited."""
_FILED = 16
"""Characters at most between the place and the date of a wire story's opening: "LIMA, Peru (Agency), 2 Feb"."""


class Located(NamedTuple):
    """A time expression with the word that heads it."""

    head: int
    number: int


class Setting(msgspec.Struct):
    """Positions in the document's spots; the date as it goes into the Event."""

    place: int | None = None
    to: int | None = None
    from_: int | None = None
    date: str | None = None
    enddate: str | None = None
    precision: DatePrecision = "none"
    basis: DateBasis = "none"


class SettingFinder:
    """Finds the settings of one document's events, asked in text order."""

    def __init__(
        self,
        grammar: Grammar,
        spots: Sequence[Spot],
        times: Sequence[tuple[int, Time]],
        published: str | None,
        dateline: int | None,
        weigh: Weigh = weigh,
    ) -> None:
        """`spots`: all that an event's place may be; `times`: head token and record; `dateline`: position in `spots` of
        the wire story's place; `weigh`: gives places their chances."""
        self.grammar, self.published = grammar, published
        self.times = [t for _, t in times]
        tokens = grammar.tokens
        taken = {
            i for i, spot in enumerate(spots)
            if any(t.start <= tokens[spot.head].start < t.end for h, t in times if abs(h - spot.head) < 8)
        }  # fmt: skip
        filed: set[int] = set()
        if dateline is not None:
            end = tokens[spots[dateline].head].end
            filed = {i for i, (_, t) in enumerate(times) if 0 <= t.start - end <= _FILED}
        self._places = PlaceFinder(grammar, spots, dateline, taken, weigh)
        self._times_of: dict[int, list[Located]] = {}
        for index, (head, _) in enumerate(times):
            if index not in filed:
                self._times_of.setdefault(grammar.sentence_of[head], []).append(Located(head, index))
        self._last_date: tuple[int, Setting] | None = None

    def of(self, candidate: Candidate, quad: int | None, actor_heads: set[int], recipient_heads: set[int]) -> Setting:
        """The setting of an event. `actor_heads`, `recipient_heads`: the words that head its parties."""
        where = self._places.of(candidate, quad, actor_heads, recipient_heads)
        setting = Setting(where["place"], where["to"], where["from"])
        self._when(setting, candidate)
        self._as_read(setting, candidate)
        return setting

    def _as_read(self, setting: Setting, candidate: Candidate) -> None:
        """What the trained head says of the time goes before what the tree says."""
        if candidate.happening is None:
            return
        for slot in candidate.happening.slots:
            if slot.role == "date":
                sentence = self.grammar.sentence_of[slot.first]
                found = [n for head, n in self._times_of.get(sentence, []) if slot.first <= head < slot.last]
                timed = next((n for n in found if self.times[n].earliest is not None), None)
                if timed is not None:
                    self._take(setting, self.times[timed])
                    setting.basis = "text"

    def _when(self, setting: Setting, candidate: Candidate) -> None:
        sentence = self.grammar.sentence_of[candidate.trigger]
        best: tuple[float, int] | None = None
        told: int | None = None
        open_ended = False
        for head, index in self._times_of.get(sentence, []):
            time = self.times[index]
            if time.type == "DURATION" or time.value == "PRESENT_REF":
                continue
            cost = self._time_cost(candidate.trigger, head)
            if time.type == "SET" or time.earliest is None or time.value.endswith("_REF"):
                # "every spring", "recently": its own time, but none that can be put into figures
                open_ended = open_ended or (cost is not None and cost <= 1)
            elif cost is None:
                told = index if told is None else told
            elif best is None or cost < best[0]:
                best = (cost, index)
        if best is not None and best[0] <= FARTHEST:
            self._take(setting, self.times[best[1]])
            setting.basis = "text"
            self._last_date = (sentence, setting)
        elif open_ended or candidate.status in ("planned", "hypothetical", "habitual"):
            return
        elif self._last_date is not None and sentence - self._last_date[0] <= MEMORY:
            known = self._last_date[1]
            setting.date, setting.enddate, setting.precision = known.date, known.enddate, known.precision
            setting.basis = "document"
        elif self.grammar.perfect_of_past(candidate.trigger):
            return  # "had been killed": before what the report is about, and who knows when
        elif told is not None and self._is_said(candidate.trigger, self._head_of_time(sentence, told)):
            self._take(setting, self.times[told])  # "..., police said on Monday"
            setting.basis = "document"
        elif self.published is not None:
            setting.date = setting.enddate = self.published
            setting.precision, setting.basis = "day", "document"

    def _take(self, setting: Setting, time: Time) -> None:
        setting.date, setting.enddate, setting.precision = time.earliest, time.latest or time.earliest, time.precision

    def _head_of_time(self, sentence: int, index: int) -> int:
        return next(head for head, number in self._times_of[sentence] if number == index)

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
        cost, at = -JOINED if labelled else 0.0, head
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
