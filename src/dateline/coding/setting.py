"""Where an event took place: the place of its own clause, else what the text has just named. `coding.event_dates`
says when.

A place anywhere in the article is not the place of the event (three quarters of the pins that document-level geocoding
makes are wrong): so a place counts by its path to the trigger, and is inherited over two sentences at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dateline.coding.event_dates import FARTHEST, EventDates, by_sentence
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.records.report import DateBasis, DatePrecision, Place, Time

AT = frozenset(
    ("under", "in", "at", "near", "on", "outside", "inside", "around", "across", "throughout", "within", "off", "over")
)
FROM = frozenset(("from", "out"))
TO = frozenset(("to", "into", "toward", "towards", "onto", "for"))
_BETWEEN = frozenset(
    ("between", "with", "against", "like", "than", "as", "by", "about", "without", "except", "despite")
)
"""Prepositions that never lead to where something happened; "between" leads to a road or to two parties."""
MOVING = frozenset(("MOVE", "RETREAT", "MOBILIZE", "AID", "SANCTION", "COERCE", "CONSULT"))
"""Types whose events can go from one place to another."""
VERBAL = frozenset((1, 3))
"""Quad codes of what is said: the country it is said to is not where it is said."""
_APART = frozenset(("after", "before", "although", "though", "because", "since", "until", "unless", "if", "than"))
"""Words before a clause about something else than the clause around it."""
_HOLDING = frozenset(
    ("hold", "open", "host", "start", "begin", "sign", "stage", "conclude", "resume", "end", "attend", "convene")
)
"""Verbs that happen where their object does."""
_LEAVING = frozenset(("flee", "leave", "abandon", "evacuate", "quit", "vacate", "depart", "exit"))
_REACHING = frozenset(("reach", "enter", "arrive", "land", "invade"))

OTHER_CLAUSE = 2.5
"""Steps that the border of a clause counts for: "... after rebels took Jebel" is not where the talks were held."""
OTHER_ACT = 4.0
"""Steps for a noun on the way that tells of something else: "arrested over the *bombing* in Surabaya"."""
IN_NAME = 4.0
"""Steps for a place in the name of an organisation: the Accord of Juba need not be in Juba."""
BARE = 1.0
"""Steps for a place without a preposition of place: "the Kano police" arrests in Kano, mostly."""
MEMORY = 2
"""Sentences over which a place is inherited."""
_FILED = 16
"""Characters at most between the place and the date of a wire story's opening: "LIMA, Peru (Agency), 2 Feb"."""
_CLAUSES = ("ccomp", "advcl", "acl", "parataxis", "csubj")


