"""Whose country they are of: the `code` of every entity, stated or inferred; `code_basis` says which.

In this order; the first that gives a country counts. The order and the weights are tuned on the training part of
our own corpus.

1. `text`: their own words, the table of actors and what they belong to (`who/affiliation.py`): "Kenyan police", "the
   Kurdish PKK", "a spokesman for the Kenyan army"; of a place its position on the map.
2. `text`: a place in their phrase, where it is surely that place: "residents of Goma", "the Kano police", "a judge in
   Lyon"; then a tie that the text states to somebody whose country it states ("..., a member of the Lebanese party").
3. `place` or `document`: the country for which most speaks. The places of the events that somebody is a party of weigh
   most; then come the dateline and where the paper is made, and every place, country, nationality and known body that
   the report names. It is `place` where one of the party's own events is in that country, else `document`.
4. `document`: where a report names nothing of the kind, words in other names that are places of some prominence.

3 and 4 are inferences: soldiers abroad are given the country that they are in. Nobody is given one who is called
foreign or international, or whose body is one across countries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dateline.coding.grammar import Grammar
from dateline.coding.scanning import word_set
from dateline.knowledge.candidates import Places
from dateline.knowledge.countries import by_demonym, by_iso3, by_name
from dateline.records.report import CodeBasis, Entity, Place, Relation

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_ANYBODY = frozenset({"person", "group", "organisation", "facility", "vehicle", "place"})
_NOWHERE = word_set(
    "foreign foreigner international multinational western global worldwide expatriate overseas tourist"
)
"""Words for people and bodies whose country the place where they are does not tell."""
_AT_HOME = frozenset({"of", "in", "from", "at", "near", "around", "outside", "across", "throughout"})
"""Prepositions between somebody and the place whose they are."""
_BELONGING = frozenset({"spokesperson_of", "member_of", "former_member_of", "leader_of", "part_of", "splinter_of"})
_INSIDE = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc"})

DATELINE = 2.0
PUBLISHER = 2.0
COUNTRY = 0.75
"""A country by its name."""
NATIONALITY = 0.4
"""A nationality, or a body whose country is known."""
EVENT = 4.0
"""For each event that somebody is a party of: times the chance that its place is this place."""
HINT = 4.0
"""Prominence (`gazetteer.Candidate.prior`) from which a place counts, as much as it is prominent, whose name is a word
in another name ("the Gadchiroli Committee"), where the report names no country and no place that is known."""
SURE = 0.7
"""Chance of a place from which on it says whose somebody is."""


class Act(NamedTuple):
    """An event, as far as it says whose its parties are."""

    trigger: int
    parties: Sequence[int]
    """Mentions."""
    place: Place | None
    """Where it took place."""


def settle_codes(
    grammar: Grammar,
    layer: EntityLayer,
    places: Sequence[Place],
    relations: Sequence[Relation],
    acts: Sequence[Act],
    *,
    dateline: str | None,
    publisher: str | None,
    gazetteer: Places,
) -> None:
    """Fills in `code` and `code_basis` of the entities of a document, in place.

    `dateline`: ISO 3166 alpha-3 of the place that a wire story opens with; `publisher`: name of the place or country
    where the paper is made, or of the paper; `gazetteer`: where names are looked up, a user's own places among them.
    """
    entities = layer.entities
    at = {layer.heads[p.mention]: p for p in places if p.country_code}
    for place in places:
        number = layer.mentions[place.mention].entity
        if number is not None and entities[number].kind == "place" and entities[number].code is None:
            entities[number].code = place.country_code
    for entity in entities:
        if entity.code is not None:
            entity.code_basis = "text"
    open_ = [e for e in entities if e.code is None and e.kind in _ANYBODY]
    for entity in open_:
        _set(entity, next((c for m in entity.mentions if (c := _in_phrase(grammar, layer.heads[m], at))), None), "text")
    for relation in relations:
        body = entities[relation.target]
        if relation.type in _BELONGING and relation.status != "negated" and body.code_basis == "text":
            entity = entities[relation.source]
            if entity.kind in _ANYBODY:
                _set(entity, body.code, "text")
    open_ = [e for e in open_ if e.code is None and not _is_nowhere(grammar, layer, e)]
    if not open_:
        return
    evidence = _Evidence(grammar, layer, at, dateline, publisher, gazetteer)
    acted: dict[int, dict[str, float]] = {}
    for act in acts:
        if act.place is not None and act.place.country_code:
            for mention in act.parties:
                number = layer.mentions[mention].entity
                if number is not None:
                    weights = acted.setdefault(number, {})
                    code = act.place.country_code
                    weights[code] = weights.get(code, 0.0) + EVENT * act.place.confidence
    for entity in open_:
        weights = dict(evidence.weights)
        own = acted.get(entity.id, {})
        for code, weight in own.items():
            weights[code] = weights.get(code, 0.0) + weight
        best = max(weights, key=lambda code: weights[code], default=None)
        _set(entity, best, "place" if best in own else "document")


def _set(entity: Entity, code: str | None, basis: CodeBasis) -> None:
    if code is not None and entity.code is None:
        entity.code, entity.code_basis = code, basis


def _in_phrase(grammar: Grammar, head: int, at: dict[int, Place]) -> str | None:
    """The country of a place that a noun is tied to."""
    for word in (head, *grammar.below(head, "compound", "nmod:desc")):
        for child in grammar.children[word]:
            if child not in at or at[child].confidence < SURE:
                continue
            relation = grammar.tokens[child].deprel
            if relation in _INSIDE or (relation == "nmod" and grammar.case(child) in _AT_HOME):
                return at[child].country_code
    return None


def _is_nowhere(grammar: Grammar, layer: EntityLayer, entity: Entity) -> bool:
    """Is somebody called foreign?"""
    return any(
        grammar.tokens[word].lemma in _NOWHERE
        for m in entity.mentions
        for word in (layer.heads[m], *grammar.below(layer.heads[m], "amod", "compound"))
    )


class _Evidence:
    """The countries that a report speaks of, and how much of each."""

    def __init__(
        self,
        grammar: Grammar,
        layer: EntityLayer,
        at: dict[int, Place],
        dateline: str | None,
        publisher: str | None,
        gazetteer: Places,
    ) -> None:
        self.weights: dict[str, float] = {}
        self._add(dateline, DATELINE)
        if publisher:
            named = by_name(publisher)
            found = gazetteer.lookup(publisher)
            self._add(named.iso3 if named else found[0].country_code if found else None, PUBLISHER)
        for place in at.values():
            self._add(place.country_code, COUNTRY if place.resolution == 1 else place.confidence)
        for token in grammar.tokens:
            if token.text[:1].isupper() and (country := by_demonym(token.text)) is not None:
                self._add(country.iso3, NATIONALITY)
        for entity in layer.entities:
            if entity.kind == "organisation":
                self._add(entity.code, NATIONALITY)
        if not self.weights:
            persons = {
                i for n in grammar.analysis.names if n.type == "person" and n.named for i in range(n.first, n.last)
            }
            for index, token in enumerate(grammar.tokens):
                if token.upos == "PROPN" and token.text[:1].isupper() and index not in persons:
                    found = gazetteer.lookup(token.text)
                    if found and found[0].prior >= HINT:
                        self._add(found[0].country_code, found[0].prior)

    def _add(self, code: str | None, weight: float) -> None:
        if code and by_iso3(code) is not None:
            self.weights[code] = self.weights.get(code, 0.0) + weight
