"""Who is put at the head of the body that chooses: "the union elected Ana Ruiz chairwoman"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found, ties

_CHOOSING = frozenset({"elect", "choose", "name", "appoint", "select", "re-elect", "make"})


def find_elections(reading: Reading, i: int) -> Iterator[Found]:
    """The tie of whoever verb `i` puts into an office to the body that is told to do so, where no body is said to be
    the office's own."""
    grammar, tokens = reading.grammar, reading.tokens
    if tokens[i].lemma not in _CHOOSING:
        return
    offices = grammar.below(i, "xcomp", "obl", "obj", "nmod")
    for thing in grammar.below(i, "obj"):
        offices += grammar.below(thing, "nmod", "appos", "flat", "xcomp")
    office = next((k for k in offices if _leads(tokens[k].lemma)), None)
    if office is None or any(grammar.case(k) == "of" for k in grammar.below(office, "nmod")):
        return
    if grammar.passive(i):
        chosen = grammar.below(i, "nsubj")
        bodies = [k for at in (i, office) for k in grammar.below(at, "obl", "nmod") if grammar.case(k) == "by"]
    else:
        subject = grammar.subject(i)
        bodies = [] if subject is None else [subject]
        chosen = [k for k in grammar.below(i, "obj") if k != office] or [*grammar.below(office, "appos"), office]
    told = reading.told(i)
    if told is None:
        return
    for first, second in product(chosen, bodies):
        if reading.is_body(second) and (pair := reading.pair("leader_of", [first], second)) is not None:
            yield Found(i, "leader_of", *pair, told)
            return


def _leads(noun: str) -> bool:
    return any(tie.relation == "leader_of" for tie in ties("NOUN").get(noun, ()))
