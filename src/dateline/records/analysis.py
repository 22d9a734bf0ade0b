"""How a text is built: what `language` finds and `coding` reads.

All token positions are indices into `Analysis.tokens`, ends exclusive; all character positions are
offsets into `Analysis.text`.
"""

from __future__ import annotations

import msgspec

Chances = tuple[tuple[str, float], ...]
"""Some values with their probabilities, the likeliest first, unlikely ones left out."""


class Token(msgspec.Struct, gc=False):
    """One word or punctuation mark, split as Universal Dependencies' English treebanks do ("do" "n't")."""

    start: int
    """First character."""
    end: int
    """One past the last character."""
    text: str
    lemma: str
    """Lower-case base form."""
    upos: str
    """Universal part of speech: NOUN, PROPN, VERB, AUX, ADP, ..."""
    head: int
    """Token this one depends on; -1 for the root of a sentence."""
    deprel: str
    """Universal Dependencies relation to the head, with the subtypes of English ("nsubj:pass")."""


class Sentence(msgspec.Struct, gc=False):
    """A sentence: characters [start, end), tokens [first, last)."""

    start: int
    end: int
    first: int
    last: int


class Argument(msgspec.Struct, gc=False):
    """What belongs to a word: tokens [first, last)."""

    role: str
    """Of a predicate in PropBank: ARG0 to ARG5, ARGM-TMP, ARGM-LOC, ..., with C- and R-. Of an event: its slot."""
    first: int
    last: int
    score: float = 1.0
    """Mean probability of its words."""


class Predicate(msgspec.Struct):
    """A verb, noun or adjective that has arguments."""

    token: int
    arguments: list[Argument]
    score: float
    """Probability that the token is a predicate."""


class Name(msgspec.Struct, gc=False):
    """A mention found by the tagger: tokens [first, last)."""

    first: int
    last: int
    type: str
    """person, organisation, place, nationality ("Syrian"), weapon, vehicle, quantity, money or document."""
    named: bool
    """A proper name; False for a description ("the minister")."""
    score: float


class Attribution(msgspec.Struct):
    """Who says what: spans of tokens [first, last) for each part; several where the part is interrupted."""

    source: list[tuple[int, int]]
    """Empty where the text leaves the source open ("reportedly")."""
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    score: float
    traits: dict[str, tuple[str, float]] = {}
    """kind and identification of the source, stance of the saying: the likeliest value, as the record has it, and its
    probability; empty where the model has not learned them."""


class Happening(msgspec.Struct, gc=False):
    """A word that tells of an event, as the trained head reads it."""

    token: int
    score: float
    """Probability that it tells of an event of any type."""
    types: list[tuple[str, float]]
    """Types with their probabilities, given that it tells of an event; the likeliest first, unlikely ones left out."""
    modes: list[tuple[str, float]]
    """`type/mode` of those types with its probability, given the type; unlikely ones left out."""
    status: str
    """The likeliest status, as the record has it."""
    slots: list[Argument]
    """actor, recipient, instrument, place, to, from, date."""
    counts: list[Argument] = []
    """Numbers that say how many it befell: dead, injured, arrested, ... (`Size`)."""
    places: list[Argument] = []
    """Single words with the chance that they are in the slot place, to or from, also where another one is likelier."""


class Mention(msgspec.Struct, gc=False):
    """Words that stand for a person or thing, pronouns among them: tokens [first, last), the whole noun phrase."""

    head: int
    """The token that the others depend on; of several joined by "and", taken together, the "and"."""
    first: int
    last: int
    type: str
    """The likeliest of GUM's types: person, organization, place, object, event, time, abstract, substance, animal,
    plant. Groups of people are person."""


class Analysis(msgspec.Struct):
    """The linguistic layers of one document."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    names: list[Name]
    predicates: list[Predicate]
    """In text order."""
    attributions: list[Attribution]
    """In the order of their cues."""
    happenings: list[Happening]
    """In text order; none where the model has not learned events."""
    factuality: list[float]
    """One value a token: how sure the text is that the event told by it happened, from -3 (certainly not)
    over 0 (open) to 3 (certainly), on the scale of Stanovsky et al. (2017). Meaningful at predicates only."""
    sectors: list[Chances] = []
    """The likelier PLOVER sectors of whoever a token names or describes, the likeliest first. Meaningful at mentions
    of parties only; empty where the model has not learned sectors."""
    clusters: list[list[Mention]] = []
    """Mentions of the same person or thing, each cluster in text order and the clusters in the order of their first
    mentions; what is mentioned once is a cluster of one. Relative pronouns are no mentions. Empty where the model has
    not learned coreference."""
