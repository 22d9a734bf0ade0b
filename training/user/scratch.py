"""A model on another encoder: everything is learned anew, from the public corpora and the user's documents."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import transformers
from corpus.files import HERE

from training import batches
from training import train as joint
from training.export import as_toml, trained
from training.model import Model
from training.windows import Window

NEEDED = {
    "ewt": ("ud/ewt_train.conllu.gz",),
    "gum": ("ud/gum_open_train.conllu.gz", "ud/gum_entities_open_train.jsonl.gz"),
    "polnear": ("polnear/train.jsonl.gz",),
    "re3d": ("re3d/documents_train.jsonl.gz",),
    "meantime": ("factuality/meantime.jsonl.gz",),
}
"""The files of each corpus, as `training/README.md` has them."""
TREES = frozenset(("ewt", "gum"))
TIMES = 10
"""How many times the user's documents are read: as our own corpus is."""
WIDE = 384
"""An encoder that is wider than this has lower rates and smaller steps: those of `LARGE`."""
LARGE = {"rate": 8e-5, "head_rate": 1e-3, "batch": 4000}


class NoTreesError(Exception):
    """There is no treebank among the corpora."""


def own_corpus_is_here() -> bool:
    """Our own corpus is in the repository; an installed package has only what reads it."""
    return any((HERE / "sentences" / "train").glob("*.txt"))


def configuration(encoder: str, corpora: Path, times: int | None, seed: int) -> dict[str, Any]:
    """That of the teacher in `small.toml` which has read everything, with another encoder and those corpora that are
    there.

    Raises NoTreesError, and what loading the encoder's configuration raises.
    """
    small = tomllib.loads((Path(__file__).parents[1] / "small.toml").read_text("utf8"))
    config = {name: value for name, value in small.items() if name not in joint.OWN_SECTIONS}
    config |= {name: value for name, value in small["teachers"]["joint"].items() if name not in ("seeds", "heads")}
    there = {name for name, files in NEEDED.items() if all((corpora / file).exists() for file in files)}
    if own_corpus_is_here():
        there.add("own")
    if not there & TREES:
        files = " or ".join(NEEDED[name][0] for name in sorted(TREES))
        raise NoTreesError(
            f"{corpora}: no {files} in it: without a treebank no model (training/README.md says what goes there)"
        )
    width = json.loads((Path(joint.encoder_folder(encoder)) / "config.json").read_text("utf8"))["hidden_size"]
    config |= {"encoder": encoder, "seed": seed, **(LARGE if width > WIDE else {})}
    config["corpora"] = {name: count for name, count in config["corpora"].items() if name in there}
    config["corpora"]["reviewed"] = times or TIMES
    return config


def tokenizer(encoder: str) -> Path:
    """The tokenizer of an encoder."""
    return Path(joint.encoder_folder(encoder)) / "tokenizer.json"


def train(
    config: dict[str, Any], corpora: Path, windows: Sequence[Window], device: str, log: Callable[[str], None]
) -> Model:
    """The trained model. `windows`: the user's documents."""
    transformers.logging.set_verbosity_error()  # it reports every weight that the encoder does not use
    transformers.logging.disable_progress_bar()
    batches.READERS["reviewed"] = lambda folder, part: iter(windows)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "scratch.toml"
            file.write_text(as_toml(config), "utf8")
            joint.train(file, corpora, Path(scratch), device=device, log=log)
            return trained(config, Path(scratch))
    finally:
        del batches.READERS["reviewed"]
