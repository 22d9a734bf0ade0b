"""The program as a user starts it, for the tests of the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
ENVIRONMENT.pop("FORCE_COLOR", None)

STORY = (
    "PESHAWAR (Khyber Wire) - About twenty gunmen attacked a grain market in Peshawar on Tuesday and killed three "
    "traders, a senior police official said. The Zarghun Front denied that it had sent the men. Hundreds of "
    "residents marched through the city on Wednesday to demand protection for the market from the government."
)
"""A report of the kind that the program is for; its people and groups are invented."""


class Ended(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: bytes
    err: list[str]
    """Lines of standard error."""


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "dateline", *map(str, arguments)]


def dateline(*arguments: str | Path, stdin: bytes | None = None, cwd: Path | None = None) -> Ended:
    """Run the program and wait for its end."""
    done = subprocess.run(
        command(*arguments),
        input=b"" if stdin is None else stdin,
        capture_output=True,
        env=ENVIRONMENT,
        cwd=cwd,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr.decode().splitlines())
