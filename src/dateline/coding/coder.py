"""The coder: a Document in, a Report out. It asks one file after the other and has no answers of its own."""

from __future__ import annotations

import datetime
import os
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from dateline.codebooks import Codebook, ContextIndex, ModeWords, combine, default, load
from dateline.coding import telling_pairs
from dateline.coding.acting_places import settle_places, without_the_scene
from dateline.coding.attribution import build_attributions, covering
from dateline.coding.confidence import Chance, Slot, chance, of_event, of_party
from dateline.coding.entities import EntityLayer, find_entities
from dateline.coding.event_sizes import EventSizes
from dateline.coding.events import Candidate, EventFinder, Voices
from dateline.coding.grammar import Grammar
from dateline.coding.instruments import find_instruments
from dateline.coding.nationality import Act, settle_codes
from dateline.coding.parties import PartyFinder
from dateline.coding.place_resolution import country_filed_from, resolve_places
from dateline.coding.places import Opening, find_toponyms, locate_dateline
from dateline.coding.quantities import find_quantities
from dateline.coding.records import event_record
from dateline.coding.relations import find_relations
from dateline.coding.setting import Setting, SettingFinder
from dateline.coding.sizes import Tolls, toll_lemmas
from dateline.coding.spots import spots
from dateline.coding.stated_date import stated_date
from dateline.coding.tellings import Linked, Tellings, stand
from dateline.coding.times import find_times
from dateline.coding.whereabouts import Weigh, weigh
from dateline.knowledge.actors import ActorTable
from dateline.knowledge.agents import find_agent
from dateline.knowledge.layers import open_places
from dateline.knowledge.own_actors import load_actors
from dateline.language.analyser import Analyser
from dateline.language.model import LanguageModel
from dateline.records.analysis import Analysis
from dateline.records.document import Document
from dateline.records.report import (
    SCHEMA,
    Dateline,
    DocumentRecord,
    Event,
    Place,
    Provenance,
    Report,
    Size,
    Time,
)

THREADS = min(os.cpu_count() or 1, 4)
"""Beyond four cores the coding itself, which is one thread, is what takes the time; `--workers` has no such bound."""
LANGUAGE = "en"
"""The only language so far; what is in another is passed on uncoded, with a warning."""


