"""`dateline train`: reviewed documents in, a model folder out, and how much better it reads the held-out ones."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from dateline.codebooks import BUILT_IN, CodebookError, load
from dateline.coding.coder import Coder
from dateline.language.model import ModelError
from training import coreference
from training.corpora.own import own
from training.export import write, write_card
from training.model import Model
from training.restore import restore
from training.user import finetune, scratch, table
from training.user.labels import add_labels
from training.user.reviewed import read, split
from training.user.unsaid import as_document, filled, readings, window_for
from training.windows import Window

LICENCE = "Apache-2.0 for what is from the base model; for what is from the reviewed texts, as their owner says"


class TrainError(Exception):
    """Nothing can be trained; the message is one line that says why and what to do."""


@dataclass(frozen=True)
class Order:
    """What the user asks for."""

    reviewed: tuple[str, ...]
    out: Path
    model: str | None = None
    codebooks: tuple[str, ...] = ()
    held_out: float = 0.2
    epochs: int | None = None
    seed: int = 1
    teach: tuple[str, ...] = finetune.HEADS[:4]
    with_encoder: bool = False
    encoder: str | None = None
    corpora: str | None = None
    threads: int | None = None


def train(order: Order, say: Callable[[str], None], log: Callable[[str], None], show: Callable[[str], None]) -> int:
    """Do it all; the exit code: 0, or 1 where some of what was given could not be used.

    `say` takes what goes wrong, `log` how far the work is, `show` the result. Raises TrainError.
    """
    torch.manual_seed(order.seed)
    if order.threads:
        torch.set_num_threads(order.threads)
    try:
        codebooks = [load(name) for name in order.codebooks or BUILT_IN]
        coder = Coder(codebook=list(order.codebooks) or None, model=order.model, threads=order.threads)
    except (CodebookError, ModelError) as error:
        raise TrainError(str(error)) from error
    _check_target(order.out, coder.model.folder)
    documents, problems = read(order.reviewed, codebooks)
    for problem in problems:
        say(str(problem))
    if not documents:
        raise TrainError("nothing to learn from: no document could be used")
    learned, held = split(documents, order.held_out)
    log(f"{len(learned)} documents to learn from, {len(held)} held out")
    read_before = dict(zip(map(id, documents), readings(coder, documents), strict=True))
    known = coder.model.event_types
    windows = [window_for(filled(one, read_before[id(one)]), read_before[id(one)], known) for one in learned]
    if not any(_teaches(window, order.teach) for window in windows):
        raise TrainError(f"nothing to learn from: the documents say nothing for {', '.join(order.teach)}")
    model, made_from, tokenizer, longest = _trained(order, coder, windows, log)
    gold = [filled(one, read_before[id(one)]) for one in held]
    before = table.score(gold, [read_before[id(one)].report for one in held])
    card: dict[str, object] = {
        "name": order.out.name,
        **made_from,
        "licence": LICENCE,
        "longest": longest,
        "data": {file: sum(d.source == file for d in documents) for file in sorted({d.source for d in documents})},
        "learned": {"documents": len(learned), "events": sum(len(d.item.events) for d in learned)},
    }
    base, anew = coder.model, order.encoder is not None
    said = {
        "voiced": any(w.attributions for w in windows) or (bool(base.attributions) and not anew),
        "linked": "gum" in made_from["corpora"] and (anew or bool(base.mention_types)),
    }
    if anew and {"own", "polnear"} & set(made_from["corpora"]):
        said["voiced"] = True
    others = {} if anew else {n: a for n, a in base.arrays.items() if n not in model.arrays() and "." not in n}
    with tempfile.TemporaryDirectory(dir=_parent(order.out)) as beside:
        made = Path(beside) / order.out.name
        write(model, made, tokenizer, card, **said, others=others)
        if anew and said["linked"]:
            coreference.fit(made, Path(order.corpora or ""), log)
        trained = Coder(codebook=list(order.codebooks) or None, model=made, threads=order.threads)
        after = table.score(gold, [trained.code_document(as_document(one.item)) for one in held])
        if held:
            card["before"], card["after"] = before.as_numbers(), after.as_numbers()
            card["held_out"] = {"documents": len(held), "events": sum(len(d.item.events) for d in held)}
            write_card(made, {**card, "precision": "int8"})
        if order.out.exists():
            shutil.rmtree(order.out)
        made.rename(order.out)
    if held:
        show(table.as_text(before, after, len(held)))
    else:
        show("\n".join(table.warnings(before, after, 0)))
    options = "".join(f" --codebook {name}" for name in order.codebooks)
    show(f"\nThe model is in {order.out}. Use it:  dateline code --model {order.out}{options} reports/")
    return 1 if problems else 0


def _check_target(out: Path, base: Path) -> None:
    """Only a model folder is overwritten, and never the one that is trained on. Raises TrainError."""
    if out.resolve() == base.resolve():
        raise TrainError(f"--out {out}: that is the model to train on; write to another folder")
    if out.exists() and not (out / "model.toml").is_file() and not (out.is_dir() and not any(out.iterdir())):
        raise TrainError(f"--out {out}: is there already and is no model folder; name a new one")
    if not _parent(out).is_dir():
        raise TrainError(f"--out {out}: there is no folder '{_parent(out)}'")


def _parent(out: Path) -> Path:
    return out.absolute().parent


def _teaches(window: Window, heads: Sequence[str]) -> bool:
    """Is anything said for one of the heads?"""
    said = {
        "events": window.events is not None,
        "attributions": window.attributions is not None,
        "voices": any(a.traits for a in window.attributions or []),
        "sectors": bool(window.sectors),
        "names": window.names is not None,
    }
    return any(said[head] for head in heads)


def _trained(
    order: Order, coder: Coder, windows: Sequence[Window], log: Callable[[str], None]
) -> tuple[Model, dict[str, object], Path, int]:
    """The model, what it is made from, its tokenizer, and how many word pieces its windows have."""
    base = coder.model
    if order.encoder is not None:
        corpora = Path(order.corpora or "")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            config = scratch.configuration(order.encoder, corpora, order.epochs, order.seed)
        except Exception as error:  # whatever a folder or the hub makes its reader raise
            raise TrainError(" ".join(f"--encoder {order.encoder}: {error}".split())) from error
        model = scratch.train(config, corpora, _only(windows, order.teach), device, log)
        made_from = {"encoder": order.encoder, "corpora": list(config["corpora"])}
        return model, made_from, scratch.tokenizer(order.encoder), int(config["longest"])
    made_from = {
        "base": base.name,
        "encoder": str(base.card.get("encoder", "")),
        "corpora": [*base.card.get("corpora", []), "reviewed"],
    }
    try:
        model = restore(base.folder)
    except ModelError as error:
        raise TrainError(str(error)) from error
    windows = _only(windows, order.teach)
    new = add_labels(model, windows)
    if new:
        log(f"new to the model: {', '.join(new)}")
    settings = finetune.Settings(
        teach=order.teach, seed=order.seed, longest=base.longest, with_encoder=order.with_encoder, epochs=order.epochs
    )
    if order.with_encoder:
        others = list(own(Path(), "train")) if scratch.own_corpus_is_here() else []
        finetune.train_all(model, windows, others, base.pieces, settings, log)
    else:
        cut = finetune.cut(windows, base.pieces, settings)
        finetune.train_heads(model, cut, base.pieces, settings, log, new)
    return model, made_from, base.folder / "tokenizer.json", base.longest


def _only(windows: Sequence[Window], teach: Sequence[str]) -> list[Window]:
    """The windows with what is to be taught, and nothing else."""
    kept = []
    for window in windows:
        said = window.attributions if "attributions" in teach or "voices" in teach else None
        if said is not None and "voices" not in teach:
            said = [replace(a, traits=()) for a in said]
        kept.append(
            replace(
                window,
                events=window.events if "events" in teach else None,
                attributions=said,
                sectors=window.sectors if "sectors" in teach else {},
                names=window.names if "names" in teach else None,
                ends_known=False,
                mentions=None,
                factuality={},
            )
        )
    return kept
