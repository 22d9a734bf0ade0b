"""Do two words tell of one event? The chance, by what is alike and what differs in what they say.

A report comes back to its event in other words and with other details: "gunmen *attacked* a convoy ... the six
*killed* in the ambush". Each trait of a pair has a weight in `data/tellings.tsv`; the chance is the logistic function
of their sum. `python -m bench.tellings --fit` fits the weights on the train part of our own corpus.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dateline.coding import tables
from dateline.coding.confidence import Features, logistic
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.records.analysis import Argument, Token

DEFINITE = frozenset(("the", "this", "that", "these", "those"))
"""Determiners of what has been spoken of."""
_INDEFINITE = frozenset(("a", "an", "another", "some"))
_NAMING = frozenset(("PROPN", "NOUN", "NUM"))
LEAD = 2
"""Sentences at the head of a report, title and lead, to whose events the rest comes back."""
_DISTANCES = ((0, "same sentence"), (1, "next"), (3, "near"), (8, "further"))
_FAR = "far"


def weights() -> dict[str, float]:
    """The weight of each trait."""
    return tables.weights("tellings.tsv")["pair"]


def chance(
    grammar: Grammar, entity_of: Sequence[int | None], known: Candidate, other: Candidate, between: int
) -> float:
    """The chance that two candidates are one event; parameters as for `traits_of`. A trait without a weight says
    nothing."""
    known_traits = weights()
    traits = traits_of(grammar, entity_of, known, other, between)
    return logistic(known_traits, {trait: value for trait, value in traits.items() if trait in known_traits})


def traits_of(
    grammar: Grammar, entity_of: Sequence[int | None], known: Candidate, other: Candidate, between: int
) -> Features:
    """The traits of two candidates of a type, `known` told of first, with so many of their type told of `between` them.

    `entity_of`: the entity of each mention.
    """
    tokens = grammar.tokens
    word, earlier = _word(other), _word(known)
    found = {
        "actors": _alike({entity_of[m] for m in known.actors}, {entity_of[m] for m in other.actors}),
        "recipients": _alike({entity_of[m] for m in known.recipients}, {entity_of[m] for m in other.recipients}),
        "recipients named": _alike(_heads(grammar, known, "recipient"), _heads(grammar, other, "recipient")),
        "actors named": _alike(_heads(grammar, known, "actor"), _heads(grammar, other, "actor")),
        "places": _alike(_words(grammar, known, "place"), _words(grammar, other, "place")),
        "dates": _alike(_words(grammar, known, "date"), _words(grammar, other, "date")),
        "modes": _modes(known.modes, other.modes),
        "counts": _counts(grammar, known, other),
        "status": "same" if known.status == other.status else "differs",
        "word": "same" if tokens[word].lemma in {tokens[t].lemma for t in (earlier, *known.told_by)} else "differs",
        "form": _form(grammar, word),
        "first form": "verb" if grammar.verbal(earlier) else "noun",
        "distance": _distance(grammar.sentence_of[other.trigger] - grammar.sentence_of[known.told_by[-1]]),
        "between": str(min(between, 2)),
        "begun": "lead" if grammar.sentence_of[known.trigger] < LEAD else "later",
        "tense": "past perfect" if grammar.perfect_of_past(word) else "other",
    }
    if found["distance"] == "same sentence":
        found["tree"] = _hanging(grammar, known, other)
    return {f"{trait}: {value}": 1.0 for trait, value in found.items()}


def _word(candidate: Candidate) -> int:
    return candidate.word if candidate.word >= 0 else candidate.trigger


def _alike(one: Collection[object], other: Collection[object]) -> str:
    if not one or not other:
        return "neither" if not one and not other else "first only" if one else "second only"
    return "same" if set(one) & set(other) else "differ"


def _modes(one: Sequence[str], other: Sequence[str]) -> str:
    found = _alike(one, other)
    return "one only" if found.endswith("only") else found


def _spans(candidate: Candidate, slot: str) -> list[Argument]:
    """What the head reads in a slot of an event."""
    return [s for s in candidate.happening.slots if s.role == slot] if candidate.happening is not None else []


def _naming(tokens: Iterable[Token]) -> set[str]:
    return {token.lemma for token in tokens if token.upos in _NAMING}


def _words(grammar: Grammar, candidate: Candidate, slot: str) -> set[str]:
    """The nouns, names and numbers in a slot."""
    return _naming(grammar.tokens[i] for s in _spans(candidate, slot) for i in range(s.first, s.last))


def _heads(grammar: Grammar, candidate: Candidate, slot: str) -> set[str]:
    """The main words in a slot."""
    return _naming(grammar.tokens[grammar.head_of(s.first, s.last)] for s in _spans(candidate, slot))


def _counts(grammar: Grammar, one: Candidate, other: Candidate) -> str:
    """Are the numbers that both give for the same thing (dead, arrested, ...) the same?"""

    def numbers(candidate: Candidate) -> dict[str, set[str]]:
        counts = candidate.happening.counts if candidate.happening is not None else ()
        return {c.role: {grammar.tokens[i].lemma for i in range(c.first, c.last)} for c in counts}

    first, second = numbers(one), numbers(other)
    both = first.keys() & second.keys()
    return "none" if not both else "same" if all(first[key] == second[key] for key in both) else "differ"


def _form(grammar: Grammar, word: int) -> str:
    """How the later word stands there: as a verb, or as a noun that is known, new, or somebody's."""
    if grammar.verbal(word):
        return "verb"
    determiners = {grammar.tokens[c].lemma for c in grammar.below(word, "det")}
    if determiners & DEFINITE:
        return "definite"
    if determiners & _INDEFINITE:
        return "indefinite"
    return "possessed" if grammar.below(word, "nmod:poss") else "bare"


def _distance(sentences: int) -> str:
    return next((name for most, name in _DISTANCES if sentences <= most), _FAR)


def _hanging(grammar: Grammar, known: Candidate, other: Candidate) -> str:
    """Of words of one sentence: does one hang on the other?"""
    if set(known.told_by) & set(grammar.ancestors(other.trigger)):
        return "below"
    return "above" if any(other.trigger in grammar.ancestors(t) for t in known.told_by) else "beside"
