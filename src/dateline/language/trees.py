"""The best tree over a sentence's arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Scores = NDArray[np.float64]
Heads = NDArray[np.int64]

ROOTS = 8
"""Roots that are tried at most. Nearly always the first gives the best tree; a stretch of noise as long as a window
might need them all, which would take a second."""


def best_tree(arcs: Array, roots: Array) -> list[int]:
    """Heads of the words of a sentence, -1 for its one root.

    arcs: [dependent, head]; roots: [word]. The tree with the highest sum of scores among those with one root (Chu and
    Liu, 1965; Edmonds, 1967): roots are tried in the order of the most that a tree under them could have, until none
    can be better than what was found. Mostly every word's best head already makes a tree.
    """
    size = len(roots)
    if size < 2:
        return [-1] * size
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    most = scores[np.arange(size), heads]
    bounds = roots + (most.sum() - most)
    found, value = heads, -np.inf
    for root in np.argsort(-bounds, kind="stable")[:ROOTS].tolist():
        if bounds[root] <= value:
            break
        tree = heads.copy()
        tree[root] = -1
        if _is_tree(tree, root):
            found = tree
            break
        under = scores.copy()
        under[root] = -np.inf
        tree = _edmonds(under, root)
        others = np.arange(size) != root
        reached = float(roots[root] + scores[others, tree[others]].sum())
        if reached > value:
            found, value = tree, reached
    result: list[int] = found.tolist()
    return result


def _is_tree(heads: Heads, root: int) -> bool:
    """Does every word lead to the root? Each round doubles the steps taken."""
    at = heads.copy()
    at[root] = root
    for _ in range(len(heads).bit_length()):
        at = at[at]
    return bool((at == root).all())


def _cycle(heads: list[int]) -> list[int] | None:
    """The words of a cycle, None where there is none."""
    done = [False] * len(heads)
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        on_path = set()
        while at >= 0 and not done[at]:
            if at in on_path:
                return path[path.index(at) :]
            on_path.add(at)
            path.append(at)
            at = heads[at]
        for word in path:
            done[word] = True
    return None


def _edmonds(scores: Scores, root: int) -> Heads:
    """Highest scoring arborescence; scores [dependent, head], -inf where there is no arc."""
    heads: Heads = scores.argmax(1)
    heads[root] = -1
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # The cycle becomes one word, the last of the smaller problem.
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    members = np.array(cycle)
    kept = scores[members, heads[members]]
    entering = scores[np.ix_(members, outside)] - kept[:, None]
    entry = entering.argmax(0)
    smaller[-1, :-1] = entering.max(0) + kept.sum()
    leaving = scores[np.ix_(outside, members)]
    way_out = leaving.argmax(1)
    smaller[:-1, -1] = leaving.max(1)
    small_root = int(np.flatnonzero(outside == root)[0])
    smaller[small_root] = -np.inf
    found = _edmonds(smaller, small_root)
    result = heads.copy()
    to = found[:-1]
    result[outside] = np.where(to == size - 1, members[way_out], outside[np.minimum(to, size - 2)])
    entered = int(found[-1])
    result[members[entry[entered]]] = outside[entered]
    result[root] = -1
    return result
