"""What our own corpus is worth: a model trained with it beside one trained on the public corpora alone.

    python -m bench.worth CORPORA --without MODEL [--model MODEL] [--write docs/measurements.md]

`training/README.md` says how both are made. Without a trained event head, events are found by the codebook's signals
alone.
"""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from bench.measurements import write_section
from bench.run import PARTS, gold_of, measure
from bench.scoring import Json, Score
from dateline.coding.pipeline import Settings

TASKS = ("pairs", "events", "types", "incidents", "attribution", "entities", "own")
SAME = "Reports that hold together"


def compare(task: str, gold: list[Json], without: Score, with_it: Score) -> list[str]:
    """Rows of the table: of each figure its F1, or else accuracy, recall or share, without and with."""
    lines = []
    for name, numbers in with_it.items():
        if name == SAME:
            continue
        for metric in ("f1", "accuracy", "recall", "share"):
            if metric in numbers:
                before = without.get(name, {}).get(metric)
                shown = f"{before:.3f}" if before is not None else "-"
                lines.append(f"| {task} ({len(gold)}) | {name}, {metric} | {shown} | {numbers[metric]:.3f} |")
                break
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.worth", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--without", required=True, help="model folder, trained without our own corpus")
    parser.add_argument("--model", help="model folder, trained with it; the built-in one by default")
    parser.add_argument("--write", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    lines = [
        "### worth: models trained without and with our own corpus",
        "",
        f"{datetime.date.today().isoformat()}, `python -m bench.worth CORPORA --without MODEL`; encoder, public"
        " corpora, joint part of the training and coder are the same, its two short last parts are of the model with"
        " the corpus only (`training/README.md`); development parts, in brackets the documents or sentences.",
        "",
        "| corpus | figure | without | with |",
        "| --- | --- | --- | --- |",
    ]
    for part in PARTS:
        if part.task not in TASKS or (gold := gold_of(part, arguments.corpora)) is None:
            continue
        scores = [
            measure(part, gold, Settings((), model), 1, None).score for model in (arguments.without, arguments.model)
        ]
        lines += compare(f"{part.corpus} {part.part}", gold, *scores)
    text = "\n".join(lines)
    print(text)
    if arguments.write:
        write_section(arguments.write, "worth own corpus", text)


if __name__ == "__main__":
    main()
