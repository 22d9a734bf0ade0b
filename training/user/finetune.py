"""Trains a model on, from the user's documents.

Mostly with the encoder held still: the vectors of the words are worked out once, and the heads see each of them many
times, which takes seconds. With the encoder as well where the user asks for it.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from dateline.language.tokens import WordPieces
from training.batches import as_tensors
from training.heads import layout_of
from training.model import Model
from training.user.labels import begin_alike
from training.windows import Window, encode, pack

HEADS = ("events", "attributions", "voices", "sectors", "names")
"""Those that reviewed documents can teach; they read the same vectors (`training.model.STREAMS`)."""
WEIGHTS = {"attributions": 2.0, "roles": 2.0, "factuality": 0.5, "voices": 0.5, "sectors": 0.7, "coreference": 0.7}
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
            words = model.words(*_inputs([windows[n] for n in numbers], pieces))[HEADS[0]]
            for n, row in zip(numbers, words, strict=True):
                found[n] = Cached(windows[n], row[: len(windows[n].words)].clone())
    return [found[n] for n in range(len(windows))]


def train_heads(
    model: Model,
    windows: Sequence[Window],
    pieces: WordPieces,
    settings: Settings,
    log: Callable[[str], None],
    new: Collection[str] = (),
) -> None:
    """Train some heads with the encoder held still. `new`: labels that the model has just been given."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    cached = vectors(model, windows, pieces)
    begin_alike(
        model.heads["events"], ((c.words[e.trigger], e.types) for c in cached for e in c.window.events or ()), new
    )
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
            golds = {name: head.gold([c.window for c in some]) for name, head in heads.items()}
            losses = {name: heads[name].loss(words, gold) for name, gold in golds.items() if gold is not None}
            if losses:
                optimizer.zero_grad(set_to_none=True)
                (_total(losses) + settings.hold / 2 * _distance(weights, start)).backward()
                optimizer.step()
            schedule.step()
            _note(seen, losses)
        log(_line(f"epoch {epoch}/{settings.rounds}", seen))
    model.eval()


def train_all(
    model: Model,
    documents: Sequence[Window],
    others: Sequence[Window],
    pieces: WordPieces,
    settings: Settings,
    log: Callable[[str], None],
) -> None:
    """Train encoder and heads. What the documents do not say (trees, roles, names) the model as it is says of them,
    so that it goes on reading them so (`training.silver` says why).

    `others`: other documents, of which about as many words are mixed in as the user's have, others in each epoch.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    master = copy.deepcopy(model).eval().requires_grad_(False)
    plans: list[tuple[list[Window], list[list[int]]]] = []
    size = sum(len(d.words) for d in documents)
    pool = rng.sample(list(others), len(others))
    for _ in range(settings.rounds):
        some, words = [], 0
        while pool and words < size:
            some.append(pool.pop())
            words += len(some[-1].words)
        windows = cut([*documents, *some], pieces, settings)
        plans.append((windows, batches(windows, rng)))
    optimizer, schedule = _optimizer(
        [
            {"params": [p for n, p in model.named_parameters() if not _of_heads(n)], "lr": settings.rates_together[0]},
            {"params": [p for n, p in model.named_parameters() if _of_heads(n)], "lr": settings.rates_together[1]},
        ],
        sum(len(plan) for _, plan in plans),
    )
    model.train()
    for number, (windows, plan) in enumerate(plans, 1):
        seen: dict[str, list[float]] = {}
        for numbers in plan:
            losses = _losses(model, master, [windows[n] for n in numbers], pieces)
            optimizer.zero_grad(set_to_none=True)
            _total(losses).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            _note(seen, losses)
        log(_line(f"epoch {number}/{settings.rounds}", seen))
    model.eval()


def _of_heads(parameter: str) -> bool:
    return parameter.startswith("heads.") or parameter == "mix"


def _losses(model: Model, master: Model, windows: Sequence[Window], pieces: WordPieces) -> dict[str, Tensor]:
    """By the gold of the heads that the windows teach; of the others how far they are from the master's."""
    inputs = _inputs(windows, pieces)
    words, layout = model.words(*inputs), layout_of(windows)
    with torch.no_grad():
        theirs = master.words(*inputs)
    losses: dict[str, Tensor] = {}
    for name, head in model.heads.items():
        gold = head.gold(windows) if name in HEADS else None
        if gold is not None:
            losses[name] = head.loss(words[name], gold)
        else:
            losses[name] = head.distil(words[name], [(master.heads[name], theirs[name])], layout)
    return losses


def _inputs(windows: Sequence[Window], pieces: WordPieces) -> tuple[Tensor, ...]:
    return as_tensors([encode(window, pieces) for window in windows])


def _total(losses: Mapping[str, Tensor]) -> Tensor:
    return torch.stack([WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()]).sum()


def _note(seen: dict[str, list[float]], losses: Mapping[str, Tensor]) -> None:
    for name, loss in losses.items():
        seen.setdefault(name, []).append(loss.item())


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
