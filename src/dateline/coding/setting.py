"""Where and when an event took place: the place and the time of its own clause, else what the text has just named.

A place anywhere in the article is not the place of the event (three quarters of the pins that document-level geocoding
makes are wrong): so a place counts by its path to the trigger, and is inherited over two sentences at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.records.report import DateBasis, DatePrecision, Place, Time

AT = frozenset(("in", "at", "near", "on", "outside", "inside", "around", "across", "throughout", "within", "off"))
FROM = frozenset(("from", "out"))
TO = frozenset(("to", "into", "toward", "towards", "onto", "for"))
MOVING = frozenset(("MOVE", "RETREAT", "MOBILIZE", "AID", "SANCTION", "COERCE", "CONSULT"))
"""Types whose events can go from one place to another."""
VERBAL = frozenset((1, 3))
"""Quad codes of what is said: the country it is said to is not where it is said."""

OTHER_CLAUSE = 2.5
"""Steps that the border of a clause counts for: "... after rebels took Jebel" is not where the talks were held."""
BARE = 1.0
"""Steps for a place without a preposition of place: "the Kano police" arrests in Kano, mostly."""
FARTHEST = 7.0
"""Steps beyond which a place or time of the same sentence is not taken for the event's."""
MEMORY = 2
"""Sentences over which place and date are inherited."""
_CLAUSES = ("ccomp", "advcl", "acl", "parataxis", "csubj")


class Located(NamedTuple):
    """A place mention or time expression with the word that heads it."""

    head: int
    number: int


class Setting(msgspec.Struct):
    """Positions in the document's places; the date as it goes into the Event."""

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
        places: Sequence[tuple[int, Place]],
        times: Sequence[tuple[int, Time]],
        published: str | None,
        dateline: int | None,
    ) -> None:
        """`places`, `times`: head token and record; `dateline`: position in `places` of the wire story's place."""
        self.grammar, self.published, self.dateline = grammar, published, dateline
        self.places = [p for _, p in places]
        self.times = [t for _, t in times]
        self._places_of = self._by_sentence([head for head, _ in places], skip={dateline})
        self._times_of = self._by_sentence([head for head, _ in times], skip=set())
        self._last_place: tuple[int, int] | None = None
        self._last_date: tuple[int, Setting] | None = None

    def _by_sentence(self, heads: Sequence[int], skip: set[int | None]) -> dict[int, list[Located]]:
        found: dict[int, list[Located]] = {}
        for index, head in enumerate(heads):
            if index not in skip:
                found.setdefault(self.grammar.sentence_of[head], []).append(Located(head, index))
        return found

    def of(self, candidate: Candidate, quad: int | None, actor_heads: set[int], recipient_heads: set[int]) -> Setting:
        """The setting of an event. `actor_heads`, `recipient_heads`: the words that head its parties."""
        setting = Setting()
        self._where(setting, candidate, quad, actor_heads, recipient_heads)
        self._when(setting, candidate)
        return setting

    def _where(
        self, setting: Setting, candidate: Candidate, quad: int | None, actors: set[int], recipients: set[int]
    ) -> None:
        sentence = self.grammar.sentence_of[candidate.trigger]
        ranked: list[tuple[float, int, int]] = []
        for head, index in self._places_of.get(sentence, []):
            if head in actors or (head in recipients and quad in VERBAL):
                continue
            cost, preposition, direct = self._cost(candidate.trigger, head)
            if direct and candidate.event in MOVING and preposition in FROM:
                setting.from_ = index if setting.from_ is None else setting.from_
                continue
            if direct and candidate.event in MOVING and preposition in TO:
                setting.to = index if setting.to is None else setting.to
                continue
            ranked.append((cost, head, index))
        ranked.sort()
        if ranked and ranked[0][0] <= FARTHEST:
            setting.place = self._narrowest(ranked)
        elif setting.to is not None or setting.from_ is not None:
            setting.place = setting.to if setting.to is not None else setting.from_
        elif quad not in VERBAL:
            setting.place = self._inherited(sentence)
        if setting.place is not None and ranked:
            self._last_place = (sentence, setting.place)

    def _inherited(self, sentence: int) -> int | None:
        if self._last_place is not None and sentence - self._last_place[0] <= MEMORY:
            return self._last_place[1]
        return self.dateline if sentence <= MEMORY else None

    def _narrowest(self, ranked: list[tuple[float, int, int]]) -> int:
        """The nearest place, or one inside it that hangs on it or on which it hangs ("Bab, in Aleppo province")."""
        best_cost, head, index = ranked[0]
        best = self.places[index]
        for cost, other_head, other in ranked[1:]:
            place = self.places[other]
            tokens = self.grammar.tokens
            tied = tokens[other_head].head == head or tokens[head].head == other_head
            finer = (place.resolution or 0) > (best.resolution or 0)
            inside = best.country_code in (None, place.country_code) and best.province in (None, place.province)
            if finer and inside and (tied or cost - best_cost <= BARE):
                best, index = place, other
        return index

    def _cost(self, trigger: int, head: int) -> tuple[float, str, bool]:
        """(steps from the trigger, the preposition of the phrase where it hangs on the path, does it hang directly?)."""
        grammar = self.grammar
        above = [trigger, *grammar.ancestors(trigger)]
        cost, at, preposition, top = 0.0, head, grammar.case(head), head
        while at not in above and at >= 0:
            token = grammar.tokens[at]
            cost += 1 if token.deprel not in ("appos", "flat", "compound") else 0.5
            if token.deprel.partition(":")[0] in _CLAUSES:
                cost += OTHER_CLAUSE
            preposition = grammar.case(at) or preposition
            top, at = at, token.head
        for word in above[: above.index(at)] if at in above else []:
            cost += 1
            if grammar.tokens[word].deprel.partition(":")[0] in ("ccomp", "acl", "csubj"):
                cost += OTHER_CLAUSE
        if preposition not in AT:
            cost += BARE
        return cost, preposition, at == trigger and grammar.tokens[top].deprel.startswith(("obl", "nmod"))

    def _when(self, setting: Setting, candidate: Candidate) -> None:
        sentence = self.grammar.sentence_of[candidate.trigger]
        best: tuple[float, int] | None = None
        for head, index in self._times_of.get(sentence, []):
            time = self.times[index]
            if time.type not in ("DATE", "TIME") or time.earliest is None or time.value.endswith("_REF"):
                continue
            cost, _, _ = self._cost(candidate.trigger, head)
            if self._is_temporal_argument(candidate.trigger, head):
                cost -= BARE
            if cost <= FARTHEST + BARE and (best is None or cost < best[0]):
                best = (cost, index)
        if best is not None:
            time = self.times[best[1]]
            setting.date, setting.enddate = time.earliest, time.latest or time.earliest
            setting.precision, setting.basis = time.precision, "text"
            self._last_date = (sentence, setting)
        elif candidate.status in ("planned", "hypothetical"):
            return
        elif self._last_date is not None and sentence - self._last_date[0] <= MEMORY:
            known = self._last_date[1]
            setting.date, setting.enddate, setting.precision = known.date, known.enddate, known.precision
            setting.basis = "document"
        elif self.published is not None:
            setting.date = setting.enddate = self.published
            setting.precision, setting.basis = "day", "document"

    def _is_temporal_argument(self, trigger: int, head: int) -> bool:
        predicate = self.grammar.predicates.get(trigger)
        return predicate is not None and any(
            a.role == "ARGM-TMP" and a.first <= head < a.last for a in predicate.arguments
        )
