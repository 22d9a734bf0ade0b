"""Whose they are: the country and the PLOVER sector of a mention, from its own words and from what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.coding.scanning import word_set
from dateline.coding.who.found import Found, is_armed
from dateline.coding.who.phrases import Phrases
from dateline.knowledge.actors import ActorTable
from dateline.knowledge.agents import Agent, agents
from dateline.knowledge.bodies import sector_of_members, sector_of_name
from dateline.knowledge.countries import by_demonym, by_name
from dateline.knowledge.sectors import STATE
from dateline.records.analysis import Token

_MODIFIERS = frozenset({"amod", "compound", "flat", "nmod:poss", "nmod:desc", "flat:name", "flat:foreign", "nmod"})
_TIES = ("of", "for", "from", "at", "with")
# Words in the name of an armed body that no state's army bears.
_REBELLIOUS = word_set(
    "liberation resistance revolutionary martyr martyrs jihad mujahideen mujahedin islamic freedom islamist "
    "separatist salvation tawhid ansar free"
)
# What the word before these says whom they are against: "government opponents".
_OPPOSED = frozenset({"opponent", "critic", "foe", "enemy", "rival", "adversary", "dissident", "defector", "detractor"})
_BORROWED = frozenset({"PTY", "JRN"})
_WIDER = frozenset({"latin", "central", "south", "north"})
_STANCES = frozenset({"pro", "anti", "non", "counter"})
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "exiled", "ex-"})
_TIED_KINDS = ("person", "group", "organisation")
EMPLOYERS = frozenset({"BUS", "AGR", "REL", "EDU"})
"""Whose staff and guards are LAB all the same."""
EMPLOYED = "LAB"
"""The sector of staff."""
# Words in the name of a unit of a state's forces.
_REGULAR = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd 4th 5th national royal republican "
    "presidential infantry armoured armored mechanised mechanized artillery airborne army air naval marine "
    "marines border frontier rapid state imperial federal parachute guards cavalry engineer signals logistics"
)
_BUILT = frozenset({"facility", "organisation"})
"""What a mention that is taken for a place can be called: "the customs post", "Northgate hospital"."""
_ANYBODY = frozenset({"anyone", "anybody", "everyone", "everybody"})
_UNITS = frozenset({"brigade", "battalion", "column", "army", "force", "command", "regiment", "squadron"})


@dataclass(slots=True)
class Affiliation:
    """What a mention's own words say."""

    code: str | None = None
    sector: str | None = None
    weak: bool = False
    """The sector is only a default: what the mention belongs to decides, where that is known."""
    belongs: list[int] = field(default_factory=list)
    """Head tokens of what it belongs to: "Hezbollah" of "a Hezbollah commander", "the ministry" of "a spokesman for the
    ministry"."""


def country_of(word: str, cased: bool = True) -> str | None:
    """ISO 3166 alpha-3 code of a country's name or demonym ("Turkish", "Turks", "Turkey"); None for other words.

    `cased`: capitals mean something, so that demonyms have one ("Polish", not "polish").
    """
    found = (by_demonym(word) if word[:1].isupper() or not cased else None) or by_name(word)
    return found.iso3 or None if found is not None else None


def affiliate(mention: Found, phrases: Phrases, text: str, on: str | None, actors: ActorTable) -> Affiliation:
    """Country, sector and ties that the words of one mention state. `on` is the ISO date for known actors."""
    if mention.actor is not None:
        code = mention.actor.code
        if code == "NGO" and (national := _national(mention, phrases)) is not None:
            code = national
        return Affiliation(code, mention.actor.sector)
    if mention.pronoun or mention.type not in (*_TIED_KINDS, "place", "other", "facility", "vehicle"):
        return Affiliation()
    if mention.type == "place":
        country = by_name(mention.name or phrases.text(text, mention.head, mention.head + 1)) if mention.named else None
        agent = mention.agent if mention.agent is not None and mention.agent.kind in _BUILT else None
        return Affiliation(country.iso3 or None if country is not None else None, agent.sector if agent else None)
    if mention.type == "organisation" and mention.named and (country := by_name(mention.name)) is not None:
        return Affiliation(country.iso3 or None, "GOV")  # a country that acts
    result = Affiliation()
    sector_of_modifier = _modifiers(mention, phrases, text, on, result, actors)
    _sector(mention, phrases, sector_of_modifier, result)
    return result


