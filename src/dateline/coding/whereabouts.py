"""Where: which of the places that a text names is the place of an event, and which its origin and goal.

A place anywhere in the article is not the place of the event (three quarters of the pins that document-level geocoding
makes are wrong). So every place near a trigger is weighed, and "none" beside them: by what the trained head reads, by
the way from the trigger through the tree, by the prepositions on it, by what it was for events before
(`place_features`). The weights are in `data/whereabouts.tsv`, one set for events that the head has read and one for
others; `python -m bench.whereabouts` fits them on the train part of our own corpus, as a choice of one among the places
and "none" (conditional logit, McFadden 1974).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from dateline.coding import tables
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.place_features import FeatureFinder, Features, Option, Spot

Role = Literal["place", "to", "from"]
ENDS: tuple[Role, ...] = ("to", "from")
ROLES: tuple[Role, ...] = (*ENDS, "place")
"""In the order in which they are chosen: what an event moves to or from is seldom its place as well."""

UNREAD = " unread"
"""Behind the role in the name of the weights for events that the trained head has not read."""
CHOSEN: dict[Role, float] = {"place": 0.4, "to": 0.3, "from": 0.3}
"""Chances from which on a place is given: F1 is greatest with a threshold of half its value (Lipton et al. 2014), a
little less where what is missed is commoner than what is wrong."""
BEFORE = 2
"""Sentences before an event's own whose places may be its place."""
REMEMBERED = 5
"""Places of events before that may be the place of one again, however far back."""

Weigh = Callable[[str, Features, Sequence[Option]], list[float]]
"""From the name of a set of weights, the features of "none" and the options to the chance of each option."""


def weights() -> dict[str, dict[str, float]]:
    """The weights of the features by role; with `UNREAD`, for events that the trained head has not read."""
    return tables.weights("whereabouts.tsv")


def weigh(what: str, none: Features, options: Sequence[Option]) -> list[float]:
    """The chance of each option; what is missing to 1 is the chance that it is none of them. A feature without a
    weight, such as a type of a user's codebook, says nothing."""
    return shares(weights().get(what, {}), none, options)


def shares(of: dict[str, float], none: Features, options: Sequence[Option]) -> list[float]:
    """The chance of each option by some weights."""
    odds = []
    for features in (*(o.features for o in options), none):
        sum_ = 0.0
        for name, value in features.items():
            if value:  # most are 0
                sum_ += of.get(name, 0.0) * value
        odds.append(sum_)
    top = max(odds)
    raised = [math.exp(x - top) for x in odds]
    whole = sum(raised)
    return [x / whole for x in raised[:-1]]


class Chosen(NamedTuple):
    """A spot, and the chance of the place that it is."""

    spot: int
    chance: float


