"""A trained model back from its folder, as torch weights to be trained on.

A model folder holds the graph that ONNX Runtime runs, with the encoder in int8, and the arrays of the decoder; no torch
weights. Both together hold every weight: in the graph under the parameter's name, with `.T` where it is stored
transposed (`export.py` names them so) and `_quantized`, `_scale`, `_zero_point` where it is int8; in the arrays under
the names that the heads give them. What int8 took away stays away: the weights are those that the folder runs with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor
from transformers import AutoConfig, BertConfig, PretrainedConfig

from dateline.language.model import LanguageModel, ModelError
from dateline.language.shapes import COUNT, shapes_of
from training.batches import as_tensors
from training.model import Labels, Model

Array = NDArray[np.float32]

PREFIX = "model."
"""Begins the name of a parameter in the graph and in the arrays."""
TRANSPOSED = ".T"
"""Ends the name of a matrix that the graph stores as [in, out]; torch has [out, in]."""
SAMPLE = (
    "Two soldiers were killed near Gao on Monday when gunmen attacked a convoy , the defence ministry said . The union"
    " denied that its members would strike ."
)
"""Words on which the restored model is held against the folder's own graph."""
CLOSE = 0.2
"""How far the scores of the two may be apart, as a share of the scores' size. The graph rounds the activations to
int8, which moves the scores of the model that ships by 0.05; with another number of attention heads than it has, it is
0.26 and more away."""
HEAD_WIDTHS = (32, 64, 128, 16, 8)
"""Widths of an attention head that occur, the likeliest first: of a folder without `config.json` it is the one with
which the model agrees."""


def restore(folder: str | Path) -> Model:
    """The model of a folder, in evaluation mode. Raises ModelError where the folder is none, is damaged, or holds a
    model of another build."""
    language_model = LanguageModel(folder)
    graph = onnx.load(str(language_model.folder / "model.onnx")).graph
    values = named_values(graph)
    labels = labels_of(language_model)
    best, nearest = None, CLOSE
    deep = len({n.split(".")[3] for n in values if n.startswith(f"{PREFIX}deep.") and n.endswith("first_norm.weight")})
    for config in _configs(language_model.folder, graph, values):
        model = Model(config, labels, deep, attention="eager")
        weights = _weights(model, graph, values, language_model.arrays)
        _load(model, weights, language_model.folder, {output.name for output in graph.output})
        if (distance := apart(model, language_model)) <= nearest:
            best, nearest = model, distance
        if nearest <= CLOSE / 2:
            break
    if best is None:
        raise ModelError(
            f"{language_model.folder}: cannot be trained on: what is read back from it does not give its scores; was "
            "it exported by another version?"
        )
    return best


def labels_of(model: LanguageModel) -> Labels:
    """The label sets of a folder, as the training has them. Raises ModelError where they are not this version's."""
    from training.heads.events import SIZES, STATUS
    from training.heads.voices import LABELS
    from training.windows import PARTIES, SETTING

    stored = json.loads((model.folder / "labels.json").read_text("utf8"))
    for name, known in (("event_status", list(STATUS)), ("voices", list(LABELS))):
        if stored.get(name) and stored[name] != known:
            raise ModelError(f"{model.folder}: its {name} are not those of this version of dateline; export it anew")
    for name, kinds in (("event_parties", PARTIES), ("event_setting", SETTING), ("event_counts", SIZES)):
        if stored.get(name) and _kinds(stored[name]) != list(kinds):
            raise ModelError(f"{model.folder}: its {name} are not those of this version of dateline; export it anew")
    return Labels(
        upos=model.upos,
        deprels=model.deprels,
        name_types=_kinds(model.names),
        roles=_kinds(model.roles),
        event_types=model.event_types,
        event_modes=model.event_modes,
        sectors=model.sectors,
    )


def _kinds(labels: list[str]) -> list[str]:
    """What BIO labels are of: "O", "B-x", "I-x" to "x"."""
    return [label[2:] for label in labels if label.startswith("B-")]


