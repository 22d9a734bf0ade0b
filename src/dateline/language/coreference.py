"""Which mentions of a document are of the same person or thing: each goes back to an earlier one, or begins anew.

The model says of each word whether it heads a mention, and gives two vectors, for its going back and for its being gone
back to; what the words themselves say (`mention_pairs`) is weighed by a small network, whose weights are the model's
(`training.coreference`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.language.mention_pairs import PAIRED, candidates, compare
from dateline.language.mention_traits import SINGLE, Mentions, describe
from dateline.language.products import rows_by
from dateline.language.spans import probabilities
from dateline.records.analysis import Mention, Sentence, Token

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]

MENTION = 0.0
"""Log odds from which on a word heads a mention: even chances."""
AGAIN = -0.5
"""Log odds from which on a mention is of something spoken of before; chosen on GUM's dev part. Below even, since most
things are mentioned once only, which makes going back rare."""


BLOCK = 4096
"""Pairs that are weighed at once, so that a long document needs little memory."""


class Mentioned(NamedTuple):
    """What a window says of the mentions in it, one row a mention, in text order."""

    heads: list[int]
    odds: Array
    types: Array
    """Scores of each type."""
    later: Array
    """Vectors, for its going back to another, and for another's going back to it."""
    earlier: Array


class Linker:
    """Puts mentions into clusters with the weights of one model."""

    def __init__(self, arrays: dict[str, Array], types: Sequence[str]) -> None:
        self._types = list(types)
        self._later_map, self._earlier_map = arrays["link_later_map"], arrays["link_earlier_map"]
        self._single_later, self._single_earlier = arrays["link_later"], arrays["link_earlier"]
        self._pair, self._bias, self._out = arrays["link_pair"], arrays["link_bias"], arrays["link_out"]

    def clusters(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], windows: Sequence[tuple[int, Mentioned]]
    ) -> list[list[Mention]]:
        """The mentions of a document, those of one thing together; `windows`: the first word of each, and its mentions.

        In the order of their first mentions; what is mentioned once only is a cluster of one. Of several mentions with
        the same words the first is kept.
        """
        heads = [first + head for first, said in windows for head in said.heads]
        if not heads:
            return []
        odds, types, later, earlier = (
            np.concatenate([getattr(said, name) for _, said in windows])
            for name in ("odds", "types", "later", "earlier")
        )
        found = describe(tokens, sentences, heads, odds, probabilities(types))
        rows, columns = candidates(found)
        scores = self._scores(found, rows, columns, later, earlier)
        spans = list(zip(found.first.tolist(), found.last.tolist(), strict=True))
        kinds = [self._types[i] for i in found.types.argmax(1).tolist()]
        seen: set[tuple[int, int]] = set()
        clusters: list[list[Mention]] = []
        for members in _together(len(heads), rows, columns, scores):
            cluster = [Mention(heads[i], *spans[i], kinds[i]) for i in members if spans[i] not in seen]
            seen.update((mention.first, mention.last) for mention in cluster)
            if cluster:
                clusters.append(cluster)
        return sorted(clusters, key=lambda cluster: cluster[0].head)

    def _scores(self, mentions: Mentions, rows: Numbers, columns: Numbers, later: Array, earlier: Array) -> Array:
        """Log odds of each pair against the later's going back to nothing."""
        single_later = rows_by(mentions.single, self._single_later) + self._bias
        single_earlier = rows_by(mentions.single, self._single_earlier)
        later, earlier = rows_by(later, self._later_map), rows_by(earlier, self._earlier_map)
        scores = np.empty(len(rows), np.float32)
        for begin in range(0, len(rows), BLOCK):
            block = slice(begin, begin + BLOCK)
            one, two = rows[block], columns[block]
            hidden = rows_by(np.ascontiguousarray(compare(mentions, one, two).T), self._pair)
            hidden += single_later[one]
            hidden += single_earlier[two]
            np.maximum(hidden, 0, out=hidden)
            scores[block] = hidden @ self._out
            scores[block] += np.einsum("pv,pv->p", later[one], earlier[two])
        return scores


def linker_of(arrays: dict[str, Array], types: Sequence[str]) -> Linker | None:
    """The linker of a model; None for one that has not learned to link (`training.coreference`), or has learned it for
    other things to compare than those of this version."""
    shapes = [arrays[name].shape[0] if name in arrays else 0 for name in ("link_pair", "link_later")]
    return Linker(arrays, types) if shapes == [len(PAIRED), len(SINGLE)] else None


def _together(size: int, rows: Numbers, columns: Numbers, scores: Array) -> list[list[int]]:
    """Clusters of mentions in order. Each goes to the cluster whose members are, all together, its likeliest
    antecedents (that is what the training makes likely), or begins one."""
    odds = np.exp(np.minimum(scores.astype(np.float64), 50))
    least = math.exp(AGAIN)
    bounds = np.searchsorted(rows, np.arange(size + 1)).tolist()
    cluster_of = np.zeros(size, np.int64)
    clusters: list[list[int]] = []
    for row, (first, last) in enumerate(pairwise(bounds)):
        number = len(clusters)
        if last > first:
            among = np.bincount(cluster_of[columns[first:last]], odds[first:last])
            best = int(among.argmax())
            if among[best] > least:
                number = best
        if number == len(clusters):
            clusters.append([])
        cluster_of[row] = number
        clusters[number].append(row)
    return clusters
