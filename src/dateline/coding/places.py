"""Where: which words are place names, and the place at the head of a wire story.

`find_toponyms` weighs three witnesses: the tagger's names, the gazetteer (longest match), and the words around. Without
the tagger a capitalised gazetteer name is a toponym unless it looks like part of a person's or organisation's name, or
is a common word; in text without case only prominent places in a locative position are taken. Where a toponym lies is
decided in `place_resolution.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from dateline.coding.place_resolution import Toponym, resolve_places
from dateline.coding.place_words import not_places, place_words
from dateline.knowledge.countries import by_demonym, by_name
from dateline.knowledge.gazetteer import COUNTRY_PRIOR, Places, abbreviation_key, fold, gazetteer
from dateline.records.analysis import Name, Token

__all__ = ["Toponym", "find_toponyms", "locate_dateline", "resolve_places"]

LONGEST = 6
"""Tokens in a place name: "Democratic Republic of the Congo", and hyphens are tokens."""
ACRONYM = 5
"""Letters up to which a word in capitals amid cased text is an abbreviation."""
SURE = 0.6
"""A tagger's score from which it outweighs the gazetteer."""
HAMLET = 2.0
"""Prominence below which a name counts only in a locative position: villages without a known population."""
WELL_KNOWN = 5.3
"""Prominence (a city of 200,000, a first-level unit) that counts in text without case, after a preposition."""

_LOCATIVE = place_words("locative")
_STRICTLY_LOCATIVE = place_words("strictly locative")
_OF_COUNTRY = place_words("of country")
_BEFORE = place_words("before")
_AFTER = place_words("after")
_KINDS = place_words("kinds")
_FEATURE_BEFORE = place_words("feature before")
_FEATURE_AFTER = place_words("feature after")
_CALENDAR = place_words("calendar")
_CONNECTORS = place_words("connectors")
_NEVER_ALONE = place_words("never alone")
_ARTICLES = place_words("articles")
_ENDS_SENTENCE = frozenset('.!?"“”‘:;•*')
_DASH = "[—–]|--?"


class _Match(msgspec.Struct):
    first: int
    last: int
    key: str
    prior: float
    verdict: float = 0.0
    """Above zero: a toponym."""
    person: bool = False
    """Stands where a surname stands."""
    sure: bool = False


