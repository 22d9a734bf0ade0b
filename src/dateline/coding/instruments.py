"""With what: the weapons and vehicles of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.grammar import Grammar

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

FARTHEST = 3
"""Steps from the trigger: "attacked with rockets fired from a pick-up" is three, further on it is another act's."""
_OWN_CLAUSE = ("ccomp", "advcl", "acl:relcl", "parataxis", "conj")


def find_instruments(grammar: Grammar, layer: EntityLayer, trigger: int) -> list[int]:
    """Mention ids of weapons and vehicles that hang on a trigger within its clause, in text order."""
    found: list[int] = []
    reached = [trigger]
    for _ in range(FARTHEST):
        below = [c for at in reached for c in grammar.children[at] if grammar.tokens[c].deprel not in _OWN_CLAUSE]
        for word in below:
            mention = layer.by_token.get(word)
            if mention is not None and layer.mentions[mention].type in ("weapon", "vehicle"):
                found.append(mention)
        reached = below
    return sorted(found)
