"""What the trained event head says, in the coder's terms: how likely each type is, and who fills the slots.

The head reads a word in its context; the codebook's signals say which words tell of which type at all. Each sees what
the other does not: `dateline.coding.confidence` weighs them together, to the chance that a reader would code the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dateline.coding.grammar import Grammar
from dateline.coding.party_words import BLAMING
from dateline.records.analysis import Analysis, Argument, Happening

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer
    from dateline.coding.parties import PartyFinder

PLAIN = 0.7
"""Chance up to which the tree goes before the head, where it has a mention on the other side. Of such mentions the head
was right about one in four (own corpus, dev)."""
MODE = 0.5
"""Chance of a mode, given the type, from which on it is coded."""


class Reading(NamedTuple):
    """A happening with the chance of each type."""

    happening: Happening
    chances: dict[str, float]


def readings(analysis: Analysis) -> dict[int, Reading]:
    """The happenings of a document by token."""
    return {h.token: Reading(h, {name: h.score * chance for name, chance in h.types}) for h in analysis.happenings}


def modes_of(reading: Reading, event: str) -> list[str]:
    """The modes of a type that the head sees."""
    return [
        mode.partition("/")[2]
        for mode, chance in reading.happening.modes
        if chance >= MODE and mode.partition("/")[0] == event
    ]


def mentions_in(grammar: Grammar, layer: EntityLayer, slots: Iterable[Argument], slot: str) -> dict[int, float]:
    """Mentions that the head puts into a slot, in text order, with the probability of its span: for each of its spans
    the mention of the span's main word, else the longest that begins in it. Nobody is there twice ("him", "the major"):
    the surer span stays."""
    found: dict[int, float] = {}
    for argument in slots:
        if argument.role != slot:
            continue
        mention = layer.by_token.get(grammar.head_of(argument.first, argument.last))
        if mention is None:
            inside = [m for i in range(argument.first, argument.last) if (m := layer.by_token.get(i)) is not None]
            mention = max(inside, key=lambda m: layer.mentions[m].end - layer.mentions[m].start, default=None)
        if mention is None or (entity := layer.mentions[mention].entity) is None:
            continue
        known = next((m for m in found if layer.mentions[m].entity == entity), None)
        if known is None or argument.score > found[known]:
            if known is not None:
                del found[known]
            found[mention] = argument.score
    return dict(sorted(found.items()))


def parties_of(
    word: int, as_read: Mapping[str, Mapping[int, float]], as_ruled: Mapping[str, Sequence[int]], parties: PartyFinder
) -> tuple[list[int], list[int]]:
    """(actors, recipients) of a word, as mentions in text order: by slot what the head reads, with its chances, and
    what the rules find.

    The head knows better whom an act is aimed at: where it sees nobody, of what the rules find only people, bodies and
    states are taken (of the rest one in five was right on our own corpus, dev). It overlooks actors: those that the
    rules find stand beside its own. It also reads over into other sentences: where the rules find somebody, only
    they, or those of the word's own sentence, are taken.
    """
    layer, sentence_of = parties.layer, parties.grammar.sentence_of

    def here(slot: str) -> dict[int, float]:
        ruled = {layer.mentions[m].entity for m in as_ruled[slot]}
        return {
            m: read
            for m, read in as_read[slot].items()
            if not parties.only_where(m, actor=slot == "actor")
            if not ruled or layer.mentions[m].entity in ruled or sentence_of[layer.heads[m]] == sentence_of[word]
        }

    actor, recipient = here("actor"), here("recipient")
    # In a passive the tree says plainly who suffers: of those that the head took for actors one in twelve was one.
    passive = parties.grammar.verbal(word) and parties.grammar.passive(word)
    for slot, ruled, other in ((actor, as_ruled["actor"], recipient), (recipient, as_ruled["recipient"], actor)):
        for m in [m for m in ruled if m not in slot and m in other and (passive or other[m] < PLAIN)]:
            slot[m] = other.pop(m)
    entities = {layer.mentions[m].entity for m in (*actor, *recipient)}
    added = [m for m in as_ruled["actor"] if layer.mentions[m].entity not in entities]
    blamers = _blamers(word, parties)
    actor = {m: read for m, read in actor.items() if layer.mentions[m].entity not in blamers}
    added = [m for m in added if layer.mentions[m].entity not in blamers]
    names = {m: (layer.mentions[m].entity, parties.main_word(m)) for m in (*actor, *recipient)}
    _on_one_side(actor, recipient, names)
    actors = sorted((*actor, *added))
    recipients = sorted(recipient) or [m for m in as_ruled["recipient"] if parties.sentient(m)]
    return actors, [m for m in recipients if m not in actors]


def _blamers(word: int, parties: PartyFinder) -> set[int | None]:
    """The entities that condemn the act that a noun tells of, and so have not done it: "they deplored the killing"."""
    grammar, layer = parties.grammar, parties.layer
    act = word
    while grammar.tokens[act].deprel == "conj":
        act = grammar.tokens[act].head
    verb = grammar.tokens[act].head
    if verb < 0 or grammar.tokens[act].deprel != "obj" or grammar.tokens[verb].lemma not in BLAMING:
        return set()
    if any(grammar.below(noun, "nmod:poss") for noun in (act, word)):
        return set()  # "regretted its attack"
    return {layer.mentions[m].entity for a in grammar.agents(verb) if (m := layer.by_token.get(a)) is not None}


def _on_one_side(
    actor: dict[int, float], recipient: dict[int, float], names: Mapping[int, tuple[int | None, str]]
) -> None:
    """Whoever is read on both sides by the same word stays where the reading is surer; another word for him may well
    stand for somebody else than the coreference has it. `names`: entity and main word of the mentions."""
    for m in list(actor):
        for other in [r for r in recipient if names[r] == names[m]]:
            side, less = (recipient, other) if actor.get(m, 0.0) >= recipient[other] else (actor, m)
            side.pop(less, None)