class _Reader:
    """One document while its toponyms are sought."""

    def __init__(self, text: str, tokens: Sequence[Token], names: Sequence[Name], places: Places) -> None:
        self.text, self.tokens, self.places = text, tokens, places
        words = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 1]
        upper = sum(map(str.isupper, words))
        capital = sum([w[0].isupper() for w in words])
        self.cased = not words or (upper < 0.6 * len(words) and (capital > 0.02 * len(words)))
        self.veto: list[Name | None] = [None] * len(tokens)
        self.support = [False] * len(tokens)
        self.lower = {t.text for t in tokens if t.text.islower()}
        for name in names:
            if not name.named or name.score < SURE:
                continue
            for i in range(name.first, name.last):
                if name.type in ("place", "facility"):
                    self.support[i] = True
                elif self.veto[i] is None or name.score > self.veto[i].score:  # type: ignore[union-attr]
                    self.veto[i] = name
        self.tagged = bool(names)

    def slice(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].text[:1].isupper()

    def article(self, i: int) -> bool:
        """An Arabic article that belongs to the name after it: "al-Bab", in one token or three."""
        head, _, rest = self.tokens[i].text.partition("-")
        if head.lower() not in _ARTICLES:
            return False
        return rest[:1].isupper() or (not rest and self.after(i + 1) == "-" and self.capital(i + 2))

    def before(self, i: int) -> str:
        """The word before token i, lower-case; empty at a line's head."""
        if i == 0 or "\n" in self.text[self.tokens[i - 1].end : self.tokens[i].start]:
            return ""
        return self.tokens[i - 1].text.lower()

    def after(self, i: int) -> str:
        """The word at token i where nothing but space parts it from the one before."""
        if i >= len(self.tokens) or "\n" in self.text[self.tokens[i - 1].end : self.tokens[i].start]:
            return ""
        return self.tokens[i].text.lower()

    def longest(self, i: int) -> _Match | None:
        """The longest gazetteer name that begins at token i."""
        tokens, end = self.tokens, min(i + LONGEST, len(self.tokens))
        last = i + 1
        ends = []
        while last <= end:
            word = tokens[last - 1].text
            if last - 1 > i and self.text[tokens[last - 2].end : tokens[last - 1].start].count("\n"):
                break
            if (last - 1 == i and "-" in word) or (
                word[0].isalnum() and (word[0].isupper() or not self.cased or word[0].isdigit())
            ):
                ends.append(last)
            elif "'" in word[1:2] or "’" in word[1:2]:
                ends.append(last)  # "d'Ivoire"
            elif not (word.lower() in _CONNECTORS or (word[0].isalpha() and not self.cased)) and last - 1 > i:
                break
            last += 1
        for last in reversed(ends):
            name = self.slice(i, last)
            found = self.places.lookup(name)
            key = fold(name)
            if name.isupper() and self.cased and len(name) <= ACRONYM:
                if found and fold(found[0].name) != key and abbreviation_key(name):
                    key = name  # "US" is no common word
                elif self.before(i):
                    continue  # "WHO", "ALMA": a place in capitals only at a line's head
            if not found and last - i > 1 and key.rsplit(" ", 1)[-1] in _KINDS:
                continue
            if not found and last == i + 1 and self.before(i) == ",":
                found = self.places.lookup_after_comma(name)
            if key.startswith("the ") and (not found or found[0].prior < WELL_KNOWN):
                continue  # "The Hague" and "The Gambia", but not a hamlet called The Bank
            if found and (len(key) > 2 or self.cased):
                return _Match(i, last, key, found[0].prior)
        return None

    def feature(self, i: int) -> _Match | None:
        """A land form or unit named by its kind, whether or not the gazetteer knows it: "Lake X", "X district"."""
        stop, _ = not_places()
        if not self.cased or not self.capital(i):
            return None
        head = self.before(i + 1) if i + 1 < len(self.tokens) else ""
        if head.rstrip(".") in _FEATURE_BEFORE and self.capital(i + 1) and self.after(i + 1) not in stop:
            return _Match(i, i + 2, fold(self.slice(i, i + 2)), HAMLET)
        if head not in stop and self.after(i + 1) in _FEATURE_AFTER and not (self.before(i) and self.capital(i - 1)):
            last = i + 2 if self.capital(i + 1) else i + 1
            return _Match(i, last, fold(self.slice(i, last)), HAMLET)
        return None

    def judge(self, match: _Match, contained: bool) -> None:
        """Fills in the verdict."""
        first, last, prior = match.first, match.last, match.prior
        if match.key in _NEVER_ALONE:
            match.verdict = -1.0
            return
        stop, persons = not_places()
        left, right = self.before(first), self.after(last)
        left_capital = bool(left) and left[0].isalpha() and self.capital(first - 1)
        right_capital = bool(right) and right[0].isalpha() and self.capital(last)
        locative = left in _LOCATIVE or (left == "the" and first > 1 and self.before(first - 1) in _LOCATIVE)
        strictly = left in _STRICTLY_LOCATIVE
        initial = not left or left in _ENDS_SENTENCE
        tail = right in _KINDS
        single = last - first == 1
        surface = self.slice(first, last)
        common = surface.isascii() and match.key in stop
        if by_demonym(surface) is not None and by_name(surface) is None and not tail and not strictly:
            match.verdict = -1.0
            return
        joined = self.text[self.tokens[last - 1].end :][:2] if last < len(self.tokens) else ""
        joined_left = (
            first > 0
            and self.tokens[first - 1].text in ("-", "/")
            and self.tokens[first - 1].end == self.tokens[first].start
        )
        if prior < WELL_KNOWN and (
            (joined[:1] == "-" and joined[1:].isupper()) or (joined_left and self.capital(first - 2))
        ):
            match.verdict = -0.5  # "Wal-Mart", "Beacon-News"
            return
        if any(self.support[first:last]):
            match.verdict, match.sure = 1.0, True
            return
        veto = next((name for name in self.veto[first:last] if name is not None), None)
        if veto is not None and (veto.last > last or veto.first < first or veto.score > 0.8) and not contained:
            organisation_of = veto.type == "organisation" and veto.first == first and right in _AFTER
            match.verdict = 1.0 if organisation_of and prior > WELL_KNOWN else -1.0
            match.person = veto.type == "person"
            return
        if not self.cased:
            match.verdict = (
                1.0 if not common and (prior >= COUNTRY_PRIOR or (prior >= WELL_KNOWN and strictly)) else -1.0
            )
            return
        if contained:
            match.verdict, match.sure = 1.0, True
            return
        if common:
            plain = single and match.key in self.lower and match.key not in persons
            ok = strictly and not right_capital and not plain and prior > 3.5 and match.key not in _CALENDAR
            match.verdict = 1.0 if ok or (tail and prior > HAMLET) else -1.0
            return
        unit = match.key.rsplit(" ", 1)[-1] in _KINDS
        allowed_left = not left_capital or left.rstrip(".") in _BEFORE or (left in stop and left not in persons)
        if left_capital and first >= 2 and self.before(first - 1) in ("", *_ENDS_SENTENCE) and left in self.lower:
            allowed_left = True  # an ordinary word with the capital of the sentence
        allowed_right = not right_capital or unit or right.rstrip(".") in _AFTER or right in _CALENDAR
        if not allowed_left and (left.rstrip(".") in persons or prior < COUNTRY_PRIOR):
            match.verdict, match.person = -1.0, True
        elif not allowed_right and (prior < COUNTRY_PRIOR or (single and right in persons and left not in _OF_COUNTRY)):
            match.verdict = -1.0
        elif prior < HAMLET and not (locative or tail or last - first > 1):
            match.verdict = -0.5
        elif initial and match.key in self.lower:
            match.verdict = -1.0
        else:
            match.verdict, match.sure = 1.0, strictly or tail


