"""Spans out of BIO scores, alone or in relation to an anchor (a predicate, a cue)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.language.products import rows_by

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]

FARTHEST = 31
"""As in `training.heads.pairs`: distances are exact up to 16 words, then logarithmic."""
AWAY = 128
"""Words from which on all distances are in the last bucket."""


NEVER = np.float32(-1e4)
"""Score of a label where there is no word: O, with 0, is better by far."""


class Labelled(NamedTuple):
    """Words [first, last) with a label and the mean probability of its words' labels."""

    first: int
    last: int
    label: str
    score: float


def buckets(size: int) -> Numbers:
    """The bucket of each distance -size .. size, at index distance + size."""
    distance = np.arange(-size, size + 1)
    away = np.abs(distance)
    log = 16 + np.maximum(np.floor(np.log2(np.maximum(away, 1).astype(np.float32) / 16) * 5), 0).astype(np.int64)
    return np.minimum(np.where(away <= 16, away, log), FARTHEST) * np.sign(distance) + FARTHEST


_BUCKETS = buckets(AWAY)


def probabilities(logits: Array) -> Array:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Array = shifted / shifted.sum(-1, keepdims=True)
    return result


def anchored(
    anchors: Array, at: Sequence[int], words: Array, plain: Array, first: int, distance: Array, pair: Array
) -> Array:
    """Logits [anchor, word, label] of the words of a stretch for each anchor (`training.heads.pairs`).

    anchors [anchor, hidden], the position of each in the window, words [word, hidden] and plain [word, label] of the
    stretch, which begins at word `first` of the window; distance [bucket, hidden] and pair [label, hidden] are the
    model's.
    """
    positions = np.arange(first, first + len(words))
    away = np.clip(positions[None] - np.asarray(at)[:, None], -AWAY, AWAY)
    hidden = distance[_BUCKETS[away + AWAY]]
    hidden += anchors[:, None]
    hidden += words
    np.maximum(hidden, 0, out=hidden)
    scores = rows_by(hidden.reshape(-1, hidden.shape[-1]), pair.T).reshape(len(at), len(words), len(pair))
    scores += plain
    return scores


class Pairs:
    """The scorer of one kind of anchored spans: what `training.heads.pairs` made of the words, put together."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        """`arrays`: the model's; `name`: role, attribution, event or count."""
        self._name = name
        self._distance, self._pair = arrays[f"{name}_distance"], arrays[f"{name}_pair"]
        self._product = arrays.get(f"{name}_product")

    @property
    def labels(self) -> int:
        return len(self._pair)

    def scores(
        self, scores: Mapping[str, Array], at: Sequence[int], to: Sequence[int], first: int = 0, last: int | None = None
    ) -> Array:
        """[anchor, word, label] for the words [first, last) of a window; an anchor goes from word `at` to word `to`."""

        def anchor(part: str) -> Array:
            rows = scores[f"{self._name}_{part}"]
            mean: Array = (rows[at] + rows[to]) * np.float32(0.5)
            return mean

        words, plain = (scores[f"{self._name}_{part}"][first:last] for part in ("word", "plain"))
        found = anchored(anchor("anchor"), at, words, plain, first, self._distance, self._pair)
        if self._product is not None:
            found += affinities(anchor("anchor_side"), scores[f"{self._name}_word_side"][first:last], self._product)
        return found


def affinities(anchors: Array, words: Array, product: Array) -> Array:
    """The bilinear part [anchor, word, label]: sums over `inner` of anchors [anchor, inner] times product
    [label, inner] times words [word, inner]."""
    rows = (anchors[:, None] * product).reshape(-1, anchors.shape[-1])
    return rows_by(rows, words.T).reshape(len(anchors), len(product), len(words)).transpose(0, 2, 1)


