"""Who is spoken of: mentions, and the entities that they are mentions of.

`find_entities` is the room's answer to "who". It needs trees; the tagger's names, where there are any, decide over the
lexicon for proper names. Sector and country codes are PLOVER 2.0's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from dateline.coding.who.affiliation import EMPLOYED, Affiliation, affiliate, is_employed
from dateline.coding.who.clusters import Cluster
from dateline.coding.who.coreference import Joiner, relative_antecedents
from dateline.coding.who.found import Found
from dateline.coding.who.mention_words import STANDALONE
from dateline.coding.who.mentions import find_mentions
from dateline.coding.who.names import settle_names
from dateline.coding.who.phrases import Phrases
from dateline.knowledge.actors import ActorTable, built_in
from dateline.knowledge.agents import Agent
from dateline.knowledge.countries import countries
from dateline.knowledge.gazetteer import fold
from dateline.knowledge.sectors import IRREGULARS
from dateline.records.analysis import Analysis, Chances
from dateline.records.report import Count, Entity, Mention, MentionType

if TYPE_CHECKING:
    from dateline.coding.quantities import Quantity

_ACTING = frozenset({"nsubj", "obl:agent"})
# Of what kinds the lexicon gives a sector, and of what kinds the trained head's is taken.
_WITH_SECTOR = frozenset({"person", "group", "organisation", "other"})
_THINGS = frozenset({"facility", "vehicle"})
_OWNERS = frozenset({"organisation", "group", "person", "facility"})
_WITH_MEN = IRREGULARS | {"MIL", "COP"}
"""Sectors of those whose men are what they are."""
_MAY_HAVE_SECTOR = frozenset({"person", "group", "organisation", "place"}) | _THINGS
_LITTLE = frozenset({"DET", "ADP", "PUNCT", "CCONJ"})
SECTOR = 0.35
"""Chance from which on the head's sector is taken over that of the lexicon."""
THING = 0.5
"""Chance from which on the head's sector is taken for a building or vehicle."""
LEXICON, LEXICON_DEFAULT = 0.4, 0.2
"""Chance that the lexicon's sector adds to what the head reads: of a word that has one sector ("policeman"), and of one
that has it by default ("commander")."""
_CAPITALS: dict[str, str] = {}


@dataclass(slots=True)
class EntityLayer:
    """Mentions and entities of a document; ids are positions in the lists."""

    mentions: list[Mention]
    entities: list[Entity]
    heads: list[int]
    """Head token of each mention."""
    by_token: dict[int, int]
    """Token -> mention: heads, titles before a name, relative pronouns (to what they refer to), counted nouns."""
    agents: list[Agent | None]
    """The lexicon's entry of each mention, None for names and pronouns that it does not know."""
    _phrases: Phrases
    _spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    def noun_phrase(self, token: int) -> tuple[int, int]:
        """Tokens [first, last) of the noun phrase of a head: without preposition, relative clause, conjuncts."""
        mention = self._spans.get(token)
        return mention if mention is not None else self._phrases.span(token)

    def place(self, head: int, start: int, end: int, text: str) -> int:
        """The mention of a toponym with characters [start, end): the one there is, or a new one.

        A toponym inside a longer mention ("University of *Aleppo*") is a mention of its own; toponyms of one name are
        one entity.
        """
        known = self.by_token.get(head)
        if known is not None:
            record = self.mentions[known]
            before = text[record.start : start] if record.start <= start else "?"
            if record.end == end and before.strip().lower() in ("", "the"):
                return known
        name = text[start:end]
        entity = next((e for e in self.entities if e.kind == "place" and e.name.casefold() == name.casefold()), None)
        return self._add(head, start, end, name, "place", True, entity.id if entity is not None else None)

    def body(self, head: int, start: int, end: int, text: str, named: bool, entity: int | None) -> Mention:
        """A new mention of a body within a longer phrase ("*army* spokesman"), of this entity or of one of its own."""
        return self.mentions[self._add(head, start, end, text, "organisation", named, entity)]

    def _add(
        self, head: int, start: int, end: int, text: str, kind: MentionType, named: bool, entity: int | None
    ) -> int:
        if entity is None:
            entity = len(self.entities)
            self.entities.append(Entity(entity, text, kind, [], None, None, None, []))
        number = len(self.mentions)
        self.mentions.append(Mention(number, start, end, text, kind, named, entity))
        self.entities[entity].mentions.append(number)
        self.heads.append(head)
        self.agents.append(None)
        self.by_token.setdefault(head, number)
        return number