class Coder:
    """Codes documents by a codebook with a language model; made once, used for many documents."""

    def __init__(
        self,
        codebook: Sequence[str | Path] | str | Path | None = None,
        model: str | Path | None = None,
        threads: int | None = None,
        actors: Sequence[str | Path] | str | Path | None = None,
        gazetteers: Sequence[str] = (),
    ) -> None:
        """`codebook`: names or files, combined; by default PLOVER 2.0 with the mobilisation types. `model`: a model
        folder, by default the built-in one. `threads`: windows of a text that are read at once. `actors`: tables of
        your own actors (CSV or YAML), which go before the built-in ones, the first table first. `gazetteers`: files
        of place names in front of the built-in ones (`dateline gazetteer build`).

        Raises CodebookError, ActorTableError, ModelError, GazetteerError.
        """
        if isinstance(actors, (str, Path)):
            actors = [actors]
        self._actors = ActorTable([row for path in actors or () for row in load_actors(path)])
        if isinstance(codebook, (str, Path)):
            codebook = [codebook]
        self.codebook: Codebook = combine([load(c) for c in codebook]) if codebook else default()
        self.model = LanguageModel(model)
        self._events = EventFinder(self.codebook, self.model.event_types)
        self._chance: Chance = chance
        self._linked: Linked = telling_pairs.chance
        self._weigh: Weigh = weigh
        self._places = open_places(gazetteers)
        # Arguments are read of what may be an event or a toll, and of nouns that may tell of another act.
        asked = self._events.index.lemmas() | toll_lemmas()
        self._analyser = Analyser(
            self.model,
            threads=threads or THREADS,
            begins=_story,
            wanted=lambda lemma, upos: upos == "NOUN" or lemma in asked,
        )
        self._contexts = ContextIndex(self.codebook)
        self._mode_words = ModeWords(self.codebook)
        self._provenance = Provenance(version("dateline"), self.model.name, self.codebook.label)

    def code(
        self,
        text: str,
        *,
        published: str | datetime.date | None = None,
        id: str = "text",
        title: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
    ) -> Report:
        """Code a text. `published`: the date from which "on Tuesday" counts; without it such dates stay open.

        Raises ValueError for a `published` that is no ISO date (YYYY-MM-DD).
        """
        day = datetime.date.fromisoformat(str(published)).isoformat() if published is not None else None
        return self.code_document(
            Document(id=id, text=text, published=day, title=title, url=url, publisher=publisher, language=LANGUAGE)
        )

    def code_documents(self, documents: Iterable[Document]) -> Iterator[Report]:
        """A Report a document, in order."""
        taken: deque[Document] = deque()

        def texts() -> Iterator[str]:
            for document in documents:
                taken.append(document)
                yield document.text if document.language in (None, LANGUAGE) else ""

        for analysis in self._analyser.analyse_many(texts()):
            yield self._code(taken.popleft(), analysis)

    def code_document(self, document: Document) -> Report:
        """The Report of a document; an empty one, with a warning, where it is not in English."""
        (report,) = self.code_documents([document])
        return report

    def _code(self, document: Document, analysis: Analysis) -> Report:
        text, tokens = document.text, analysis.tokens
        if not tokens:
            return self._report(document, analysis)
        opening = locate_dateline(text, lambda name: bool(self._places.lookup(name)))
        published, warnings = document.published, []
        if published is None and (stated := stated_date(text, opening.end if opening else None)) is not None:
            published = stated.earliest
            warnings.append(f"publication date {published} read from the text: '{stated.text}'")
        grammar = Grammar(analysis)
        starts = [t.start for t in tokens]
        quantities = find_quantities(text)
        toponyms = find_toponyms(text, tokens, analysis.names, self._places)
        places = resolve_places(
            text,
            toponyms,
            dateline_country=country_filed_from(toponyms, opening.start, opening.story, self._places)
            if opening
            else None,
            publisher_hint=document.publisher,
            places=self._places,
            chance=self._chance,
        )
        times = find_times(
            text,
            datetime.date.fromisoformat(published) if published else None,
            tense=lambda start, end: grammar.tense(_token_at(starts, start)),
        )
        layer = find_entities(
            analysis,
            places=[(t.first, t.last) for t in toponyms],
            quantities=quantities,
            on=published,
            actors=self._actors,
        )
        place_heads = [grammar.head_of(t.first, t.last) for t in toponyms]
        for place, head, toponym in zip(places, place_heads, toponyms, strict=True):
            place.mention = layer.place(head, toponym.start, toponym.end, text)
        grammar = Grammar(analysis)  # finding the entities has put the heads of words in names right
        attributions = build_attributions(
            grammar,
            layer,
            speaker_kind=lambda entity: _speaker_kind(grammar, layer, entity),
            chance=self._chance,
        )
        time_heads = [_head_in(grammar, starts, time) for time in times]
        relations = find_relations(grammar, layer, attributions, time_heads)
        dateline = _dateline(opening, places, [t.start for t in toponyms], times)

        parties = PartyFinder(grammar, layer, self._events.index.support_verbs)
        voices = Voices(attributions, covering(tokens, attributions))
        tellings = Tellings(self.codebook, grammar, [m.entity for m in layer.mentions], self._linked)
        candidates = tellings.join(self._events.find(grammar, parties, voices))
        located = spots(layer, place_heads, places)
        settings = SettingFinder(
            grammar,
            located,
            list(zip(time_heads, times, strict=True)),
            published,
            next((i for i, p in enumerate(places) if p.mention == dateline.place), None)
            if dateline.place is not None
            else None,
            self._weigh,
        )
        quads = {name: kind.quad_code for name, kind in self.codebook.types.items()}
        sizes = EventSizes(grammar, layer, quantities, Tolls(grammar, quantities, layer), quads).of(candidates)
        settings.dates.settle(candidates)
        where = [spot.place for spot in located]
        where_when = [self._setting(settings, layer, candidate) for candidate in candidates]
        for candidate, setting in zip(candidates, where_when, strict=True):
            scene = where[setting.place].mention if setting.place is not None else None
            candidate.recipients = without_the_scene(grammar, layer, candidate.recipients, scene)
        settle_places(
            grammar,
            layer,
            (
                (mention, actor, quads[c.event])
                for c in candidates
                for actor, mentions in ((True, c.actors), (False, c.recipients))
                for mention in mentions
            ),
        )
        acts = [
            Act(c.trigger, (*c.actors, *c.recipients), where[s.place] if s.place is not None else None)
            for c, s in zip(candidates, where_when, strict=True)
        ]
        settle_codes(
            grammar, layer, places, relations, acts,
            dateline=next((p.country_code for p in places if p.mention == dateline.place), None),
            publisher=document.publisher,
            gazetteer=self._places,
        )  # fmt: skip
        events: list[Event] = []
        for number, (candidate, setting, size) in enumerate(zip(candidates, where_when, sizes, strict=True)):
            before = [other for other in candidates[:number] if other.event == candidate.event]
            events.append(
                self._event(document, analysis, grammar, layer, where, setting, voices, candidate, size, before)
            )
        report = self._report(document, analysis)
        report.mentions, report.entities = layer.mentions, layer.entities
        report.places, report.times, report.attributions = places, times, attributions
        report.events, report.relations = events, relations
        report.document.dateline, report.document.published = dateline, published
        report.warnings += warnings
        if published is None:
            report.warnings += _undated(report)
        return report

    def _setting(self, settings: SettingFinder, layer: EntityLayer, candidate: Candidate) -> Setting:
        return settings.of(
            candidate,
            self.codebook.types[candidate.event].quad_code,
            {layer.heads[m] for m in candidate.actors},
            {layer.heads[m] for m in candidate.recipients},
        )

    def _event(
        self,
        document: Document,
        analysis: Analysis,
        grammar: Grammar,
        layer: EntityLayer,
        places: Sequence[Place],
        setting: Setting,
        voices: Voices,
        candidate: Candidate,
        size: Size,
        before: Sequence[Candidate],
    ) -> Event:
        sentences = sorted({grammar.sentence_of[t] for t in candidate.told_by})
        spans = [analysis.sentences[s] for s in sentences]
        lemmas = {t.lemma for span in spans for t in analysis.tokens[span.first : span.last]}
        candidate.modes = self._mode_words.borne_out(candidate.event, candidate.modes, lemmas)
        evidence = [(span.start, span.end) for span in spans]

        def party_confidence(slot: Slot, mention: int) -> float:
            return self._chance(slot, of_party(grammar, layer, candidate, slot, mention))

        # Of types that the model has not learned, the weight that the codebook gives its word is all that there is.
        confidence = self._chance("event", of_event(grammar, candidate, before))
        if candidate.event not in self._events.learned:
            confidence = candidate.weight
        return event_record(
            candidate,
            document=document.id,
            codebook=self.codebook,
            analysis=analysis,
            layer=layer,
            places=places,
            setting=setting,
            size=size,
            instruments=find_instruments(grammar, layer, candidate.trigger),
            contexts=self._contexts_of(analysis, candidate, sentences),
            attributions=voices.attributions,
            standing=stand(candidate, voices),
            evidence=evidence,
            confidence=confidence,
            party_confidence=party_confidence,
        )

    def _contexts_of(self, analysis: Analysis, candidate: Candidate, sentences: Sequence[int]) -> list[str]:
        """Contexts of the type and modes, and those that the event's own sentences signal."""
        kind = self.codebook.types[candidate.event]
        found = dict.fromkeys([*kind.contexts, *(c for m in candidate.modes for c in kind.modes[m].contexts)])
        for number in sentences:
            sentence = analysis.sentences[number]
            for name in self._contexts.match(analysis.tokens, sentence.first, sentence.last):
                if candidate.event not in self._contexts.unless_types[name]:
                    found.setdefault(name)
        return list(found)

    def _report(self, document: Document, analysis: Analysis) -> Report:
        record = DocumentRecord(
            id=document.id,
            url=document.url,
            title=document.title,
            text=document.text,
            published=document.published,
            publisher=document.publisher,
            authors=document.authors,
            language=document.language,
            dateline=Dateline(),
        )
        sentences = [(s.start, s.end) for s in analysis.sentences]
        return Report(SCHEMA, record, sentences, [], [], [], [], [], [], [], list(document.warnings), self._provenance)


