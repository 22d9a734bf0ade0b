"""How fast the language model is beside its own encoder: what heads, decoding and linking cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime

from bench.scoring import Numbers
from dateline.language.analyser import Analyser
from dateline.language.model import LanguageModel
from dateline.language.tokens import words
from dateline.language.windows import lay_out

Part = TypeVar("Part")
BATCH = 16
"""Sentences that the encoder alone reads at a time: its best size."""


def encoder_alone(reports: Path, model: str | None, threads: int, *, one_session: bool = False) -> Numbers:
    """Seconds that the encoder takes for the sentences of some Reports: no windows, no heads, no decoding, no coding.

    Sentences of like length in batches, as many batches at a time as there are threads. `one_session`: batches one
    after the other, each on all threads, as ONNX Runtime is mostly used.
    """
    loaded = LanguageModel(model)
    pieces = loaded.pieces
    sentences: list[list[int]] = []
    for line in reports.open("rb"):
        report = json.loads(line)
        text = report["document"]["text"]
        for start, end in report["sentences"]:
            part = text[start:end]
            ids = [i for w in words(part) for i in pieces(part[w.start : w.end])]
            sentences.append([pieces.cls, *ids[:500], pieces.sep])
    sentences.sort(key=len)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads if one_session else 1
    session = onnxruntime.InferenceSession(
        encoder_of(loaded.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )

    def run(batch: list[list[int]]) -> int:
        width = max(map(len, batch))
        ids = np.array([row + [0] * (width - len(row)) for row in batch], np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in batch], np.int64)
        session.run(None, {"ids": ids, "mask": mask, "shapes": np.zeros_like(ids)})
        return sum(map(len, batch))

    batches = [sentences[at : at + BATCH] for at in range(0, len(sentences), BATCH)]
    return _timed(run, batches, 1 if one_session else threads)


def encoder_of(file: Path) -> bytes:
    """The graph of a model up to its encoder's last layer, serialised. (ONNX Runtime computes all of a graph, however
    few outputs are asked for.) Needs the package `onnx`."""
    import onnx

    model = onnx.load(str(file))
    graph = model.graph
    last = [n for n in graph.node if "encoder/layer." in n.name and n.op_type == "LayerNormalization"][-1]
    wanted, kept = set(last.output), []
    for node in reversed(graph.node):
        if wanted & set(node.output):
            wanted |= set(node.input)
            kept.append(node)
    for part, left in (
        (graph.node, kept[::-1]),
        (graph.initializer, [i for i in graph.initializer if i.name in wanted]),
        (graph.input, [i for i in graph.input if i.name in wanted]),
        (graph.output, [onnx.helper.make_tensor_value_info(last.output[0], onnx.TensorProto.FLOAT, None)]),
    ):
        del part[:]
        part.extend(left)
    serialised: bytes = model.SerializeToString()
    return serialised


def model_alone(texts: Sequence[str], model: str | None, threads: int) -> Numbers:
    """Seconds that encoder and heads take for the windows of some texts: no laying out, no decoding."""
    loaded = LanguageModel(model)
    windows = [window for text in texts for window in lay_out(text, loaded.pieces, loaded.longest).windows]

    def run(at: int) -> int:
        window = windows[at]
        loaded.run(window.pieces, window.shapes)
        return sum(map(len, window.pieces))

    return _timed(run, range(len(windows)), threads)


def analysis_alone(texts: Sequence[str], model: str | None, threads: int) -> Numbers:
    """Seconds from texts to their Analyses: all of the language model, nothing of the coding."""
    analyser = Analyser(LanguageModel(model), threads)
    started = time.perf_counter()
    found = sum(len(analysis.sentences) for analysis in analyser.analyse_many(texts))
    seconds = time.perf_counter() - started
    return {"seconds": round(seconds, 1), "sentences_per_s": round(found / seconds, 0)}


def _timed(run: Callable[[Part], int], parts: Sequence[Part], threads: int) -> Numbers:
    with ThreadPoolExecutor(threads) as pool:
        started = time.perf_counter()
        pieces = sum(pool.map(run, parts))
        seconds = time.perf_counter() - started
    return {"seconds": round(seconds, 1), "word_pieces_per_s": round(pieces / seconds, 0)}
