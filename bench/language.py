"""How well the language model's heads read, one by one, on development parts of the corpora that they learn from.

    python -m bench.language CORPORA [--model FOLDER]

Words and sentences are the corpus's, but for `sentences`, where running text is given. Published figures are not set
beside these: nothing here is what dateline writes, and the corpora are cut to our definitions (`training/corpora`).
"""

from __future__ import annotations

import argparse
import collections
import gzip
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from training.corpora.files import json_lines
from training.corpora.re3d import re3d
from training.corpora.treebank import ewt, gum
from training.windows import Window

from bench import attribution, coreference
from bench.measurements import Measurement
from bench.scoring import Json, Numbers, Score, Tally, precision_recall_f1
from dateline.language.analyser import Analyser
from dateline.language.model import LanguageModel
from dateline.records.analysis import Analysis

CERTAIN = 1.5
"""Factuality from which on, on the scale of -3 to 3, an event is taken to have happened (or not to): the corpora's."""


def main(corpora: Path, model: Path | None = None) -> list[Measurement]:
    """All figures; corpora that are not there are passed over."""
    analyser = Analyser(LanguageModel(model))
    measured = []
    for corpus, files, score in PARTS:
        if not all((corpora / file).exists() for file in files):
            continue
        started = time.perf_counter()
        documents, figures = score(analyser, corpora)
        measured.append(
            Measurement.of_today(
                "language",
                corpus,
                "dev",
                figures,
                documents=documents,
                seconds=time.perf_counter() - started,
                command="python -m bench.language CORPORA",
                model=analyser.model.name,
            )
        )
    return measured


def given(analyser: Analyser, gold: Window) -> Analysis:
    """The Analysis of a window whose words and sentences are given."""
    return analyser.analyse_words(gold.words, [sentence.last for sentence in gold.sentences])


def running_text(path: Path, *, paragraphs: bool) -> Iterator[tuple[str, list[str]]]:
    """Documents of a CoNLL-U file as text with its sentences; between paragraphs an empty line, or a space."""
    sentences: list[str] = []
    text, space, breaks = "", "", False
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                if sentences:
                    yield text, sentences
                text, sentences, space = "", [], ""
            elif line.startswith("# newpar"):
                breaks = True
            elif line.startswith("# text = "):
                text += ("\n\n" if breaks and paragraphs and sentences else space) + line[9:].strip()
                sentences.append(line[9:].strip())
                space, breaks = " ", False
            elif line[:1].isdigit():
                # the last word of the sentence has the last say
                space = "" if "SpaceAfter=No" in line else " "
    if sentences:
        yield text, sentences


def sentences_score(path: Path) -> Callable[[Analyser, Path], tuple[int, Score]]:
    """Sentence ends, and whole sentences, in running text with its paragraphs and without."""

    def score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
        tally, count = Tally(), 0
        for paragraphs, how in ((True, "paragraphs"), (False, "one line")):
            documents = list(running_text(corpora / path, paragraphs=paragraphs))
            count = len(documents)
            for (text, sentences), found in zip(
                documents, analyser.analyse_many(text for text, _ in documents), strict=True
            ):
                spans, at = set(), 0
                for sentence in sentences:
                    start = text.index(sentence, at)
                    at = start + len(sentence)
                    spans.add((start, at))
                ours = {(s.start, s.end) for s in found.sentences}
                tally.add_sets(f"sentence ends, {how}", {end for _, end in spans}, {end for _, end in ours})
                tally.add_sets(f"sentences, {how}", spans, ours)
        return count, tally.score()

    return score


def trees(gold: Sequence[Window], found: Sequence[Analysis]) -> Score:
    """Shares of words with the right part of speech, head, head and relation, with and without its subtype."""
    right, words = collections.Counter[str](), 0
    for g, f in zip(gold, found, strict=True):
        words += len(g.words)
        for token, upos, head, deprel in zip(f.tokens, g.upos or [], g.heads or [], g.deprels or [], strict=True):
            right["UPOS"] += token.upos == upos
            right["UAS"] += token.head == head
            right["LAS"] += token.head == head and token.deprel.split(":")[0] == deprel.split(":")[0]
            right["LAS with subtypes"] += token.head == head and token.deprel == deprel
    return {name: {"accuracy": round(count / words, 4), "n": words} for name, count in right.items()}


