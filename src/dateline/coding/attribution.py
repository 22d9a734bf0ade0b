"""According to whom: the spans that the model finds, made into records.

The model says which words are a source, its cue and its content. Here they become character spans, and are read
further: who speaks (`dateline.coding.sources`), whether it is quoted, and what stance it takes to what is said
(`data/stances.tsv`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec

from dateline.coding.confidence import Chance, chance, of_attribution
from dateline.coding.grammar import Grammar
from dateline.coding.quotations import quoted_spans
from dateline.coding.saying_spans import put_right
from dateline.coding.sources import SourceKinds, identifications, is_source_word, speaker, tokens_of
from dateline.coding.tables import rows
from dateline.records import analysis as tagged
from dateline.records.analysis import Analysis, Token
from dateline.records.report import Attribution, Form, Identification, Part, Source, SourceKind, Stance

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

SURE = 0.5
"""Chance from which on what the head reads of a source or saying is taken over what the tables say."""
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
_SPEAKING = frozenset({"person", "organisation", "group", "document"})
_THREATENING = frozenset({"official", "armed_group", "political", "other"})
"""Kinds of sources whose "warned that it would" is a threat; experts and witnesses only foresee."""
_HELPERS = frozenset({"be", "do", "have", "will", "would", "to", "not", "n't", "also"})
_LINKS = frozenset({"of", "for", "the", "a", "an", "and", "'s", "’s", "in"})
"""Words that the tagger loses between two pieces of one phrase."""
# What speaks for a piece of a scattered source, in words of distance from the cue.
_OF_SUBJECT, _OF_SENTENCE, _OF_NOUN, _PER_WORD = 4.0, 2.0, 1.0, 10.0
_NO_SPEAKERS = frozenset({"that", "day", "week", "month", "year", "time", "morning", "evening", "night"})
_NEAR_CUE = 4
_TIMES = frozenset(
    {"yesterday", "today", "tomorrow", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
    | {"sunday", "hereby"}
)
_OF_OTHERS = frozenset(
    {"believe", "think", "say", "know", "allege", "report", "expect", "understand", "suspect", "fear", "accuse"}
    | {"rumour", "rumor", "claim", "assume", "presume", "suppose", "consider"}
)
"""Verbs whose passive says what others say of its subject."""
_PRONOUNS = frozenset({"i", "we", "it", "they", "he", "she"})
_CLAIMS = frozenset(
    {"accusation", "account", "allegation", "assertion", "charge", "claim", "criticism", "evidence", "figure", "idea"}
    | {"involvement", "link", "report", "responsibility", "role", "rumour", "rumor", "speculation"}
    | {"story", "suggestion"}
)
"""What can be denied: "rejected the allegations"; who rejects an offer denies nothing."""


class _StanceRow(NamedTuple):
    when: str
    stance: Stance
    negated: Stance


def build_attributions(
    grammar: Grammar, layer: EntityLayer, *, speaker_kind: Callable[[int], str | None], chance: Chance = chance
) -> list[Attribution]:
    """The attributions of a document, in the order of their cues; an attribution's id is its place in the list.

    `speaker_kind` gives the kind of source (or the PLOVER sector) of an entity by what is known of it outside the
    document, or None; it is asked where the words of the source themselves do not say. "According to X" is read even
    where the model missed it, provided that X is a mention of somebody or a word of the table.
    `chance` gives the confidence.
    """
    analysis = grammar.analysis
    found = [a for a in analysis.attributions if (a.cue or a.content) and _says_something(grammar.tokens, a)]
    found += _according_to(grammar, layer, found)
    found.sort(key=lambda a: min(a.cue or a.content))
    if not found:
        return []
    quotes = quoted_spans(analysis.text)
    found = [put_right(grammar, _trimmed(grammar, layer, _of_one_piece(grammar, a)), quotes) for a in found]
    speakers = [speaker(grammar, layer, a.source) for a in found]
    identified = identifications(grammar, layer, speakers)
    kinds = SourceKinds(grammar, layer, speaker_kind)
    records = []
    for number, (one, who) in enumerate(zip(found, speakers, strict=True)):
        source = None
        if who.tokens:
            spans, text = _part(analysis, one.source)
            kind = kinds.of(who)
            if kind == "other":
                kind = _kind_by_cue(grammar, layer, one, who.entity)
            kind = cast(SourceKind, _as_read(one, "kind", kind))
            identification = identified[number]
            if identification not in ("anonymous", "partly_named"):  # what the tables recognise is never overruled
                identification = cast(Identification, _as_read(one, "identification", identification))
            source = Source(spans, text, who.entity, kind, identification)
        stance = cast(Stance, _as_read(one, "stance", _stance(grammar, one, source.kind if source else "other")))
        form = _form(analysis.tokens, one.content, quotes)
        cue, content = Part(*_part(analysis, one.cue)), Part(*_part(analysis, one.content))
        sure = chance("attribution", of_attribution(grammar, one))
        records.append(Attribution(number, source, cue, content, form, stance, round(sure, 2)))
    return records


def _as_read(one: tagged.Attribution, trait: str, otherwise: str) -> str:
    """A trait as the trained head reads it where it is sure enough, else as the words of the tables say."""
    value, chance = one.traits.get(trait, (otherwise, 1.0))
    return value if chance >= SURE else otherwise


def _says_something(tokens: Sequence[Token], one: tagged.Attribution) -> bool:
    """A cue of nothing but auxiliaries ("is", "did") attributes nothing."""
    words = [i for i in tokens_of(one.cue) if tokens[i].upos != "PUNCT"]
    return not words or any(tokens[i].lemma not in _HELPERS for i in words)


def _of_one_piece(grammar: Grammar, one: tagged.Attribution) -> tagged.Attribution:
    """With a source that is one phrase: of scattered pieces the subject of the cue, or else the one nearest to it."""
    if len(one.source) < 2:
        return one
    tokens = grammar.tokens
    pieces: list[tuple[int, int]] = []
    for first, last in sorted(one.source):
        if pieces and all(tokens[i].upos == "PUNCT" or tokens[i].text in _LINKS for i in range(pieces[-1][1], first)):
            pieces[-1] = (pieces[-1][0], last)
        else:
            pieces.append((first, last))
    cue = tokens_of(one.cue) or tokens_of(one.content)
    subjects = {k for i in cue for k in _who_does(grammar, i)}

    def worth(piece: tuple[int, int]) -> float:
        first, last = piece
        value = _OF_SUBJECT if any(first <= i < last for i in subjects) else 0.0
        words = [tokens[i] for i in range(first, last)]
        if any(t.upos in ("NOUN", "PROPN", "PRON") and t.lemma not in _NO_SPEAKERS for t in words):
            value += _OF_NOUN
        same = grammar.sentence_of[first] == grammar.sentence_of[cue[0]] if cue else True
        value += _OF_SENTENCE if same else 0.0
        distance = min((min(abs(i - first), abs(i - last + 1)) for i in cue), default=0)
        return value - distance / _PER_WORD

    return msgspec.structs.replace(one, source=[max(pieces, key=worth)])


def _who_does(grammar: Grammar, word: int) -> list[int]:
    """The words that a cue makes the speaker: the subject of its verb, or, of a passive, whom "by" names."""
    tokens = grammar.tokens
    if tokens[word].upos == "VERB" and grammar.passive(word):
        return [k for k in grammar.below(word, "obl") if grammar.case(k) == "by"]
    found = [k for k in grammar.below(word, "nsubj", "obl") if tokens[k].deprel != "obl:unmarked"]
    subject = grammar.subject(word) if tokens[word].upos == "VERB" else None
    return found if subject is None else [*found, subject]


def _trimmed(grammar: Grammar, layer: EntityLayer, one: tagged.Attribution) -> tagged.Attribution:
    """Without a source that is none, and without the verb or the time at the end of one that is; whole where it is
    broken off after an article or preposition."""
    if not one.source:
        return one
    tokens = grammar.tokens
    first, last = one.source[-1]
    ending = tokens[last - 1]
    if ending.upos in ("DET", "ADP") and ending.deprel in ("det", "case") and ending.head >= last:
        whole = layer.noun_phrase(ending.head)
        if ending.deprel == "case" and tokens[ending.head].head in range(first, last):
            whole = layer.noun_phrase(tokens[ending.head].head)
        if whole[0] <= last <= whole[1]:
            first, last = min(first, whole[0]), whole[1]
    while last - first > 1 and (
        tokens[last - 1].lemma in _TIMES
        or tokens[last - 1].text in (",", ";", "(", "-", "–", "—", ":")
        or (tokens[last - 1].upos == "VERB" and tokens[last - 1].deprel in ("root", "ccomp", "parataxis"))
    ):
        last -= 1
        if tokens[last].lemma in _TIMES and last - first > 1 and tokens[last - 1].lemma == "on":
            last -= 1
    words = tokens_of(one.source[:-1]) + list(range(first, last))
    head = next((i for i in words if tokens[i].head not in words), words[0])
    if len(words) == 1 and tokens[head].lemma == "it" and tokens[head].deprel in ("expl", "nsubj:pass"):
        return msgspec.structs.replace(one, source=[])  # "it is understood that"
    if any(_is_said_of(grammar, i, head) for i in tokens_of(one.cue)):
        return msgspec.structs.replace(one, source=[])
    return msgspec.structs.replace(one, source=[*one.source[:-1], (first, last)])


def _is_said_of(grammar: Grammar, verb: int, head: int) -> bool:
    """ "The suspect is believed to have fled": what is believed of somebody is not what that person says."""
    tokens = grammar.tokens
    if tokens[verb].lemma not in _OF_OTHERS or not grammar.passive(verb):
        return False
    return tokens[verb].head == head or head in grammar.below(verb, "nsubj:pass")


def _kind_by_cue(grammar: Grammar, layer: EntityLayer, one: tagged.Attribution, entity: int | None) -> SourceKind:
    """What the act of speaking says of an unknown source: who claims an attack carries arms, a body that reports news
    brings it."""
    lemmas = {grammar.tokens[i].lemma for i in tokens_of(one.cue)}
    said = {grammar.tokens[i].lemma for i in tokens_of(one.content)[:_NEAR_CUE]} | lemmas
    if "claim" in lemmas and "responsibility" in said:
        return "armed_group"
    record = layer.entities[entity] if entity is not None else None
    if "report" in lemmas and record is not None and record.kind == "organisation" and record.sector is None:
        return "media"
    return "other"


def attributions_of(token: Token, attributions: Sequence[Attribution]) -> list[int]:
    """The ids of the attributions whose content covers a token, the innermost last."""
    covering: list[tuple[int, int]] = []
    for attribution in attributions:
        length, inside = 0, False
        for start, end in attribution.content.spans:
            length += end - start
            inside = inside or start <= token.start < end
        if inside:
            covering.append((-length, attribution.id))
    covering.sort()
    return [number for _, number in covering]


def covering(tokens: Sequence[Token], attributions: Sequence[Attribution]) -> list[list[int]]:
    """`attributions_of` each token of a document, at the cost of one pass."""
    starts = [token.start for token in tokens]
    found: list[list[int]] = [[] for _ in tokens]
    length = {a.id: sum(end - start for start, end in a.content.spans) for a in attributions}
    for attribution in sorted(attributions, key=lambda a: (-length[a.id], a.id)):
        inside = {
            i
            for start, end in attribution.content.spans
            for i in range(bisect_left(starts, start), bisect_left(starts, end))
        }
        for i in inside:
            found[i].append(attribution.id)
    return found


def _part(analysis: Analysis, spans: Sequence[tuple[int, int]]) -> tuple[list[tuple[int, int]], str]:
    """Character spans and their text, gaps as one space."""
    tokens = analysis.tokens
    characters = [(tokens[first].start, tokens[last - 1].end) for first, last in spans if last > first]
    return characters, " ".join(analysis.text[start:end] for start, end in characters)


@cache
def _stances() -> dict[tuple[str, str], list[_StanceRow]]:
    table: dict[tuple[str, str], list[_StanceRow]] = {}
    for words, pos, when, stance, negated in rows("stances.tsv"):
        for word in words.split():
            row = _StanceRow(when, cast(Stance, stance), cast(Stance, negated))
            table.setdefault((word.replace("_", " "), pos), []).append(row)
    return table


def _according_to(
    grammar: Grammar, layer: EntityLayer, found: Sequence[tagged.Attribution]
) -> list[tagged.Attribution]:
    """ "According to X" where no cue covers it: X's words as the source, the rest of the clause as the content."""
    tokens = grammar.tokens
    covered: set[int] | None = None
    added = []
    for i in range(len(tokens) - 1):
        if tokens[i].text.lower() != "according" or tokens[i + 1].text.lower() != "to":
            continue
        if covered is None:
            covered = {j for a in found for j in tokens_of(a.cue)}
        noun = tokens[i].head
        if i in covered or noun < 0 or tokens[i].deprel != "case" or not tokens[noun].deprel.startswith("obl"):
            continue
        mention = layer.by_token.get(noun)
        if not is_source_word(tokens[noun]) and (mention is None or layer.mentions[mention].type not in _SPEAKING):
            continue
        phrase = _subtree(grammar.children, noun)
        source = [j for j in phrase if j > i + 1]
        content = sorted(set(_subtree(grammar.children, tokens[noun].head)).difference(phrase))
        runs = [run for run in _runs(content) if any(tokens[j].upos != "PUNCT" for j in range(*run))]
        if source and runs:
            span = _trim(tokens, (source[0], source[-1] + 1))
            added.append(tagged.Attribution([span], [(i, i + 2)], [_trim(tokens, run) for run in runs], 0.0))
    return added


