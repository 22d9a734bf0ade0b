"""How fast and how large: throughput, memory, and the time until a person sees something.

The command is measured from outside, as a user runs it, on news articles; the language model by itself on
the same windows in the same run, so that the two can be compared whatever the machine is doing.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import dateline
from bench.measurements import Measurement
from bench.scoring import Json, Numbers, Score
from dateline.coding.pipeline import Settings

SAMPLES = ("polnear/dev.jsonl.gz", "geoparsing/geovirus.jsonl.gz", "timex/timebank.jsonl.gz")
"""Long and short articles; enough of them that loading model and tables, 1.5 seconds, is not what is measured."""
FEW = 10
"""Documents of the small run: the difference in memory to the large one is what grows with the corpus."""
THREADS = 2
"""What `Coder` uses unless told otherwise."""


class Run(NamedTuple):
    """One run of the command."""

    seconds: float
    first_output: float
    """Seconds until the first byte on standard output."""
    peak_mb: float
    """Resident memory at its highest."""


def measure_speed(corpora: Path, settings: Settings) -> Iterator[Measurement]:
    """One Measurement of time and memory; nothing where the sample is not there."""
    from bench.run import input_record, rows

    paths = [corpora / sample for sample in SAMPLES if (corpora / sample).exists()]
    documents = [input_record(gold) for path in paths for gold in rows(path)]
    if not documents:
        return
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        score = _score(Path(folder), documents, settings)
    yield Measurement(
        task="speed",
        corpus="articles",
        part=f"PolNeAR dev, GeoVirus, TimeBank, {os.cpu_count()} cores",
        documents=len(documents),
        seconds=time.perf_counter() - started,
        date=datetime.date.today().isoformat(),
        version=dateline.__version__,
        command="python -m bench CORPORA --only speed",
        score=score,
    )


def _score(folder: Path, documents: list[Json], settings: Settings) -> Score:
    one, few, whole = (
        _write(folder / f"{name}.jsonl", part)
        for name, part in (("one", documents[:1]), ("few", documents[:FEW]), ("whole", documents))
    )
    reports = folder / "reports.jsonl"
    start = min((_run(["--help"]) for _ in range(3)), key=lambda run: run.seconds)
    first = min(
        (_run(["code", str(one), "--format", "table", *_options(settings)]) for _ in range(3)),
        key=lambda run: run.first_output,
    )
    small = _run(["annotate", str(few), "-o", os.devnull, *_options(settings)])
    large = _run(["annotate", str(whole), "-o", str(reports), *_options(settings)])
    sentences = sum(len(json.loads(line)["sentences"]) for line in reports.open("rb"))
    words = sum(len(document["text"].split()) for document in documents)
    score: Score = {
        "dateline --help": {"seconds": round(start.seconds, 2)},
        "dateline code, one article": {
            "seconds_to_first_output": round(first.first_output, 2),
            "seconds": round(first.seconds, 2),
        },
        "dateline annotate, one process": {
            "seconds": round(large.seconds, 1),
            "documents_per_s": round(len(documents) / large.seconds, 1),
            "sentences_per_s": round(sentences / large.seconds, 0),
            "words_per_s": round(words / large.seconds, 0),
        },
        "peak memory, MB": {
            f"{FEW}_articles": round(small.peak_mb, 0),
            f"{len(documents)}_articles": round(large.peak_mb, 0),
        },
    }
    alone = model_alone([document["text"] for document in documents], settings)
    score["language model alone, same windows"] = alone
    score["annotate / language model alone"] = {"ratio_of_seconds": round(large.seconds / alone["seconds"], 2)}
    bare = bare_encoder(reports, settings)
    score["encoder alone, the same sentences one by one"] = bare
    usual = bare_encoder(reports, settings, one_session=True)
    score["the same in one session of two threads"] = usual
    score["annotate / encoder alone"] = {
        "two_sessions": round(bare["seconds"] / large.seconds, 2),
        "one_session": round(usual["seconds"] / large.seconds, 2),
    }
    return score


def bare_encoder(reports: Path, settings: Settings, *, one_session: bool = False) -> Numbers:
    """Seconds that the encoder alone takes for the same sentences: no windows, no heads, no decoding, no coding.

    Sentences of like length in batches of 16, its best size, as many batches at a time as the coder uses threads. Only
    the cheapest head is asked for, so that ONNX Runtime computes the encoder and one dot product a word. `one_session`:
    batches one after the other, each on both cores, as ONNX Runtime is mostly used.
    """
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np
    import onnxruntime

    from dateline.language.model import LanguageModel
    from dateline.language.tokens import words

    model = LanguageModel(settings.model)
    sentences: list[list[int]] = []
    for line in reports.open("rb"):
        report = json.loads(line)
        text = report["document"]["text"]
        for start, end in report["sentences"]:
            part = text[start:end]
            ids = [i for w in words(part) for i in model.pieces(part[w.start : w.end])]
            sentences.append([model.pieces.cls, *ids[:500], model.pieces.sep])
    sentences.sort(key=len)

    def run(batch: list[list[int]]) -> None:
        width = max(map(len, batch))
        ids = np.array([row + [0] * (width - len(row)) for row in batch], np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in batch], np.int64)
        at = np.zeros((len(batch), 1), np.int64)
        session.run(["sentence_end"], {"ids": ids, "mask": mask, "shapes": np.zeros_like(ids), "first": at, "last": at})

    session, threads = model.session, THREADS
    if one_session:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        path = str(model.folder / "model.onnx")
        session, threads = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]), 1
    batches = [sentences[at : at + 16] for at in range(0, len(sentences), 16)]
    with ThreadPoolExecutor(threads) as pool:
        started = time.perf_counter()
        list(pool.map(run, batches))
        seconds = time.perf_counter() - started
    pieces = sum(map(len, sentences))
    return {
        "seconds": round(seconds, 1),
        "word_pieces_per_s": round(pieces / seconds, 0),
        "mean_pieces": round(pieces / len(sentences), 1),
    }


def model_alone(texts: list[str], settings: Settings) -> Numbers:
    """Seconds that the language model takes for the windows of the texts, on as many threads as the coder uses.

    Nothing else is in it: no reading, no laying out, no decoding, no coding.
    """
    from concurrent.futures import ThreadPoolExecutor

    from dateline.language.model import LanguageModel
    from dateline.language.windows import lay_out

    model = LanguageModel(settings.model)
    windows = [window for text in texts for window in lay_out(text, model.pieces, model.longest).windows]
    with ThreadPoolExecutor(THREADS) as pool:
        started = time.perf_counter()
        pieces = sum(
            sum(map(len, window.pieces))
            for window, _ in zip(windows, pool.map(lambda w: model.run(w.pieces, w.shapes), windows), strict=True)
        )
        seconds = time.perf_counter() - started
    return {"seconds": round(seconds, 1), "word_pieces_per_s": round(pieces / seconds, 0)}


def _options(settings: Settings) -> list[str]:
    options = [part for name in settings.codebook for part in ("--codebook", name)]
    return options + (["--model", settings.model] if settings.model else [])


def _write(path: Path, documents: list[Json]) -> Path:
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf8")
    return path


def _run(arguments: list[str]) -> Run:
    """Run the command and watch it. Raises RuntimeError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "dateline", *arguments], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(1)
    first_output = time.perf_counter() - started
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"dateline {' '.join(arguments)} ended with {process.returncode}")
    # kilobytes on Linux, bytes on macOS
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Run(seconds, first_output, peak)