class Way(NamedTuple):
    """How a place hangs together with a trigger."""

    cost: float
    """Steps, with those for borders of clauses."""
    preposition: str
    """Before the phrase that hangs on the way from trigger to root."""
    relation: str
    """By which this phrase hangs there."""
    direct: bool
    """It hangs on the trigger itself."""
    at_trigger: bool
    """It hangs on the trigger as an adverbial does, or on the verb of which the trigger is a noun."""
    acting: bool
    """It is a subject itself: a country that does something, not where it is done."""


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
        self.grammar, self.dateline = grammar, dateline
        self.places = [p for _, p in places]
        tokens = grammar.tokens
        taken = {
            i for i, (head, _) in enumerate(places)
            if any(t.start <= tokens[head].start < t.end for h, t in times if abs(h - head) < 8)
        }  # fmt: skip
        filed: set[int | None] = set()
        if dateline is not None:
            end = tokens[places[dateline][0]].end
            filed = {i for i, (_, t) in enumerate(times) if 0 <= t.start - end <= _FILED}
        self._places_of = by_sentence(grammar, [head for head, _ in places], skip={dateline, *taken})
        self.dates = EventDates(grammar, times, published, skip=filed)
        self._last_place: tuple[int, int] | None = None
        self._names = [(n.first, n.last) for n in grammar.analysis.names if n.type == "organisation" and n.named]

    def of(self, candidate: Candidate, quad: int | None, actor_heads: set[int], recipient_heads: set[int]) -> Setting:
        """The setting of an event. `actor_heads`, `recipient_heads`: the words that head its parties."""
        setting = Setting()
        self._where(setting, candidate, quad, actor_heads, recipient_heads)
        self._as_read(setting, candidate)
        setting.date, setting.enddate, setting.precision, setting.basis = self.dates.of(candidate)
        return setting

    def _as_read(self, setting: Setting, candidate: Candidate) -> None:
        """What the trained head says of places goes before what the tree says."""
        if candidate.happening is None:
            return
        for slot in candidate.happening.slots:
            sentence = self.grammar.sentence_of[slot.first]
            if slot.role in ("place", "to", "from"):
                found = [n for head, n in self._places_of.get(sentence, []) if slot.first <= head < slot.last]
                if found:
                    setattr(setting, {"from": "from_"}.get(slot.role, slot.role), found[0])

    def _where(
        self, setting: Setting, candidate: Candidate, quad: int | None, actors: set[int], recipients: set[int]
    ) -> None:
        grammar = self.grammar
        sentence = grammar.sentence_of[candidate.trigger]
        moving, verbal = candidate.event in MOVING, quad in VERBAL
        lemma = grammar.tokens[candidate.trigger].lemma
        ranked: list[tuple[float, int, int]] = []
        for head, index in self._places_of.get(sentence, []):
            way = self._way(candidate.trigger, head)
            country = self.places[index].resolution == 1
            if (
                head in actors
                or (way.acting and country)
                or (country and self._of_somebody(head))
                or (self._in_name(head) and actors & {head, *grammar.ancestors(head)})
            ):
                continue
            if moving and way.direct:
                if way.preposition in FROM or (lemma in _LEAVING and way.relation in ("obj", "nsubj:pass")):
                    setting.from_ = index if setting.from_ is None else setting.from_
                    continue
                if way.preposition in TO or (
                    lemma in _REACHING and (way.relation == "obj" or way.preposition in ("in", "at"))
                ):
                    setting.to = index if setting.to is None else setting.to
                    if way.preposition in TO:
                        continue
            elif (
                way.direct
                and quad == 4
                and way.preposition in FROM
                and grammar.tokens[candidate.trigger].upos == "VERB"
            ):
                setting.from_ = index if setting.from_ is None else setting.from_  # "fired rockets from the hills"
                continue
            own = grammar.case(head)
            if own in _BETWEEN and grammar.tokens[head].head == candidate.trigger:
                continue
            if way.direct and way.preposition in ("to", "for") and own not in AT and not moving:
                continue
            if own == "for" and country:
                continue  # "trucks carrying fuel for Zimbabwe"
            if own == "of" and country and actors & {*grammar.ancestors(head)}:
                continue  # "the space agency of Brazil"
            if verbal and not (way.at_trigger and way.preposition in AT and head not in recipients):
                continue
            ranked.append((way.cost, head, index))
        ranked.sort()
        if ranked and ranked[0][0] <= FARTHEST:
            setting.place = self._narrowest(ranked)
        elif moving and (setting.to is not None or setting.from_ is not None):
            setting.place = setting.to if setting.to is not None else setting.from_
        elif not verbal:
            setting.place = self._inherited(sentence)
        if setting.place is not None and ranked:
            self._last_place = (sentence, setting.place)

    def _in_name(self, head: int) -> bool:
        """Does a place stand in the name of an organisation, by the tagger or as a part of a longer proper name?"""
        if self.grammar.case(head) in AT:
            return False  # "the militias in Unity State"
        if any(first <= head < last and last - first > 1 for first, last in self._names):
            return True
        tokens = self.grammar.tokens
        token = tokens[head]
        above = tokens[token.head] if token.head >= 0 else token
        if above.upos != "PROPN":
            return False
        return token.deprel in ("compound", "amod") or (token.deprel == "nmod" and self.grammar.case(head) == "of")

    def _of_somebody(self, head: int) -> bool:
        """Does a country only say whose somebody is ("US soldiers", "Iraq's army")?"""
        token = self.grammar.tokens[head]
        return token.deprel in ("compound", "amod", "nmod:poss") and self.grammar.tokens[token.head].upos == "NOUN"

    def _inherited(self, sentence: int) -> int | None:
        if self._last_place is not None and sentence - self._last_place[0] <= MEMORY:
            return self._last_place[1]
        if self.dateline is None and sentence == 0 and self._is_headline():
            following = self._places_of.get(1, [])
            return next((n for head, n in following if self.grammar.case(head) in AT), None)
        return self.dateline if sentence <= MEMORY else None

    def _is_headline(self) -> bool:
        """Does the text open with a line that has no full stop, above another sentence?"""
        sentences = self.grammar.analysis.sentences
        return len(sentences) > 1 and self.grammar.tokens[sentences[0].last - 1].text not in (".", "?", "!", '"', "”")

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

    def _way(self, trigger: int, head: int) -> Way:
        """How a place hangs together with a trigger."""
        grammar = self.grammar
        above = [trigger, *grammar.ancestors(trigger)]
        cost, at, preposition, top = 0.0, head, grammar.case(head), head
        path = []
        while at not in above and at >= 0:
            token = grammar.tokens[at]
            relation = token.deprel.partition(":")[0]
            cost += 1 if relation not in ("appos", "flat", "compound") else 0.5
            if relation in _CLAUSES:
                cost += OTHER_CLAUSE
                if any(grammar.tokens[c].lemma in _APART for c in grammar.below(at, "mark", "case")):
                    cost += OTHER_CLAUSE
            elif relation in ("obl", "nmod") and at != head and self._tells(at):
                cost += OTHER_ACT
            preposition = grammar.case(at) or preposition
            path.append(at)
            top, at = at, token.head
        up = above[: above.index(at)] if at in above else []
        for word in up:
            cost += 1
            if grammar.tokens[word].deprel.partition(":")[0] in ("ccomp", "acl", "csubj"):
                cost += OTHER_CLAUSE
        if preposition not in AT and grammar.case(head) not in AT:
            cost += BARE
        if self._in_name(head):
            cost += IN_NAME
        relation = grammar.tokens[top].deprel
        if grammar.case(head) in AT and preposition in _BETWEEN:
            preposition = grammar.case(head)  # "by a court *in* Varna"
        mine = not up or (len(up) == 1 and grammar.tokens[trigger].upos == "NOUN" and relation.startswith("obl"))
        if at == trigger and relation == "obj" and grammar.tokens[head].head == top:
            mine = grammar.tokens[trigger].lemma in _HOLDING  # "opened a summit in Abuja"
            relation = "obl" if mine else relation
        # "from A to B", where B hangs on A
        places = all(grammar.tokens[w].upos == "PROPN" for w in path)
        if places and len(path) == 2 and grammar.case(head) in TO and preposition in FROM:
            preposition, top = grammar.case(head), head
        return Way(
            cost,
            preposition,
            relation,
            direct=at == trigger and relation.startswith(("obl", "nmod", "obj", "nsubj:pass", "advmod")),
            at_trigger=mine and relation.startswith(("obl", "nmod", "advmod")),
            acting=preposition == ""
            and path == [head]
            and (relation in ("nsubj", "iobj") or (at != trigger and relation in ("obj", "nsubj:pass"))),
        )

    def _tells(self, noun: int) -> bool:
        """Does a noun tell of something that happened, by the role labeller?"""
        predicate = self.grammar.predicates.get(noun)
        return (
            predicate is not None
            and self.grammar.tokens[noun].upos == "NOUN"
            and any(a.role in ("ARG0", "ARG1") for a in predicate.arguments)
        )
