"""How sure dateline is of what it writes: the chance that a reader of the text would say the same.

Each kind of record has a few features here, and each feature a weight in `data/confidence.tsv`; the chance is the
logistic function of their weighted sum. `python -m bench.calibration CORPORA --fit` fits the weights by logistic
regression on one half of the documents of development parts, and says by the other half how far the chances can be
trusted. Which features there are was chosen by cross-validation within the first half. Chances of events and parties
are of the types that the language model has learned.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from dateline.coding import tables
from dateline.coding.grammar import Grammar
from dateline.records import analysis as tagged

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.events import Candidate

What = Literal["trigger", "event", "actor", "recipient", "attribution", "place"]
"""trigger: that a word tells of an event of a type, before anything else is known of it. event: that what is coded is
one. actor, recipient: that a party is one of an event that is there. attribution: that somebody says this. place: that
a name is this place, to within 161 km."""
Slot = Literal["actor", "recipient"]
Features = dict[str, float]
Chance = Callable[[What, Features], float]

CONSTANT = "constant"
"""Feature that is always 1."""
LEAST = 0.02
"""Chances below count as this, and those above 1 minus this as that: no head is surer than that."""
MARGIN = 6.0
"""Larger margins count as this: a name that is contained (`place_resolution.CONTAINED`) is as sure as any."""


class Backing(NamedTuple):
    """What speaks for a mention in a slot."""

    read: float
    """Mean probability of the words of the trained head's span; 0 where the head has not put it there."""
    ruled: bool
    """Does the codebook's signal put it there?"""


def weights() -> dict[str, dict[str, float]]:
    """The weights of the features by what they are for."""
    return tables.weights("confidence.tsv")


def chance(what: What, features: Features) -> float:
    """The chance that something with these features is right. Raises KeyError for a feature without a weight."""
    return logistic(weights()[what], features)


def logistic(of: Mapping[str, float], features: Features) -> float:
    """The chance by some weights."""
    odds = of[CONSTANT] + sum(of[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-odds))


def log_odds(probability: float) -> float:
    """Of a probability, kept `LEAST` away from 0 and 1."""
    kept = min(max(probability, LEAST), 1 - LEAST)
    return math.log(kept / (1 - kept))


def of_trigger(read: float, signal: float) -> Features:
    """`read`: chance by the trained head; `signal`: weight of the codebook's row, 0 without one."""
    return {"head": log_odds(read), "signal": signal}


def of_event(grammar: Grammar, candidate: Candidate, before: Sequence[Candidate]) -> Features:
    """Of an event with its parties; `before`: those of its type that the document tells of before it, one of which it
    may be again."""
    reads = [candidate.backing[slot, m].read for slot, m in _parties(candidate) if (slot, m) in candidate.backing]
    sentences = {grammar.sentence_of[token] for token in candidate.told_by}
    here = any(grammar.sentence_of[token] in sentences for other in before for token in other.told_by)
    return {
        "trigger": log_odds(candidate.weight),
        "before": math.log1p(len(before)),
        "before here": float(here),
        "parties": sum(reads) / max(len(reads), 1),
    }


def _parties(candidate: Candidate) -> list[tuple[Slot, int]]:
    return [*(("actor", m) for m in candidate.actors), *(("recipient", m) for m in candidate.recipients)]


def of_party(grammar: Grammar, layer: EntityLayer, candidate: Candidate, slot: Slot, mention: int) -> Features:
    """Of a mention in a slot of an event. Where the head has chosen nobody, the signal's slots speak alone."""
    backing = candidate.backing.get((slot, mention), Backing(0.0, True))
    features = {
        "read": log_odds(backing.read) if backing.read else 0.0,
        "unread": float(not backing.read),
        "ruled": float(backing.ruled),
        "several": math.log(sum(other == slot for other, _ in _parties(candidate)) or 1),
    }
    if slot == "recipient":  # things are hardly ever actors
        features["thing"] = float(layer.mentions[mention].type not in ("person", "group", "organisation"))
    else:
        sentence = grammar.sentence_of[layer.heads[mention]]
        features["elsewhere"] = float(all(grammar.sentence_of[token] != sentence for token in candidate.told_by))
    return features


def of_attribution(grammar: Grammar, one: tagged.Attribution) -> Features:
    """Of an attribution as the model found it or, with score 0, as "according to" says it."""
    return {
        "read": log_odds(one.score) if one.score else 0.0,
        "unread": float(not one.score),
        "verb": float(any(grammar.tokens[i].upos == "VERB" for first, last in one.cue for i in range(first, last))),
        "traits": sum(log_odds(chance) for _, chance in one.traits.values()) / max(len(one.traits), 1),
    }


def of_place(margin: float, score: float, rivals: bool, resolution: int | None) -> Features:
    """Of a resolved place; `score`: what speaks for it, in powers of ten of population; `margin`: how much more than
    for the best candidate elsewhere, if there are `rivals`; `resolution`: as in the record. Gazetteers put large
    countries on points that lie far apart."""
    return {
        "margin": min(margin, MARGIN) if rivals else 0.0,
        "alone": float(not rivals),
        "score": score,
        "country": float(resolution == 1),
        "unit": float(resolution in (2, 3)),
    }
