"""Names of a user's own actor table, found in a text word by word: the tagger need not know them."""

from __future__ import annotations

from dateline.coding.who.letter_case import is_cased
from dateline.knowledge.actors import LONGEST_ACRONYM, ActorTable
from dateline.knowledge.gazetteer import fold
from dateline.records.analysis import Analysis, Name

_SURE = 1.0


def mark_own(analysis: Analysis, actors: ActorTable) -> None:
    """Adds to `analysis.names`, in place, every telling of a name in the user's table, instead of the names that it
    overlaps. Of several that begin with a word the longest counts; where capitals mean anything, a name that has one in
    the table has one in the text."""
    tokens = analysis.tokens
    known: dict[str, list[tuple[list[str], str, str]]] = {}
    for actor in actors.own:
        kind = "person" if actor.kind == "person" else "organisation"
        for name in (actor.name, *actor.aliases):
            words = fold(name).split()
            if words:
                known.setdefault(words[0], []).append((words, kind, name))
    for names in known.values():
        names.sort(key=lambda entry: -len(entry[0]))
    cased = is_cased(analysis)
    found: list[Name] = []
    index = 0
    while index < len(tokens):
        match = _match(analysis, index, known, cased)
        if match is not None:
            found.append(match)
            index = match.last
        else:
            index += 1
    if found:
        taken = {i for name in found for i in range(name.first, name.last)}
        kept = [n for n in analysis.names if taken.isdisjoint(range(n.first, n.last)) or _holds(n, found)]
        analysis.names[:] = sorted([*kept, *found], key=lambda name: (name.first, name.last))


def _match(
    analysis: Analysis, index: int, known: dict[str, list[tuple[list[str], str, str]]], cased: bool
) -> Name | None:
    tokens = analysis.tokens
    words: list[str] = []
    ends: dict[int, int] = {}
    """Number of folded words -> one past the token that they end with."""
    first = fold(tokens[index].text).split()
    names = known.get(first[0]) if first else None
    if names is None:
        return None
    longest = max(len(entry[0]) for entry in names)
    at = index
    while at < len(tokens) and len(words) < longest:
        words += fold(tokens[at].text).split()
        at += 1
        ends[len(words)] = at
    for wanted, kind, name in names:
        last = ends.get(len(wanted))
        if last is None or words[: len(wanted)] != wanted:
            continue
        written = analysis.text[tokens[index].start : tokens[last - 1].end]
        letters = name.replace(".", "")
        if letters.isupper() and len(letters) <= LONGEST_ACRONYM and cased and not written.isupper():
            continue  # "IS" is no "is"
        if cased and name[:1].isupper() and not written[:1].isupper():
            continue
        return Name(index, last, kind, True, _SURE)
    return None


def _holds(name: Name, found: list[Name]) -> bool:
    """Does a description hold a found name with words of its own around it ("the commander of the Front")?"""
    return not name.named and any(
        name.first <= n.first and n.last <= name.last and name.last - name.first > n.last - n.first for n in found
    )
