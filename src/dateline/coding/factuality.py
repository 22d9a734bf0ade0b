"""Whether: did it happen, by the text, and who stands by it?

`status` reads the dependency tree around a trigger: the marks the trigger bears itself (negation, auxiliaries, adverbs,
adjectives, conjunctions: `data/markers.tsv`) and what the words that govern it say about their complement
(`data/governors.tsv`), up to the root of the sentence. `standing` weighs the tellings of one event against each other.

Decisions that the tables do not show:

* An attempt is an event by its own word ("attempt", "tried"); what was attempted is `hypothetical`: the text leaves
  open whether it came about.
* What is demanded ("called for", "must") is `planned` like what is threatened or promised: somebody wants it to happen.
* An event noun is taken as happened under a governor that the tables do not list, unless that governor is
  itself not a fact and the noun is indefinite: "they may discuss the attack" (happened), "they may meet attacks" (not).
* A purpose is `planned` ("sent to guard the port"), unless it tells what the act was ("marched to demand higher pay").
* The learned score only speaks where no rule has found a mark, or where it is sure against a governing word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from dateline.coding.event_marks import MAX_DEPTH, NAMING, Effect, Marks, Own, as_status, form, governors, markers
from dateline.records.analysis import Analysis, Token
from dateline.records.report import Stance, Standing, Status

CERTAINLY_NOT = -1.0
"""A learned score below this makes an unmarked event `negated`; the scale of `Analysis.factuality` is -3 to 3."""
OPEN = 0.5
"""A learned score below this (and not below `CERTAINLY_NOT`) makes an unmarked event `hypothetical`."""
SURE = 1.5
"""From this score on, what no word of the tables leaves open has happened all the same ("was sent to announce"). On
development data of two corpora half to nine tenths of such events had, by the corpus."""
SURE_AGAINST_GOVERNOR = 2.3
"""As `SURE`, against a word that the tables list ("tried to"); of such events nine in ten and more had happened."""
SURE_DESPITE_DENIAL = 1.0
"""Factuality from which on the event head's "negated" is not believed: of what is negated in our own corpus, dev, one
in forty has more."""

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "each", "every", "all", "such"})
_FACT_MARKS = frozenset(
    {"after", "since", "because", "as", "while", "although", "though", "whereas", "despite", "following"}
)
_TIME_MARKS = frozenset({"when", "once", "after", "before", "until", "till", "while", "as"})
_ORDINALS = frozenset({"first", "second", "third", "last", "latest", "only", "fourth", "fifth"})
_ANY = "*"


class Telling(NamedTuple):
    """One mention of an event, by one voice."""

    source: int | None
    """Entity of the source; None where it is unknown (two unknown sources count as two)."""
    stance: Stance | None
    """Stance of the attribution; None where the reporter speaks."""
    negated: bool = False
    """The mention says that the event did not happen (status `negated`)."""


_SAME = Effect("same", "negated")


class _Reading(NamedTuple):
    status: Status
    exposed: bool
    """The clause is what its sentence asserts: no presupposing link lies between it and the root."""
    marked: bool
    firm: bool = False
    """A governing word of the table makes it open or intended ("tried to", "ordered them to")."""


def status(
    analysis: Analysis,
    token: int,
    *,
    children: Sequence[Sequence[int]],
    content_stances: Collection[Stance] = (),
) -> Status:
    """Status of the event that a verb, noun or adjective tells of.

    `children`: for each token those that depend on it. `content_stances`: the stances of the attributions whose
    content covers the token; what is denied is `negated`, what is threatened, promised or asked for `planned`, what is
    doubted or left without an answer `hypothetical`, provided that the content asserts it and does not take it for
    granted. Linear in the words between the token and the root of its sentence.
    """
    tree = _Tree(analysis, children)
    reading = tree.read(token, 0)
    sure = analysis.factuality[token] >= (SURE_AGAINST_GOVERNOR if reading.firm else SURE)
    if sure and reading.status in ("planned", "hypothetical") and tree.is_plain(token):
        reading = _Reading("occurred", reading.exposed, True)
    if reading.status not in ("occurred", "ongoing"):
        return reading.status
    if reading.exposed and content_stances:
        if "denies" in content_stances:
            return "negated"
        if "doubts" in content_stances or "declines" in content_stances:
            return "hypothetical"
        forward = {"threatens", "promises", "asks"}.intersection(content_stances)
        if forward and not _is_finite_past(analysis.tokens, token, children):
            return "planned"
    if not reading.marked and reading.status == "occurred":
        score = analysis.factuality[token]
        if score < CERTAINLY_NOT:
            return "negated"
        if score < OPEN and score != 0.0:  # exactly zero: the model has no such head
            return "hypothetical"
    return reading.status


def status_read(
    read: Status,
    analysis: Analysis,
    token: int,
    *,
    children: Sequence[Sequence[int]],
    content_stances: Sequence[Stance] = (),
) -> Status:
    """Status where the trained event head has read one; parameters as in `status`, the innermost stance last.

    What a source denies did not happen. Where the head denies what the factuality head is sure of, the rules decide:
    a killing made into none is worse than an overlooked denial. So they do where the governing word takes the event for
    granted, whatever becomes of that word itself ("avoided condemning the raid").
    """
    denied = read in ("occurred", "ongoing") and content_stances[-1:] == ["denies"]
    if (denied or read == "negated") and _Tree(analysis, children).is_taken_for_granted(token):
        return status(analysis, token, children=children)
    if denied:
        return "negated"
    if read == "negated" and analysis.factuality[token] >= SURE_DESPITE_DENIAL:
        return status(analysis, token, children=children, content_stances=content_stances)
    return read


def standing(tellings: Sequence[Telling]) -> Standing:
    """Who stands by an event, from all its tellings in the document.

    Give one `Telling` for each mention of the event and each innermost attribution that covers it, the reporter's own
    voice as stance None. A mention is a denial if it is denied, or negated by a source. `disputed`: one voice affirms
    and another denies; `denied`: nobody affirms; `attributed`: sources affirm; `reported`: the reporter does.
    """
    affirmed: set[object] = set()
    denied: set[object] = set()
    by_reporter = not tellings
    for number, telling in enumerate(tellings):
        voice: object = ("unknown", number) if telling.source is None else telling.source
        if telling.stance is None:
            by_reporter = True
            if not telling.negated:
                affirmed.add("reporter")
        elif telling.stance == "denies" or telling.negated:
            denied.add(voice)
        elif telling.stance in ("doubts", "declines"):
            continue
        else:
            affirmed.add(voice)
    if denied and affirmed - denied:
        return "disputed"
    if denied and not affirmed:
        return "denied"
    return "reported" if by_reporter else "attributed"


def _is_finite_past(tokens: Sequence[Token], token: int, children: Sequence[Sequence[int]]) -> bool:
    if form(tokens[token]) != "past":
        return any(tokens[child].text.lower() in ("was", "were", "had", "did") for child in children[token])
    return any(tokens[child].deprel.startswith("nsubj") for child in children[token])


class _Tree:
    """Reads the statuses of one document's events off its trees."""

    def __init__(self, analysis: Analysis, children: Sequence[Sequence[int]]) -> None:
        self.tokens = analysis.tokens
        self.children = children
        self.marks = Marks(analysis.tokens, children)

    def read(self, i: int, depth: int) -> _Reading:
        """Status of token `i`: what its governors leave of it, then its own marks."""
        tokens = self.tokens
        token = tokens[i]
        nominal = token.upos in NAMING
        if token.deprel == "conj" and token.head >= 0 and depth < MAX_DEPTH:
            first = token.head
            if self._shares_marks(first, i):
                own = self.marks.own(i)
                shared = self.read(first, depth + 1)
                return _combine(shared, own, nominal) if own.marked else shared
            outer = self._outer(first, depth + 1)
        else:
            outer = self._outer(i, depth)
        own = self.marks.own(i)
        reading = _combine(outer, own, nominal)
        if reading.status in ("occurred", "ongoing") and reading.exposed and self.marks.is_asked(i):
            return _Reading("hypothetical", True, True)
        return reading

    def is_plain(self, i: int) -> bool:
        """Whether a word bears no mark of its own that leaves its event open."""
        own = self.marks.own(i)
        return own.modal is None and not own.whether

    def is_taken_for_granted(self, i: int) -> bool:
        """Does the governor of a word say that its event happened, be it affirmed or negated itself ("condemn")?"""
        token = self.tokens[i]
        if token.head < 0 or self.marks.own(i).negated:
            return False
        marks = [self.marks.fixed(k) for k in self.children[i] if self.tokens[k].deprel in ("mark", "case")]
        effect = self._effect(token.head, *self._frame(i, token.deprel.partition(":")[0], marks))
        return effect == Effect("fact", "fact")

    def _shares_marks(self, first: int, i: int) -> bool:
        """Whether the marks of the first conjunct hold for the second: "may attack and burn"."""
        tokens, kids = self.tokens, self.children[i]
        if tokens[i].upos in NAMING:
            return tokens[first].upos in NAMING and not any(tokens[k].deprel == "det" for k in kids)
        for k in kids:
            relation = tokens[k].deprel
            if relation.startswith(("nsubj", "aux", "cop")) or relation == "mark":
                return False
            if relation == "cc" and tokens[k].lemma == "but":
                return False
        helpers = [
            tokens[k] for k in self.children[first] if tokens[k].deprel.startswith("aux") or tokens[k].lemma == "to"
        ]
        if not helpers:
            return False
        shape = form(tokens[i])
        if any(helper.lemma in ("be", "have", "get") for helper in helpers):
            return shape in ("past", "ing")
        return shape == "base"

    def _outer(self, i: int, depth: int) -> _Reading:
        """What the words above token `i` leave of it."""
        tokens = self.tokens
        token = tokens[i]
        relation = token.deprel
        plain = relation.partition(":")[0]
        if (
            token.head < 0
            or depth >= MAX_DEPTH
            or plain in ("parataxis", "appos", "list", "dislocated", "root", "vocative")
        ):
            return _Reading("occurred", True, False)
        if relation in ("acl:relcl", "advcl:relcl"):
            return _Reading("occurred", False, False)
        if plain in ("amod", "case", "advmod", "orphan", "reparandum", "discourse", "flat", "fixed", "nummod", "det"):
            return _Reading("occurred", False, False)
        head = token.head
        if plain == "conj":
            return self._outer(head, depth + 1)
        marks = [self.marks.fixed(k) for k in self.children[i] if tokens[k].deprel in ("mark", "case")]
        frame, preposition = self._frame(i, plain, marks)
        effect = self._effect(head, frame, preposition)
        if effect is not None:
            reading = _apply(effect, self.read(head, depth + 1))
            listed = effect.affirmed in ("planned", "hypothetical")
            return reading._replace(firm=True) if listed else reading
        if token.upos in NAMING and plain not in ("ccomp", "csubj", "advcl", "acl", "xcomp"):
            return self._unlisted_noun(i, plain, preposition, depth)
        return self._unlisted_clause(i, plain, frame, marks, depth)

    def _frame(self, i: int, plain: str, marks: list[str]) -> tuple[str, str]:
        """(frame, preposition or conjunction) of a dependent, in the words of `data/governors.tsv`."""
        tokens = self.tokens
        token = tokens[i]
        preposition = next((mark for mark in marks if mark not in ("to", "that")), "")
        if plain in ("obj", "iobj") or token.deprel == "nsubj:pass":
            return "obj", preposition
        if plain in ("nsubj", "csubj"):
            return "subj", preposition
        if plain == "compound":
            return "compound", ""
        if plain in ("obl", "nmod"):
            return ("to", "to") if "to" in marks and not preposition else (preposition or "unmarked", preposition)
        finite = any(tokens[k].deprel.startswith(("nsubj", "cop")) for k in self.children[i])
        if "to" in marks:
            return ("purpose" if plain == "advcl" else "to"), ""
        if form(token) == "ing" and not finite:
            return "ing", preposition
        if plain == "xcomp" and not finite:
            return "to", preposition
        return "that", preposition

    def _effect(self, head: int, frame: str, preposition: str) -> Effect | None:
        """The row of the table for this governor, with its particle if it has one; None where there is none."""
        governor = self.tokens[head]
        pos = "NOUN" if governor.upos in NAMING else "VERB" if governor.upos in ("VERB", "AUX") else "ADJ"
        table = governors()
        lemma = governor.lemma
        names = [lemma]
        if pos == "VERB":
            for k in self.children[head]:
                kid = self.tokens[k]
                if kid.deprel == "compound:prt":
                    names = [f"{lemma} {kid.lemma}"]
                elif kid.deprel == "obj" and kid.lemma in ("place", "part", "hold"):
                    names.insert(0, f"{lemma} {kid.lemma}")
        if frame == "to":
            if lemma == "have" and self._is_past(head):
                return _SAME  # "had to flee"
            if pos == "NOUN" and any(self.tokens[k].lemma in _ORDINALS for k in self.children[head]):
                return _SAME  # "the first group to arrive"
        for name in names:
            for wanted in (preposition, frame):
                if wanted and (found := table.get((name, pos, wanted))):
                    return found
        return None

    def _is_past(self, i: int) -> bool:
        if self.tokens[i].text.lower() not in ("had", "having"):
            return False
        return not any(self.tokens[k].lemma in ("would", "will", "may", "might", "could") for k in self.children[i])

    def _unlisted_noun(self, i: int, plain: str, preposition: str, depth: int) -> _Reading:
        """An event noun under a word that the table does not list."""
        head = self.tokens[self.tokens[i].head]
        definite = any(
            self.tokens[k].deprel == "nmod:poss"
            or (self.tokens[k].deprel == "det" and self.tokens[k].lemma in _DEFINITE)
            for k in self.children[i]
        )
        if definite or preposition in _FACT_MARKS or (head.upos in NAMING and plain != "conj"):
            return _Reading("occurred", False, False)
        outer = self.read(self.tokens[i].head, depth + 1)
        if outer.status in ("planned", "hypothetical") and plain in ("obj", "nsubj", "obl"):
            return outer
        if outer.status == "negated" and plain == "obj":
            return outer
        return _Reading("occurred", False, False)

    def _unlisted_clause(self, i: int, plain: str, frame: str, marks: list[str], depth: int) -> _Reading:
        """A clause under a word that the table does not list: adverbial, or the part of speech's default."""
        head = self.tokens[i].head
        governor = self.tokens[head]
        if plain == "advcl":
            if frame == "purpose":
                outer = self.read(head, depth + 1)
                if outer.status not in ("occurred", "ongoing") or self.tokens[i].lemma in markers()["purpose"]:
                    return _Reading(outer.status, outer.exposed, True)
                return _Reading("planned", outer.exposed, True)
            if frame == "ing" and not set(marks).intersection(_FACT_MARKS):
                return self.read(head, depth + 1)
            if _TIME_MARKS.intersection(marks) and form(self.tokens[i]) in ("base", "s", "ing"):
                outer = self.read(head, depth + 1)
                if outer.status in ("planned", "hypothetical"):
                    return outer
            return _Reading("occurred", False, False)
        pos = "NOUN" if governor.upos in NAMING else "VERB" if governor.upos in ("VERB", "AUX") else "ADJ"
        if plain == "acl" and frame == "that" and form(self.tokens[i]) == "past":
            return _Reading("occurred", False, False)  # "the men killed there"
        effect = governors().get((_ANY, pos, frame))
        if effect is None:
            return _Reading("occurred", True, False)
        return _apply(effect, self.read(head, depth + 1))


