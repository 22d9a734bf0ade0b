"""What speaks for a place as that of an event, or as its origin or goal: the features that `whereabouts` weighs.

All are 0 or 1 unless they are a chance or a number of steps. Names of features are words that the table of weights is
read by: "direct in" is a place that hangs on the trigger by "in" or "at".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from dateline.codebooks.model import VERBAL
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.ways import AT, BETWEEN, FROM, TO, Way, Ways
from dateline.language.decoder import PLACED
from dateline.records.report import Place

Features = dict[str, float]

FARTHEST = 8.0
"""Steps beyond which all are equally far."""
REACH = 6.5
"""Steps beyond which a place of the same sentence is barred."""
MEMORY = 2
"""Sentences back beyond which a place of another one is barred."""
FRONT = 4
"""Words at the head of a sentence in which a place is the scene of all that follows: "In Lunglei, ..."."""
_IN = frozenset(("in", "at", "inside", "within"))
_NEAR = frozenset(("near", "outside", "off", "around", "beside", "beyond", "along", "opposite", "of"))
_ON = frozenset(("on", "over", "under", "across", "through", "throughout", "above", "below", "down", "up", "via"))
_LEAVING = frozenset(("flee", "leave", "abandon", "evacuate", "quit", "vacate", "depart", "exit"))
_REACHING = frozenset(("reach", "enter", "arrive", "land", "invade"))
"""Verbs whose object is where somebody comes from or gets to."""
_MOVING = frozenset(("MOVE", "RETREAT", "MOBILIZE", "AID", "SANCTION", "COERCE", "CONSULT"))
"""Types whose events can go from one place to another."""
_RELATIONS = frozenset(("nsubj", "obj", "obl", "nmod", "compound", "amod", "appos", "conj", "advmod", "flat"))
_CLAUSES = frozenset(("ccomp", "acl", "advcl", "conj", "parataxis", "xcomp", "csubj"))
_SLOTS = frozenset(("place", "to", "from", "actor", "recipient", "instrument"))
_PLACED = ("ARGM-LOC", "ARGM-DIR", "ARGM-GOL", "ARG0", "ARG1", "ARG2", "ARG4")
"""Roles of PropBank that say something about a place."""


class Spot(NamedTuple):
    """A mention of a place, or of a building or piece of ground that is only described."""

    head: int
    place: Place
    described: bool = False


class Option(NamedTuple):
    """One of the spots, by its position among those of the document and its mention, and what speaks for it."""

    spot: int
    mention: int
    features: Features
    barred: bool = False
    """By rule it is not the place of an event that the trained head has not read, such as one of a user's own type."""


def group(preposition: str) -> str:
    """Prepositions that lead to the same kind of place."""
    for name, words in (("in", _IN), ("near", _NEAR), ("on", _ON), ("from", FROM), ("to", TO), ("between", BETWEEN)):
        if preposition in words:
            return "for" if preposition == "for" else "of" if preposition == "of" else name
    return "other" if preposition else "bare"