def _modifiers(
    mention: Found, phrases: Phrases, text: str, on: str | None, result: Affiliation, actors: ActorTable
) -> str | None:
    """Fills in the country and the ties; returns the sector of a modifier ("rebel", "army", "Hezbollah")."""
    tokens = phrases.tokens
    sector: str | None = None
    heads = {mention.head, mention.core}
    for child in phrases.children[mention.head]:
        if tokens[child].deprel in ("nmod:desc", "compound") and child < mention.head:
            heads.add(child)
    inside = set(heads)
    for head in heads:
        for child in phrases.children[head]:
            if tokens[child].deprel in _MODIFIERS:
                if child < head and tokens[child].deprel != "nmod":
                    inside.add(child)
                    inside.update(
                        c for c in phrases.children[child] if tokens[c].deprel in ("compound", "flat", "amod")
                    )
                elif tokens[child].deprel == "nmod" and phrases.case(child) in _TIES:
                    result.belongs.append(child)
                if tokens[child].deprel == "nmod:poss":
                    result.belongs.append(child)
    ordered = sorted(inside)
    for position, index in enumerate(ordered):
        token = tokens[index]
        if index + 1 < len(tokens) and tokens[index + 1].text in ("-", "–") and index != mention.head:
            continue  # "Iran-backed" is not Iran's
        if index and tokens[index - 1].text.lower() in _WIDER and tokens[index].text.lower().startswith("america"):
            continue  # Latin Americans
        if _is_for_or_against(tokens, index):
            continue  # nor are a "pro-government" militia and "anti-government" protesters the government's
        if result.code is None and (token.text[:1].isupper() or mention.type != "person" or not phrases.cased):
            result.code = _country(ordered, position, phrases, text)
        if index not in heads or index != mention.head:
            written = token.text[:1].isupper() or not phrases.cased
            if written and token.upos == "PROPN" and token.deprel in ("compound", "nmod:desc", "amod"):
                actor = actors.find(phrases.text(text, *phrases.name(index)), on)
                if actor is not None and actor.sector in _BORROWED and mention.type == "organisation" and mention.named:
                    continue  # a name that begins like a party's or paper's ("the Labour Front") is another's
                if actor is not None:
                    sector = sector or actor.sector
                    result.code = result.code or actor.code
                    continue
            if mention.lemma in _OPPOSED:
                continue
            if index != mention.core and sector is None and token.deprel in ("amod", "compound"):
                sector = _sector_of_word(token.lemma)
    return sector


def _national(mention: Found, phrases: Phrases) -> str | None:
    """The country whose section of a body across countries this is: "the Congolese Red Cross"."""
    first = mention.first + (phrases.tokens[mention.first].upos == "DET")
    return country_of(phrases.tokens[first].text, phrases.cased)


def _sector_of_word(lemma: str) -> str | None:
    agent = agents().get(lemma)
    if agent is None or agent.borrows or agent.sector in ("CVL", None):
        return None
    return agent.sector


def _country(ordered: list[int], position: int, phrases: Phrases, text: str) -> str | None:
    index = ordered[position]
    for length in (3, 2):
        if position + length <= len(ordered) and ordered[position + length - 1] == index + length - 1:
            words = phrases.text(text, index, index + length)
            found = by_name(words) or by_demonym(words)
            if found is not None:
                return found.iso3 or None
    if position and ordered[position - 1] == index - 1 and country_of(phrases.text(text, index - 1, index + 1)):
        return None
    return country_of(phrases.tokens[index].text, phrases.cased)