def roles(gold: Sequence[Window], found: Sequence[Analysis]) -> Score:
    """Predicates, and arguments as (predicate, span, role), right only where the predicate was found too."""
    tally = Tally()
    for g, f in zip(gold, found, strict=True):
        if g.predicates is None:
            continue
        tally.add_sets("predicates", set(g.predicates), {p.token for p in f.predicates})
        wanted = {(p, a.first, a.last, a.label) for p, arguments in g.predicates.items() for a in arguments}
        ours = {(p.token, a.first, a.last, a.role) for p in f.predicates for a in p.arguments}
        tally.add_sets("arguments", wanted, ours)
        tally.add_sets("arguments, role left out", {a[:3] for a in wanted}, {a[:3] for a in ours})
        for role in ("ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC", "ARGM-NEG"):
            tally.add_sets(role, {a for a in wanted if a[3] == role}, {a for a in ours if a[3] == role})
    return tally.score()


def names(gold: Sequence[Window], found: Sequence[Analysis]) -> Score:
    """Exact spans by type, of the types that the corpus marks; and spans alone."""
    tally = Tally()
    for g, f in zip(gold, found, strict=True):
        wanted = {(n.first, n.last, n.label) for n in g.names or ()}
        ours = {(n.first, n.last, n.type) for n in f.names if n.type in g.name_types}
        tally.add_sets("all types", wanted, ours)
        tally.add_sets("all types, span only", {n[:2] for n in wanted}, {n[:2] for n in ours})
        for kind in sorted(g.name_types):
            tally.add_sets(kind, {n for n in wanted if n[2] == kind}, {n for n in ours if n[2] == kind})
    return tally.score()


def factuality(pairs: Sequence[tuple[float, float]]) -> Numbers:
    """Pearson's r, mean absolute error, and macro F1 of happened, not happened, open; pairs of gold and ours."""
    values = np.array(pairs)
    classes = np.where(values >= CERTAIN, 1, np.where(values <= -CERTAIN, -1, 0))
    scores = []
    for kind in (1, -1, 0):
        wanted, ours = (classes == kind).T
        scores.append(
            precision_recall_f1(int((wanted & ours).sum()), int((~wanted & ours).sum()), int((wanted & ~ours).sum()))[
                "f1"
            ]
        )
    return {
        "pearson_r": round(float(np.corrcoef(values.T)[0, 1]), 4),
        "mae": round(float(np.abs(values[:, 0] - values[:, 1]).mean()), 4),
        "macro_f1": round(sum(scores) / 3, 4),
        "n": len(values),
    }


def ewt_score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
    """All heads that learn from the English Web Treebank."""
    gold = list(ewt(corpora, "dev"))
    found = [given(analyser, g) for g in gold]
    told = [(v, f.factuality[i]) for g, f in zip(gold, found, strict=True) for i, v in g.factuality.items()]
    figures = {**trees(gold, found), **roles(gold, found)}
    return len(gold), {**figures, "factuality (UDS-IH2)": factuality(told)} if told else figures


def gum_score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
    """Trees and names on GUM."""
    gold = list(gum(corpora, "dev"))
    found = [given(analyser, g) for g in gold]
    return len(gold), {**trees(gold, found), **names(gold, found)}