class FeatureFinder:
    """Finds the features of one document's places."""

    def __init__(self, grammar: Grammar, spots: Sequence[Spot]) -> None:
        self._grammar, self._spots = grammar, spots
        self._ways = Ways(grammar)

    def of_none(self, candidate: Candidate, quad: int | None) -> Features:
        """What speaks for no place at all, whatever the places."""
        grammar = self._grammar
        found = {
            "none": 1.0,
            f"none: quad {quad}": 1.0,
            f"none: {candidate.event}": 1.0,
            f"none: {candidate.status}": 1.0,
            "none: noun": float(grammar.tokens[candidate.trigger].upos == "NOUN"),
            "none: opening": float(grammar.sentence_of[candidate.trigger] == 0),
            "none: said": float(bool(candidate.attributions)),
        }
        if candidate.happening is not None:
            for slot in candidate.happening.slots:
                if slot.role in ("place", "to", "from"):
                    found[f"none: {slot.role} read"] = slot.score
        return found

    def here(
        self, candidate: Candidate, quad: int | None, actors: set[int], recipients: set[int], spots: Sequence[int]
    ) -> list[Option]:
        """The options among the spots of the event's own sentence."""
        ways = [self._ways.way(candidate.trigger, self._spots[spot].head) for spot in spots]
        least = min((way.cost for way in ways), default=0.0)
        options = []
        for spot, way in zip(spots, ways, strict=True):
            features = self._of_way(way, quad) | self._of_moving(candidate, way)
            features["nearest"] = float(way.cost == least)
            features["only"] = float(len(spots) == 1)
            head = self._spots[spot].head
            features["the actor"] = float(head in actors)
            features["the recipient"] = float(head in recipients)
            above = {*self._grammar.ancestors(head)}
            features["of the actor"] = float(bool(actors & above))
            features["of the recipient"] = float(bool(recipients & above))
            features |= self._of_spot(spot)
            features |= self._of_order(candidate.trigger, head)
            features |= self._of_roles(candidate, head)
            features |= self._as_read(candidate, head)
            features |= self._of_others(spot, spots)
            barred = self._is_barred(candidate, quad, actors, recipients, spot, way)
            options.append(Option(spot, self._spots[spot].place.mention, features, barred))
        return options

    def _is_barred(
        self, candidate: Candidate, quad: int | None, actors: set[int], recipients: set[int], spot: int, way: Way
    ) -> bool:
        grammar, (head, place, _) = self._grammar, self._spots[spot]
        country = place.resolution == 1
        above = {*grammar.ancestors(head)}
        if way.cost > REACH or head in actors:
            return True
        if country and (
            way.acting  # "Kenya attacked"
            or self._ways.of_somebody(head)  # "Iraq's army"
            or way.own == "for"  # "trucks carrying fuel for Zimbabwe"
            or (way.own == "of" and actors & above)  # "the space agency of Brazil"
        ):
            return True
        if self._ways.in_name(head) and actors & {head, *above}:
            return True
        if way.own in BETWEEN and grammar.tokens[head].head == candidate.trigger:
            return True
        if way.direct and way.preposition in ("to", "for") and way.own not in AT and candidate.event not in _MOVING:
            return True
        if way.direct and way.preposition in FROM and quad == 4 and grammar.tokens[candidate.trigger].upos == "VERB":
            return True  # "fired rockets from the hills"
        return quad in VERBAL and not (way.at_trigger and way.preposition in AT and head not in recipients)

    def elsewhere(self, candidate: Candidate, quad: int | None, spot: int, back: int) -> Option:
        """A spot of another sentence; `back`: how many sentences before (negative: after) the event's own."""
        head = self._spots[spot].head
        own = self._grammar.case(head)
        features = {
            "elsewhere": 1.0,
            f"back {min(back, 3)}": 1.0,
            f"elsewhere {group(own)}": 1.0,
            "elsewhere in name": float(self._ways.in_name(head)),
            "elsewhere of somebody": float(self._ways.of_somebody(head)),
        }
        features |= self._of_spot(spot, "elsewhere ")
        features |= self._as_read(candidate, head)
        barred = quad in VERBAL or back > MEMORY
        return Option(spot, self._spots[spot].place.mention, features, barred)

    def _of_way(self, way: Way, quad: int | None) -> Features:
        on_way, own = group(way.preposition), group(way.own)
        relation = way.relation.partition(":")[0]
        found = {
            "steps": min(way.cost, FARTHEST),
            "acting": float(way.acting),
            "at trigger": float(way.at_trigger),
            "direct": float(way.direct),
            f"way {on_way}": 1.0,
            f"own {own}": 1.0,
            f"as {relation if relation in _RELATIONS else 'other'}": 1.0,
        }
        if way.direct:
            found[f"direct {on_way}"] = 1.0
            found[f"direct {on_way} as {'obl' if relation == 'obl' else 'noun'}"] = 1.0
            if quad in VERBAL:
                found[f"direct {on_way} of words"] = 1.0
        for relation in way.up:
            if relation in _CLAUSES:
                found[f"up {relation}"] = 1.0
        for relation in way.down:
            if relation in _CLAUSES:
                found[f"down {relation}"] = 1.0
        return found

    def _of_moving(self, candidate: Candidate, way: Way) -> Features:
        """What the tree says of the ends of a movement."""
        if not way.direct:
            return {}
        lemma = self._grammar.tokens[candidate.trigger].lemma
        object_ = way.relation in ("obj", "nsubj:pass")
        found = {f"moving {group(way.preposition)}": float(candidate.event in _MOVING)}
        if lemma in _LEAVING:
            found["is left"] = float(object_)
        if lemma in _REACHING:
            found["is reached"] = float(object_ or group(way.preposition) == "in")
        return found

    def _of_spot(self, spot: int, where: str = "") -> Features:
        head, place, described = self._spots[spot]
        token = self._grammar.tokens[head]
        found = {
            f"{where}country": float(place.resolution == 1),
            f"{where}unit": float(place.resolution in (2, 3)),
            f"{where}described": float(described),
            f"{where}unknown": float(not described and place.lat is None),
        }
        if described:
            found[f"{where}described indefinite"] = float(
                any(self._grammar.tokens[c].lemma in ("a", "an") for c in self._grammar.below(head, "det"))
            )
            found[f"{where}described named"] = float(token.upos == "PROPN")
        if not where:
            found["in name"] = float(self._ways.in_name(head))
            found["of somebody"] = float(self._ways.of_somebody(head))
        return found

    def _of_order(self, trigger: int, head: int) -> Features:
        sentence = self._grammar.analysis.sentences[self._grammar.sentence_of[head]]
        return {
            "before": float(head < trigger),
            "apart": math.log1p(abs(head - trigger)),
            "in front": float(
                head - sentence.first < FRONT and group(self._grammar.case(head)) in ("in", "near", "on")
            ),
        }

    def _of_roles(self, candidate: Candidate, head: int) -> Features:
        """What the role labeller says of it: as an argument of the trigger, or of the verb above it."""
        found: Features = {}
        words = [candidate.trigger, candidate.word]
        above = self._grammar.tokens[candidate.trigger].head
        for prefix, tokens in (("", words), ("above ", [above])):
            for token in tokens:
                predicate = self._grammar.predicates.get(token)
                for a in predicate.arguments if predicate is not None else ():
                    if a.role in _PLACED and a.first <= head < a.last:
                        found[f"{prefix}{a.role}"] = 1.0
        return found

    def _as_read(self, candidate: Candidate, head: int) -> Features:
        """The slots into which the trained head puts the words of a place: with the head of its span, or beside."""
        if candidate.happening is None:
            return {}
        found: Features = {}
        for slot in candidate.happening.slots:
            if slot.role in _SLOTS and slot.first <= head < slot.last:
                main = self._grammar.head_of(slot.first, slot.last) == head
                found[f"read {slot.role}"] = slot.score
                if main:
                    found[f"read {slot.role} first"] = slot.score
        for word in candidate.happening.places:
            if word.first == head:
                found[f"read chance {word.role}"] = math.log(word.score / PLACED)
        return found

    def _of_others(self, spot: int, spots: Sequence[int]) -> Features:
        """Whether another place of the sentence is tied to it: a unit that contains it, or a place inside it."""
        tokens = self._grammar.tokens
        head, place, described = self._spots[spot]
        found = {"holds another": 0.0, "inside another": 0.0, "named beside": 0.0}
        for other in spots:
            if other == spot:
                continue
            there, its, only_described = self._spots[other]
            tied = tokens[there].head == head or tokens[head].head == there
            if described != only_described:
                found["named beside"] = max(found["named beside"], float(described and tied))
                found["holds another"] = max(found["holds another"], float(only_described and tied))
                continue
            same = its.country_code in (None, place.country_code) or place.country_code is None
            if tied and same and (its.resolution or 0) != (place.resolution or 0):
                finer = (place.resolution or 0) > (its.resolution or 0)
                found["inside another" if finer else "holds another"] = 1.0
        return found
