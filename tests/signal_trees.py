"""Trees for tests of signals, and what the built-in codebooks find in them."""

from __future__ import annotations

from dateline.codebooks import Match, SignalIndex, children_of, default
from dateline.records.analysis import Token

INDEX = SignalIndex(default())


def tree(rows: str) -> list[Token]:
    """Tokens from lines of `form lemma UPOS head deprel`, heads counted from 1, 0 for the root."""
    tokens = []
    at = 0
    for line in rows.strip().splitlines():
        form, lemma, upos, head, deprel = line.split()
        tokens.append(Token(at, at + len(form), form, lemma, upos, int(head) - 1, deprel))
        at += len(form) + 1
    return tokens


def matches(tokens: list[Token], form: str, index: SignalIndex | None = None) -> list[Match]:
    i = next(k for k, token in enumerate(tokens) if token.text == form)
    return (index or INDEX).match(tokens, children_of(tokens), i)


def kinds(tokens: list[Token], form: str) -> set[tuple[str, str | None]]:
    return {(match.type, match.mode) for match in matches(tokens, form)}
