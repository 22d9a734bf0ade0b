"""Which place on earth a toponym means, decided for a whole document at once.

Every name has one sense in a document. The candidates of the gazetteer are scored on the scale of log10(population),
and the choice is repeated until it settles (iterated conditional modes), so that each name is read in the light of the
others: the unit named beside it, countries and nationalities in the text, places of the same province and nearby.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log2

import msgspec

from dateline.coding.confidence import Chance, chance, of_place
from dateline.knowledge.countries import by_demonym, by_iso2, by_iso3, by_name
from dateline.knowledge.distance import plane_km
from dateline.knowledge.gazetteer import COUNTRY_PRIOR, Candidate, Places, fold, gazetteer
from dateline.records.report import Place, Unresolved

# Weights, all in powers of ten of population: how much larger a rival must be to win against the evidence.
CONTAINED = 6.0
"""Named with its containing unit ("Paris, Texas"): beats every rival but none that is contained too."""
KIND = 3.0
"""The text says which kind it is ("Kunduz province", "the city of Homs")."""
COUNTRY = 1.5
"""For each doubling of the other evidence for the candidate's country."""
PROVINCE = 1.4
"""For each doubling of the other places in its first-level unit."""
NEAR = 0.8
"""For each doubling of the other places within NEAR_KM."""
NEAR_KM = 150.0
NAMED_COUNTRY = 1.5
"""A country's own name counts as one and a half places in it."""
DEMONYM = 0.7
HINT = 3.0
"""The dateline's or publisher's country."""
FILED = 4.5
"""Prominence from which on the town of a dateline says by itself which country a story is from."""
FILED_LEAD = 1.0
"""And by how much it must lead its namesakes in other countries."""
ROUNDS = 4
CONSIDERED = 30
"""Candidates of one name that are scored."""
NOWHERE = 1.0
"""Score below which several distant candidates are as good as none: hamlets with nothing that speaks for one."""

LONGEST_GAP = 48
"""Characters between a place and the unit that holds it: ", a town in the south of "."""

_DIRECTION = r"(?:the )?(?:(?:north|south|east|west|central)[a-z-]* )?"
_GAP_CONTAINS = re.compile(
    rf"\s*(?:,\s*(?:(?:a|the) [a-z -]{{2,30}} )?(?:in|of|near)?\s*{_DIRECTION}|\(\s*| in {_DIRECTION})(?:[a-z]+ of )?"
)
_PROVINCE = "province|governorate|state|oblast|region|emirate"
_DISTRICT = "county|district|raion|territory|parish|woreda|prefecture|borough|municipality"
_AFTER_KIND = re.compile(rf"['’]?s?\s+(?i:({_PROVINCE})|({_DISTRICT})|(city|town|village|camp))\b")
_BEFORE_KIND = re.compile(rf"(?i:({_PROVINCE})|({_DISTRICT})|(city|town|village|capital|port))(?: of)?,? $")
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
_LIST_KIND = re.compile(
    rf"(?:, {_NAME})*,? (?:and|or) {_NAME} "
    r"(?i:(provinces|governorates|states|oblasts|regions)|(counties|districts|raions|parishes))\b"
)
_NARROWING = re.compile(
    r"(?i)^(?:(?:the|greater|downtown|old|rural|(?:north|south|east|west|central)\w*) )+|"
    r"(?: (?:province|governorate|region|countryside|city|district|county|state|area|suburbs?))+$"
)
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")


class Toponym(msgspec.Struct, frozen=True, gc=False):
    """A place name in a text: tokens [first, last), characters [start, end)."""

    first: int
    last: int
    start: int
    end: int
    name: str


class _Group(msgspec.Struct):
    """All mentions of one name, with its candidates."""

    candidates: list[Candidate]
    bonus: list[float]
    """What the text says about each candidate apart from the other places."""
    chains: list[tuple[int, ...]]
    winner: int = 0
    margin: float = 0.0
    """Over the best candidate elsewhere."""
    alone: bool = False
    """Is there no candidate elsewhere?"""
    score: float = 0.0


def resolve_places(
    text: str,
    toponyms: Sequence[Toponym],
    *,
    dateline_country: str | None = None,
    publisher_hint: str | None = None,
    places: Places | None = None,
    chance: Chance = chance,
) -> list[Place]:
    """One Place a toponym, in the same order, with `mention` -1 for the caller to fill.

    `dateline_country` is an ISO 3166 alpha-2 or alpha-3 code; `publisher_hint` a place or country name (where the
    paper is made). Coordinates and resolution are None where the gazetteer does not know the name or nothing speaks for
    one of many hamlets; country, province and district are then those that are known to hold it. `chance` gives the
    confidence: the probability of being within 161 km.
    """
    places = places or gazetteer()
    groups: dict[tuple[str, str], _Group] = {}
    keys: list[tuple[str, str]] = []
    candidates = [_candidates(text, t, places) for t in toponyms]
    for i, toponym in enumerate(toponyms):
        kind = _kind(text, toponym)
        key = (fold(toponym.name), kind)
        keys.append(key)
        if key not in groups:
            found = candidates[i][:CONSIDERED]
            bonus = [KIND if kind and _is(c, kind) else 0.0 for c in found]
            groups[key] = _Group(found, bonus, [places.chain(c.unit) for c in found])
    _contain(text, toponyms, candidates, keys, groups)
    hints = _hints(text, dateline_country, publisher_hint, places)
    _settle(list(groups.values()), hints)
    resolved = [_place(t, groups[k], chance) for t, k in zip(toponyms, keys, strict=True)]
    _hold(text, toponyms, resolved)
    return resolved