def find_entities(
    analysis: Analysis,
    *,
    places: Sequence[tuple[int, int]],
    quantities: Sequence[Quantity],
    on: str | None = None,
    actors: ActorTable | None = None,
) -> EntityLayer:
    """Mentions and entities of a document.

    `places` are tokens [first, last) of toponyms that were found on the map; `quantities` give entities their count;
    `on` (ISO date, usually that of publication) chooses among the rows of an actor that changed its part; `actors`: the
    table of known actors, by default the built-in one.
    """
    actors = actors or built_in()
    settle_names(analysis, actors)
    phrases = Phrases(analysis)
    found = find_mentions(analysis, phrases, places, on, actors)
    affiliations = [affiliate(mention, phrases, analysis.text, on, actors) for mention in found]
    relatives = relative_antecedents(phrases)
    joiner = Joiner(analysis, phrases, found, affiliations, relatives)
    clusters_of = joiner.join()
    _settle(found, affiliations, joiner, phrases)
    if analysis.sectors:
        _settle_as_read(found, affiliations, joiner, phrases, analysis.sectors)
    return _assemble(analysis, phrases, found, clusters_of, joiner, quantities)


def _settle(found: list[Found], affiliations: list[Affiliation], joiner: Joiner, phrases: Phrases) -> None:
    """Country and sector of each entity: what it says itself, then what it belongs to, then the default of its noun."""
    clusters = joiner.clusters
    for _ in range(2):
        for cluster in clusters:
            if cluster.type not in _WITH_SECTOR | _THINGS:
                continue
            _from_ties(cluster, found, affiliations, joiner)
    for cluster in clusters:
        if cluster.type == "place" and any(_acts(found[number], phrases) for number in cluster.mentions):
            code = cluster.code or next((c for n in cluster.names if (c := _capitals().get(n))), None)
            if code is not None:
                cluster.code, cluster.sector = code, "GOV"


def _from_ties(cluster: Cluster, found: list[Found], affiliations: list[Affiliation], joiner: Joiner) -> None:
    weak = all(affiliations[n].weak or affiliations[n].sector is None for n in cluster.mentions)
    own = next((affiliations[n] for n in cluster.mentions if found[n].actor is not None), None)
    if own is not None:
        cluster.code, cluster.sector = own.code, own.sector
        return
    for number in cluster.mentions:
        for token in affiliations[number].belongs:
            other = joiner.by_token.get(token, -1)
            if other < 0 or joiner.of[other] < 0:
                continue
            body = joiner.clusters[joiner.of[other]]
            if body is cluster:
                continue
            thing = cluster.type in _THINGS
            if cluster.code is None and not thing:
                cluster.code = body.code
            if not weak or body.type not in _OWNERS or body.sector is None or (body.sector == "CVL" and not thing):
                continue
            agent = found[number].agent
            if found[number].lemma == "man" and body.sector not in _WITH_MEN:
                continue
            if is_employed(agent, body.sector):
                cluster.sector = EMPLOYED
                return
            if thing or body.type == "organisation" or (agent is not None and (agent.borrows or agent.lemma == "man")):
                cluster.sector = body.sector
                return


def _settle_as_read(
    found: list[Found],
    affiliations: list[Affiliation],
    joiner: Joiner,
    phrases: Phrases,
    sectors: Sequence[Chances],
) -> None:
    """Sectors as the trained head reads them in the words of all mentions together, the lexicon's word counting too,
    but for actors known by name. Buildings and vehicles, which mostly have none, need a surer reading."""
    for cluster in joiner.clusters:
        if not cluster.mentions or any(found[number].actor is not None for number in cluster.mentions):
            continue
        if cluster.type not in _MAY_HAVE_SECTOR:
            continue
        thing = cluster.type in _THINGS
        if cluster.type == "place" and not any(_acts(found[number], phrases) for number in cluster.mentions):
            if cluster.named:
                continue
            thing = True
        if thing and cluster.sector is not None:
            continue
        chances: dict[str, float] = {}
        mentions = [n for n in cluster.mentions if not found[n].pronoun] or cluster.mentions
        for number in mentions:
            mention = found[number]
            words = [i for i in range(mention.first, mention.last) if phrases.tokens[i].upos not in _LITTLE]
            for i in words or [mention.head]:
                for sector, chance in sectors[i]:
                    chances[sector] = chances.get(sector, 0.0) + chance / len(words or [0]) / len(mentions)
        read = max(chances.values(), default=0.0)
        if cluster.sector is not None:
            weak = all(affiliations[n].weak or affiliations[n].sector is None for n in cluster.mentions)
            chances[cluster.sector] = chances.get(cluster.sector, 0.0) + (LEXICON_DEFAULT if weak else LEXICON)
        best = max(chances, key=lambda sector: chances[sector], default=None)
        if read >= (THING if thing else SECTOR) or (cluster.sector is None and not thing and cluster.type != "place"):
            cluster.sector = best


