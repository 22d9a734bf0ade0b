"""Fits the weights by which the places of events are chosen (`dateline.coding.whereabouts`).

    python -m bench.whereabouts [--model FOLDER] [--items N]

They are fitted on the train part of our own corpus, of which the language model has seen the slots: it reads them there
hardly better than elsewhere (`docs/measurements.md`). The choice is one among the places named and "none"; of several
mentions of the right place any will do, so that their chances are added (expectation and maximisation). Places of the
events before are as dateline itself found them, by the weights that there were; so the fit is repeated.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from bench import own
from bench.run import input_record
from bench.scoring import Json, overlap
from bench.weights import write_table
from dateline.coding import whereabouts
from dateline.coding.coder import Coder
from dateline.coding.place_features import Features, Option
from dateline.coding.whereabouts import ROLES
from dateline.records.analysis import Analysis
from dateline.records.document import Document

RIDGE = 2.0
"""Added to the curvature: keeps the weights of rare features small."""
ROUNDS = 2
"""Times that the places are chosen anew by what was fitted."""
STEPS = 25
"""Steps of Newton's method at most."""
TOLERANCE = 0.002
"""Change of the weights at which it ends."""
LEAST = 0.02
"""Weights nearer to 0 than this are left out."""
RARE = 5
"""Features that fewer choices have get no weight."""


class Choice(NamedTuple):
    """One event's choice in one role."""

    what: str
    none: Features
    options: list[Features]
    right: list[bool]
    """Of each option; nothing is right where the event has no such place, and then "none" is."""


class Choices:
    """Codes documents and says what the right choices were."""

    def __init__(self, model: str | None) -> None:
        self.coder = Coder(model=model)
        self.coder._weigh = self._note
        self.weights: dict[str, dict[str, float]] = whereabouts.weights()
        self._noted: list[tuple[str, Features, list[Option]]] = []

    def _note(self, what: str, none: Features, options: Sequence[Option]) -> list[float]:
        self._noted.append((what, dict(none), [Option(o.spot, o.mention, dict(o.features)) for o in options]))
        return whereabouts.shares(self.weights.get(what, {}), none, options)

    def of(self, gold: Json, analysis: Analysis) -> Iterator[Choice]:
        """The choices of the events that are in the corpus too."""
        self._noted = []
        record = input_record(gold)
        document = Document(record["id"], record["text"], record.get("published"), language="en")
        report = msgspec.to_builtins(self.coder._code(document, analysis))
        spans = [(m["start"], m["end"]) for m in report["mentions"]]
        number = {event["id"]: n for n, event in enumerate(report["events"])}
        item = gold["item"]
        for event, found in own.matched(list(item.events.values()), report["events"]):
            if event.event != found["event"]:
                continue
            at = len(ROLES) * number[found["id"]]
            for role, (what, none, options) in zip(ROLES, self._noted[at : at + len(ROLES)], strict=True):
                id = getattr(event, "origin" if role == "from" else role)
                wanted = [(m.start, m.end) for m in item.entities[id].mentions] if id else []
                right = [any(overlap(a, spans[o.mention]) > 0 for a in wanted) for o in options]
                yield Choice(what, none, [o.features for o in options], right)


def unread(choice: Choice) -> Choice:
    """The same choice, as if the trained head had not read the event."""

    def kept(features: Features) -> Features:
        return {name: x for name, x in features.items() if not name.startswith("read ") and not name.endswith(" read")}

    return Choice(choice.what + whereabouts.UNREAD, kept(choice.none), [kept(o) for o in choice.options], choice.right)


def fitted(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights of the features: conditional logit by Newton's method, with ridge."""
    often = Counter(name for c in choices for name in {n for f in (*c.options, c.none) for n, x in f.items() if x})
    names = sorted(name for name, count in often.items() if count >= RARE)
    column = {name: n for n, name in enumerate(names)}
    lengths = [len(choice.options) + 1 for choice in choices]
    table = np.zeros((sum(lengths), len(names)), np.float32)
    right = np.zeros(sum(lengths))
    row = 0
    for choice in choices:
        outcomes = [*choice.right, not any(choice.right)]
        for features, is_right in zip((*choice.options, choice.none), outcomes, strict=True):
            right[row] = is_right
            for name, value in features.items():
                if name in column:
                    table[row, column[name]] = value
            row += 1
    first = np.cumsum([0, *lengths[:-1]])

    def shared(values: np.ndarray) -> np.ndarray:
        """Each outcome's share of its choice."""
        return values / np.repeat(np.add.reduceat(values, first), lengths)

    weights = np.zeros(len(names))
    for _ in range(STEPS):
        odds = table @ weights
        chance = shared(np.exp(odds - np.repeat(np.maximum.reduceat(odds, first), lengths)))
        slope = table.T @ (shared(chance * right) - chance) - RIDGE * weights
        weighed = table * chance[:, None].astype(np.float32)
        means = np.add.reduceat(weighed, first, axis=0)
        curve = table.T @ weighed - means.T @ means + RIDGE * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < TOLERANCE:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= LEAST}


def fit(choices: Choices, documents: Sequence[tuple[Json, Analysis]]) -> None:
    """Fits all weights, anew after each round with the places that the ones before had found."""
    for number in range(ROUNDS):
        found = [c for gold, analysis in documents for c in choices.of(gold, analysis)]
        read = [c for c in found if not c.what.endswith(whereabouts.UNREAD)]
        every = {role: [c for c in read if c.what == role] for role in ROLES}
        every |= {role + whereabouts.UNREAD: [unread(c) for c in read if c.what == role] for role in ROLES}
        choices.weights = {what: fitted(of) for what, of in every.items()}
        for what, of in every.items():
            share = sum(any(c.right) for c in of)
            print(f"round {number + 1}: {what}: {len(of)} choices, {share} of them of a place", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.whereabouts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", help="a language model instead of the built-in one")
    parser.add_argument("--items", type=int, help="fit on so many items of the train part only, chosen by their ids")
    arguments = parser.parse_args()
    choices = Choices(arguments.model)
    golds = sorted(own.gold("train"), key=lambda gold: hashlib.sha256(gold["id"].encode()).digest())[: arguments.items]
    fit(choices, [(gold, choices.coder._analyser.analyse(gold["text"])) for gold in golds])
    write_table("whereabouts.tsv", choices.weights)


if __name__ == "__main__":
    main()