def country_filed_from(toponyms: Sequence[Toponym], start: int, end: int, places: Places | None = None) -> str | None:
    """The country (alpha-3) of the dateline at characters [start, end) of a text: the one that it names ("BOR, South
    Sudan"), else that of its town, where no other country has one nearly as large. None where it does not say."""
    lookup = (places or gazetteer()).lookup
    firsts = [found for t in toponyms if start <= t.start < end and (found := lookup(t.name))]
    for found in firsts:
        if found[0].prior >= COUNTRY_PRIOR and found[0].country_code:
            return found[0].country_code
    for found in firsts[:1]:
        town = found[0]
        rival = max((c.prior for c in found if c.country_code != town.country_code), default=0.0)
        if town.prior >= FILED and town.prior - rival >= FILED_LEAD:
            return town.country_code
    return None


def _candidates(text: str, toponym: Toponym, places: Places) -> list[Candidate]:
    comma = text[: toponym.start].rstrip()[-1:] == ","
    abbreviated = places.lookup_after_comma(toponym.name) if comma else ()
    found = abbreviated or places.lookup(toponym.name)
    if not found:
        # "northern Aleppo countryside": the name without what narrows it
        bare = _NARROWING.sub("", toponym.name).strip()
        found = places.lookup(bare) if bare and bare != toponym.name else ()
    if _kind(text, toponym) == "2" and "county" not in toponym.name.lower():
        found = (*places.lookup(toponym.name + " County"), *found)
    return list(found)


def _kind(text: str, toponym: Toponym) -> str:
    """Whether the words beside say province ("1"), district ("2") or town ("P"); else empty."""
    after = _AFTER_KIND.match(text, toponym.end)
    before = _BEFORE_KIND.search(text, max(0, toponym.start - 24), toponym.start)
    several = _LIST_KIND.match(text, toponym.end)
    if several is None and text[toponym.end : toponym.end + 12].lower().startswith((" counties", " parishes")):
        return "2"
    for match in (after, several, before):
        if match:
            return "1" if match[1] else "2" if match[2] else "P"
    return ""


def _is(c: Candidate, kind: str) -> bool:
    if kind == "P":
        return c.feature_class == "P"
    return c.feature_code in (("ADM1", "RGN") if kind == "1" else ("ADM2", "ADM1"))


def _contain(
    text: str, toponyms: Sequence[Toponym], candidates: list[list[Candidate]], keys: list[tuple[str, str]],
    groups: dict[tuple[str, str], _Group],
) -> None:  # fmt: skip
    """Rewards candidates that lie in the unit named right after them ("Bab, in Aleppo province"; "Long Beach, CA")."""
    for i in range(len(toponyms) - 1):
        gap = text[toponyms[i].end : toponyms[i + 1].start]
        if len(gap) > LONGEST_GAP or not _GAP_CONTAINS.fullmatch(gap):
            continue
        units = {c.unit for c in candidates[i + 1] if c.feature_class == "A" and c.unit}
        inner, outer = groups[keys[i]], groups[keys[i + 1]]
        inside = [
            bool(units.intersection(chain[1:] if c.feature_class == "A" else chain))
            for c, chain in zip(inner.candidates, inner.chains, strict=True)
        ]
        if not any(inside):
            continue
        inner.bonus = [max(b, CONTAINED) if ok else b for b, ok in zip(inner.bonus, inside, strict=True)]
        holders = {u for ok, chain in zip(inside, inner.chains, strict=True) if ok for u in chain}
        outer.bonus = [
            b + (1.0 if c.feature_class == "A" and c.unit in holders else 0.0)
            for b, c in zip(outer.bonus, outer.candidates, strict=True)
        ]


def only_country(found: Sequence[Place]) -> str | None:
    """The country of all places on the map that lie in one; None where there are several countries or none."""
    codes = {place.country_code for place in found if place.lat is not None and place.country_code}
    return codes.pop() if len(codes) == 1 else None