class PlaceFinder:
    """Finds the places of one document's events, asked in text order."""

    def __init__(
        self, grammar: Grammar, spots: Sequence[Spot], dateline: int | None, skip: set[int], weigh: Weigh = weigh
    ) -> None:
        """`dateline`: position in `spots` of the wire story's place; `skip`: spots that are none, such as months."""
        self._grammar, self._spots, self._dateline, self._weigh = grammar, spots, dateline, weigh
        self._features = FeatureFinder(grammar, spots)
        self._of_sentence: dict[int, list[int]] = {}
        for index, spot in enumerate(spots):
            if index not in skip and index != dateline:
                self._of_sentence.setdefault(grammar.sentence_of[spot.head], []).append(index)
        self._last: tuple[int, int] | None = None
        """The sentence and the spot of the event before that had a place."""
        self._told: dict[str, tuple[int, set[str]]] = {}
        """Places of events before, the latest last: a spot of each, and the types of the events."""

    def of(
        self, candidate: Candidate, quad: int | None, actors: set[int], recipients: set[int]
    ) -> dict[Role, int | None]:
        """The spot in each role, None for none. `actors`, `recipients`: the words that head the event's parties."""
        sentence = self._grammar.sentence_of[candidate.trigger]
        spots = self._of_sentence.get(sentence, [])
        options = [
            *self._features.here(candidate, quad, actors, recipients, spots),
            *self._from_elsewhere(candidate, quad, sentence),
        ]
        none = self._features.of_none(candidate, quad)
        ends = {role: self._choose(role, candidate, none, options) for role in ENDS}
        to, origin = ends["to"], ends["from"]
        if to is not None and origin is not None and self._key(to.spot) == self._key(origin.spot):
            ends["from" if to.chance > origin.chance else "to"] = None  # "fled Taiz": one or the other
        for role, end in ends.items():
            if end is not None:
                none[f"none: has {role}"] = none[f"none: has {role}, {candidate.event}"] = 1.0
                for option in options:
                    same = float(self._key(option.spot) == self._key(end.spot))
                    option.features[f"is {role}"] = option.features[f"is {role}, {candidate.event}"] = same
        place = self._choose("place", candidate, none, options)
        if place is not None:
            self._last = (sentence, place.spot)
            _, types = self._told.pop(self._key(place.spot), (place.spot, set()))
            self._told[self._key(place.spot)] = (place.spot, types | {candidate.event})
        return {role: None if spot is None else spot.spot for role, spot in {**ends, "place": place}.items()}

    def _from_elsewhere(self, candidate: Candidate, quad: int | None, sentence: int) -> list[Option]:
        """Places of the sentences before, of events before, of the dateline; in a headline, of the sentence below."""
        spots: dict[int, int] = {}
        for back in range(1, BEFORE + 1):
            for spot in self._of_sentence.get(sentence - back, ()):
                spots[spot] = back
        if sentence == 0 and self._dateline is None and self._is_headline():
            for spot in self._of_sentence.get(1, ()):
                spots[spot] = -1
        seen = {self._key(spot) for spot in spots}
        for key, (spot, _) in list(self._told.items())[-REMEMBERED:]:
            back = sentence - self._grammar.sentence_of[self._spots[spot].head]
            if key not in seen and back > 0:
                spots[spot] = back
        if self._dateline is not None:
            spots[self._dateline] = sentence
        options = []
        for spot, back in spots.items():
            option = self._features.elsewhere(candidate, quad, spot, back)
            if spot == self._dateline:
                option.features["dateline"] = 1.0
                option.features["dateline, opening"] = float(sentence <= BEFORE)
            if self._last is not None and self._key(spot) == self._key(self._last[1]):
                option.features["last"] = 1.0
                option.features["last, far"] = float(sentence - self._last[0] > BEFORE)
            if (told := self._told.get(self._key(spot))) is not None:
                option.features["told of"] = 1.0
                option.features["told of, same type"] = float(candidate.event in told[1])
            options.append(option)
        return options

    def _choose(self, role: Role, candidate: Candidate, none: Features, options: Sequence[Option]) -> Chosen | None:
        what = role if candidate.happening is not None else role + UNREAD
        chances = self._weigh(what, none, options)
        if role == "place" and candidate.happening is None:
            chances = [0.0 if o.barred else chance for o, chance in zip(options, chances, strict=True)]
        of_place: dict[str, float] = {}
        for option, chance in zip(options, chances, strict=True):
            key = self._key(option.spot)
            of_place[key] = of_place.get(key, 0.0) + chance
        best = max(of_place, key=of_place.__getitem__, default=None)
        if best is None or of_place[best] < CHOSEN[role]:
            return None
        same = [(chance, o.spot) for o, chance in zip(options, chances, strict=True) if self._key(o.spot) == best]
        return Chosen(max(same, key=lambda one: (one[0], -one[1]))[1], of_place[best])

    def _key(self, spot: int) -> str:
        """The same for all mentions of one place."""
        _, place, described = self._spots[spot]
        if described:
            return f"mention {place.mention}"
        return str(place.geonameid) if place.geonameid is not None else place.name.casefold()

    def _is_headline(self) -> bool:
        """Does the text open with a line that has no full stop, above another sentence?"""
        sentences = self._grammar.analysis.sentences
        return len(sentences) > 1 and self._grammar.tokens[sentences[0].last - 1].text not in (".", "?", "!", '"', "”")
