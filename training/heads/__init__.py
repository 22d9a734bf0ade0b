"""One head a file: what it learns from a window, its loss, and what it hands to the exported model.

A head is a `torch.nn.Module` with

* `loss(words, windows)`: words is a float tensor [window, word, width], windows the annotated windows of the batch;
  a scalar tensor, or None where no window of the batch teaches this head;
* `outputs(words)`: named tensors for the exported graph;
* `arrays()`: named arrays that the decoder in `dateline.language` needs beside the graph's outputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from training.windows import Window

IGNORE = -100
"""Label of a word that does not count in a loss (PyTorch's convention)."""


class Head(Protocol):
    """What every head offers."""

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None: ...

    def outputs(self, words: Tensor) -> dict[str, Tensor]: ...

    def arrays(self) -> dict[str, np.ndarray]: ...


def bio(spans: Sequence[tuple[int, int, str]], length: int, index: dict[str, int], offset: int = 0) -> list[int]:
    """BIO label ids of `length` words: O is 0, "B-x" and "I-x" are looked up in `index`; unknown labels are O."""
    labels = [0] * length
    for first, last, label in spans:
        begin = index.get(f"B-{label}")
        if begin is None:
            continue
        labels[first - offset] = begin
        for i in range(first + 1, last):
            labels[i - offset] = index[f"I-{label}"]
    return labels


def padded(rows: Sequence[Sequence[int]], width: int) -> Tensor:
    """Rows of labels as one tensor, filled up with IGNORE."""
    return torch.tensor([list(row) + [IGNORE] * (width - len(row)) for row in rows])


def array(tensor: Tensor) -> np.ndarray:
    """A trained parameter as float32."""
    return tensor.detach().cpu().numpy().astype(np.float32)