def best_labels(logits: Array) -> Numbers:
    """The likeliest label of each word in rows [row, word, label] in which no I begins a span, as [row, word].

    Mostly every word's own best label; by Viterbi's algorithm where that would not do.
    """
    rows, size, labels = logits.shape
    best: Numbers = logits.argmax(-1)
    kind, inside = (best + 1) // 2, (best > 0) & (best % 2 == 0)
    astray = inside.copy()
    astray[:, 1:] &= kind[:, 1:] != kind[:, :-1]
    if not astray.any():
        return best
    # A word is O whatever stands around it where O is better than all else by as much as a next word could lose by
    # being B instead of I. What lies between two such words is a row of its own.
    outside = logits[:, :, 0] - logits[:, :, 1:].max(-1)
    loss = np.zeros((rows, size), np.float32)
    loss[:, :-1] = np.maximum((logits[:, 1:, 2::2] - logits[:, 1:, 1::2]).max(-1), 0)
    open_ = np.zeros((rows, size + 2), bool)
    open_[:, 1:-1] = outside <= loss
    turns = np.flatnonzero(np.diff(open_.ravel().astype(np.int8)))
    starts, ends = turns[::2] - 2 * (turns[::2] // (size + 2)), turns[1::2] - 2 * (turns[1::2] // (size + 2))
    wrong = np.concatenate([[0], np.cumsum(astray)])
    starts, ends = starts[wrong[ends] > wrong[starts]], ends[wrong[ends] > wrong[starts]]
    # All of these in one array, filled up with O.
    at = starts[:, None] + np.arange((ends - starts).max())
    within = at < ends[:, None]
    parts = logits.reshape(-1, labels)[np.minimum(at, rows * size - 1)]
    parts[~within] = NEVER
    parts[~within, 0] = 0
    # A kind that is nowhere better than O is in no best row, since O could stand in its place: it is left out.
    better = np.maximum(parts[:, :, 1::2], parts[:, :, 2::2]) > parts[:, :, :1]
    kinds = np.flatnonzero(better.any((0, 1)))
    kept = np.concatenate([[0], np.stack([2 * kinds + 1, 2 * kinds + 2], 1).ravel()])
    best.reshape(-1)[at[within]] = kept[_viterbi(parts[:, :, kept])[within]]
    return best


def _viterbi(logits: Array) -> Numbers:
    rows, size, _ = logits.shape
    row = np.arange(rows)
    by_word = np.ascontiguousarray(logits.transpose(1, 0, 2))
    score = by_word[0].copy()
    score[:, 2::2] = NEVER
    # How each word is reached: from the best label of the word before, or an I from the I (else the B) of its kind.
    before, from_inside = np.zeros((size, rows), np.int64), np.zeros((size, rows, logits.shape[2] // 2), bool)
    for word in range(1, size):
        begun, inside = score[:, 1::2], score[:, 2::2]
        before[word] = score.argmax(1)
        np.greater(inside, begun, out=from_inside[word])
        going_on = np.maximum(begun, inside)
        score = by_word[word] + score[row, before[word]][:, None]
        score[:, 2::2] = by_word[word, :, 2::2] + going_on
    best = np.zeros((rows, size), np.int64)
    best[:, -1] = label = score.argmax(1)
    for word in range(size - 1, 0, -1):
        goes_on = (label > 0) & (label % 2 == 0)
        label = np.where(goes_on, label - ~from_inside[word][row, (label - 1) // 2], before[word])
        best[:, word - 1] = label
    return best


def stretches(best: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The spans in rows of label numbers [row, word]: arrays of their row, first word, end, and kind.

    Numbers as in `spans_of`: 0 is O, 2k + 1 begins and 2k + 2 continues a span of kind k.
    """
    rows, firsts = np.nonzero(best % 2)
    ends = best > 0
    ends[:, :-1] &= (best[:, 1:] == 0) | (best[:, 1:] % 2 == 1)
    return rows, firsts, np.nonzero(ends)[1] + 1, best[rows, firsts] // 2


def spans_of(logits: Array, labels: Sequence[str]) -> list[list[Labelled]]:
    """The spans in each row of scores [row, word, label]; labels "O", "B-x", "I-x" in that order for each x."""
    best = best_labels(logits)
    found: list[list[Labelled]] = [[] for _ in best]
    rows, firsts, lasts, kinds = stretches(best)
    if len(rows):
        marked = np.nonzero(best)
        chances = probabilities(logits[marked])[np.arange(len(marked[0])), best[marked]]
        # The spans lie side by side among the marked words.
        lengths = lasts - firsts
        means = np.add.reduceat(chances, np.cumsum(lengths) - lengths) / lengths
        for row, first, last, kind, score in zip(
            *(numbers.tolist() for numbers in (rows, firsts, lasts, kinds, means)), strict=True
        ):
            found[row].append(Labelled(first, last, labels[2 * kind + 1][2:], score))
    return found
