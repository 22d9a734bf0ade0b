"""The best tree: always one, and the best of all where all can be tried."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.language.trees import best_tree

SCORE = st.floats(-50, 50, width=32)


@st.composite
def sentences(draw: st.DrawFn, most: int) -> tuple[np.ndarray, np.ndarray]:
    size = draw(st.integers(1, most))
    return draw(arrays(np.float32, (size, size), elements=SCORE)), draw(arrays(np.float32, size, elements=SCORE))


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for word in range(len(heads)):
        at, steps = word, 0
        while heads[at] >= 0 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if heads[at] >= 0:
            return False
    return True


def value(heads: list[int], arcs: np.ndarray, roots: np.ndarray) -> float:
    return sum(float(roots[i] if head < 0 else arcs[i, head]) for i, head in enumerate(heads))


@given(sentences(most=25))
def test_always_a_tree_with_one_root(sentence: tuple[np.ndarray, np.ndarray]) -> None:
    arcs, roots = sentence
    heads = best_tree(arcs, roots)
    assert len(heads) == len(roots)
    assert is_tree(heads)


@settings(deadline=None)
@given(sentences(most=5))
def test_no_tree_is_better(sentence: tuple[np.ndarray, np.ndarray]) -> None:
    arcs, roots = sentence
    size = len(roots)
    best = max(
        value(list(heads), arcs, roots)
        for heads in itertools.product(range(-1, size), repeat=size)
        if is_tree(list(heads))
    )
    assert value(best_tree(arcs, roots), arcs, roots) == pytest.approx(best, abs=1e-3)


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # 0 and 1 want each other, 2 wants 1; taking 0 for the root costs less than taking 1.
    arcs = np.array([[0, 9, 0], [9, 0, 0], [0, 5, 0]], np.float32)
    assert best_tree(arcs, np.array([8, 3, -5], np.float32)) == [-1, 0, 1]


def test_no_words() -> None:
    assert best_tree(np.zeros((0, 0), np.float32), np.zeros(0, np.float32)) == []


def test_a_window_of_noise_is_read_in_time() -> None:
    random = np.random.default_rng(1)
    heads = best_tree(random.normal(size=(200, 200)).astype(np.float32), random.normal(size=200).astype(np.float32))
    assert is_tree(heads)