def _is_for_or_against(tokens: Sequence[Token], index: int) -> bool:
    """Whether "pro-" or "anti-" stands before a word."""
    if tokens[index].text.lower().startswith(("pro-", "anti-")):
        return True
    return index > 1 and tokens[index - 1].text in ("-", "–") and tokens[index - 2].text.lower() in _STANCES


def is_employed(agent: Agent | None, employer: str | None) -> bool:
    """Is this a noun for staff or guards, with one of the sectors whose staff are LAB?"""
    if agent is None or not agent.borrows or employer not in EMPLOYERS:
        return False
    return agent.sector == EMPLOYED or agent.lemma == "guard"


def _sector(mention: Found, phrases: Phrases, of_modifier: str | None, result: Affiliation) -> None:
    agent = mention.agent
    if mention.type == "organisation":
        named = mention.name.split() if agent is None else []
        noun = agent.lemma.rsplit(" ", 1)[-1] if agent is not None else named[-1].lower() if named else mention.lemma
        members = sector_of_members(noun, named[-2::-1] or _words_of_body(mention, phrases))
        if members is not None:
            result.sector = members
            return
        if mention.named and (agent is None or agent.kind == "person"):
            told = sector_of_name(mention.name)
            if told is not None:
                result.sector, result.weak = told, True
                return
    if mention.type == "person" and mention.named:
        title = _best_title(mention.titles)
        if title is not None:
            result.sector, result.weak = title.sector, title.borrows
            if of_modifier and (title.borrows or title.sector is None):
                result.sector, result.weak = of_modifier, False
        if title is not None or agent is None or agent.kind != "person":
            return
    if agent is None:
        result.sector = of_modifier
        if of_modifier is None and mention.lemma in _ANYBODY:
            result.sector, result.weak = "CVL", True
        if is_armed(mention.modifiers):
            result.sector, result.weak = "UAF", False
        return
    result.sector, result.weak = agent.sector, agent.borrows or agent.sector is None
    if mention.lemma == "man" and mention.plural and result.belongs:
        result.weak = True  # "his men"
    if of_modifier and (result.weak or agent.sector == "CVL"):
        result.sector, result.weak = EMPLOYED if is_employed(agent, of_modifier) else of_modifier, False
    if is_armed(mention.modifiers) and result.sector in ("CVL", None):
        result.sector, result.weak = "UAF", False
    if result.sector in STATE and agent.kind == "person" and not _FORMER.isdisjoint(mention.modifiers):
        result.sector, result.weak = "ELI", False
    if agent.kind == "person" and "exiled" in mention.modifiers:
        result.sector, result.weak = "ELI", False
    if mention.named and agent.kind == "organisation" and result.sector in ("MIL", None) and result.code is None:
        words = {word.lower().strip("'’") for word in mention.name.split()[:-1]}
        if not _REBELLIOUS.isdisjoint(words):
            result.sector, result.weak = "REB", False
        elif mention.lemma.lower() in _UNITS and words and _REGULAR.isdisjoint(words):
            result.sector, result.weak = "REB", True


def _words_of_body(mention: Found, phrases: Phrases) -> list[str]:
    """The words before the noun for a body, the nearest first, then those of its complement, its head first."""
    tokens = phrases.tokens
    before = [tokens[i].text for i in range(mention.head - 1, mention.first - 1, -1)]
    inner = phrases.complement(mention.head, "of", "for")
    after = [tokens[i].text for i in range(inner, mention.head, -1)] if inner >= 0 else []
    return [word for word in (*before, *after) if word[:1].isalpha()]


def _best_title(titles: list[Agent]) -> Agent | None:
    """The title that says most: one with a sector of its own before one that borrows it."""
    real = [title for title in titles if title.lemma != "person"]
    for title in real:
        if title.sector is not None and not title.borrows:
            return title
    return real[0] if real else None
