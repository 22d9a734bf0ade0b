"""Nouns that say what one is to the other: a spokesman for the front, an officer of the police."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found, Tie, TieStatus, no_members, ties
from dateline.records.report import RelationType

_FORMER = frozenset({"former", "ex", "ex-", "onetime", "one-time", "erstwhile", "then", "late", "ousted", "deposed"})
_SECOND = frozenset({"deputy", "vice", "assistant", "under", "junior", "senior", "associate", "honorary", "acting"})
"""Before the noun for a leader they make it a member: "its deputy head"."""
_FIRST = frozenset({"leader", "head", "president", "chairman", "chairwoman"})
"""They lead also where they are told of as one of several: "a leader of the front"; a body has many commanders."""
_ONE = frozenset({"a", "an", "one"})
_OFFICE_VERBS = frozenset({"become", "name", "appoint", "elect", "declare", "proclaim", "remain", "make", "choose"})
_SERVING = frozenset({"serve", "act", "work", "appoint", "name", "elect", "install", "succeed", "replace", "take_over"})
_MEMBER = Tie(frozenset({"of", "with", "from", "at", "for"}), "member_of", False)
"""Of whoever is not in the table: "an engineer with the water board"."""
_NAMED_MEMBER = Tie(frozenset({"of"}), "member_of", False)


def find_roles(reading: Reading, i: int) -> Iterator[Found]:
    """The ties that noun `i` tells."""
    token = reading.tokens[i]
    compound = next((f"{reading.tokens[k].lemma} {token.lemma}" for k in reading.children[i] if k == i - 1), "")
    known = ties("NOUN").get(compound) or ties("NOUN").get(token.lemma)
    for tie in known if known is not None else _memberships(reading, i):
        yield from _role(reading, i, tie, bodies_only=known is None)


def _memberships(reading: Reading, i: int) -> list[Tie]:
    """What ties somebody to the body that stands with the noun, where the table does not have it."""
    record = reading.record(i)
    token = reading.tokens[i]
    if record is None or token.lemma in no_members() or token.upos == "NUM":
        return []
    if record.type == "group":
        return [_MEMBER] if not record.named else []
    if record.type == "person":
        return [_NAMED_MEMBER] if token.upos == "PROPN" else [_MEMBER]
    return []


def _role(reading: Reading, i: int, tie: Tie, bodies_only: bool) -> Iterator[Found]:
    """The ties by noun `i`; with `bodies_only` only those to an organisation, or a group with a name."""
    grammar, tokens = reading.grammar, reading.tokens
    targets = [
        k
        for k in reading.children[i]
        if reading.link(k) in tie.links or ("own" in tie.links and _owns(reading, k, i, tie.relation))
    ]
    if not targets:
        return
    proper = tie is _NAMED_MEMBER or any(tokens[k].lemma == "whose" for k in targets)
    holders = [i, *grammar.below(i, "appos", "flat")] if proper else _holders(reading, i)
    told: TieStatus | None = "current"  # a description holds by itself, a predicate as its sentence does
    if grammar.below(i, "cop"):
        told = reading.told(i)
    elif tokens[i].deprel in ("xcomp", "obl"):
        told = reading.told(tokens[i].head)
    if told is None or not holders:
        return
    if told == "current" and (_is_former(reading, i) or reading.is_past(i)):
        told = "former"
    relation = _rank(reading, i, tie.relation)
    if relation == "member_of" and told == "former":
        relation, told = "former_member_of", "current"  # it says by itself that the tie has ended
    for target in targets:
        for second in grammar.conjuncts(target):
            record = reading.record(second)
            if bodies_only and (record is None or (record.type != "organisation" and not record.named)):
                continue
            kind = "former_member_of" if relation == "member_of" and reading.is_past(second) else relation
            if (pair := reading.pair(kind, holders, second)) is not None:
                yield Found(i, kind, *pair, told)


def _is_former(reading: Reading, i: int) -> bool:
    modifiers = [i, *(k for k in reading.grammar.below(i, "conj"))]
    modifiers = [m for k in modifiers for m in reading.grammar.below(k, "amod", "compound", "advmod")]
    if reading.tokens[i].deprel == "conj":  # "both former officers and members of"
        modifiers += reading.grammar.below(reading.tokens[i].head, "amod")
    return any(reading.tokens[k].lemma in _FORMER or reading.tokens[k].lemma.startswith("ex-") for k in modifiers)


def _rank(reading: Reading, i: int, relation: RelationType) -> RelationType:
    """One of several leaders, or a leader's deputy, is a member."""
    if relation != "leader_of":
        return relation
    before = [reading.tokens[k].lemma for k in reading.grammar.below(i, "amod", "compound", "det", "nummod")]
    record = reading.record(i)
    several = record is not None and record.type == "group"
    leading = reading.tokens[i].lemma in _FIRST or _ONE.isdisjoint(before)
    return relation if leading and not several and _SECOND.isdisjoint(before) else "member_of"


def _owns(reading: Reading, k: int, i: int, relation: RelationType) -> bool:
    """Is a word the possessor, or the name before the noun, of a role?"""
    token = reading.tokens[k]
    if token.deprel == "nmod:poss":
        return True
    if k >= i or token.deprel not in ("compound", "nmod", "nmod:desc", "nmod:unmarked"):
        return False
    record = reading.body_before(
        k, i, make=relation == "spokesperson_of" or (relation == "leader_of" and token.upos == "PROPN")
    )
    return record is not None and (record.named or record.type == "organisation")


def _holders(reading: Reading, i: int) -> list[int]:
    """The mentions that may have the role told by noun `i`, the surest first."""
    grammar, tokens = reading.grammar, reading.tokens
    token = tokens[i]
    found: list[int] = []
    at = i
    while tokens[at].deprel == "conj":  # "Ana Ruiz, a doctor and member of the council"
        at = tokens[at].head
    if tokens[at].head >= 0:
        if tokens[at].deprel in ("nmod:desc", "appos") or (
            token.deprel == "compound" and tokens[token.head].upos == "PROPN"
        ):
            found.append(tokens[at].head)
        elif token.deprel == "xcomp":
            found += _officer(reading, token.head, _OFFICE_VERBS)
        elif token.deprel == "obl" and grammar.case(i) == "as":
            found += _officer(reading, token.head, _SERVING)
    if grammar.below(i, "cop"):
        subject = grammar.subject(i)
        found += [] if subject is None else [subject]
    if not found:
        found += [k for k in grammar.below(i, "appos", "flat") if tokens[k].upos in ("PROPN", "NOUN")]
        found.append(i)  # last: the appositions may be the body's ("a spokesman for the Front (FLM)")
    elif token.deprel in ("nmod:desc", "appos"):
        found.append(i)
    return found


def _officer(reading: Reading, verb: int, verbs: frozenset[str]) -> list[int]:
    """Who comes into an office: the object of "named", the subject of "became" and "was named"."""
    if reading.tokens[verb].lemma not in verbs:
        return []
    objects = reading.grammar.below(verb, "obj")
    if objects and reading.tokens[verb].lemma not in ("become", "remain", "serve", "act", "work"):
        return objects
    subject = reading.grammar.subject(verb)
    return [] if subject is None else [subject]
