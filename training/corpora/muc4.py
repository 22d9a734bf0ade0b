"""MUC-4: reports on political violence in Latin America, 1988 to 1991, in capitals (Sundheim, 1992). Folder: `muc4`.

Its answers are tables for whole documents and mark no words, so it is read as bare text: the language of monitoring
bulletins, on which a model learns from other models (`[teachers]` in the configuration).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dateline.language.tokens import words as split
from training.corpora.files import json_lines
from training.corpora.spans import to_words
from training.windows import Span, Window

_HEAD = re.compile(r"^.{0,200}?\[TEXT\]\s*", re.DOTALL)
_END = re.compile(r"(?<=[.!?\]])[\"”’)]*\s{2,}|\n\s*\n\s*")


def muc4(folder: Path, part: str) -> Iterator[Window]:
    """Documents without their heads; nothing is annotated."""
    for record in json_lines(folder / f"muc4/{part}.jsonl.gz"):
        text = _HEAD.sub("", record["raw_text"])
        found = split(text)
        if not found:
            continue
        ends = [0, *(m.end() for m in _END.finditer(text)), len(text)]
        sentences = [s for a, b in pairwise(ends) if (s := to_words(found, a, b))]
        words = [text[w.start : w.end] for w in found]
        yield Window(corpus="muc4", words=words, sentences=sentences or [Span(0, len(words))])