def _apply(effect: Effect, governor: _Reading) -> _Reading:
    """The status of a complement, from its governor's."""
    over = governor.status
    word = effect.negated if over == "negated" else effect.affirmed
    if word == "fact":
        return _Reading("occurred", governor.exposed, True)
    if word == "same":
        return governor._replace(status=over)
    if over in ("planned", "hypothetical"):
        # "may prevent", "plans to threaten", "may fail to": open, whatever the effect
        return _Reading("planned" if word == over == "planned" else "hypothetical", governor.exposed, True)
    return _Reading("negated" if word == "opposite" else as_status(word), governor.exposed, True)


def _combine(outer: _Reading, own: Own, nominal: bool) -> _Reading:
    """Adds a word's own marks to what its governors leave of it."""
    over = outer.status
    marked = outer.marked or own.marked or own.negated
    result: Status = over
    if own.whether:
        result = "hypothetical"
    elif over in ("occurred", "ongoing", "habitual"):
        result = own.modal or (own.aspect if own.aspect and over == "occurred" else over)
    elif over == "planned" and own.modal in ("hypothetical", "negated"):
        result = own.modal
    if own.negated:
        if over == "negated":  # "no shots were fired" is one negation, "denied that they had not fired" are two
            result = "negated" if nominal else "hypothetical"
        else:
            result = "hypothetical" if result == "hypothetical" else "negated"
    return _Reading(result, outer.exposed, marked, outer.firm)
