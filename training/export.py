"""From trained weights to the folder that `dateline.language` runs: ONNX, int8 per channel, and what goes with it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import tomllib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from dateline.language.model import FILES
from training.batches import as_tensors
from training.heads.coreference import TYPES
from training.heads.events import STATUS
from training.model import Labels, Model
from training.restore import TRANSPOSED
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
    model = trained(config, folder)
    card = {
        "name": config_file.stem,
        "encoder": config["encoder"],
        "licence": "Apache-2.0",
        "corpora": list(config["corpora"]),
        "longest": config["longest"],
    }
    voiced = "polnear" in config["corpora"] or "own" in config["corpora"]
    tokenizer = Path(encoder_folder(config["encoder"])) / "tokenizer.json"
    linked = "gum" in config["corpora"]
    write(model, target, tokenizer, card, quantize=quantize, voiced=voiced, linked=linked)


def trained(config: Mapping[str, Any], folder: Path) -> Model:
    """The model that a training left in `folder`: in `model.pt`, or in its last checkpoint."""
    labels = Labels(**json.loads((folder / "labels.json").read_text()))
    model = Model(encoder_folder(config["encoder"]), labels, config.get("deep", 0), attention="eager")
    if (folder / "model.pt").exists():
        model.load_state_dict(torch.load(folder / "model.pt", map_location="cpu", weights_only=True))
    else:
        model.load_state_dict(torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)["model"])
    return model


def write(
    model: Model,
    target: Path,
    tokenizer: Path,
    card: Mapping[str, object],
    *,
    quantize: bool = True,
    voiced: bool = True,
    linked: bool = True,
    others: Mapping[str, np.ndarray] | None = None,
) -> None:
    """Write the model folder of a model, which loses the word pieces that no English text needs.

    `tokenizer`: its `tokenizer.json`; `card`: what `model.toml` says beside precision and checksum; `voiced`, `linked`:
    has something taught who says what, and which mentions are of the same? `others`: arrays that are not the model's
    own (those of `training.coreference`).
    """
    vocabulary, kept = smaller(tokenizer)
    embeddings = model.encoder.embeddings
    embeddings.word_embeddings = nn.Embedding.from_pretrained(embeddings.word_embeddings.weight[kept].detach())
    model.encoder.config.vocab_size = len(kept)
    model.encoder.set_attn_implementation("eager")  # which the exporter can read
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
        name_weights(plain, model)
        if quantize:
            int8(plain, target / "model.onnx")
        else:
            shutil.copy(plain, target / "model.onnx")
    arrays = {**(others or {}), **model.arrays()}
    np.savez_compressed(target / "arrays.npz", **arrays, **_elsewhere(model, target / "model.onnx", arrays))
    (target / "tokenizer.json").write_text(vocabulary, "utf8")
    model.encoder.config.to_json_file(target / "config.json")
    (target / "labels.json").write_text(json.dumps(_labels(model, voiced, linked), indent=1))
    write_card(target, {**card, "precision": "int8" if quantize else "float32"})


def write_card(target: Path, card: Mapping[str, object]) -> None:
    """Write `model.toml`: the card with the checksum of the folder's other files."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((target / name).read_bytes())
    (target / "model.toml").write_text(as_toml({**card, "sha256": digest.hexdigest()}), "utf8")


def _labels(model: Model, voiced: bool, linked: bool) -> dict[str, list[str]]:
    events, heads = model.heads["events"], model.heads
    return {
        "upos": list(heads["parts_of_speech"].index),
        "deprels": list(heads["tree"].index),
        "names": heads["names"].labels,
        "roles": heads["roles"].spans.labels,
        # A head that nothing has taught is left out: the decoder finds no label in it.
        "attributions": heads["attributions"].spans.labels if voiced else [],
        "event_types": events.types,
        "event_modes": events.modes,
        "event_status": list(STATUS),
        "event_parties": events.parties.labels,
        "event_setting": events.setting.labels,
        "event_counts": events.counts.labels,
        "sectors": heads["sectors"].labels,
        "voices": heads["voices"].labels,
        "mention_types": list(TYPES) if linked else [],
    }


def as_toml(table: Mapping[str, object], within: str = "") -> str:
    """Strings, numbers, lists of these, then tables of the same. JSON's spelling of a string is TOML's too."""
    lines = [
        f"{_toml_key(name)} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in table.items()
        if not isinstance(value, Mapping)
    ]
    for name, value in table.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{within}{_toml_key(name)}]", as_toml(value, f"{within}{_toml_key(name)}.").rstrip("\n")]
    return "\n".join(lines) + "\n"


def _toml_key(name: str) -> str:
    return name if name.replace("_", "a").isalnum() and name.isascii() else json.dumps(name, ensure_ascii=False)


def name_weights(file: Path, model: Model) -> None:
    """Give the matrices of a graph the names of their parameters, by their values, so that `restore` finds them."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(file))
    known = {_key(p.detach().numpy().T): name for name, p in model.named_parameters() if p.dim() == 2}
    new: dict[str, str] = {}
    for tensor in graph.graph.initializer:
        if not tensor.name.startswith("model.") and len(tensor.dims) == 2:
            name = known.pop(_key(numpy_helper.to_array(tensor)), None)
            if name is not None:
                new[tensor.name] = f"model.{name}{TRANSPOSED}"
                tensor.name = new[tensor.name]
    for node in graph.graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = new.get(name, name)
    onnx.save(graph, str(file))


def _elsewhere(model: Model, file: Path, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Parameters that are neither in the graph by their names nor among the arrays: what the graph has folded into
    something else, as the mixtures of the encoder's layers."""
    import onnx

    there = {i.name.removesuffix("_quantized") for i in onnx.load(str(file)).graph.initializer}
    found = {}
    for name, parameter in model.named_parameters():
        value = parameter.detach().cpu().numpy()
        known = any(a.shape == value.shape and np.array_equal(a, value) for a in arrays.values())
        if not known and not {f"model.{name}", f"model.{name}{TRANSPOSED}"} & there:
            found[f"model.{name}"] = value
    return found


def _key(matrix: np.ndarray) -> tuple[tuple[int, ...], bytes]:
    return matrix.shape, np.ascontiguousarray(matrix).tobytes()


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
