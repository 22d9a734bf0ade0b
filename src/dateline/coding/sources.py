"""Who speaks in an attribution: of what kind the source is, and how far it lets itself be identified.

The kind comes from the words of the source (`data/sources.tsv`), then from what is known of its entity, then from the
other words that the document has for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from dateline.coding.grammar import NOMINAL, Grammar
from dateline.coding.tables import rows
from dateline.records.analysis import Sentence, Token
from dateline.records.report import Identification, SourceKind

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_KINDS = frozenset(get_args(SourceKind))
_ROLES = ("always", "head", "tie", "default", "sector")
_PARTITIVES = frozenset(
    {"one", "two", "three", "some", "many", "several", "most", "all", "both", "number", "majority", "handful", "dozen"}
    | {"score", "hundred", "thousand", "member", "pair", "couple"}
)
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "mouthpiece", "member", "representative"})
_LONGEST_EXPRESSION = 5
_NEAR = 400
"""Characters back to a source that "He spoke on condition of anonymity" may refer to."""

_OWN = "(?:his|her|their|a)"
_WITHOUT_NAME = (
    r"\banonymity\b",
    r"\banonymously\b",
    r"\bwithout being (?:named|identified)\b",
    rf"\b(?:declin|refus)(?:ed|ing|es?)? to (?:be (?:named|identified)|give {_OWN} names?\b)",
    r"\bnot (?:to )?(?:want(?:ed|ing)? to |wish(?:ed|ing)? to )?be (?:named|identified)\b",
    rf"\b(?:do|did|does)(?: not|n['’]t) (?:want|wish) (?:to be (?:named|identified)|{_OWN} names?\b)",
    r"(?:\bnot|n['’]t|\bnor) (?:been |be )?(?:\w+ly )?(?:authori[sz]ed|permitted|allowed) to"
    r" (?:speak|talk|brief|comment|discuss|disclose|release|give (?:details|information|statements|interviews))\b",
    r"\b(?:cannot|can not|can['’]t|could not|couldn['’]t) be named\b",
    r"\bnames? (?:was|were|is|are|has been|have been|be) (?:being )?withheld\b",
    rf"\bwithh[eo]ld(?:ing)? {_OWN} (?:names?|identit)",
    rf"\bwould(?: not|n['’]t) (?:be (?:named|identified)|give {_OWN} names?\b)",
)
_PART_OF_NAME = (
    r"\bnom de guerre\b",
    r"\bpseudonym\b",
    rf"\bnot {_OWN} real names?\b",
    r"\bnames? ha(?:s|ve) been changed\b",
    rf"\b(?:g[ai]ve[sn]?|giving|us(?:ed?|es|ing)|go(?:es|ing)?|went|known|identified)(?: \w+)?(?: by| with)?"
    rf"(?: only| just)? (?:{_OWN}|one)(?: only| just)? (?:first|last|given|one|single|family)(?: |-)?names?\b",
    r"\b(?:g[ai]ve[sn]?|giving|us(?:ed?|es|ing)|by)(?: only| just)? one name\b",
    r"(?:\bnot|n['’]t|\bdeclin\w+|\brefus\w+|\bwithout)(?: \w+){0,3}?"
    rf" (?:g[ai]v\w+|disclos\w+|us\w+|reveal\w*|provid\w+) {_OWN} (?:full|last|family|second|real) names?\b",
    r"\b(?:identified|named|introduced|called) (?:him|her|them)sel(?:f|ves)(?: only| simply| just)? (?:as|by)"
    r" (?=(?-i:[A-Z]))",
)
_PHRASES: tuple[tuple[re.Pattern[str], Identification], ...] = (
    # lines break within a phrase too
    (re.compile("|".join(_WITHOUT_NAME).replace(" ", r"\s+"), re.IGNORECASE), "anonymous"),
    (re.compile("|".join(_PART_OF_NAME).replace(" ", r"\s+"), re.IGNORECASE), "partly_named"),
)
_HINT = re.compile(r"onym|[nN]ame|identif|authori[sz]ed|permitted|allowed|guerre|withh[eo]ld")
"""One of these is in every phrase above: a quick look first."""
_ALIAS_NAME = re.compile(r"(?:Abu|Abou|Umm|Um|Comrade|Commander|Brother|Sister)\b(?: \S+){0,2}$")
_CUT_SHORT = re.compile(r"^(?:\w+ )?[A-Z]\.?$|^\w+ (?:[A-Z]\.)+$")
"""A surname of which only the initial is given: "Samuel O."."""
_UNNAMED_WORDS = frozenset({"anonymous", "unnamed", "unidentified"})
_AGE = re.compile(r"\s*,\s*(?:\d{1,3}\b|aged \d|an? \d{1,3}-year-old)")


class Speaker(NamedTuple):
    """The source of one attribution."""

    tokens: list[int]
    """Empty where the text leaves the source open."""
    head: int
    """Its main word; -1 without one."""
    entity: int | None


def tokens_of(spans: Sequence[tuple[int, int]]) -> list[int]:
    """The tokens of spans [first, last), in the order of the spans."""
    return [i for first, last in spans for i in range(first, last)]


def speaker(grammar: Grammar, layer: EntityLayer, spans: Sequence[tuple[int, int]]) -> Speaker:
    """Who the words of a source are."""
    tokens = tokens_of(spans)
    head = _head_of(grammar.tokens, tokens)
    return Speaker(tokens, head, _entity(grammar, layer, set(tokens), head) if head >= 0 else None)


def kind_of_sector(sector: str) -> SourceKind | None:
    """The kind of source that an actor of this PLOVER sector (or organisation code: IGO, NGO) is."""
    return source_words()["sector"].get(sector[:3].lower())


def is_source_word(token: Token) -> bool:
    """Whether the table of sources has a word."""
    table = source_words()
    return any(token.lemma in table[role] for role in ("always", "head", "default"))


@cache
def source_words() -> dict[str, dict[str, SourceKind]]:
    """role to word or expression to kind. Raises ValueError for a kind or role that does not exist, or a word twice."""
    table: dict[str, dict[str, SourceKind]] = {role: {} for role in _ROLES}
    for words, kind, role in rows("sources.tsv"):
        if kind not in _KINDS or role not in _ROLES:
            raise ValueError(f"sources.tsv: {kind}, {role}")
        for word in words.split():
            expression = word.replace("_", " ").lower()
            if expression in table[role]:
                raise ValueError(f"sources.tsv: {word} is there twice as {role}")
            table[role][expression] = cast(SourceKind, kind)
    return table


@cache
def _expression_words() -> frozenset[str]:
    """Every word that is part of an expression of several words."""
    expressions = (word.replace("-", " ").split() for words in source_words().values() for word in words)
    return frozenset(word for expression in expressions if len(expression) > 1 for word in expression)


def _head_of(tokens: Sequence[Token], span: Sequence[int]) -> int:
    """The word of a span that the others hang on; -1 for an empty span."""
    inside = set(span)
    outer = [i for i in span if tokens[i].head not in inside and tokens[i].upos not in ("PUNCT", "ADP", "CCONJ")]
    nominal = [i for i in outer if tokens[i].upos in NOMINAL]
    return (nominal or outer or [*span, -1])[0]


def _entity(grammar: Grammar, layer: EntityLayer, inside: set[int], head: int) -> int | None:
    """The entity of the main word, of its apposition, of the whole it is a part of, or of what "who" stands for."""
    tokens = grammar.tokens
    mention = layer.by_token.get(head)
    if mention is not None and layer.mentions[mention].entity is not None:
        return layer.mentions[mention].entity
    if tokens[head].lemma in ("who", "which", "that") and tokens[head].upos == "PRON":
        clause = next((i for i in grammar.ancestors(head) if tokens[i].deprel == "acl:relcl"), None)
        if clause is not None:
            mention = layer.by_token.get(tokens[clause].head)
        elif head:  # no clause in the tree: the noun right before, or before the comma
            mention = layer.by_token.get(head - 2 if head > 1 and tokens[head - 1].text == "," else head - 1)
        return None if mention is None else layer.mentions[mention].entity
    for k in grammar.children[head]:
        relation = tokens[k].deprel
        partitive = relation == "nmod" and tokens[head].lemma in _PARTITIVES
        if k not in inside or k not in layer.by_token:
            continue
        if not partitive and relation not in ("appos", "flat", "nmod:desc", "compound"):
            continue
        record = layer.mentions[layer.by_token[k]]
        if relation != "compound" or record.type == "person":  # "a Pentagon spokesman" is not the Pentagon
            return record.entity
    return None


class SourceKinds:
    """Reads the kind of source off the words of a source, and of its entity's other mentions."""

    def __init__(self, grammar: Grammar, layer: EntityLayer, speaker_kind: Callable[[int], str | None]) -> None:
        self.tokens = grammar.tokens
        self.children = grammar.children
        self.layer = layer
        self.speaker_kind = speaker_kind
        self.by_entity: dict[int, tuple[SourceKind | None, SourceKind | None]] = {}

    def of(self, who: Speaker) -> SourceKind:
        """Own words first, then what is known of the entity, then the other words for it in the document.

        A person is never a document, whatever papers the words for them speak of.
        """
        kind = self._of(who)
        if kind == "document" and who.entity is not None and self.layer.entities[who.entity].kind == "person":
            sector = self.layer.entities[who.entity].sector
            return (kind_of_sector(sector) if sector is not None else None) or "other"
        return kind

    def _of(self, who: Speaker) -> SourceKind:
        certain, fallback = self._read(who.head, set(who.tokens))
        if certain is not None:
            return certain
        if (body := self._body(who.head)) is not None:
            return body
        if who.entity is None:
            return fallback or "other"
        if who.entity not in self.by_entity:
            self.by_entity[who.entity] = self._look_up(who.entity)
        known, otherwise = self.by_entity[who.entity]
        return known or fallback or otherwise or "other"

    def _body(self, head: int) -> SourceKind | None:
        """For whom a spokesman or member speaks, where the text names the body: of unknown bodies "other"."""
        if head < 0 or self.tokens[head].lemma not in _SPEAKING_FOR:
            return None
        for k in self.children[head]:
            case = any(self.tokens[c].lemma in ("for", "of", "from") for c in self.children[k])
            mention = self.layer.by_token.get(k)
            if mention is None or not (case or self.tokens[k].deprel in ("compound", "nmod:poss")):
                continue
            record = self.layer.mentions[mention]
            if record.type != "organisation" or record.entity is None or not record.named:
                continue
            entity = self.layer.entities[record.entity]
            return next((kind for s in (entity.sector, entity.code) if s and (kind := kind_of_sector(s))), "other")
        return None

    def _look_up(self, entity: int) -> tuple[SourceKind | None, SourceKind | None]:
        """(what is known or said elsewhere of an entity, what its main words mean by default)."""
        record = self.layer.entities[entity]
        for said in (self.speaker_kind(entity), record.sector, record.code):
            if said in _KINDS:
                return cast(SourceKind, said), None
            if said is not None and (kind := kind_of_sector(said)) is not None:
                # CVL is anybody without an office: the words of the source say more
                return (None, kind) if kind == "witness" else (kind, None)
        fallback: SourceKind | None = None
        for mention in record.mentions:
            certain, default = self._read(self.layer.heads[mention], None)
            if certain is not None:
                return certain, None
            fallback = fallback or default
        return None, fallback

    def _read(self, head: int, inside: set[int] | None) -> tuple[SourceKind | None, SourceKind | None]:
        """(what the words say, what the main word means by default); `inside` limits the words, None for no limit."""
        tokens = self.tokens
        certain = self._word(head, ("always", "head"))
        default = self._word(head, ("default",))
        related = list(self._related(head, inside))
        for k, same in related:  # a title or an apposition describes the speaker: before any affiliation
            if certain is None and same:
                certain = self._word(k, ("always", "head"))
                default = default or self._word(k, ("default",))
        if certain is None and (default is not None or tokens[head].upos == "PROPN"):
            ties = (self._word(k, ("tie", "always")) for k, same in related if not same)
            certain = next((tie for tie in ties if tie is not None), None)
        if certain == "official" and any(tokens[k].lemma in ("former", "ex", "ex-", "retired") for k, _ in related):
            certain = "political"
        return certain, default

    def _related(self, head: int, inside: set[int] | None) -> Iterator[tuple[int, bool]]:
        """The words that describe the main word, nearest first; True for those that stand for the same thing."""
        queue = [(head, True)]
        for i, same in queue:
            for k in self.children[i]:
                relation = self.tokens[k].deprel
                if relation in ("appos", "flat", "nmod:desc"):
                    entry = (k, same)
                elif relation in ("compound", "amod", "nmod:poss", "nmod", "nmod:unmarked", "obl:unmarked"):
                    entry = (k, False)
                else:
                    continue
                if inside is None or k in inside or relation in ("appos", "flat"):
                    queue.append(entry)
                    yield entry

    def _word(self, i: int, roles: tuple[str, ...]) -> SourceKind | None:
        """The kind that a word has in one of the roles: by the longest expression around it, its form or its lemma."""
        table = source_words()
        token = self.tokens[i]
        if token.upos == "PROPN" and token.deprel == "compound" and self.tokens[token.head].upos == "PROPN":
            roles = tuple(role for role in roles if role != "head")
            if table["always"].get(token.lemma) == "media":
                return None  # "the Iron Dawn Movement" is no newspaper
        start = max(0, i - _LONGEST_EXPRESSION + 1)
        words = [token.text.lower() for token in self.tokens[start : i + _LONGEST_EXPRESSION]]
        at = i - start
        longest = _LONGEST_EXPRESSION if _expression_words().intersection(words[at].split("-")) else 1
        for length in range(longest, 1, -1):
            for first in range(max(0, at - length + 1), min(at, len(words) - length) + 1):
                expression = " ".join(words[first : first + length]).replace(" - ", "-")
                for role in roles:
                    if expression in table[role]:
                        return table[role][expression]
        for role in roles:
            kind = table[role].get(words[at]) or table[role].get(self.tokens[i].lemma)
            if kind is not None and (kind != "document" or self.tokens[i].upos != "PROPN"):  # not "the Post"
                return kind
        return None