def _undated(report: Report) -> list[str]:
    """What the want of a publication date has cost: times that stay open, events dated by what stands around, or
    not."""
    open_ = [t for t in report.times if t.type in ("DATE", "TIME") and t.earliest is None and t.latest is None]
    borrowed = [e for e in report.events if e.date_basis == "document"]
    undated = [e for e in report.events if e.date_basis == "none"]
    found = [f"'{open_[0].text}' left unresolved"] if open_ else []
    if borrowed:
        found.append(f"'{borrowed[0].trigger.text}' has the date of what is told before it")
    if undated and not open_:
        found.append(f"'{undated[0].trigger.text}' left without a date")
    return [f"no publication date: {words}" for words in found]


def _story(text: str) -> tuple[int, ...]:
    """Where the first sentence begins after a dateline, which is none of its words."""
    opening = locate_dateline(text)
    return (opening.story,) if opening is not None else ()


def _speaker_kind(grammar: Grammar, layer: EntityLayer, entity: int) -> str | None:
    """What kind of source the nouns for an entity make it, by the table of agents."""
    for mention in layer.entities[entity].mentions:
        agent = find_agent([grammar.tokens[layer.heads[mention]].lemma])
        if agent is not None and agent.source != "other":
            return agent.source
    return None


def _token_at(starts: Sequence[int], character: int) -> int:
    return max(bisect_right(starts, character) - 1, 0)


def _head_in(grammar: Grammar, starts: Sequence[int], time: Time) -> int:
    """The word that heads a time expression."""
    first = _token_at(starts, time.start)
    return grammar.head_of(first, max(_token_at(starts, time.end - 1) + 1, first + 1))


def _dateline(found: Opening | None, places: Sequence[Place], starts: Sequence[int], times: Sequence[Time]) -> Dateline:
    """The place, and the date beside it, with which a wire story opens."""
    if found is None:
        return Dateline()
    place = next((p.mention for p, start in zip(places, starts, strict=True) if found[0] <= start < found[1]), None)
    date = next((t.value for t in times if 0 <= t.start - found[1] <= 12 and t.type == "DATE"), None)
    return Dateline(place, date)