def _acts(mention: Found, phrases: Phrases) -> bool:
    token = phrases.tokens[mention.head]
    if token.deprel == "conj" and token.head >= 0:
        token = phrases.tokens[token.head]
    return token.deprel in _ACTING and token.head >= 0 and phrases.tokens[token.head].upos == "VERB"


def _capitals() -> dict[str, str]:
    if not _CAPITALS:
        _CAPITALS.update((fold(c.capital), c.iso3) for c in countries() if c.capital and c.iso3)
    return _CAPITALS


def _assemble(
    analysis: Analysis,
    phrases: Phrases,
    found: list[Found],
    clusters_of: list[int],
    joiner: Joiner,
    quantities: Sequence[Quantity],
) -> EntityLayer:
    kept = [number for number in range(len(found)) if clusters_of[number] >= 0]
    ids = {number: position for position, number in enumerate(kept)}
    used = [cluster for cluster in joiner.clusters if cluster.mentions]
    entity_ids = {id(cluster): position for position, cluster in enumerate(used)}
    mentions: list[Mention] = []
    for number in kept:
        mention = found[number]
        cluster = joiner.clusters[clusters_of[number]]
        kind = cluster.type if mention.pronoun else mention.type
        start, end = analysis.tokens[mention.first].start, analysis.tokens[mention.last - 1].end
        words, entity = analysis.text[start:end], entity_ids[id(cluster)]
        mentions.append(Mention(ids[number], start, end, words, cast(MentionType, kind), mention.named, entity))
    counts = {number: _count(found[number], phrases, quantities) for number in kept} if quantities else {}
    entities = []
    for position, cluster in enumerate(used):
        name, aliases = _naming(cluster, found, phrases, analysis.text)
        counted = next((c for n in cluster.mentions if (c := counts.get(n)) is not None), None)
        entities.append(Entity(
            position, name, cast(MentionType, cluster.type), aliases, cluster.code, cluster.sector,
            _item(cluster, found), [ids[n] for n in sorted(cluster.mentions)],
            counted if cluster.type != "person" else None,
        ))  # fmt: skip
    by_token = {token: ids[number] for token, number in joiner.by_token.items() if number in ids}
    for number in kept:
        for child in phrases.children[found[number].head]:
            if analysis.tokens[child].deprel == "nmod:desc" and child < found[number].head:
                by_token.setdefault(child, ids[number])
    spans = {found[number].head: (found[number].first, found[number].last) for number in kept}
    return EntityLayer(
        mentions, entities, [found[n].head for n in kept], by_token, [found[n].agent for n in kept], phrases, spans
    )


def _item(cluster: Cluster, found: list[Found]) -> str | None:
    """The Wikidata item of a known actor, where its table has one."""
    known = (found[n].actor for n in cluster.mentions)
    return next((actor.wikidata_id for actor in known if actor is not None and actor.wikidata_id), None)


def _naming(cluster: Cluster, found: list[Found], phrases: Phrases, text: str) -> tuple[str, list[str]]:
    """The name of an entity, its longest proper name or else its fullest description, and its other proper names."""
    names = list(dict.fromkeys(
        found[n].name for n in cluster.mentions if found[n].named and found[n].name and found[n].type == cluster.type
    ))  # fmt: skip
    if names:
        best = max(names, key=lambda name: (len(name.split()), len(name)))
        return best, [name for name in names if name != best]
    described = [n for n in cluster.mentions if not found[n].pronoun] or cluster.mentions
    fullest = max(described, key=lambda n: (found[n].last - found[n].first, -n))
    name = phrases.text(text, found[fullest].first, found[fullest].last)
    if name.count('"') % 2:  # the quotation goes on: the "rebels who fled"
        name = " ".join(name.replace('"', " ").split())
    return name, []


def _count(mention: Found, phrases: Phrases, quantities: Sequence[Quantity]) -> Count | None:
    """The count of the number in a phrase ("about twenty gunmen")."""
    tokens = phrases.tokens
    if mention.negated or mention.type not in ("group", "organisation", "weapon", "vehicle", "facility", "document"):
        return None
    for head in (mention.head, mention.core):
        for child in (head, *phrases.children[head]):
            token = tokens[child]
            if child != head and token.deprel not in ("nummod", "amod", "det", "advmod"):
                continue
            if child == head == mention.core and token.upos == "NOUN" and token.lemma not in STANDALONE:
                continue
            for quantity in quantities:
                if quantity.start <= token.start and token.end <= quantity.end:
                    return quantity.count
    return None
