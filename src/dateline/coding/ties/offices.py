"""Offices that the text gives without their body, where only one told of before can be meant: "the editor" of a paper.

The body is looked for among the organisations mentioned before, of which the office must leave a single one: an editor
has a paper or station, a commander an armed force, the others any body but the state's own offices and forces.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.ties.holders import holders_of
from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found
from dateline.knowledge.sectors import IRREGULARS, STATE

_EDITORS = frozenset({"editor", "publisher", "editor-in-chief"})
_COMMANDERS = frozenset({"commander"})
_HEADS = frozenset({"leader", "chairman", "chairwoman", "chairperson", "director", "manager", "headmaster"})
_OFFICERS = frozenset({"treasurer", "organiser", "organizer", "vice-chairman", "secretary"})
_ARMED = IRREGULARS | {"MIL"}


def find_office(reading: Reading, i: int) -> Iterator[Found]:
    """The tie of noun `i` to the body that it leaves unsaid."""
    token, tokens = reading.tokens[i], reading.tokens
    if token.lemma not in _EDITORS | _COMMANDERS | _HEADS | _OFFICERS or reading.grammar.below(i, "nmod", "nmod:poss"):
        return
    before = [tokens[k].lemma for k in reading.grammar.below(i, "det", "amod", "compound", "nummod")]
    title = token.deprel in ("compound", "nmod:desc") and tokens[token.head].upos == "PROPN"
    if before not in ([], ["the"]) or (not before and not title):
        return
    if (body := _only_body(reading, i)) is None:
        return
    for holder in holders_of(reading, i):
        mention = reading.mention(holder)
        if mention is not None and reading.layer.mentions[mention].type == "person":
            yield Found(i, "member_of" if token.lemma in _OFFICERS else "leader_of", mention, body, "current")
            return


def _only_body(reading: Reading, i: int) -> int | None:
    """The mention of the only body told of before word `i` that can have the office."""
    lemma = reading.tokens[i].lemma
    found: dict[int, int] = {}
    for number, mention in enumerate(reading.layer.mentions):
        if mention.type != "organisation" or mention.entity is None or mention.start > reading.tokens[i].start:
            continue
        sector = reading.layer.entities[mention.entity].sector
        if lemma in _EDITORS:
            fits = sector == "JRN"
        elif lemma in _COMMANDERS:
            fits = sector in _ARMED
        else:
            fits = sector not in STATE
        if fits:
            found[mention.entity] = number
    return next(iter(found.values())) if len(found) == 1 else None
