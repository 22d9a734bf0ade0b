"""Who did an act by saying so: "claimed responsibility for the attack", "the attack was claimed by ...".

Whoever claims an act is its actor as far as the text says; that it is a claim, its attribution and standing say.
"""

from __future__ import annotations

from dateline.coding.grammar import Grammar

_RESPONSIBILITY = frozenset({"responsibility", "credit"})
_CLAIMING = frozenset({"claim", "take", "accept", "assume", "admit", "acknowledge"})
_NOT = frozenset({"no", "not", "never", "neither", "n't", "nobody", "none"})


def claimants(grammar: Grammar, noun: int) -> list[int]:
    """The words for whoever claims the act that a noun tells of; none where nobody does, or only denies it."""
    tokens = grammar.tokens
    token = tokens[noun]
    if token.upos != "NOUN" or token.head < 0:
        return []
    verb = token.head
    claimed = noun
    if token.deprel.startswith(("nmod", "obl")):
        if grammar.case(noun) != "for":
            return []
        if tokens[verb].lemma in _RESPONSIBILITY:
            claimed, verb = verb, tokens[verb].head
        else:
            claimed = next((c for c in grammar.below(verb, "obj", "nsubj:pass") if _is_responsibility(grammar, c)), -1)
        if claimed < 0 or verb < 0 or tokens[verb].lemma not in _CLAIMING:
            return []
    elif tokens[verb].lemma != "claim":
        return []
    if tokens[verb].upos != "VERB" or tokens[claimed].deprel not in ("obj", "nsubj:pass"):
        return []
    agents = [a for a in grammar.agents(verb) if a not in (noun, claimed)]
    denied = [verb, claimed, *agents]
    if any(tokens[c].lemma in _NOT for word in denied for c in grammar.below(word, "advmod", "det")):
        return []
    return [a for a in agents if tokens[a].lemma not in _NOT]


def _is_responsibility(grammar: Grammar, word: int) -> bool:
    return grammar.tokens[word].lemma in _RESPONSIBILITY
