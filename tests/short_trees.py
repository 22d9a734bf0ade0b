"""Trees in one line, for tests with many short sentences."""

from __future__ import annotations

from collections.abc import Sequence

from trees import token_of, tree

from dateline.records.analysis import Analysis, Attribution, Name


def sentence(words: str, names: Sequence[Name] = (), attributions: Sequence[Attribution] = ()) -> Analysis:
    """`form/lemma/upos/head/deprel`, blanks between words, "|" between sentences; the lemma may be left empty."""
    blocks = []
    for block in words.split("|"):
        lines = []
        for number, word in enumerate(block.split(), 1):
            form, lemma, upos, head, deprel = word.split("/")
            lines.append(f"{number} {form} {lemma or form.lower()} {upos} {head} {deprel}")
        blocks.append("\n".join(lines))
    return tree("\n\n".join(blocks), names=names, attributions=attributions)


def span(analysis: Analysis, first: str, last: str | None = None) -> tuple[int, int]:
    """Tokens [first, last) from the first token with one form to the next with the other."""
    start = token_of(analysis, first)
    end = start
    while last is not None and analysis.tokens[end].text != last:
        end += 1
    return start, end + 1
