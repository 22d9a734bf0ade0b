"""What the README says to type works, and what it shows is what the program prints.

After a change of the coder `python tests/test_readme.py` writes the output that the README shows anew.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from running import ENVIRONMENT, dateline

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CUT = "…"
"""Stands in the README where parts of the output are left out."""


def fenced(language: str) -> str:
    """The first block of code in that language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip()]


def shown_and_printed() -> tuple[str, list[str], list[str]]:
    """The command that the README shows, the blocks it shows of its output, and all that it prints."""
    command, _, shown = fenced("console").partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "dateline"
    ended = dateline(*arguments, "--format", "table", cwd=ROOT)  # as on a terminal
    assert ended.code == 0, ended.err
    return command, blocks(shown), blocks(ended.out.decode())


def test_the_output_shown_is_what_the_program_prints() -> None:
    _, shown, printed = shown_and_printed()
    rest = iter(printed)
    for block in shown:
        assert block == CUT or block in rest, "run `python tests/test_readme.py` to write it anew"
    assert 20 <= sum(len(block.splitlines()) + 1 for block in shown) <= 50, "a screenful"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the README supposes it: a report, and a folder of reports."""
    (tmp_path / "reports").mkdir()
    for name in ("qasr-village-clash.html", "wire-harbour-strike.txt"):
        shutil.copy(ROOT / "examples" / name, tmp_path / "reports")
    shutil.copy(ROOT / "examples" / "protest-and-talks.html", tmp_path / "report.html")
    return tmp_path


def test_the_commands_and_the_python_of_the_readme_run(folder: Path) -> None:
    lines = re.findall(r"^    dateline (.*?)(?: +#.*)?$", README.read_text("utf-8"), re.MULTILINE)
    assert len(lines) >= 3
    for line in lines:
        ended = dateline(*shlex.split(line), cwd=folder)
        assert (ended.code, ended.err) == (0, []), line
    assert (folder / "events.csv").stat().st_size > 2000
    code = fenced("python")
    if find_spec("pandas") is None:  # which is the reader's; a dict takes the same columns
        code = code.replace(", pandas\n", "\n").replace("pandas.DataFrame(", "dict(")
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(len(table['event']))"],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    first, *_, rows = done.stdout.splitlines()
    assert first == "ASSAULT occurred ['Gunmen'] 2019-03-12"
    assert int(rows) > 20


def test_every_file_that_the_readme_points_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text("utf-8"))
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def write_anew() -> None:
    """Replace each block that the README shows by the block of the same first line that the program prints now."""
    command, shown, printed = shown_and_printed()
    now = {block.splitlines()[0]: block for block in printed}
    kept = [block if block == CUT else now.get(block.splitlines()[0], "") for block in shown]
    body = "\n\n".join(block for block in kept if block)
    text = README.read_text("utf-8")
    README.write_text(text.replace(fenced("console"), f"{command}\n{body}\n"), "utf-8")


if __name__ == "__main__":
    write_anew()
