"""The language model on disk, and its run: word pieces in, scores of every head out.

A model is a folder: `model.onnx` (encoder and heads), `arrays.npz` (the last layers that the decoder applies to chosen
pairs of words), `labels.json`, `tokenizer.json`, `model.toml` (name, corpora, licence, checksum).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dateline.language.shapes import NEUTRAL
from dateline.language.tokens import WordPieces

Array = NDArray[np.float32]

BUILT_IN = Path(__file__).with_name("model")
SLOWER = "SkipLayerNormFusion"
"""A fusion of ONNX Runtime's that costs time: sum and normalisation as one step take seven times as long as the two
apart (measured with 1.32 on AVX-512), a tenth of the model's time."""
FILES = ("model.onnx", "arrays.npz", "tokenizer.json", "labels.json")


class ModelError(Exception):
    """A model folder that cannot be used; the message names the folder and the remedy."""


class LanguageModel:
    """A loaded model. `run` is safe to call from several threads: each call uses one core.

    One window is run at a time, without padding: int8 activations are scaled over all that is run together, so that the
    result of a window would depend on what it happened to be batched with.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        """Load a model folder, the built-in one by default. Raises ModelError."""
        self.folder = Path(folder) if folder is not None else BUILT_IN
        missing = [name for name in (*FILES, "model.toml") if not (self.folder / name).is_file()]
        if missing:
            raise ModelError(f"{self.folder}: no {missing[0]}: not a model folder (python -m training makes one)")
        try:
            self.card: dict[str, Any] = tomllib.loads((self.folder / "model.toml").read_text("utf8"))
            labels = json.loads((self.folder / "labels.json").read_text("utf8"))
            self.arrays: dict[str, Array] = dict(np.load(self.folder / "arrays.npz", allow_pickle=False))
            self.pieces = WordPieces(Tokenizer.from_file(str(self.folder / "tokenizer.json")))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self.session = onnxruntime.InferenceSession(
                str(self.folder / "model.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=[SLOWER],
            )
        except Exception as error:  # whatever a damaged file makes its reader raise
            raise ModelError(f"{self.folder}: damaged model folder: {error}; install or export it anew") from error
        self.upos: list[str] = labels["upos"]
        self.deprels: list[str] = labels["deprels"]
        self.names: list[str] = labels["names"]
        self.roles: list[str] = labels["roles"]
        self.attributions: list[str] = labels["attributions"]
        self.event_types: list[str] = labels.get("event_types", [])
        """Empty in a model that has not learned events, as one trained without our own corpus."""
        self.event_modes: list[str] = labels.get("event_modes", [])
        self.event_status: list[str] = labels.get("event_status", [])
        self.event_parties: list[str] = labels.get("event_parties", [])
        self.event_setting: list[str] = labels.get("event_setting", [])
        self.event_counts: list[str] = labels.get("event_counts", [])
        """Of the numbers that belong to an event, by what they count (`dateline.records.report.Size`)."""
        self.sectors: list[str] = labels.get("sectors", [])
        self.voices: list[str] = labels.get("voices", [])
        """`trait=value` of attributions."""
        self.mention_types: list[str] = labels.get("mention_types", [])
        """Empty in a model that has not learned coreference."""
        self._outputs = [output.name for output in self.session.get_outputs()]

    @property
    def name(self) -> str:
        """Name and the head of the checksum: what a Report says of the model that made it."""
        return f"{self.card['name']}-{str(self.card['sha256'])[:12]}"

    @property
    def longest(self) -> int:
        """Word pieces in a window in training; longer windows are read worse."""
        return int(self.card["longest"])

    def checksum(self) -> str:
        """SHA-256 over the files, as `model.toml` should have it."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()

    def run(self, words: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> dict[str, Array]:
        """Scores of one window.

        `words`: the piece ids of each word; `shapes`: its shape. The arrays have one row a word, except `arcs`
        [word, word], dependents by heads.
        """
        ids, piece_shapes, first, last = [self.pieces.cls], [NEUTRAL], [], []
        for pieces, shape in zip(words, shapes, strict=True):
            first.append(len(ids))
            ids.extend(pieces)
            piece_shapes.extend([shape] * len(pieces))
            last.append(len(ids) - 1)
        ids.append(self.pieces.sep)
        piece_shapes.append(NEUTRAL)
        found = self.session.run(
            self._outputs,
            {
                "ids": np.array([ids], np.int64),
                "mask": np.ones((1, len(ids)), np.int64),
                "shapes": np.array([piece_shapes], np.int64),
                "first": np.array([first], np.int64),
                "last": np.array([last], np.int64),
            },
        )
        return {name: value[0] for name, value in zip(self._outputs, found, strict=True)}
