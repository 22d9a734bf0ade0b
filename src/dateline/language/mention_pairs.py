"""What the words of two mentions say for and against their being of the same entity: names, number, distance, syntax.

`training.coreference` learns what each of these is worth, `dateline.language.coreference` weighs them.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from dateline.language.mention_traits import WORDS, Array, Mentions, Numbers

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
    later: list[Numbers] = []
    earlier: list[Numbers] = []
    having: defaultdict[int, list[int]] = defaultdict(list)
    lemmas = mentions.codes["lemma"].tolist()
    for row, (lemma, names) in enumerate(zip(lemmas, mentions.names.tolist(), strict=True)):
        begin = max(0, row - NEAR)
        before = np.arange(begin, row)
        keys = {name for name in (lemma, *names) if name >= 0}
        if begin and keys:
            far = {old for key in keys for old in having[key][-NEAR - FAR :] if old < begin}
            before = np.concatenate([np.array(sorted(far)[-FAR:], np.int64), before])
        for key in keys:
            having[key].append(row)
        later.append(np.full(len(before), row))
        earlier.append(before)
    if not size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(later), np.concatenate(earlier)


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

    words, old_words = m.words[later], m.words[earlier]
    shared, head_there, old_head_there = (np.zeros(len(later), np.int64) for _ in range(3))
    for place in range(WORDS):
        word = words[:, place, None]
        shared += ((word == old_words) & (word >= 0)).any(1)
    head_there = ((old_words == of_later["lemma"][:, None]) & (old_words >= 0)).any(1)
    old_head_there = ((words == of_earlier["lemma"][:, None]) & (words >= 0)).any(1)
    name_shared = np.zeros(len(later), bool)
    either = np.flatnonzero((of_later["named"] > 0) & (of_earlier["named"] > 0))
    names, old_names = m.names[later[either]], m.names[earlier[either]]
    for place in range(WORDS):
        name = names[:, place, None]
        name_shared[either] |= ((name == old_names) & (name >= 0)).any(1)
    name_differs = np.zeros(len(later), bool)
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
        head_there,
        old_head_there,
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