def coreference_score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
    """Coreference on GUM, by exact spans of our own finding: words given, the same in lower case, and running text."""
    gold: list[Json] = list(json_lines(corpora / "ud/gum_entities_open_dev.jsonl.gz"))
    found: dict[str, list[tuple[coreference.Clusters, coreference.Clusters]]] = collections.defaultdict(list)
    for document in gold:
        sentences = document["sentences"]
        words = [word for sentence in sentences for word in sentence["tokens"]]
        ends = np.cumsum([len(sentence["tokens"]) for sentence in sentences]).tolist()
        begins = [0, *np.cumsum([len(sentence["text"]) + 1 for sentence in sentences]).tolist()]
        by_word, by_character = collections.defaultdict(list), collections.defaultdict(list)
        for sentence, end, begin in zip(sentences, ends, begins, strict=False):
            first = end - len(sentence["tokens"])
            for entity in sentence["entities"]:
                start, stop = entity["start"], entity["end"]
                by_word[entity["coref"]].append((first + start, first + stop))
                offsets = sentence["offsets"]
                by_character[entity["coref"]].append((begin + offsets[start][0], begin + offsets[stop - 1][1]))
        for name, given in (("words given", words), ("words given, lower case", [word.lower() for word in words])):
            clusters = analyser.analyse_words(given, ends).clusters
            found[name].append((list(by_word.values()), [[(m.first, m.last) for m in c] for c in clusters]))
        analysis = analyser.analyse(" ".join(sentence["text"] for sentence in sentences))
        at = [(token.start, token.end) for token in analysis.tokens]
        ours = [[(at[m.first][0], at[m.last - 1][1]) for m in cluster] for cluster in analysis.clusters]
        found["running text"].append((list(by_character.values()), ours))
    figures: Score = {}
    for name, pairs in found.items():
        for singletons in (True, False):
            score = coreference.score(pairs, singletons)
            title = name if singletons else f"{name}, without singletons"
            figures[title] = {metric: numbers["f1"] for metric, numbers in score.items()}
    return len(gold), figures


def re3d_score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
    """Names on re3d, without its BBC part. Its crowd marked only some, so precision says little."""
    gold = list(re3d(corpora, "dev"))
    records = json_lines(corpora / "re3d/documents_dev.jsonl.gz")
    texts = [record["text"] for record in records if not record["licence"].startswith("CC BY-NC")]
    return len(gold), names(gold, list(analyser.analyse_many(texts)))


def uw_score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
    """Factuality on news, which the model has not learned from."""
    records = [record for record in json_lines(corpora / "factuality/uw_dev.jsonl.gz") if record["predicates"]]
    pairs = []
    for record in records:
        found = analyser.analyse_words(record["tokens"], [len(record["tokens"])])
        pairs += [(p["value"], found.factuality[p["index"]]) for p in record["predicates"]]
    return len(records), {"factuality": factuality(pairs)}


def polnear_score(analyser: Analyser, corpora: Path) -> tuple[int, Score]:
    """Who says what, as the model alone has it."""
    gold: list[Json] = list(json_lines(corpora / "polnear/dev.jsonl.gz"))
    return len(gold), attribution.score(gold, [as_report(a) for a in analyser.analyse_many(g["text"] for g in gold)])


def as_report(analysis: Analysis) -> Json:
    """The attributions of an Analysis in the form of a Report's."""

    def part(spans: list[tuple[int, int]]) -> Any:
        tokens = analysis.tokens
        return {"spans": [[tokens[a].start, tokens[b - 1].end] for a, b in spans]} if spans else None

    return {
        "attributions": [
            {"source": part(a.source), "cue": part(a.cue), "content": part(a.content)} for a in analysis.attributions
        ]
    }


PARTS: list[tuple[str, list[str], Callable[[Analyser, Path], tuple[int, Score]]]] = [
    ("ewt sentences", ["ud/ewt_dev.conllu.gz"], sentences_score(Path("ud/ewt_dev.conllu.gz"))),
    ("gum sentences", ["ud/gum_open_dev.conllu.gz"], sentences_score(Path("ud/gum_open_dev.conllu.gz"))),
    ("ewt", ["ud/ewt_dev.conllu.gz", "srl/ewt_dev.jsonl.gz", "factuality/uds_ih2_dev.jsonl.gz"], ewt_score),
    ("gum", ["ud/gum_open_dev.conllu.gz", "ud/gum_entities_open_dev.jsonl.gz"], gum_score),
    ("gum coreference", ["ud/gum_entities_open_dev.jsonl.gz"], coreference_score),
    ("re3d names", ["re3d/documents_dev.jsonl.gz"], re3d_score),
    ("uw", ["factuality/uw_dev.jsonl.gz"], uw_score),
    ("polnear, model alone", ["polnear/dev.jsonl.gz"], polnear_score),
]

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.language", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--model", type=Path, help="a model folder; the built-in model by default")
    arguments = parser.parse_args()
    for measurement in main(arguments.corpora, arguments.model):
        print(measurement.as_text(), flush=True)
