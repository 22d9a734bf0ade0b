"""Fits the weights with which `dateline.coding.learned.weigh` puts the trained head and the signals together.

    python -m bench.weighing [--model FOLDER] [--part dev]

Logistic regression on our own corpus: every word and type that the head or a signal speaks for, right where the corpus
has an event of the type at the word. Prints the three weights and, by tenths of the chance that they give, how often it
is right.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator

import numpy as np

from bench import own
from bench.scoring import overlap
from dateline.coding import learned
from dateline.coding.coder import Coder
from dateline.coding.grammar import Grammar


def cases(part: str, model: str | None) -> Iterator[tuple[float, float, bool]]:
    """(log odds by the head, weight of the best signal, is it right)."""
    coder = Coder(model=model)
    index = coder._events.index
    for document in own.gold(part):
        analysis = coder._analyser.analyse(document["text"])
        grammar = Grammar(analysis)
        read = learned.readings(analysis)
        wanted = [(e.event, span) for e in document["item"].events.values() for span in e.triggers]
        for i, token in enumerate(grammar.tokens):
            signals: dict[str, float] = {}
            for match in index.match(grammar.tokens, grammar.children, i):
                signals[match.type] = max(match.weight, signals.get(match.type, 0.0))
            chances = read[i].chances if i in read else {}
            for name in signals.keys() | chances.keys():
                right = any(name == event and overlap(span, (token.start, token.end)) > 0 for event, span in wanted)
                chance = min(max(chances.get(name, 0.0), learned.LEAST), 1 - learned.LEAST)
                yield math.log(chance / (1 - chance)), signals.get(name, 0.0), right


def fit(rows: np.ndarray, right: np.ndarray, steps: int = 50) -> np.ndarray:
    """Logistic regression by Newton's method; one weight a column."""
    weights = np.zeros(rows.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chance)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + 1e-6 * np.eye(rows.shape[1])
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.weighing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model")
    parser.add_argument("--part", default="dev")
    arguments = parser.parse_args()
    found = np.array(list(cases(arguments.part, arguments.model)), float)
    rows = np.column_stack([found[:, :2], np.ones(len(found))])
    weights = fit(rows, found[:, 2])
    print("HEAD, SIGNAL, BASE = " + ", ".join(f"{w:.2f}" for w in weights) + f"  ({len(found)} cases)")
    chance = 1 / (1 + np.exp(-rows @ weights))
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            print(f"{low:.1f}  {inside.sum():5d} cases, {found[inside, 2].mean():.2f} right")


if __name__ == "__main__":
    main()
