"""Coreference: MUC, B³ and CEAF-e, and their mean, the CoNLL F1.

Mentions are anything that can be compared, clusters are lists of them; a mention is found where it is the same. The
definitions are those of the reference scorer (Pradhan et al., 2014); counts are summed up over documents.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.scoring import Numbers

Cluster = Sequence[Hashable]
Clusters = Sequence[Cluster]
Parts = tuple[float, float, float, float]
"""Numerator and denominator of recall, numerator and denominator of precision."""


def score(documents: Iterable[tuple[Clusters, Clusters]], singletons: bool = True) -> dict[str, Numbers]:
    """Figures of pairs of gold and found clusters, one pair a document; without `singletons` the clusters of one
    mention are left out on both sides."""
    metrics: dict[str, Callable[[Clusters, Clusters], Parts]] = {
        "mentions": mentions,
        "MUC": muc,
        "B³": b_cubed,
        "CEAF-e": ceaf_e,
    }
    sums = {name: np.zeros(4) for name in metrics}
    least = 1 if singletons else 2
    for gold, found in documents:
        gold, found = ([c for c in clusters if len(c) >= least] for clusters in (gold, found))
        for name, metric in metrics.items():
            sums[name] += metric(gold, found)
    figures = {name: _figures(parts) for name, parts in sums.items()}
    mean = sum(figures[name]["f1"] for name in ("MUC", "B³", "CEAF-e")) / 3
    return {**figures, "CoNLL": {"f1": round(mean, 4)}}


def _figures(parts: NDArray[np.float64]) -> Numbers:
    recall = parts[0] / parts[1] if parts[1] else 0.0
    precision = parts[2] / parts[3] if parts[3] else 0.0
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return {"p": round(float(precision), 4), "r": round(float(recall), 4), "f1": round(float(f1), 4)}


def mentions(gold: Clusters, found: Clusters) -> Parts:
    """Mentions alone."""
    wanted, ours = ({m for cluster in clusters for m in cluster} for clusters in (gold, found))
    both = len(wanted & ours)
    return both, len(wanted), both, len(ours)


def muc(gold: Clusters, found: Clusters) -> Parts:
    """Links (Vilain et al., 1995): a cluster of n mentions has n - 1, and lacks one for each further part into which
    the other side divides it."""
    return *_links(gold, found), *_links(found, gold)


def _links(clusters: Clusters, others: Clusters) -> tuple[int, int]:
    of = _cluster_of(others)
    right = total = 0
    for cluster in clusters:
        parts = {of[m] for m in cluster if m in of}
        right += sum(m in of for m in cluster) - len(parts)
        total += len(cluster) - 1
    return right, total


def b_cubed(gold: Clusters, found: Clusters) -> Parts:
    """For each mention the share of its cluster that its cluster on the other side holds (Bagga and Baldwin, 1998)."""
    return *_shares(gold, found), *_shares(found, gold)


def _shares(clusters: Clusters, others: Clusters) -> tuple[float, int]:
    of = _cluster_of(others)
    total = 0.0
    for cluster in clusters:
        both = collections.Counter(of[m] for m in cluster if m in of)
        total += sum(n * n for n in both.values()) / len(cluster)
    return total, sum(map(len, clusters))


def ceaf_e(gold: Clusters, found: Clusters) -> Parts:
    """The best assignment of clusters to clusters, by the share of mentions in common, 2 |a & b| / (|a| + |b|) (Luo,
    2005)."""
    of = _cluster_of(found)
    both = collections.Counter((g, of[m]) for g, cluster in enumerate(gold) for m in cluster if m in of)
    similar = {(g, f): 2 * n / (len(gold[g]) + len(found[f])) for (g, f), n in both.items()}
    best = sum(_best_sum(part) for part in _connected(similar))
    return best, len(gold), best, len(found)


def _cluster_of(clusters: Clusters) -> dict[Hashable, int]:
    return {m: number for number, cluster in enumerate(clusters) for m in cluster}


def _connected(similar: dict[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The pairs in groups that have no cluster in common: each is a small problem of its own."""
    group: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for (g, f), value in similar.items():
        one, other = group.get(("gold", g), {}), group.get(("found", f), {})
        together = {**one, **other, (g, f): value}
        for a, b in together:
            group["gold", a] = group["found", b] = together
    return list({id(part): part for part in group.values()}.values())


def _best_sum(similar: dict[tuple[int, int], float]) -> float:
    rows, columns = (sorted({pair[side] for pair in similar}) for side in (0, 1))
    values = np.zeros((len(rows), len(columns)))
    for (g, f), value in similar.items():
        values[rows.index(g), columns.index(f)] = value
    return float(values[best_assignment(values)].sum())


def best_assignment(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of the one-to-one assignment with the highest sum (the Hungarian method by shortest augmenting
    paths, Jonker and Volgenant, 1987); values [row, column] are at least 0."""
    if values.shape[0] > values.shape[1]:
        rows, columns = best_assignment(values.T)
        return columns, rows
    cost = values.max(initial=0) - values
    size, width = cost.shape
    row_price, column_price = np.zeros(size), np.zeros(width)
    row_of = np.full(width, -1)
    for row in range(size):
        away, before, done = np.full(width, np.inf), np.full(width, -1), np.zeros(width, bool)
        at, column = row, -1
        reached = 0.0
        seen = [row]
        while True:
            new = reached + cost[at] - row_price[at] - column_price
            nearer = ~done & (new < away)
            away[nearer], before[nearer] = new[nearer], column
            column = int(np.where(done, np.inf, away).argmin())
            reached = float(away[column])
            done[column] = True
            if row_of[column] < 0:
                break
            at = int(row_of[column])
            seen.append(at)
        row_price[row] += reached
        for other in np.flatnonzero(done):
            if row_of[other] >= 0:
                row_price[row_of[other]] += reached - away[other]
            column_price[other] -= reached - away[other]
        while column >= 0:  # turn the path around
            previous = int(before[column])
            row_of[column] = row if previous < 0 else row_of[previous]
            column = previous
    columns = np.flatnonzero(row_of >= 0)
    return row_of[columns], columns
