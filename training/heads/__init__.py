"""One head a file: what it learns from a window, its loss, and what it hands to the exported model.

A head is a `torch.nn.Module` with

* `gold(windows)`: what the windows teach it, as tensors (or lists of them), None where they teach it nothing. Made
  beside the training, on the CPU, so it looks at no weights;
* `loss(words, gold)`: words is a float tensor [window, word, width]; a scalar tensor;
* `distil(words, teachers, layout)`: how far it is from what other models' heads of its kind say of the same windows,
  each with the words that it sees, whether the windows' corpus teaches this head or not; a scalar tensor;
* `outputs(words)`: named tensors for the exported graph;
* `arrays()`: named arrays that the decoder in `dateline.language` needs beside the graph's outputs.

No loss waits for the device (no `.item()`, no indexing by a mask): a step on a GPU takes a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.windows import Window

IGNORE = -100
"""Label of a word that does not count in a loss (PyTorch's convention)."""


class Layout(NamedTuple):
    """Where there are words in a batch of windows [window, word]."""

    sentence: Tensor
    """The number of the sentence that a word is in, -1 where there is no word."""

    @property
    def words(self) -> Tensor:
        return self.sentence >= 0


class Head(Protocol):
    """What every head offers."""

    def gold(self, windows: Sequence[Window]) -> Any: ...

    def loss(self, words: Tensor, gold: Any) -> Tensor: ...

    def distil(self, words: Tensor, teachers: Sequence[tuple[Any, Tensor]], layout: Layout) -> Tensor: ...

    def outputs(self, words: Tensor) -> dict[str, Tensor]: ...

    def arrays(self) -> dict[str, np.ndarray]: ...


def layout_of(windows: Sequence[Window]) -> Layout:
    """The layout of some windows, as wide as the longest."""
    sentence = torch.full((len(windows), max(len(w.words) for w in windows)), -1)
    for b, window in enumerate(windows):
        sentence[b, : len(window.words)] = 0
        for number, span in enumerate(window.sentences):
            sentence[b, span.first : span.last] = number
    return Layout(sentence)


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


def width_of(windows: Sequence[Window]) -> int:
    """Words of the longest window."""
    return max(len(w.words) for w in windows)


def mean(values: Tensor, counted: Tensor) -> Tensor:
    """The mean of those values that count (bool or weights of the same shape); 0 where none does."""
    weights = counted.to(values.dtype)
    return (values * weights).sum() / weights.sum().clamp(min=1)


def labelled(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy of scores [..., label] with label numbers [...] where these are not IGNORE; 0 where all are."""
    lost = functional.cross_entropy(
        scores.flatten(0, -2).float(), labels.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return lost / (labels != IGNORE).sum().clamp(min=1)


def yes_or_no(scores: Tensor, labels: Tensor) -> Tensor:
    """The same for a single score each and labels 0 or 1."""
    lost = functional.binary_cross_entropy_with_logits(scores.float(), labels.clamp(min=0).float(), reduction="none")
    return mean(lost, labels != IGNORE)


def same(scores: Tensor, teachers: Sequence[Tensor], counted: Tensor) -> Tensor:
    """Cross-entropy of scores [..., label] with the mean probabilities of the teachers' scores, where it counts."""
    with torch.no_grad():
        wanted = torch.stack([t.float().softmax(-1) for t in teachers]).mean(0)
    return mean(-(wanted * scores.float().log_softmax(-1)).sum(-1), counted)


def same_chance(scores: Tensor, teachers: Sequence[Tensor], counted: Tensor) -> Tensor:
    """The same for a single score each, of yes or no."""
    with torch.no_grad():
        wanted = torch.stack([t.float().sigmoid() for t in teachers]).mean(0)
    return mean(functional.binary_cross_entropy_with_logits(scores.float(), wanted, reduction="none"), counted)


def array(tensor: Tensor) -> np.ndarray:
    """A trained parameter as float32."""
    return tensor.detach().cpu().numpy().astype(np.float32)
