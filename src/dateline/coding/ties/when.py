"""When a tie began, ended or held, as far as the text says so beside the word that ties: "merged in March", "its leader
since 2003"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.grammar import Grammar

_TIMED = frozenset({"obl", "nmod", "advmod", "obj", "nummod", "dep", "acl"})
_CARRIED = frozenset({"xcomp", "obl", "obj"})
"""Relations of a role to the verb that says when: "became leader in 2001", "was named head on Monday"."""


def time_of(grammar: Grammar, word: int, times: Sequence[int]) -> int | None:
    """The position in `times`, the words that head the time expressions of a document, of the one that hangs on the
    word, or on the verb that carries it; of several the nearest. None where there is none."""
    tokens = grammar.tokens
    words = {word}
    token = tokens[word]
    if token.head >= 0 and token.deprel.partition(":")[0] in _CARRIED and tokens[token.head].upos == "VERB":
        words.add(token.head)
    own = [
        n for n, head in enumerate(times)
        if head != word and tokens[head].head in words and tokens[head].deprel.partition(":")[0] in _TIMED
    ]  # fmt: skip
    return min(own, key=lambda n: (abs(times[n] - word), n), default=None)
