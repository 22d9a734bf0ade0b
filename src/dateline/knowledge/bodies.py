"""The PLOVER sector of bodies by the words of their names: whom a union is of, and what a name ends or begins with.

The table `data/bodies.tsv` is of our own writing. Which sector a body of members has follows the corpus's guidelines:
of farmers AGR, of traders BUS, of the employed LAB, of others with one cause SOC.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from dateline.knowledge.agents import Agent, agents, find_agent

_OF_MEMBERS = frozenset({
    "union", "association", "league", "federation", "society", "committee", "council", "front", "bloc", "cooperative",
    "co-operative", "guild", "congress", "network", "circle", "club", "forum", "alliance", "movement", "assembly",
    "brotherhood", "fund", "centre", "center", "chamber", "confederation", "fraternity", "group",
})  # fmt: skip
"""Nouns for bodies that are what their members are."""
_OF_STAFF = frozenset({"union", "association", "federation", "league", "congress", "guild", "confederation"})
_OF_TRADE = frozenset({"cooperative", "co-operative"})
"""Bodies that are about their members' trade, so that "women" tells nothing of it."""
_JOINED: dict[str, str] = {"CVL": "SOC", "REF": "SOC", "ELI": "SOC", "COP": "LAB", "MIL": "LAB"}
"""The sector of a body of people, where it is not that of its members."""
_JOINED_STAFF: dict[str, str] = {"MED": "LAB", "JRN": "LAB", "EDU": "LAB"}
"""The same of bodies that speak for the employed."""
_NOT_MEMBERS = frozenset({"people", "national", "local", "public", "general", "major", "young people"})
"""Nouns for people that are mostly something else in a name."""
_POSSESSIVE = ("'s", "’s", "'", "’")


def sector_of_members(lemma: str, words: Sequence[str]) -> str | None:
    """The sector of a union, league or committee by the words that say whom or what it is of, the nearest first; None
    for other bodies and where no word tells."""
    if lemma not in _OF_MEMBERS:
        return None
    told, known = _table()["of"], agents()
    for word in words:
        for form in _forms(word):
            sector = told.get(form)
            agent: Agent | None = known.get(form) if form not in _NOT_MEMBERS else None
            if sector is None and agent is not None and agent.kind in ("person", "group") and agent.sector is not None:
                sector = _JOINED.get(agent.sector, agent.sector)
                sector = _JOINED_STAFF.get(sector, sector) if lemma in _OF_STAFF else sector
            if sector is not None and not (sector == "SOC" and lemma in _OF_TRADE):
                return sector
    return None


def sector_of_name(name: str) -> str | None:
    """The sector that the last words of a body's proper name tell ("the Lowland Courier", "the Lowland Coast Guard"),
    else its first."""
    words = name.lower().split()
    if len(words) < 2:
        return None
    agent = find_agent(words)
    if agent is not None and " " in agent.lemma and agent.sector is not None:
        return agent.sector
    return _table()["last"].get(words[-1]) or _table()["first"].get(words[0])


def _forms(word: str) -> list[str]:
    """A word and what may be its singular, lower case: "growers'" is of a grower."""
    form = word.lower()
    for ending in _POSSESSIVE:
        form = form.removesuffix(ending)
    forms = [form]
    if form.endswith("ies"):
        forms.append(form[:-3] + "y")
    elif form.endswith("men"):
        forms.append(form[:-3] + "man")
    elif form.endswith("s"):
        forms.append(form[:-1])
    return forms


@cache
def _table() -> dict[str, dict[str, str]]:
    lines = files("dateline.knowledge").joinpath("data/bodies.tsv").read_text("utf-8").splitlines()
    table: dict[str, dict[str, str]] = {}
    for part, sector, words in [line.split("\t") for line in lines if line and not line.startswith("#")][1:]:
        table.setdefault(part, {}).update((word, sector) for word in words.split("|"))
    return table
