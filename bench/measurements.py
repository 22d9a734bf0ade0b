"""Figures on paper: one section a part of a corpus in a Markdown file, replaced when it is measured again."""

from __future__ import annotations

import platform
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import dateline
from bench.published import PUBLISHED
from bench.scoring import Score

HEAD = """# Measurements

Every figure is made by the command that stands beside it, from the development parts of public corpora; the
sections between the marks are written by that command, so change nothing in them by hand. Published figures
stand beside ours where there are any: most are on other parts or under other protocols, as said there.
"""


class Measurement(NamedTuple):
    """The score of one part of a corpus, and how it came about."""

    task: str
    corpus: str
    part: str
    documents: int
    seconds: float
    date: str
    version: str
    command: str
    score: Score

    @classmethod
    def of_today(
        cls,
        task: str,
        corpus: str,
        part: str,
        score: Score,
        *,
        documents: int,
        seconds: float,
        command: str = "",
        model: str = "",
    ) -> Measurement:
        """One made now with this version of dateline; by `python -m bench CORPORA --only TASK` unless by a `command`
        of its own. `model`: a language model's name, where that is what is measured."""
        version = f"{dateline.__version__}, {model}" if model else dateline.__version__
        command = command or f"python -m bench CORPORA --only {task}"
        return cls(task, corpus, part, documents, seconds, date.today().isoformat(), version, command, score)

    def as_text(self) -> str:
        """For the terminal."""
        lines = [f"{self.task}: {self.corpus}, {self.part}, {self.documents} documents, {self.seconds:.0f} s"]
        for name, numbers in self.score.items():
            lines.append(f"  {name:43s} " + "  ".join(f"{metric} {value}" for metric, value in numbers.items()))
        return "\n".join(lines)

    def as_markdown(self) -> str:
        """A section with its table."""
        where = f"{self.documents} documents" if self.documents else "no documents"
        lines = [
            f"### {self.task}: {self.corpus}, {self.part}",
            "",
            f"dateline {self.version}, {self.date}, `{self.command}`, {where}, {self.seconds:.0f} s"
            f" ({platform.machine()}, Python {platform.python_version()}).",
            "",
            "| figure | ours | published |",
            "| --- | --- | --- |",
        ]
        for name, numbers in self.score.items():
            ours = ", ".join(f"{metric.replace('_', ' ')} {value:g}" for metric, value in numbers.items())
            keys = ((metric, PUBLISHED.get((self.task, self.corpus, name, metric))) for metric in numbers)
            published = "; ".join(f"{metric.replace('_', ' ')} {text}" for metric, text in keys if text)
            lines.append(f"| {name} | {ours} | {published} |")
        return "\n".join(lines)


def write_measurements(path: Path, measured: list[Measurement]) -> None:
    """Put each measurement between its marks in the file."""
    for measurement in measured:
        write_section(path, f"{measurement.task} {measurement.corpus}", measurement.as_markdown())


def write_section(path: Path, name: str, markdown: str) -> None:
    """Put a section between its marks in the file, which is made where there is none."""
    text = path.read_text(encoding="utf8") if path.exists() else HEAD
    begin, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    section = f"{begin}\n{markdown}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    known = pattern.search(text)
    text = pattern.sub(lambda _: section, text) if known else f"{text.rstrip()}\n\n{section}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")