def find_toponyms(
    text: str, tokens: Sequence[Token], names: Sequence[Name], places: Places | None = None
) -> list[Toponym]:
    """The place names of a text, in order, not overlapping.

    `names` may be empty: then case, the gazetteer and the words around decide alone. Names that the tagger calls places
    and the gazetteer does not know are returned too; `resolve_places` leaves them without coordinates.
    """
    if not tokens:
        return []
    places = places or gazetteer()
    reader = _Reader(text, tokens, names, places)
    matches: list[_Match] = []
    i = 0
    while i < len(tokens):
        word = tokens[i].text
        match = None
        if word[0].isalpha() and (word[0].isupper() or not reader.cased or reader.support[i] or reader.article(i)):
            match = reader.longest(i)
            feature = reader.feature(i)
            if feature and (match is None or feature.last > match.last):
                match = feature
        if match is None:
            i += 1
            continue
        matches.append(match)
        i = match.last
    _judge_all(reader, matches)
    found = [m for m in matches if m.verdict > 0]
    taken = [False] * len(tokens)
    for m in found:
        taken[m.first : m.last] = [True] * (m.last - m.first)
    out = [
        Toponym(m.first, m.last, tokens[m.first].start, tokens[m.last - 1].end, reader.slice(m.first, m.last))
        for m in found
    ]
    for name in names:
        if fold(reader.slice(name.first, name.last)) in _NEVER_ALONE:
            continue  # "the Harbour and Transport Workers' Front"
        if name.type == "place" and name.named and name.score >= SURE and not any(taken[name.first : name.last]):
            out.append(Toponym(name.first, name.last, tokens[name.first].start, tokens[name.last - 1].end,
                               reader.slice(name.first, name.last)))  # fmt: skip
            taken[name.first : name.last] = [True] * (name.last - name.first)
    return sorted(out, key=lambda t: t.start)