def named_values(graph: Any) -> dict[str, Array]:
    """The float values of all initializers of a graph; int8 ones dequantised, under the name without suffix."""
    raw = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    values: dict[str, Array] = {}
    for name, value in raw.items():
        plain = name.removesuffix("_quantized")
        if plain != name:
            scale, zero = raw[f"{plain}_scale"], raw[f"{plain}_zero_point"]
            values[plain] = (value.astype(np.float32) - zero.astype(np.float32)) * scale
        elif value.dtype == np.float32:
            values[name] = value
    return values


def _configs(folder: Path, graph: Any, values: Mapping[str, Array]) -> list[PretrainedConfig]:
    """The encoder's configuration: the folder's, or those that fit the shapes of its weights."""
    if (folder / "config.json").exists():
        return [AutoConfig.from_pretrained(str(folder))]
    prefix = f"{PREFIX}encoder."
    try:
        vocabulary, width = values[prefix + "embeddings.word_embeddings.weight"].shape
        positions = len(values[prefix + "embeddings.position_embeddings.weight"])
        inner = len(values[prefix + "encoder.layer.0.intermediate.dense.bias"])
    except KeyError as error:
        raise ModelError(
            f"{folder}: no config.json, and the encoder is none of BERT's build: export it anew"
        ) from error
    layers = len({name.split(".")[4] for name in values if name.startswith(prefix + "encoder.layer.")})
    norm = next(node for node in graph.node if node.op_type == "LayerNormalization")
    return [
        BertConfig(
            vocab_size=vocabulary, hidden_size=width, num_hidden_layers=layers, num_attention_heads=width // head,
            intermediate_size=inner, max_position_embeddings=positions, type_vocab_size=COUNT,
            layer_norm_eps=next(a.f for a in norm.attribute if a.name == "epsilon"),
        )
        for head in HEAD_WIDTHS
        if width % head == 0
    ]  # fmt: skip


