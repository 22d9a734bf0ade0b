"""With what: the weapons and vehicles of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.grammar import Grammar

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

FARTHEST = 3
"""Steps from the trigger: "attacked with rockets fired from a pick-up" is three, further on it is another act's."""
_OWN_CLAUSE = ("ccomp", "advcl", "acl:relcl", "parataxis", "conj")
_MEANS = frozenset(("", "with", "by", "from", "in", "aboard", "via", "of", "using", "use", "through"))
"""Prepositions before a means: what stands near a tank is not done with it."""
_WIELDING = frozenset(
    ("use", "fire", "launch", "throw", "lob", "hurl", "toss", "detonate", "explode", "set", "drop", "plant", "lay",
     "deploy", "wield", "brandish", "shoot", "trigger", "activate", "carry", "drive", "ram", "fly", "swing", "draw")
)  # fmt: skip
"""Verbs whose object is what the act is done with: "fired *rockets*"; others do something to it: "seized rockets"."""


def find_instruments(grammar: Grammar, layer: EntityLayer, trigger: int) -> list[int]:
    """Mention ids of weapons and vehicles that hang on a trigger within its clause, in text order."""
    found: list[int] = []
    reached = [trigger]
    for _ in range(FARTHEST):
        reached = [c for at in reached for c in grammar.children[at] if _is_means(grammar, c)]
        for word in reached:
            mention = layer.by_token.get(word)
            if mention is not None and layer.mentions[mention].type in ("weapon", "vehicle"):
                found.append(mention)
    return sorted(found)


def _is_means(grammar: Grammar, word: int) -> bool:
    """Can a dependent be, or contain, what is used?"""
    token = grammar.tokens[word]
    if token.deprel in _OWN_CLAUSE or grammar.case(word) not in _MEANS:
        return False
    above = grammar.tokens[token.head]
    return token.deprel not in ("obj", "nsubj:pass") or above.upos != "VERB" or above.lemma in _WIELDING
