"""Marks inside a sentence: text and marks in, plain text and spans out.

    [k* words]     a mention of entity or time k; the star says that it is a proper name
    [A words]      the source of attribution A
    [A:k* words]   both at once
    {1 words}      a trigger of event 1; several ids with commas; 0 for a word that only looks like a trigger
    {A words}      the cue of attribution A
    <A words>      the content of attribution A

Marks nest and never cross. A bracket that belongs to the text has a backslash before it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Role = Literal["mention", "source", "trigger", "cue", "content"]

ENTITY, EVENT, ATTRIBUTION = r"[a-z][a-z0-9_]*", r"\d+", r"[A-Z][A-Z0-9]*"
_OPEN = re.compile(
    rf"\[(?:(?P<source>{ATTRIBUTION})(?=[: ])):?(?:(?P<both>{ENTITY})(?P<bothnamed>\*?))? "
    rf"|\[(?P<mention>{ENTITY})(?P<named>\*?) "
    rf"|\{{(?P<told>(?:{EVENT}|{ATTRIBUTION})(?:,(?:{EVENT}|{ATTRIBUTION}))*) "
    rf"|<(?P<content>{ATTRIBUTION}) "
)
_CLOSES = {"[": "]", "{": "}", "<": ">"}


class Mark(NamedTuple):
    """Characters [start, end) of the plain sentence and what they are."""

    role: Role
    id: str
    start: int
    end: int
    named: bool = False


def unmark(line: str) -> tuple[str, list[Mark]]:
    """The plain sentence and its marks, in the order in which they open.

    Raises ValueError, with the reason, for a bracket that is not opened, closed or labelled as it should be.
    """
    plain: list[str] = []
    length = 0
    marks: list[Mark | None] = []
    stack: list[tuple[str, list[tuple[int, Mark]]]] = []
    at = 0
    while at < len(line):
        char = line[at]
        if char == "\\" and line[at + 1 : at + 2] in tuple("[]{}<>\\#"):
            plain.append(line[at + 1])
            length += 1
            at += 2
        elif char in _CLOSES:
            found = _OPEN.match(line, at)
            if found is None:
                raise ValueError(f"'{line[at : at + 20]}' is no mark: write [id words], {{id words}} or <ID words>")
            opened = []
            for mark in _marks(found, length):
                opened.append((len(marks), mark))
                marks.append(None)
            stack.append((char, opened))
            at = found.end()
        elif char in "]}>":
            if not stack or _CLOSES[stack[-1][0]] != char:
                raise ValueError(f"'{char}' closes nothing after '{line[max(0, at - 25) : at]}'")
            for place, mark in stack.pop()[1]:
                words = "".join(plain)[mark.start : length]
                if not words.strip() or words != words.strip():
                    raise ValueError(f"mark {mark.id} is empty or has a space at its edge: '{words}'")
                marks[place] = mark._replace(end=length)
            at += 1
        else:
            plain.append(char)
            length += 1
            at += 1
    if stack:
        raise ValueError(f"mark {stack[-1][1][0][1].id} is not closed")
    return "".join(plain), [mark for mark in marks if mark is not None]


def _marks(found: re.Match[str], start: int) -> list[Mark]:
    if found["content"]:
        return [Mark("content", found["content"], start, start)]
    if found["told"]:
        ids = found["told"].split(",")
        return [Mark("trigger" if i[0].isdigit() else "cue", i, start, start) for i in ids]
    if found["mention"]:
        return [Mark("mention", found["mention"], start, start, bool(found["named"]))]
    marks = [Mark("source", found["source"], start, start)]
    if found["both"]:
        marks.append(Mark("mention", found["both"], start, start, bool(found["bothnamed"])))
    return marks