def _judge_all(reader: _Reader, matches: list[_Match]) -> None:
    """Single verdicts, then one verdict a name: a surname stays one, a place named plainly once is a place again."""
    following: list[_Match | None] = [*matches[1:], None]
    for a, b in zip(matches, following, strict=False):
        contained = (
            b is not None
            and reader.slice(a.last, a.last + 1) == ","
            and b.first == a.last + 1
            and _inside(reader, a, b)
        )
        reader.judge(a, contained)
    for a, b in pairwise(matches):
        if (
            b.first == a.last + 1
            and reader.slice(a.last, a.last + 1) == ","
            and a.verdict > 0
            and _inside(reader, a, b)
        ):
            b.verdict = 1.0  # the container: "Springfield, Ill."
    surnames = {m.key for m in matches if m.person and m.prior < COUNTRY_PRIOR}
    plain = {m.key for m in matches if m.sure}
    for m in matches:
        if m.key in surnames and not m.sure:
            m.verdict = -1.0
        elif m.key in plain and not m.person and -1.0 < m.verdict < 0:
            m.verdict = 1.0


def _inside(reader: _Reader, a: _Match, b: _Match) -> bool:
    """Whether some place called `a` lies in some unit called `b`."""
    outer = reader.places.lookup(reader.slice(b.first, b.last)) or reader.places.lookup_after_comma(
        reader.slice(b.first, b.last)
    )
    units = {c.unit for c in outer if c.feature_class == "A"}
    if not units:
        return False
    return any((c.unit not in units and not units.isdisjoint(reader.places.chain(c.unit))) or
               (c.feature_class == "P" and c.unit in units)
               for c in reader.places.lookup(reader.slice(a.first, a.last)))  # fmt: skip


_CAPS = r"[A-Z][A-Z'’.]+(?:[ -][A-Z][A-Z'’.]*)*"
_TITLE = r"[A-Z][\w'’.]+(?:[ -](?:[A-Z][\w'’.]*|el|al|de|ez|es|the|of))*"
_REST = r"(?:[/,][^\n()—–]{0,48}?)?"
_HEADS = (
    re.compile(
        rf"\s*(?P<place>{_CAPS}){_REST}\s*(?:\([^()\n]{{1,40}}\)|\[[^\]\n]{{1,60}}\])?\s*(?:{_DASH})(?=\s|[A-Z\"“])"
    ),
    re.compile(rf"\s*(?P<place>{_TITLE}){_REST}\s*\([^()\n]{{1,40}}\)\s*(?:{_DASH}|:)\s"),
    re.compile(rf"\s*(?P<place>{_TITLE}),\s[^\n()—–]{{0,40}}?\d{{1,2}}[^\n()—–]{{0,24}}\s*(?:—|–|--)\s"),
    re.compile(
        rf"\s*(?P<place>{_CAPS}),\s+(?:\d{{1,2}}\s+[A-Z][A-Za-z]{{2,8}}\.?|[A-Z][A-Za-z]{{2,8}}\.?\s+\d{{1,2}})\b"
    ),
)


# From the date of a dateline, or from the dash itself, to the first word of the story.
_STORY = re.compile(rf"[^\n—–]{{0,48}}?(?:{_DASH})\s*|\s+")


_HEADLINE = re.compile(r"\s*[^\n]{8,200}\n\s*(?:[Bb][Yy] [^\n]{3,80}\n\s*)?")
"""One line above the dateline, and a byline."""


class Opening(NamedTuple):
    """The dateline of a wire story: its place is characters [start, end), the story begins at `story`."""

    start: int
    end: int
    story: int


def locate_dateline(text: str, known: Callable[[str], bool] | None = None) -> Opening | None:
    """The place at the head of a wire story or below its headline, or None.

    "SANAA (Agency) -", "LIMA, 2 FEB 90 --", "KABUL, Afghanistan —", "Baghdad, Iraq (Agency) --". `known` says whether a
    name is in the gazetteer (default: the packaged one): a headline such as "BREAKING -" is no place.
    """
    headline = _HEADLINE.match(text)
    for at in (0, headline.end()) if headline else (0,):
        for head in _HEADS:
            match = head.match(text, at)
            if match:
                start, end = match.span("place")
                name = text[start:end]
                words = fold(name).split()
                stop = not_places()[0]
                if words and not all(w in stop for w in words) and (known or _known)(name):
                    dash = None if head is not _HEADS[-1] else _STORY.match(text, match.end())
                    return Opening(start, end, dash.end() if dash else match.end())
    return None


def _known(name: str) -> bool:
    return bool(gazetteer().lookup(name))
