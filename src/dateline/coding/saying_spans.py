"""Where the parts of an attribution begin and end: the spans that the model finds, put right by the tree.

The model labels words one by one and is surest in the middle of a span. What holds at the edges by the conventions of
attribution (a preposition of the cue belongs to it: "called for", a phrase is in the content whole or not at all) is
set here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from dateline.coding.grammar import Grammar
from dateline.coding.sources import tokens_of
from dateline.records.analysis import Attribution, Token

Span = tuple[int, int]

_OF_CUE = frozenset({"for", "about", "of", "on", "against", "with", "at", "in", "over", "by", "from"})
"""Prepositions that PolNeAR has in the cue rather than in the content ("for" 410 times of 457); not "to" and "as"."""
_GAP_CUE, _GAP_CONTENT, _CLOSED = 2, 8, 12
"""Words: between a cue and its content; between two pieces of one content; added at the right end of a content."""
_BREAKS = frozenset({",", ";", ":", "(", ")", "-", "–", "—", '"', "“", "”"})
_OWN = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
"""Words that belong to no cue that lacks them: they may be a source or a time."""
_ASIDE = ("parataxis",)
_STEPS = 60


def put_right(grammar: Grammar, one: Attribution, quotes: Sequence[Span]) -> Attribution:
    """An attribution with the edges of its cue and content set; `quotes`: characters of the quotations of the text."""
    if not one.cue or not one.content:
        return one
    tokens = grammar.tokens
    said = set(tokens_of(one.cue)) | set(tokens_of(one.source))
    content = _joined(sorted(one.content), said)
    cue, content = _reaching(tokens, sorted(one.cue), content, said)
    content = [*content[:-1], _closed(tokens, content[-1], said | set(tokens_of(cue)))]
    content = [_whole_quotation(tokens, span, quotes, said) for span in content]
    return msgspec.structs.replace(one, cue=cue, content=_merged(content))


def _joined(pieces: list[Span], said: set[int]) -> list[Span]:
    """Pieces of a content with neither cue nor source between them are one."""
    joined = pieces[:1]
    for first, last in pieces[1:]:
        end = joined[-1][1]
        if first - end <= _GAP_CONTENT and not said.intersection(range(end, first)):
            joined[-1] = (joined[-1][0], max(end, last))
        else:
            joined.append((first, last))
    return joined


def _merged(pieces: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(pieces):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _reaching(
    tokens: Sequence[Token], cue: list[Span], content: list[Span], said: set[int]
) -> tuple[list[Span], list[Span]]:
    """The cue up to its content: "called" ... "for calm", "raised doubts" ... "about the count"."""
    start, end = cue[-1]
    for number, (first, last) in enumerate(content):
        if first == end and last - first > 1 and tokens[first].text.lower() in _OF_CUE:
            content = [*content[:number], (first + 1, last), *content[number + 1 :]]
            return [*cue[:-1], (start, end + 1)], content
    after = min((first for first, _ in content if first >= end), default=end)
    between = range(end, after)
    if 0 < len(between) <= _GAP_CUE and not any(
        i in said or tokens[i].upos in _OWN or tokens[i].upos == "PUNCT" or tokens[i].text in _BREAKS for i in between
    ):
        return [*cue[:-1], (start, after)], content
    return cue, content


def _closed(tokens: Sequence[Token], span: Span, said: set[int]) -> Span:
    """A content with what follows and depends on a word in it: a phrase is not cut in its middle."""
    first, last = span
    end = last
    while end < len(tokens) and end not in said:
        if tokens[end].upos == "PUNCT":
            follows = end + 1 < len(tokens) and end + 1 not in said and _below(tokens, end + 1, span)
        else:
            follows = _below(tokens, end, span)
        if not follows:
            break
        end += 1
    while end > last and tokens[end - 1].upos == "PUNCT":
        end -= 1
    added = sum(tokens[i].upos != "PUNCT" for i in range(last, end))
    return (first, end) if added <= _CLOSED else span


def _below(tokens: Sequence[Token], word: int, span: Span) -> bool:
    """Does a word depend on one of the span, by way of others or not, and not as an aside?"""
    for _ in range(_STEPS):
        token = tokens[word]
        if token.head < 0 or token.deprel.split(":")[0] in _ASIDE:
            return False
        word = token.head
        if span[0] <= word < span[1]:
            return True
    return False


def _whole_quotation(tokens: Sequence[Token], span: Span, quotes: Sequence[Span], said: set[int]) -> Span:
    """A content that covers half of a quotation covers all of it, where it is not the speaker's again."""
    first, last = span
    at = max(bisect_left(quotes, (tokens[first].start, 0)) - 1, 0)
    for start, end in quotes[at:]:
        if start >= tokens[last - 1].end:
            break
        inside = [i for i in range(max(first - 80, 0), min(last + 80, len(tokens))) if start <= tokens[i].start < end]
        if inside and not said.intersection(inside):
            shared = sum(first <= i < last for i in inside)
            if shared * 2 >= len(inside):
                first, last = min(first, inside[0]), max(last, inside[-1] + 1)
    return first, last
