"""What the words of two mentions say for and against their being of the same entity: names, number, distance, syntax.

`training.coreference` learns what each of these is worth, `dateline.language.coreference` weighs them.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from dateline.language.mention_traits import Array, Mentions, Numbers

Flags = NDArray[np.bool_]

NEAR = 40
"""So many mentions before it are compared with each mention."""
FAR = 16
"""So many more, the last ones that share a word with its head or its names."""
SENTENCES = np.array((0, 1, 2, 3, 4, 8, 20))
"""Where the buckets of the distance in sentences begin."""
APART = np.array((1, 2, 3, 4, 6, 11, 25, 80))
"""The same in mentions."""
PAIRED = (
    "same words",
    "same head",
    "same lemma",
    "all of the later's words",
    "all of the earlier's words",
    "share of words",
    "some word",
    "some name",
    "other names",
    "other number",
    "acronym",
    "later's head among the words",
    "earlier's head among the words",
    "same pronoun",
    "number agrees",
    "number differs",
    "gender agrees",
    "gender differs",
    "type",
    "surest type",
    "later in earlier",
    "earlier in later",
    "apposition",
    "predicate",
    "same governor",
    "of the same governor's subject",
    "reflexive",
    "same role",
    "both of who speaks",
    "same modifiers",
    "same owner",
    *(f"from {n} sentences" for n in SENTENCES),
    *(f"from {n} mentions" for n in APART),
)
"""Names of what is told of each pair of mentions."""


def candidates(mentions: Mentions) -> tuple[Numbers, Numbers]:
    """The pairs of mentions that are compared: rows of the later and of the earlier, in the order of the later."""
    size = len(mentions.heads)
    begins = np.maximum(0, np.arange(size) - NEAR)
    having: defaultdict[int, list[int]] = defaultdict(list)
    lemmas = mentions.codes["lemma"].tolist()
    far: list[tuple[int, int]] = []
    for row, (lemma, names) in enumerate(zip(lemmas, mentions.names.tolist(), strict=True)):
        keys = {lemma, *names} - {-1}
        begin = row - NEAR
        if begin > 0 and keys:
            old = {other for key in keys for other in having[key][-NEAR - FAR :] if other < begin}
            far += [(row, other) for other in sorted(old)[-FAR:]]
        for key in keys:
            having[key].append(row)
    counts = np.arange(size) - begins
    rows = np.repeat(np.arange(size), counts)
    columns = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts - begins, counts)
    rows, columns = (
        np.concatenate([near, [pair[side] for pair in far]]).astype(np.int64)
        for side, near in enumerate((rows, columns))
    )
    order = np.lexsort((columns, rows))
    return rows[order], columns[order]


def _nothing_else(numbers: Numbers) -> Numbers:
    """With another number for nothing, so that nothing is not the same as nothing."""
    return np.where(numbers < 0, -2, numbers)


def _any(number: Numbers, others: Numbers) -> Flags:
    """Is a number of each pair among others, [place, pair]?"""
    found: Flags = number == others[0]
    for other in others[1:]:
        found |= number == other
    return found


def compare(m: Mentions, later: Numbers, earlier: Numbers) -> Array:
    """[PAIRED, pair] of pairs of mentions, given by their rows."""
    found = np.zeros((len(PAIRED), len(later)), np.float32)
    codes = m.codes
    of_later = {name: column[later] for name, column in codes.items()}
    of_earlier = {name: column[earlier] for name, column in codes.items()}

    def same(name: str, other: str = "") -> Flags:
        a = of_later[name]
        result: Flags = (a == of_earlier[other or name]) & (a >= 0)
        return result

    def differ(name: str) -> Flags:
        a, b = of_later[name], of_earlier[name]
        result: Flags = (a != b) & (a >= 0) & (b >= 0)
        return result

    words, old_words = m.words.T[:, later], _nothing_else(m.words).T[:, earlier]
    shared = np.zeros(len(later), np.int8)
    for word in words:
        shared += _any(word, old_words)
    name_shared, name_differs = np.zeros((2, len(later)), bool)
    either = np.flatnonzero((of_later["named"] > 0) & (of_earlier["named"] > 0))
    old_names = _nothing_else(m.names).T[:, earlier[either]]
    for name in m.names.T[:, later[either]]:
        name_shared[either] |= _any(name, old_names)
    name_differs[either] = ~name_shared[either]
    count = (m.words >= 0).sum(1)
    size, old_size = count[later], count[earlier]
    heads, old_heads = m.heads[later], m.heads[earlier]
    governed = same("governor")
    sentences = of_later["sentence"] - of_earlier["sentence"]
    surest = m.types.argmax(1) if m.types.size else np.zeros(len(m.heads), np.int64)
    rows = (
        same("text"),
        same("form"),
        same("lemma"),
        (shared == size) & (size > 0),
        (shared == old_size) & (old_size > 0),
        2 * shared / np.maximum(size + old_size, 1),
        shared > 0,
        name_shared,
        name_differs,
        differ("number"),
        same("acronym", "initials") | same("initials", "acronym"),
        _any(of_later["lemma"], old_words),
        _any(_nothing_else(of_earlier["lemma"]), words),
        same("group"),
        same("plural"),
        differ("plural"),
        same("gender"),
        differ("gender"),
        np.einsum("pt,pt->p", m.types[later], m.types[earlier]),
        surest[later] == surest[earlier],
        (m.first[earlier] <= heads) & (heads < m.last[earlier]),
        (m.first[later] <= old_heads) & (old_heads < m.last[later]),
        of_later["apposed"] == old_heads,
        (of_later["predicate"] == old_heads) | (of_earlier["predicate"] == heads),
        governed,
        governed & (of_earlier["role"] == 0),
        governed & (of_later["reflexive"] > 0),
        same("role"),
        same("speaker"),
        same("modifiers"),
        same("owner"),
    )
    for number, row in enumerate(rows):
        found[number] = row
    pairs = np.arange(len(later))
    buckets = len(rows) + np.searchsorted(SENTENCES, sentences, "right") - 1
    found[buckets, pairs] = 1
    found[len(rows) + len(SENTENCES) + np.searchsorted(APART, later - earlier, "right") - 1, pairs] = 1
    return found
