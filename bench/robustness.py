"""How much is lost on texts as they come: in lower case, in capitals, without the marks that end sentences.

    python -m bench.robustness CORPORA [--model FOLDER] [--write docs/measurements.md]

The same development texts each time, so that each column may be held against the first.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
from training.augment import FINAL, without
from training.corpora.files import json_lines
from training.corpora.treebank import ewt, gum
from training.windows import Window

from bench import attribution, own
from bench.language import as_report, factuality, given, names, roles, trees
from bench.measurements import write_section
from bench.scoring import Json, Score
from dateline.coding.coder import Coder
from dateline.language.analyser import Analyser
from dateline.language.model import LanguageModel
from dateline.records.document import Document

Texts = Callable[[str], str]
Windows = Callable[[Window], Window]

_STOP = re.compile(r"[.!?]+(?=[\"”’)\]]*(?:\s|$))")


def _same_length(change: Texts) -> Texts:
    """A change letter by letter, without those that would move what follows (the capital of ß is SS)."""
    return lambda text: "".join(c if len(change(c)) != 1 else change(c) for c in text)


def _unstopped(window: Window) -> Window:
    last = {s.last - 1 for s in window.sentences if s.last - s.first > 1 and window.words[s.last - 1] in FINAL}
    return without(window, last - set(window.heads or ()))


WAYS: dict[str, tuple[Windows, Texts]] = {
    "as it is": (lambda window: window, lambda text: text),
    "lower case": (
        lambda window: replace(window, words=[_same_length(str.lower)(w) for w in window.words]),
        _same_length(str.lower),
    ),
    "capitals": (
        lambda window: replace(window, words=[_same_length(str.upper)(w) for w in window.words]),
        _same_length(str.upper),
    ),
    "no end marks": (_unstopped, lambda text: _STOP.sub(lambda stop: " " * len(stop[0]), text)),
}
"""Each way with what it makes of words that are given and of running text; positions in a text stay what they are."""

SHOWN = {
    "ewt": ("UPOS", "LAS", "arguments", "factuality (UDS-IH2)"),
    "gum": ("LAS", "all types"),
    "polnear": ("source exact", "cue exact", "content exact", "relation (content half, source overlap)"),
    "own": (
        "events, trigger and type", "actor of matched events", "recipient of matched events",
        "place of matched events", "status of matched events", "attributions, cue",
    ),
}  # fmt: skip


def measure(corpora: Path, model: Path | None) -> dict[tuple[str, str], dict[str, float]]:
    """(corpus, figure): the way of writing: the figure."""
    coder, analyser = Coder(model=str(model) if model else None), Analyser(LanguageModel(model))
    found: dict[tuple[str, str], dict[str, float]] = {}
    for way, (windows, texts) in WAYS.items():
        for corpus, score in _scores(coder, analyser, corpora, windows, texts).items():
            for figure in SHOWN[corpus]:
                numbers = score[figure]
                value = next(numbers[m] for m in ("f1", "accuracy", "pearson_r") if m in numbers)
                found.setdefault((corpus, figure), {})[way] = value
    return found


def _scores(coder: Coder, analyser: Analyser, corpora: Path, windows: Windows, texts: Texts) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for corpus, reader in (("ewt", ewt), ("gum", gum)):
        gold = [windows(g) for g in reader(corpora, "dev")]
        read = [given(analyser, g) for g in gold]
        scores[corpus] = {**trees(gold, read), **roles(gold, read), **names(gold, read)}
        told = [(v, f.factuality[i]) for g, f in zip(gold, read, strict=True) for i, v in g.factuality.items()]
        if told:
            scores[corpus]["factuality (UDS-IH2)"] = factuality(told)
    documents: list[Json] = list(json_lines(corpora / "polnear/dev.jsonl.gz"))
    changed = [{**d, "text": texts(d["text"])} for d in documents]
    scores["polnear"] = attribution.score(
        changed, [as_report(a) for a in analyser.analyse_many(d["text"] for d in changed)]
    )
    items = [{**d, "text": texts(d["text"])} for d in own.gold("dev")]
    reports = [
        msgspec.to_builtins(coder.code_document(Document(item["id"], item["text"], item["published"])))
        for item in items
    ]
    scores["own"] = own.score(items, reports)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.robustness", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--model", type=Path, help="a model folder; the built-in model by default")
    parser.add_argument("--write", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    found = measure(arguments.corpora, arguments.model)
    lines = [
        "### robustness: the same texts written otherwise",
        "",
        f"{datetime.date.today().isoformat()}, `python -m bench.robustness CORPORA`, development parts; F1, accuracy or"
        " Pearson's r. `ewt` and `gum` with words and sentences given, `polnear` the model alone, `own` whole Reports.",
        "",
        f"| corpus | figure | {' | '.join(WAYS)} | most lost |",
        f"| --- | --- |{' --- |' * (len(WAYS) + 1)}",
    ]
    for (corpus, figure), ways in found.items():
        first, *others = ways.values()
        shown = " | ".join(f"{value:.3f}" for value in ways.values())
        lines.append(f"| {corpus} | {figure} | {shown} | {first - min(others):.3f} |")
    text = "\n".join(lines)
    print(text)
    if arguments.write:
        write_section(arguments.write, "robustness", text)


if __name__ == "__main__":
    main()
