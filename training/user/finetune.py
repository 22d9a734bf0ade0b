"""Trains a model on, from the user's documents.

Mostly with the encoder held still: the vectors of the words are worked out once, and the heads see each of them many
times, which takes seconds. With the encoder as well where the user asks for it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from dateline.language.model import LanguageModel
from dateline.language.tokens import WordPieces
from training.model import Model
from training.silver import read_by
from training.windows import Window, pack

HEADS = ("events", "attributions", "voices", "sectors", "names")
"""Those that reviewed documents can teach."""
WEIGHTS = {"attributions": 2.0, "roles": 1.5, "voices": 0.5, "sectors": 0.7}
"""Of the losses, as in `small.toml`; the others have 1."""
CASELESS = 0.2
"""Share of windows that are read without capitals, too."""
BATCH = 1400
"""Words in a step."""


@dataclass(frozen=True)
class Settings:
    """How to train. Rates, epochs and `hold` were chosen on the development part of our own corpus and on WikiEvents,
    as if these were a user's."""

    teach: tuple[str, ...] = HEADS[:4]
    with_encoder: bool = False
    epochs: int | None = None
    """Eight, or three with the encoder, which takes a hundred times as long."""
    rate: float = 2e-3
    """Of the heads, with the encoder held still."""
    hold: float = 2e-2
    """How strongly the heads are then held to where they began: the weight of half the squared distance."""
    rates_together: tuple[float, float] = (2e-5, 2e-4)
    """Of encoder and heads, trained together."""
    seed: int = 1
    longest: int = 160

    @property
    def rounds(self) -> int:
        return self.epochs or (3 if self.with_encoder else 8)


@dataclass
class Cached:
    """A window, and the vectors of its words as the encoder has them."""

    window: Window
    words: Tensor


def cut(documents: Sequence[Window], pieces: WordPieces, settings: Settings) -> list[Window]:
    """The windows of some documents, some of them a second time without capitals."""
    rng = random.Random(settings.seed)
    windows = [w for document in documents for w in pack(document, pieces, settings.longest)]
    return [*windows, *(replace(w, caseless=True) for w in windows if rng.random() < CASELESS)]


def batches(windows: Sequence[Window], rng: random.Random) -> list[list[int]]:
    """Numbers of windows, those of like length together, in a new order each time."""
    order = sorted(range(len(windows)), key=lambda n: (len(windows[n].words), rng.random()))
    found: list[list[int]] = [[]]
    for number in order:
        if found[-1] and (len(found[-1]) + 1) * len(windows[number].words) > BATCH:
            found.append([])
        found[-1].append(number)
    rng.shuffle(found)
    return found


def vectors(model: Model, windows: Sequence[Window], pieces: WordPieces) -> list[Cached]:
    """The windows with the vectors of their words, in order."""
    found: dict[int, Cached] = {}
    model.eval()
    with torch.no_grad():
        for numbers in batches(windows, random.Random(0)):
            some = [windows[n] for n in numbers]
            for n, words in zip(numbers, model.words(*model.batch(some, pieces)), strict=True):
                found[n] = Cached(windows[n], words[: len(windows[n].words)].clone())
    return [found[n] for n in range(len(windows))]


def train_heads(
    model: Model, windows: Sequence[Window], pieces: WordPieces, settings: Settings, log: Callable[[str], None]
) -> None:
    """Train some heads with the encoder held still."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    cached = vectors(model, windows, pieces)
    heads = {name: model.heads[name] for name in settings.teach}
    weights = [p for head in heads.values() for p in head.parameters()]
    start = [p.detach().clone() for p in weights]
    steps = settings.rounds * len(batches(windows, random.Random(0)))
    optimizer, schedule = _optimizer([{"params": weights, "lr": settings.rate}], steps)
    for head in heads.values():
        head.train()
    for epoch in range(1, settings.rounds + 1):
        seen: dict[str, list[float]] = {}
        for numbers in batches(windows, rng):
            some = [cached[n] for n in numbers]
            words = nn.utils.rnn.pad_sequence([c.words for c in some], batch_first=True)
            losses = dict(_losses(heads, words, [c.window for c in some]))
            if losses:
                total = torch.stack([WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()]).sum()
                optimizer.zero_grad(set_to_none=True)
                (total + settings.hold / 2 * _distance(weights, start)).backward()
                optimizer.step()
            schedule.step()
            for name, loss in losses.items():
                seen.setdefault(name, []).append(loss.item())
        log(_line(f"epoch {epoch}/{settings.rounds}", seen))
    model.eval()


def train_all(
    model: Model,
    documents: Sequence[Window],
    others: Sequence[Window],
    base: LanguageModel,
    settings: Settings,
    log: Callable[[str], None],
) -> None:
    """Train encoder and heads, with trees, roles and names as the base model reads them (`training.silver` says why).

    `others`: other documents, of which about as many words are mixed in as the user's have, others in each epoch, so
    that the encoder goes on reading them too.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    pieces = base.pieces
    mine = _with_trees(documents, base, settings.teach)
    plans: list[tuple[list[Window], list[list[int]]]] = []
    size = sum(len(d.words) for d in documents)
    pool = rng.sample(list(others), len(others))
    for _ in range(settings.rounds):
        some, words = [], 0
        while pool and words < size:
            some.append(pool.pop())
            words += len(some[-1].words)
        windows = cut([*mine, *_with_trees(some, base, HEADS[:4])], pieces, settings)
        plans.append((windows, batches(windows, rng)))
    encoder_rate, head_rate = settings.rates_together
    groups = [
        {"params": list(model.encoder.parameters()), "lr": encoder_rate},
        {"params": list(model.heads.parameters()), "lr": head_rate},
    ]
    optimizer, schedule = _optimizer(groups, sum(len(plan) for _, plan in plans))
    model.train()
    for number, (windows, plan) in enumerate(plans, 1):
        seen: dict[str, list[float]] = {}
        for numbers in plan:
            losses = model.losses([windows[n] for n in numbers], pieces)
            total = torch.stack([WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            for name, loss in losses.items():
                seen.setdefault(name, []).append(loss.item())
        log(_line(f"epoch {number}/{settings.rounds}", seen))
    model.eval()


def _with_trees(documents: Sequence[Window], base: LanguageModel, taught: Sequence[str]) -> list[Window]:
    """The documents with trees, roles and names as the base model reads them; with their own names where these are
    taught."""
    found = []
    for own, read in zip(documents, read_by(base.folder, documents), strict=True):
        if "names" in taught:
            read = replace(read, names=own.names, name_types=own.name_types, open_words=own.open_words)
        found.append(read)
    return found


def _losses(heads: dict[str, nn.Module], words: Tensor, windows: Sequence[Window]) -> Iterator[tuple[str, Tensor]]:
    """The loss of each head that the windows teach."""
    for name, head in heads.items():
        if (loss := head.loss(words, windows)) is not None:
            yield name, loss


def _line(what: str, seen: Mapping[str, Sequence[float]]) -> str:
    return f"{what}  " + "  ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in seen.items())


def _distance(weights: Sequence[Tensor], start: Sequence[Tensor]) -> Tensor:
    return torch.stack([(p - s).square().sum() for p, s in zip(weights, start, strict=True)]).sum()


def _optimizer(
    groups: list[dict[str, object]], steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Adam with a rate that rises for a tenth of the steps and falls to nothing."""
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
    warm = max(1, steps // 10)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, 1 - (step - warm) / max(steps - warm, 1)))
    )
