"""Matrix products that stay on one core.

Each window is read by one thread, several windows at once where the caller wants that. A large product would be spread
by NumPy's BLAS over cores that are busy with other windows, and wait for them: measured with OpenBLAS 0.3 on two cores,
one of them busy, six times slower than on one core. Products of small blocks are not spread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

LARGEST = 262_144
"""Multiplications in a block: OpenBLAS computes products up to 65536 * 4 of them (interface/gemm.c) on one core."""


def rows_by(rows: Array, weight: Array) -> Array:
    """rows [row, inner] @ weight [inner, column], in blocks of rows."""
    inner, columns = weight.shape
    size = max(1, LARGEST // (inner * columns))
    result = np.empty((len(rows), columns), np.float32)
    even = len(rows) // size * size
    np.matmul(rows[:even].reshape(-1, size, inner), weight, out=result[:even].reshape(-1, size, columns))
    np.matmul(rows[even:], weight, out=result[even:])
    return result


def bilinear(left: Array, weight: Array, right: Array) -> Array:
    """Scores [row, label] of each row of left [row, inner] with the same row of right, weight [label, inner, inner]."""
    _, inner, columns = weight.shape
    size = max(1, LARGEST // (inner * columns))
    result = np.empty((len(left), len(weight)), np.float32)
    for first in range(0, len(left), size):
        halfway = np.matmul(left[first : first + size], weight)
        np.sum(halfway * right[first : first + size], -1, out=result[first : first + size].T)
    return result
