"""Which words stand in quotation marks, in all the styles of the press."""

from __future__ import annotations

import re

_CLOSERS = {
    "“": ("”",), "„": ("“", "”"), "«": ("»",), '"': ('"',), "‘": ("’",), "'": ("'",), "``": ("''",), "''": ("''",)
}  # fmt: skip
_MARKS = re.compile(r"``|''|[“”„«»\"‘’']|\n[ \t]*\n\s*|\n")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Characters between the outermost quotation marks, the marks included, in order.

    “ ” „ “ « » " " ‘ ’ ' ' `` '' '' ''; a quotation may run over paragraphs if each opens with its mark again. A mark
    that is never closed opens nothing beyond its paragraph, and an apostrophe is none.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    mark = ""
    for match in _MARKS.finditer(text):
        found, at = match.group(), match.start()
        if found[0] == "\n":
            if opened is None:
                continue
            if text.startswith(mark, match.end()):  # goes on in the next paragraph
                spans.append((opened, at))
                opened = None
            elif found.count("\n") > 1:
                opened = None
        elif opened is None:
            if found in _CLOSERS and _opens(text, found, at, match.end()):
                opened, mark = at, found
        elif found in _CLOSERS[mark] and _closes(text, found, at, match.end()):
            spans.append((opened, match.end()))
            opened = None
    return spans


def _opens(text: str, found: str, at: int, end: int) -> bool:
    if found != "'":
        return True
    before, after = text[at - 1 : at], text[end : end + 1]
    return (not before or before.isspace() or before in "([—–-:") and (after.isalpha() or after in '“"[')


def _closes(text: str, found: str, at: int, end: int) -> bool:
    if found not in "’'":
        return True
    return not text[at - 1].isspace() and not text[end : end + 1].isalnum()
