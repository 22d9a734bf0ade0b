"""How they are tied: who leads, speaks for, belongs to, supports, opposes, joined or left whom.

Ties are read off words (`ties/`, with the table `data/ties.tsv`) that hang between two mentions in the tree, and only
there: what a reader would have to infer from several sentences is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.coding.attribution import attributions_of
from dateline.coding.grammar import Grammar
from dateline.coding.ties.aliases import find_aliases
from dateline.coding.ties.deeds import find_deeds
from dateline.coding.ties.elections import find_elections
from dateline.coding.ties.following import find_following
from dateline.coding.ties.reading import Reading
from dateline.coding.ties.roles import find_roles
from dateline.coding.ties.table import MUTUAL, Found
from dateline.coding.ties.when import time_of
from dateline.records.report import Attribution, Relation

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_OVER_MEMBER = frozenset({"leader_of", "spokesperson_of", "former_member_of"})
"""Who is this is a member too, which goes without saying."""


def find_relations(
    grammar: Grammar, layer: EntityLayer, attributions: Sequence[Attribution], times: Sequence[int] = ()
) -> list[Relation]:
    """The ties between the entities of a document, in the order of the words that state them; each tie once.

    `start` and `end` reach from the first to the last of the two mentions and the word that ties them. What is only
    possible ("may join") is no tie; what is intended is `planned`, what is said not to be so `negated`.
    `times`: the words that head the document's time expressions; a tie has the one that hangs on the word that ties.
    """
    relations: list[Relation] = []
    seen: set[tuple[str, int, int, str]] = set()
    known: set[tuple[int, int]] = set()
    tokens = grammar.tokens
    for found in _find(Reading(grammar, layer)):
        first, second = layer.mentions[found.first], layer.mentions[found.second]
        if first.entity is None or second.entity is None or first.entity == second.entity:
            continue
        key = (found.relation, first.entity, second.entity, found.status)
        if key in seen:
            continue
        seen.add(key)
        if found.relation in MUTUAL:
            seen.add((found.relation, second.entity, first.entity, found.status))
        if found.relation in _OVER_MEMBER:
            known.add((first.entity, second.entity))
        word = tokens[found.word]
        start, end = min(first.start, second.start, word.start), max(first.end, second.end, word.end)
        said = attributions_of(word, attributions)
        time = time_of(grammar, found.word, times)
        relations.append(Relation(found.relation, first.entity, second.entity, start, end, found.status, said, time))
    return [r for r in relations if r.type != "member_of" or (r.source, r.target) not in known]


def _find(reading: Reading) -> Iterator[Found]:
    """Every tie between two mentions, in text order of the tying words, alias claims last."""
    for i, token in enumerate(reading.tokens):
        if token.upos in ("NOUN", "PROPN", "PRON", "NUM"):
            yield from find_roles(reading, i)
            yield from find_following(reading, i)
        elif token.upos in ("VERB", "ADJ"):
            yield from find_deeds(reading, i)
            yield from find_elections(reading, i)
    yield from find_aliases(reading)
