"""From trained weights to the folder that `dateline.language` runs: ONNX, int8 per channel, and what goes with it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import tomllib
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import as_tensors
from training.heads.coreference import TYPES
from training.heads.events import STATUS
from training.model import Labels, Model
from training.train import encoder_folder
from training.vocabulary import smaller

INPUTS = ("ids", "mask", "shapes", "first", "last")


class Graph(nn.Module):
    """What is exported: encoder and heads as far as they need no choice; the choices are made by the decoder."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        words = self.model.words(ids, mask, shapes, first, last)
        return tuple(self.named(words).values())

    def named(self, words: dict[str, Tensor]) -> dict[str, Tensor]:
        return {name: t for key, head in self.model.heads.items() for name, t in head.outputs(words[key]).items()}


def export(config_file: Path, folder: Path, target: Path, *, quantize: bool = True) -> None:
    """Write the model folder `target` from `folder/model.pt` (or its last checkpoint) and `folder/labels.json`."""
    config = tomllib.loads(config_file.read_text())
    encoder = encoder_folder(config["encoder"])
    labels = Labels(**json.loads((folder / "labels.json").read_text()))
    model = Model(encoder, labels, config.get("deep", 0), attention="eager")
    if (folder / "model.pt").exists():
        model.load_state_dict(torch.load(folder / "model.pt", map_location="cpu", weights_only=True))
    else:
        model.load_state_dict(torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)["model"])
    vocabulary, kept = smaller(Path(encoder) / "tokenizer.json")
    embeddings = model.encoder.embeddings
    embeddings.word_embeddings = nn.Embedding.from_pretrained(embeddings.word_embeddings.weight[kept].detach())
    graph = Graph(model).eval()
    target.mkdir(parents=True, exist_ok=True)
    rows = [([1, 20, 21, 22, 2], [0, 1, 0, 0, 0], [1, 2], [1, 3]), ([1, 20, 2], [0, 1, 0], [1], [1])]  # any pieces
    example = as_tensors(rows)
    with torch.no_grad():
        names = list(graph.named(model.words(*example)))
    axes = {name: {0: "window", 1: "piece"} for name in INPUTS[:3]} | {
        name: {0: "window", 1: "word"} for name in INPUTS[3:]
    }
    axes |= {name: {0: "window", 1: "word"} for name in names}
    axes["arcs"] = {0: "window", 1: "word", 2: "word"}
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "float.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                graph, example, str(plain), input_names=list(INPUTS), output_names=names, dynamic_axes=axes,
                opset_version=17, dynamo=False,
            )  # fmt: skip
        if quantize:
            int8(plain, target / "model.onnx")
        else:
            shutil.copy(plain, target / "model.onnx")
    arrays = model.arrays()
    np.savez_compressed(target / "arrays.npz", **arrays)
    (target / "tokenizer.json").write_text(vocabulary, "utf8")
    voiced = "polnear" in config["corpora"] or "own" in config["corpora"]
    upos, names_head = model.heads["parts_of_speech"], model.heads["names"]
    (target / "labels.json").write_text(
        json.dumps(
            {
                "upos": list(upos.index),
                "deprels": list(model.heads["tree"].index),
                "names": names_head.labels,
                "roles": model.heads["roles"].spans.labels,
                # A head that nothing has taught is left out: the decoder finds no label in it.
                "attributions": model.heads["attributions"].spans.labels if voiced else [],
                "event_types": model.heads["events"].types,
                "event_modes": model.heads["events"].modes,
                "event_status": list(STATUS),
                "event_slots": model.heads["events"].spans.labels,
                "event_counts": model.heads["events"].counts.labels,
                "sectors": model.heads["sectors"].labels,
                "voices": model.heads["voices"].labels,
                "mention_types": list(TYPES) if "gum" in config["corpora"] else [],
            },
            indent=1,
        )
    )
    digest = hashlib.sha256()
    for name in ("model.onnx", "arrays.npz", "tokenizer.json", "labels.json"):
        digest.update((target / name).read_bytes())
    corpora = ", ".join(f'"{name}"' for name in config["corpora"])
    (target / "model.toml").write_text(
        f'name = "{config_file.stem}"\nencoder = "{config["encoder"]}"\nlicence = "Apache-2.0"\n'
        f"corpora = [{corpora}]\nlongest = {config['longest']}\n"
        f'precision = "{"int8" if quantize else "float32"}"\nsha256 = "{digest.hexdigest()}"\n'
    )


def int8(source: Path, target: Path) -> None:
    """Dynamic int8 quantisation of all matrices and embeddings, per channel: the encoder's vectors then have a cosine
    of .992 to those of float32, against .960 per tensor."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_name("prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )  # fmt: skip