def _subtree(children: list[list[int]], root: int) -> list[int]:
    found, queue = [], [root]
    while queue:
        i = queue.pop()
        found.append(i)
        queue.extend(children[i])
    return sorted(found)


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in positions:
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _trim(tokens: Sequence[Token], span: tuple[int, int]) -> tuple[int, int]:
    """Without commas and stops at either end; quotation marks stay."""
    first, last = span
    while last - first > 1 and tokens[first].text in (",", ".", ";", ":", "-", "–", "—"):
        first += 1
    while last - first > 1 and tokens[last - 1].text in (",", ".", ";", ":", "-", "–", "—"):
        last -= 1
    return first, last


def _form(tokens: Sequence[Token], content: Sequence[tuple[int, int]], quotes: Sequence[tuple[int, int]]) -> Form:
    """Whether all, some or none of the words of the content stand in quotation marks."""
    inside = outside = 0
    for first, last in content:
        for i in range(first, last):
            token = tokens[i]
            if token.upos == "PUNCT":
                continue
            before = bisect_left(quotes, (token.end, 0)) - 1
            if before >= 0 and token.start < quotes[before][1]:
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _stance(grammar: Grammar, one: tagged.Attribution, kind: str) -> Stance:
    """The stance of the first word of the cue that takes one other than to assert."""
    tokens, children = grammar.tokens, grammar.children
    cue = tokens_of(one.cue)
    table = _stances()
    infinitive = _is_infinitive(tokens, one.content)
    for i in cue:
        pos = {"NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}.get(tokens[i].upos, "VERB")
        for name in _names(tokens, children, i):
            row = next((r for r in table.get((name, pos), []) if _holds(r.when, grammar, one, infinitive, kind)), None)
            if row is None:
                continue
            kids = [tokens[k].lemma for k in children[i] if tokens[k].deprel not in ("obj", "ccomp", "advcl")]
            if "neither" in kids and row.stance == "asserts":
                return "declines"  # "neither confirmed nor denied"
            unmet = tokens[i].head in cue and tokens[tokens[i].head].lemma in ("fail", "unable", "decline", "refuse")
            stance = row.negated if _NEGATIONS.intersection(kids) or unmet else row.stance
            if stance != "asserts" or row.stance != "asserts":
                return stance
            break
    return "asserts"


def _names(tokens: Sequence[Token], children: list[list[int]], i: int) -> list[str]:
    """A cue word with its particle or preposition, then alone."""
    lemma = tokens[i].lemma
    following = tokens[i + 1].lemma if i + 1 < len(tokens) else ""
    particle = next((tokens[k].lemma for k in children[i] if tokens[k].deprel == "compound:prt"), following)
    return [f"{lemma} {particle}", lemma]


def _holds(when: str, grammar: Grammar, one: tagged.Attribution, infinitive: bool, kind: str) -> bool:
    tokens = grammar.tokens
    if when == "to":
        return infinitive
    if when == "future":
        return _is_threat(grammar, one, kind)
    if when == "claim":
        content = tokens_of(one.content)
        return any(tokens[i].lemma in _CLAIMS or tokens[i].upos in ("VERB", "AUX") for i in content)
    return True


def _is_threat(grammar: Grammar, one: tagged.Attribution, kind: str) -> bool:
    """A warning of what is to come: always from an armed group, from others only of what they will do themselves."""
    if kind not in _THREATENING:
        return False
    for i in tokens_of(one.content):
        if grammar.tokens[i].lemma not in ("will", "'ll", "’ll", "would", "shall"):
            continue
        subjects = grammar.below(grammar.tokens[i].head, "nsubj") if grammar.tokens[i].head >= 0 else []
        if kind == "armed_group" or any(grammar.tokens[k].lemma in _PRONOUNS for k in subjects):
            return True
    return False


def _is_infinitive(tokens: Sequence[Token], content: Sequence[tuple[int, int]]) -> bool:
    """ "to leave", "them to leave": an infinitive that no finite verb of the content precedes."""
    for i in tokens_of(content)[:12]:
        if tokens[i].lemma == "to" and tokens[i].deprel == "mark":
            return True
        if tokens[i].upos in ("VERB", "AUX") or tokens[i].lemma in ("that", "whether"):
            return False
    return False