def identifications(grammar: Grammar, layer: EntityLayer, speakers: Sequence[Speaker]) -> list[Identification]:
    """How far each source lets itself be identified.

    A phrase such as "on condition of anonymity" belongs to the nearest source without a full name that its sentence
    mentions, or else to the source last heard before it; then to every attribution with that entity.
    """
    identified = [_by_name(grammar, layer, one) for one in speakers]
    text = grammar.analysis.text
    phrases = [
        (sentence, match.start(), verdict)
        for sentence in grammar.analysis.sentences
        if _HINT.search(text, sentence.start, sentence.end)
        for pattern, verdict in _PHRASES
        for match in pattern.finditer(text, sentence.start, sentence.end)
    ]
    for sentence, position, verdict in phrases:
        candidates = [n for n, name in enumerate(identified) if verdict != "anonymous" or name != "named"]
        number = _nearest(grammar, layer, speakers, candidates, sentence, position)
        if number is None:
            continue
        entity = speakers[number].entity
        for other, one in enumerate(speakers):
            if other == number or (entity is not None and one.entity == entity):
                identified[other] = verdict
    return identified


def _nearest(
    grammar: Grammar,
    layer: EntityLayer,
    speakers: Sequence[Speaker],
    candidates: Sequence[int],
    sentence: Sentence,
    position: int,
) -> int | None:
    """Which of the candidates a phrase at a character position of a sentence is about."""
    tokens = grammar.tokens
    best: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    for number in candidates:
        one = speakers[number]
        if one.head < 0:
            continue
        own = tokens[one.head].start
        places = [own]
        if one.entity is not None:
            places += [layer.mentions[m].start for m in layer.entities[one.entity].mentions]
        distance = min((abs(position - p) for p in places if sentence.start <= p < sentence.end), default=None)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, number)
        if own < sentence.start and (before is None or own > before[0]):
            before = (own, number)
    if best is not None:
        return best[1]
    refers_back = tokens[sentence.first].lemma in ("he", "she", "they", "the", "both")
    return before[1] if before is not None and refers_back and sentence.start - before[0] < _NEAR else None


def _by_name(grammar: Grammar, layer: EntityLayer, one: Speaker) -> Identification:
    """By the names that the document has for a source, and the adjectives before it."""
    tokens = grammar.tokens
    if one.head < 0:
        return "unnamed"
    if any(tokens[i].lemma in _UNNAMED_WORDS for i in grammar.below(one.head, "amod")):
        return "anonymous"
    if one.entity is None:
        names = [one.head, *grammar.below(one.head, "appos", "flat")]
        return "named" if any(tokens[i].upos == "PROPN" for i in names) else "unnamed"
    record = layer.entities[one.entity]
    named = [m for m in (layer.mentions[number] for number in record.mentions) if m.named and m.type != "group"]
    if not named:
        return "unnamed"
    if any(m.type == "person" for m in named) and record.wikidata_id is None:
        first = min(named, key=lambda m: m.start)
        if all(_ALIAS_NAME.match(m.text) or _CUT_SHORT.search(m.text) for m in named):
            return "partly_named"
        if all(" " not in m.text for m in named) and _AGE.match(grammar.analysis.text, first.end):
            return "partly_named"
    return "named"
