"""Verbs, participles and adjectives that say what one does with the other: merged with, led by, loyal to."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import SUBJECTS
from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found, Tie, ties


def find_deeds(reading: Reading, i: int) -> Iterator[Found]:
    """The ties that verb or adjective `i` tells."""
    token = reading.tokens[i]
    lemma = token.lemma.rpartition("-")[2]
    if token.deprel == "amod" and (found := _participle(reading, i, lemma)):
        yield found
        return
    names = [lemma]
    for k in reading.children[i]:
        if reading.tokens[k].deprel == "compound:prt":
            names = [f"{lemma} {reading.tokens[k].lemma}"]
        elif reading.tokens[k].deprel in ("obj", "advmod"):
            names.append(f"{lemma} {reading.tokens[k].lemma}")
    for name in names:
        for tie in ties("VERB").get(name, ()):
            yield from _deed(reading, i, tie)


def _deed(reading: Reading, i: int, tie: Tie) -> Iterator[Found]:
    grammar, tokens = reading.grammar, reading.tokens
    told = reading.told(i)
    if told is None:
        return
    subject = _subject(reading, i)
    firsts = [] if subject is None else [subject]
    if tie.relation != "leader_of" and (beside := _beside(reading, i)) is not None:
        firsts = [beside]
    if "obj" in tie.links:
        if grammar.passive(i):
            seconds = firsts
            firsts = [k for k in grammar.below(i, "obl") if grammar.case(k) == "by"]
        else:
            seconds = [k for k in grammar.below(i, "obj") if _is_body(reading, k)]
            if not seconds and tokens[i].deprel == "acl:relcl" and subject != tokens[i].head:
                seconds = [tokens[i].head]  # "the front that he leads"
        if tie.relation in ("member_of", "former_member_of"):  # "left three passengers injured"
            seconds = [k for k in seconds if _is_organisation(reading, k)]
    else:
        seconds = [k for k in reading.children[i] if reading.link(k) in tie.links]
        for k in grammar.below(i, "obj"):  # "swore [allegiance [to the front]]"
            if tokens[i].lemma != tokens[k].lemma and tokens[k].upos == "NOUN":
                seconds += [
                    c for c in reading.children[k] if reading.link(c) in tie.links and reading.record(k) is None
                ]
        if not seconds and "each" in tie.links and subject is not None:
            seconds = grammar.below(subject, "conj")
    relation, status = tie.relation, told
    if relation == "member_of" and told == "former":
        relation, status = "former_member_of", "current"
    for first in (f for k in firsts for f in (grammar.conjuncts(k) if "each" not in tie.links else [k])):
        for second in (c for k in seconds for c in grammar.conjuncts(k)):
            if (pair := reading.pair(relation, [first], _whom(reading, i, second))) is not None:
                yield Found(i, relation, *pair, status)


def _subject(reading: Reading, i: int) -> int | None:
    """Who does it; of a participle after its noun ("bandits allied with ...") the noun, also where it is called an
    adjective."""
    token = reading.tokens[i]
    if token.deprel == "amod" and token.head >= 0:
        return token.head if token.head < i else None
    if token.deprel.startswith("acl") and token.upos == "ADJ" and not reading.grammar.below(i, "nsubj", "nsubj:pass"):
        return token.head
    return reading.grammar.subject(i)


def _beside(reading: Reading, i: int) -> int | None:
    """The body right before a participle that a comma sets off, whatever the parser hangs it on: "miners held by the
    Potaro Boys, now merged with the Crew"."""
    tokens = reading.tokens
    if tokens[i].deprel not in ("acl", "advcl", "amod", "conj") or reading.grammar.below(i, *SUBJECTS, "aux", "mark"):
        return None
    at = i - 1
    while at > 0 and tokens[at].upos == "ADV":
        at -= 1
    if at <= 0 or tokens[at].text != ",":
        return None
    for k in (at - 1, tokens[at - 1].head):
        record = reading.record(k) if k >= 0 else None
        if record is not None and record.end >= tokens[at - 1].end and record.type in ("organisation", "group"):
            return k
    return None


def _whom(reading: Reading, i: int, second: int) -> int:
    """What a relative pronoun stands for: "the union, with which the league merged"."""
    if reading.tokens[second].lemma in ("which", "whom") and reading.tokens[i].deprel == "acl:relcl":
        return reading.tokens[i].head
    return second


def _is_body(reading: Reading, i: int) -> bool:
    """Can it be joined, led or backed, as a march or a call cannot?"""
    record = reading.record(i)
    return record is not None and (record.type in ("organisation", "group", "person") or record.named)


def _is_organisation(reading: Reading, i: int) -> bool:
    record = reading.record(i)
    return record is not None and (record.type == "organisation" or reading.has_name(record))


def _participle(reading: Reading, i: int, lemma: str) -> Found | None:
    """ "An Iran-backed militia": the name before the participle, and the noun after it."""
    for tie in ties("PART").get(lemma, ()):
        noun = reading.tokens[i].head
        for k in reading.children[i]:
            name = reading.record(k)
            if k > i or name is None or not name.named or reading.tokens[k].deprel == "punct":
                continue
            if reading.mention(noun) is None or noun < i:
                continue
            first, second = (k, noun) if tie.turned else (noun, k)
            if (pair := reading.pair(tie.relation, [first], second)) is not None:
                return Found(i, tie.relation, *pair, "current")
    return None
