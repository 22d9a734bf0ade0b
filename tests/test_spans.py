"""Spans out of scores: the likeliest labels that make spans, anchored scores, and products in blocks."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.language.products import bilinear, rows_by
from dateline.language.spans import AWAY, FARTHEST, anchored, best_labels, buckets, spans_of, stretches

LABELS = ("O", "B-x", "I-x", "B-y", "I-y")
SCORE = st.floats(-30, 30, width=32)


def rows(words: int, most: int = 3) -> st.SearchStrategy[np.ndarray]:
    shape = st.tuples(st.integers(1, most), st.integers(1, words), st.just(len(LABELS)))
    return shape.flatmap(lambda s: arrays(np.float32, s, elements=SCORE))


def allowed(labels: tuple[int, ...]) -> bool:
    """Does every I follow a B or I of its kind?"""
    before = (0, *labels)
    return all(label in (0, 1, 3) or before[i] in (label, label - 1) for i, label in enumerate(labels))


@settings(deadline=None)
@given(rows(4))
def test_no_labels_that_make_spans_are_likelier(logits: np.ndarray) -> None:
    for row, best in zip(logits, best_labels(logits), strict=True):
        words = range(len(row))
        assert allowed(tuple(best.tolist()))
        highest = max(
            sum(float(row[i, labels[i]]) for i in words)
            for labels in itertools.product(range(len(LABELS)), repeat=len(row))
            if allowed(labels)
        )
        assert sum(float(row[i, best[i]]) for i in words) == pytest.approx(highest, abs=1e-3)


@given(rows(40, most=6))
def test_rows_do_not_depend_on_one_another(logits: np.ndarray) -> None:
    together = best_labels(logits)
    for row, best in zip(logits, together, strict=True):
        assert best_labels(row[None])[0].tolist() == best.tolist()


@given(rows(30))
def test_spans_are_the_labels(logits: np.ndarray) -> None:
    best = best_labels(logits)
    for row, spans in enumerate(spans_of(logits, LABELS)):
        written = ["O"] * logits.shape[1]
        at = 0
        for span in spans:
            assert at <= span.first < span.last
            assert 0 < span.score <= 1.000001
            written[span.first : span.last] = [f"B-{span.label}"] + [f"I-{span.label}"] * (span.last - span.first - 1)
            at = span.last
        assert written == [LABELS[i] for i in best[row]]


def test_stretches_side_by_side() -> None:
    best = np.array([[1, 2, 1, 3, 4, 0], [0, 0, 3, 4, 4, 1]])
    assert [a.tolist() for a in stretches(best)] == [
        [0, 0, 0, 1, 1],
        [0, 2, 3, 2, 5],
        [2, 3, 5, 5, 6],
        [0, 0, 1, 1, 0],
    ]


def test_an_inside_alone_becomes_a_span_or_nothing() -> None:
    sure_of_more = np.array([[[0, 1, 9, 0, 0], [0, 0, 9, 0, 0]]], np.float32)
    assert [s[:3] for s in spans_of(sure_of_more, LABELS)[0]] == [(0, 2, "x")]
    hardly = np.array([[[5, 0, 5.1, 0, 0], [9, 0, 0, 0, 0]]], np.float32)
    assert spans_of(hardly, LABELS) == [[]]


def test_buckets() -> None:
    found = buckets(300).tolist()
    middle = 300
    assert found[middle] == FARTHEST
    assert found[middle - 16 : middle + 17] == list(range(FARTHEST - 16, FARTHEST + 17))
    assert found == sorted(found)
    assert found[middle + AWAY] == found[-1] == 2 * FARTHEST
    assert found[middle - AWAY] == found[0] == 0
    assert found[middle + AWAY - 1] < 2 * FARTHEST


def test_anchored_scores_are_the_definition() -> None:
    random = np.random.default_rng(2)

    def some(*shape: int) -> np.ndarray:
        return random.normal(size=shape).astype(np.float32)

    size, hidden, labels, first, at = 300, 6, 5, 40, [3, 60, 330]
    anchors, words, plain = some(3, hidden), some(size, hidden), some(size, labels)
    distance, pair = some(2 * FARTHEST + 1, hidden), some(labels, hidden)
    found = anchored(anchors, at, words, plain, first, distance, pair)
    table = buckets(400)
    for a, position in enumerate(at):
        for t in range(size):
            inner = np.maximum(anchors[a] + words[t] + distance[table[first + t - position + 400]], 0)
            np.testing.assert_allclose(found[a, t], pair @ inner + plain[t], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("count", [0, 1, 3, 61, 62, 63, 500])
def test_products_in_blocks(count: int) -> None:
    random = np.random.default_rng(3)
    left, right = random.normal(size=(2, count, 65)).astype(np.float32)
    weight = random.normal(size=(7, 65, 65)).astype(np.float32)
    np.testing.assert_allclose(rows_by(left, weight[0]), left @ weight[0], rtol=1e-3, atol=1e-3)
    expected = np.einsum("nd,ldh,nh->nl", left, weight, right)
    np.testing.assert_allclose(bilinear(left, weight, right), expected, rtol=1e-3, atol=1e-2)
