"""Analyses built by hand, for tests that must not depend on the language model.

A line is one word, `number form lemma upos head deprel`, blank-separated; an empty line ends a sentence; numbers and
heads count from 1 in each sentence, head 0 is the root. Words are set with spaces between them except before closing
and after opening punctuation and before "'s" and "n't".
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records.analysis import Analysis, Attribution, Happening, Name, Predicate, Sentence, Token

_NO_SPACE_BEFORE = frozenset([",", ".", ";", ":", "?", "!", ")", "]", "'s", "’s", "'", "’", "n't", "”", "%"])
_NO_SPACE_AFTER = frozenset(["(", "[", "“", "$"])


def tree(
    words: str,
    *,
    names: Sequence[Name] = (),
    predicates: Sequence[Predicate] = (),
    attributions: Sequence[Attribution] = (),
    happenings: Sequence[Happening] = (),
    factuality: Sequence[float] | None = None,
) -> Analysis:
    """The Analysis of the sentences in `words`. Raises ValueError for a line without six columns."""
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block in words.strip().split("\n\n"):
        offset = len(tokens)
        glued = True
        for line in block.strip().splitlines():
            columns = line.split()
            if len(columns) != 6:
                raise ValueError(f"six columns wanted: {line!r}")
            _, form, lemma, upos, head, deprel = columns
            if text and not (glued and len(tokens) > offset) and form not in _NO_SPACE_BEFORE:
                text += " "
            start = len(text)
            text += form
            governor = int(head) - 1 + offset if int(head) else -1
            tokens.append(Token(start, len(text), form, lemma.lower(), upos, governor, deprel))
            glued = form in _NO_SPACE_AFTER
        sentences.append(Sentence(tokens[offset].start, tokens[-1].end, offset, len(tokens)))
    return Analysis(
        text, tokens, sentences, list(names), list(predicates), list(attributions), list(happenings),
        list(factuality) if factuality is not None else [0.0] * len(tokens),
    )  # fmt: skip


def token_of(analysis: Analysis, form: str, nth: int = 1) -> int:
    """Position of the n-th token with this form. Raises ValueError where there is none."""
    for index, token in enumerate(analysis.tokens):
        if token.text == form:
            nth -= 1
            if nth == 0:
                return index
    raise ValueError(form)