def _weights(model: Model, graph: Any, values: Mapping[str, Array], arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Parameter name to value, of all that is there."""
    of_arrays = array_parameters(model)
    found = {of_arrays[name]: value for name, value in arrays.items() if name in of_arrays}
    found |= _traced(graph, values, of_arrays) | _shares(model, values)
    for name, value in (*values.items(), *arrays.items()):
        parameter = name.removeprefix(PREFIX)
        if parameter != name:
            found[parameter.removesuffix(TRANSPOSED)] = value.T if parameter.endswith(TRANSPOSED) else value
    if not any("anchor_side" in name for name in found):
        found |= _of_before(model)
    return found


def _shares(model: Model, values: Mapping[str, Array]) -> dict[str, Array]:
    """The mixtures of layers of a graph that holds only what they come to: shares, which add up to one."""
    for name, value in values.items():
        if value.shape == tuple(model.mix.shape) and not name.startswith(PREFIX) and np.allclose(value.sum(-1), 1):
            return {"mix": np.log(value)}
    return {}


def _of_before(model: Model) -> dict[str, Array]:
    """What a folder of before the training had mixtures of layers and products of anchors with words runs as if it
    had: the last layer alone, and products of no weight."""
    mix = np.zeros(tuple(model.mix.shape), np.float32)
    mix[:, -1] = 30.0
    found = {"mix": mix}
    for name, parameter in model.named_parameters():
        if name.endswith(".product"):
            found[name] = np.zeros(tuple(parameter.shape), np.float32)
        elif "_side." in name:
            found[name] = parameter.detach().numpy().copy() * 0.05
    return found


def array_parameters(model: Model) -> dict[str, str]:
    """Which parameter each of the model's arrays is: the one that has its values. Changes the heads' weights: they
    are made random, since some begin as zeros, of which one is like the other."""
    with torch.no_grad():
        for parameter in model.heads.parameters():
            parameter.normal_()
    parameters = {name: p.detach().numpy() for name, p in model.named_parameters() if name.startswith("heads.")}
    return {
        array: name
        for array, value in model.arrays().items()
        for name, p in parameters.items()
        if p.shape == value.shape and np.array_equal(p, value)
    }


def _traced(graph: Any, values: Mapping[str, Array], of_arrays: Mapping[str, str]) -> dict[str, Array]:
    """Matrices of a graph in which they have no names: by the bias that is added to their product, and those without a
    bias by the output that is their product (the anchors of `heads/pairs.py`)."""
    made = {output: node for node in graph.node for output in node.output}

    def matrix(product: str) -> Array | None:
        while (node := made.get(product)) is not None and node.op_type in ("Mul", "Cast"):
            product = node.input[0]
        if node is None or node.op_type not in ("MatMul", "MatMulInteger"):
            return None
        value = values.get(node.input[1].removesuffix("_quantized"))
        return None if value is None or value.ndim != 2 else value.T

    found: dict[str, Array] = {}
    for node in graph.node:
        bias = next((name for name in node.input if name.startswith(PREFIX) and name.endswith(".bias")), None)
        if node.op_type == "Add" and bias is not None:
            (other,) = [name for name in node.input if name != bias]
            if (value := matrix(other)) is not None:
                found[bias.removeprefix(PREFIX).removesuffix("bias") + "weight"] = value
    for array, parameter in of_arrays.items():
        if array.endswith("_distance") and (value := matrix(array.removesuffix("distance") + "anchor")) is not None:
            found[parameter.removesuffix("distance.weight") + "anchor.weight"] = value
    return found


def _load(model: Model, weights: Mapping[str, Array], folder: Path, outputs: set[str]) -> None:
    """Put the weights in. A head of which the graph has no output was never taught: it begins anew."""
    wanted = model.state_dict()
    nothing = torch.zeros(1, 1, model.encoder.config.hidden_size)
    untaught = [f"heads.{name}." for name, head in model.heads.items() if not outputs & set(head.outputs(nothing))]
    missing = [n for n in wanted if n not in weights and not n.startswith(tuple(untaught)) and "position_ids" not in n]
    if missing:
        raise ModelError(f"{folder}: cannot be trained on: there is no '{missing[0]}' in it; export it anew")
    state: dict[str, Tensor] = {}
    for name, old in wanted.items():
        value = weights.get(name)
        if value is None or name.startswith(tuple(untaught)):
            continue
        if value.shape != tuple(old.shape):
            raise ModelError(f"{folder}: cannot be trained on: '{name}' is {value.shape}, not {tuple(old.shape)}")
        state[name] = torch.tensor(np.ascontiguousarray(value))
    for name in untaught:
        for module in model.heads[name.split(".")[1]].modules():
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
    model.load_state_dict(state, strict=False)
    model.eval()


def apart(model: Model, folder: LanguageModel) -> float:
    """How far the scores of a model and of a folder are apart on `SAMPLE`: the mean over the outputs of the distance as
    a share of the length."""
    words = SAMPLE.split()
    pieces = [folder.pieces(word) for word in words]
    theirs = folder.run(pieces, shapes_of(words))
    ids, shapes, first, last = [folder.pieces.cls], [0], [], []
    for of_word, shape in zip(pieces, shapes_of(words), strict=True):
        first.append(len(ids))
        ids.extend(of_word)
        shapes.extend([shape] * len(of_word))
        last.append(len(ids) - 1)
    with torch.no_grad():
        words_of = model.words(*as_tensors([([*ids, folder.pieces.sep], [*shapes, 0], first, last)]))
        ours = {
            name: t[0].numpy() for key, head in model.heads.items() for name, t in head.outputs(words_of[key]).items()
        }
    shares = [
        float(np.linalg.norm(ours[name] - theirs[name]) / max(float(np.linalg.norm(theirs[name])), 1e-6))
        for name in theirs
        if name in ours
    ]
    return sum(shares) / len(shares) if shares else math.inf
