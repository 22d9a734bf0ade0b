"""Entities in the making, and when two names can be the same one's."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.coding.scanning import word_set
from dateline.coding.who.found import Found
from dateline.knowledge.agents import find_agent
from dateline.knowledge.countries import by_demonym
from dateline.knowledge.gazetteer import fold

_LONG_ENOUGH = 5
"""Letters of a word that alone can stand for a body's name: "the Tribune" for the Peninsula Tribune."""
_COMMON = word_set(
    "national new democratic united people's peoples popular free central general international royal first supreme"
    " north northern south southern east eastern west western old islamic christian african arab european"
)
"""Words with which many names begin."""
_SMALL = word_set("of the and for in a de la el al du des & '")


@dataclass(slots=True)
class Cluster:
    """An entity in the making."""

    mentions: list[int] = field(default_factory=list)
    type: str = "other"
    names: set[str] = field(default_factory=set)
    """Proper names, folded."""
    lemmas: set[str] = field(default_factory=set)
    """What it has been called: head nouns and titles."""
    senses: set[int] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    told_of: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    """Of bodies of a common kind the kind's sense and the words that say which: "the ministry of [health]"."""
    negated: bool = False
    counted: bool = False
    plural: bool = False
    gender: str | None = None
    code: str | None = None
    sector: str | None = None
    named: bool = False
    sentence: int = 0
    """Sentence of the latest mention."""


def same_person(mention: Found, cluster: Cluster) -> bool:
    """Two full names are one person's only if given name and surname agree."""
    words = fold(mention.name).split()
    if mention.gender and cluster.gender and mention.gender != cluster.gender:
        return False
    full = [known.split() for known in cluster.names if " " in known]
    if len(words) < 2 or not full:
        return True
    return any(names_agree(words, known) for known in full)


def names_meet(mention: Found, words: list[str], known: list[str], acronym: str, cluster: Cluster) -> bool:
    if mention.type in ("person", "other") and known:
        if len(words) == 1 and len(known) > 1:
            return words[0] in known[1:] or (words[0] == known[0] and len(words[0]) > 2)
        if len(known) == 1 and len(words) > 1:
            return known[0] == words[-1]
        if len(words) > 1 and len(known) > 1:
            return names_agree(words, known)
    if mention.type in ("organisation", "group", "facility", "other"):
        if acronym and len(known) > 1:
            return _initials(known) == acronym.lower() or "".join(w[0] for w in known) == acronym.lower()
        if len(known) == 1 and len(words) > 1 and known[0] in (_initials(words), "".join(w[0] for w in words)):
            return True
        if mention.type == "organisation" and 1 in (len(words), len(known)) and len(words) != len(known):
            (short,), longer = sorted((words, known), key=len)
            return len(short) >= _LONG_ENOUGH and short in (longer[0], longer[-1]) and find_agent((short,)) is None
        if len(words) > 1 and len(known) > 1:
            shorter, longer = sorted((words, known), key=len)
            if mention.type == "organisation" and shorter == [longer[0], longer[-1]] and longer[0] not in _COMMON:
                return True  # "the Luit Front" for "the Luit Liberation Front"
            if mention.agent is not None and cluster and cluster.senses and (mention.agent.sense not in cluster.senses):
                return False  # "the National Police" is not "the National Police Academy"
            before = longer[: -len(shorter)]
            inside = before[-1:] in (["of"], ["for"])  # "the mission of the refugee agency" is not the agency
            return longer[: len(shorter)] == shorter or (
                mention.type == "organisation" and longer[-len(shorter) :] == shorter and not inside
            )
    return False


def may_modify(mention: Found, cluster: Cluster) -> bool:
    """Whether the adjectives of a description can be the name's: "the lower courts" are not the Supreme Court."""
    if not mention.modifiers or mention.type != "organisation":
        return True
    words = {word for name in cluster.names for word in name.split()}
    return all(m in cluster.modifiers or m in words or by_demonym(m) is not None for m in mention.modifiers)


def is_another(sense: int, words: frozenset[str], cluster: Cluster) -> bool:
    """Is a body told of as another one of its kind: "the Ministry of Health" beside "the interior ministry"?"""
    known = [told for kind, told in cluster.told_of if kind == sense]
    return bool(known) and all(words.isdisjoint(told) for told in known)


def may_own(mention: Found, cluster: Cluster) -> bool:
    """Whether both can be the same one's: "the ombudsman's office" is not "the company's office", nor any office."""
    if not mention.owners:
        return True
    known = cluster.owners | cluster.modifiers | {word for name in cluster.names for word in name.split()}
    return not known.isdisjoint(mention.owners)


def body_fits(lemma: str, cluster: Cluster) -> bool:
    """A party is no ministry: what the description says must not contradict the sector."""
    sector = cluster.sector
    if lemma == "party":
        return sector in ("PTY", "OPP", "GOV", None)
    if lemma in ("agency", "charity", "institution", "body"):
        return sector not in ("REB", "UAF", "CRM", "MIL", "PTY")
    if lemma in ("company", "firm"):
        return sector in ("BUS", "JRN", None)
    if lemma == "union":
        return sector in ("LAB", "AGR", "SOC", "BUS", "EDU")
    if lemma in ("coalition", "bloc", "alliance"):
        return sector not in ("COP", "JUD", "JRN")
    return sector not in ("GOV", "MIL", "COP", "JUD", "LEG", "EDU", "MED", "JRN")


def names_agree(words: list[str], known: list[str]) -> bool:
    """Same surname and same or abbreviated given name, or one name within the other."""
    shorter, longer = sorted((words, known), key=len)
    if len(shorter) > 1 and shorter in (longer[: len(shorter)], longer[-len(shorter) :]):
        return True
    if words[-1] == known[-1]:
        one, other = words[0].rstrip("."), known[0].rstrip(".")
        return one == other or one == other[:1] or other == one[:1] or one.startswith(other) or other.startswith(one)
    return False


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)
