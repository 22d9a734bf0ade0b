"""PolNeAR: who says what in political news (Newell, Margolin and Ruths, 2018). Folder: `polnear`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.language.tokens import words as split
from training.corpora.files import json_lines
from training.corpora.spans import to_words
from training.windows import AttributionGold, Span, Window

PARTS = ("cue", "source", "content")


def polnear(folder: Path, part: str) -> Iterator[Window]:
    """Documents with their attributions; those without a cue are left out.

    The sentences are those of the corpus's CoreNLP layer, good enough to cut windows at but not to learn sentence
    ends from.
    """
    for record in json_lines(folder / f"polnear/{part}.jsonl.gz"):
        text = record["text"]
        found = split(text)
        sentences = [s for x in record["sentences"] or [] if (s := to_words(found, x["start"], x["end"]))]
        attributions = []
        for a in record["attributions"]:
            gold = {p: merge([s for x in a.get(p, []) if (s := to_words(found, x[0], x[1]))]) for p in PARTS}
            if gold["cue"]:
                attributions.append(AttributionGold(gold["cue"], gold["source"], gold["content"]))
        yield Window(
            corpus="polnear",
            words=[text[w.start : w.end] for w in found],
            sentences=sentences or [Span(0, len(found))],
            attributions=attributions,
        )


def merge(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch joined to one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.first <= out[-1].last:
            out[-1] = Span(out[-1].first, max(out[-1].last, span.last))
        else:
            out.append(span)
    return out
