"""From corpora to the steps of a training: which windows, in which order, altered how, as tensors.

The plan is made at once and is a matter of positions only; the windows themselves are cut, altered and turned into
tensors step by step, by worker processes beside the training where it asks for some.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

from dateline.language.tokens import WordPieces
from training.augment import misspelt, unstopped
from training.corpora.meantime import meantime
from training.corpora.muc4 import muc4
from training.corpora.own import own
from training.corpora.polnear import polnear
from training.corpora.re3d import re3d
from training.corpora.treebank import ewt, gum
from training.heads import Layout, layout_of
from training.windows import Window, cuts, encode

READERS: dict[str, Callable[[Path, str], Iterator[Window]]] = {
    "ewt": ewt,
    "gum": gum,
    "polnear": polnear,
    "re3d": re3d,
    "own": own,
    "meantime": meantime,
    "muc4": muc4,
}


class Planned(NamedTuple):
    """One window of a step."""

    corpus: str
    document: int
    first: int
    last: int
    size: int
    """Word pieces."""
    seed: int
    """Of what is done to it."""


class Batch(NamedTuple):
    """What a step reads."""

    inputs: tuple[Tensor, ...]
    """See `training.model.as_tensors`."""
    layout: Layout
    gold: dict[str, Any]
    """Of each head that the windows teach."""
    size: int
    """Word pieces."""


def read(corpora: Path, names: Sequence[str]) -> dict[str, list[Window]]:
    """The documents of the train part of some corpora."""
    return {name: list(READERS[name](corpora, "train")) for name in names}


def plan(
    documents: Mapping[str, list[Window]], times: Mapping[str, float], settings: Mapping[str, Any], pieces: WordPieces
) -> list[list[Planned]]:
    """All steps of a training, in order: batches of windows of like length.

    `times`: how many times each corpus is read, each time cut otherwise; `settings`: `seed`, `longest` and `batch`.
    """
    rng = random.Random(settings["seed"])
    chosen: list[Planned] = []
    for corpus, count in times.items():
        lengths = [[len(pieces(word)) for word in document.words] for document in documents[corpus]]
        ends = [sorted({s.last for s in document.sentences}) for document in documents[corpus]]
        while count > 0:
            numbers = range(len(lengths))
            for number in numbers if count >= 1 else rng.sample(numbers, round(count * len(lengths))):
                for first, last in cuts(lengths[number], ends[number], settings["longest"], rng):
                    size = sum(lengths[number][first:last])
                    chosen.append(Planned(corpus, number, first, last, size, rng.getrandbits(32)))
            count -= 1
    rng.shuffle(chosen)
    steps: list[list[Planned]] = []
    pool = max(400, settings["batch"] // 4)  # windows sorted together: like lengths, yet no two steps alike
    for start in range(0, len(chosen), pool):
        step: list[Planned] = []
        for window in sorted(chosen[start : start + pool], key=lambda w: w.size):
            if step and (len(step) + 1) * max(step[-1].size, window.size) > settings["batch"]:
                steps.append(step)
                step = []
            step.append(window)
        steps.append(step)
    rng.shuffle(steps)
    return steps


class Steps(Dataset[Batch]):
    """The steps of a plan as tensors, one a number."""

    def __init__(
        self,
        documents: Mapping[str, list[Window]],
        steps: Sequence[list[Planned]],
        settings: Mapping[str, Any],
        pieces: WordPieces,
        heads: Mapping[str, nn.Module],
    ) -> None:
        """`settings`: `caseless`, `unstopped` and `misspelt`, the shares of windows that are read so."""
        self._documents, self._steps, self._settings = documents, steps, settings
        self._pieces, self._heads = pieces, heads

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, number: int) -> Batch:
        planned = self._steps[number]
        windows = [self._window(p) for p in planned]
        golds = {name: head.gold(windows) for name, head in self._heads.items()}  # type: ignore[operator]
        return Batch(
            as_tensors([encode(w, self._pieces) for w in windows]),
            layout_of(windows),
            {name: gold for name, gold in golds.items() if gold is not None},
            sum(p.size for p in planned),
        )

    def _window(self, planned: Planned) -> Window:
        rng = random.Random(planned.seed)
        window = self._documents[planned.corpus][planned.document].cut(planned.first, planned.last)
        if rng.random() < self._settings.get("unstopped", 0):
            window = unstopped(window, rng)
        if rng.random() < self._settings.get("misspelt", 0):
            window = misspelt(window, rng)
        window.caseless = rng.random() < self._settings["caseless"]
        return window


def as_tensors(rows: Sequence[tuple[list[int], list[int], list[int], list[int]]]) -> tuple[Tensor, ...]:
    """(ids, mask, shapes, first, last) of encoded windows, filled up with zeros."""

    def fill(lists: list[list[int]]) -> Tensor:
        width = max(map(len, lists))
        return torch.tensor([row + [0] * (width - len(row)) for row in lists])

    ids, shapes, first, last = (list(column) for column in zip(*rows, strict=True))
    return fill(ids), fill([[1] * len(row) for row in ids]), fill(shapes), fill(first), fill(last)


def moved(value: Any, device: torch.device) -> Any:
    """Tensors within tuples, dictionaries and named tuples on a device."""
    if isinstance(value, Tensor):
        return value.to(device, non_blocking=True)
    if isinstance(value, dict):
        return {name: moved(v, device) for name, v in value.items()}
    if isinstance(value, tuple):
        parts = [moved(v, device) for v in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