def _hold(text: str, toponyms: Sequence[Toponym], found: Sequence[Place]) -> None:
    """Puts names without coordinates into the smallest unit that the text gives: one named right after them, else the
    country of all the others."""
    country = only_country(found)
    for i, place in enumerate(found):
        if place.lat is not None:
            continue
        place.country_code = country
        if i + 1 < len(found) and (outer := found[i + 1]).feature_class == "A":
            gap = text[toponyms[i].end : toponyms[i + 1].start]
            if len(gap) <= LONGEST_GAP and _GAP_CONTAINS.fullmatch(gap):
                place.country_code, place.province = outer.country_code, outer.province
                place.district = outer.district


def _hints(text: str, dateline_country: str | None, publisher_hint: str | None, places: Places) -> dict[str, float]:
    """Evidence for countries beside the toponyms: ISO3 code to weight."""
    hints: dict[str, float] = {}
    seen = set()
    for match in _CAPITALISED.finditer(text):
        word = match[0]
        for form in (word, word.partition(" ")[0]):
            country = by_demonym(form)
            if country is not None:
                if country.iso3 and country.iso3 not in seen:
                    seen.add(country.iso3)
                    hints[country.iso3] = hints.get(country.iso3, 0.0) + DEMONYM
                break
    if dateline_country:
        country = by_iso2(dateline_country) or by_iso3(dateline_country)
        if country:
            hints[country.iso3] = hints.get(country.iso3, 0.0) + HINT
    if publisher_hint:
        named = by_name(publisher_hint)
        found = places.lookup(publisher_hint)
        code = named.iso3 if named else found[0].country_code if found else None
        if code:
            hints[code] = hints.get(code, 0.0) + HINT
    return hints


def _settle(groups: list[_Group], hints: dict[str, float]) -> None:
    groups = [g for g in groups if g.candidates]
    for g in groups:
        g.winner = max(range(len(g.candidates)), key=lambda i, g=g: g.candidates[i].prior + g.bonus[i])  # type: ignore[misc]
    for _ in range(ROUNDS):
        changed = False
        for g in groups:
            others = [(h.candidates[h.winner], h.chains[h.winner]) for h in groups if h is not g]
            countries = dict(hints)
            units: dict[int, float] = {}
            for c, chain in others:
                if c.country_code:
                    weight = NAMED_COUNTRY if c.prior >= COUNTRY_PRIOR else 1.0
                    countries[c.country_code] = countries.get(c.country_code, 0.0) + weight
                for unit in chain[:-1]:
                    units[unit] = units.get(unit, 0.0) + 1.0
            scores = [_score(g, i, countries, units, others) for i in range(len(g.candidates))]
            best = max(range(len(scores)), key=scores.__getitem__)
            changed |= best != g.winner
            g.winner, g.score = best, scores[best]
            winner = g.candidates[best]
            rivals = [s for s, c in zip(scores, g.candidates, strict=True) if _km(c, winner) > NEAR_KM]
            g.alone = not rivals
            g.margin = g.score - max(rivals) if rivals else 9.0
        if not changed:
            break


def _score(
    g: _Group,
    i: int,
    countries: dict[str, float],
    units: dict[int, float],
    others: list[tuple[Candidate, tuple[int, ...]]],
) -> float:
    c, chain = g.candidates[i], g.chains[i]
    score = c.prior + g.bonus[i]
    # A sea or region of several countries is judged as if it lay in the country spoken of most.
    evidence = countries.get(c.country_code, 0.0) if c.country_code else max(countries.values(), default=0.0)
    score += COUNTRY * log2(1 + evidence)
    if c.prior < COUNTRY_PRIOR:
        for unit in chain[-2:-1]:
            score += PROVINCE * log2(1 + units.get(unit, 0.0))
        near = sum(1 for o, _ in others if o.prior < COUNTRY_PRIOR and abs(o.lat - c.lat) < 1.5 and _km(o, c) < NEAR_KM)
        score += NEAR * log2(1 + near)
    return score


def _km(a: Candidate, b: Candidate) -> float:
    return plane_km((a.lat, a.lon), (b.lat, b.lon))


def unresolved(mention: int, name: str, reason: Unresolved) -> Place:
    """A place without coordinates."""
    return Place(mention, name, None, None, None, None, None, None, None, None, None, None, 0.0, reason)


def _place(toponym: Toponym, g: _Group, chance: Chance) -> Place:
    if not g.candidates or (g.score < NOWHERE and g.margin < NOWHERE):
        reason: Unresolved = "ambiguous" if g.candidates else "unknown_name"
        return unresolved(-1, toponym.name, reason)
    c = g.candidates[g.winner]
    confidence = round(chance("place", of_place(g.margin, g.score, not g.alone, c.resolution)), 2)
    return Place(
        -1, c.name, c.geonameid, c.lat, c.lon, c.country_code, c.province, c.district, c.city, c.feature_class,
        c.feature_code, c.resolution, confidence,
    )  # fmt: skip
