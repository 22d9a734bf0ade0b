"""Nouns that say what one is to the other: a spokesman for the front, an officer of the police."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.scanning import word_set
from dateline.coding.ties.holders import has_a_part, holders_of, is_nobody
from dateline.coding.ties.offices import find_office
from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found, Tie, TieStatus, no_members, ties
from dateline.records.report import RelationType

_FORMER = frozenset({"former", "ex", "ex-", "onetime", "one-time", "erstwhile", "then", "late", "ousted", "deposed"})
_SECOND = frozenset({"deputy", "vice", "assistant", "under", "junior", "senior", "associate", "honorary", "acting"})
"""Before the noun for a leader they make it a member: "its deputy head"."""
_FIRST = frozenset({"leader", "head", "president", "chairman", "chairwoman"})
"""They lead also where they are told of as one of several: "a leader of the front"; a body has many commanders."""
_OF_ALL = word_set(
    "new old former longtime long-time founding first last current present supreme top overall general national chief"
    " executive managing exiled jailed slain dead late elected spiritual political military ageing veteran de facto"
    " self-styled reclusive fugitive"
)
"""Before the noun for a leader these leave him the leader; others give him a part only: "its commercial director", "the
army's head of supply"."""
_ONE = frozenset({"a", "an", "one"})
_MEMBER = Tie(frozenset({"own", "of", "with", "from", "at", "for"}), "member_of", False)
"""Of whoever is not in the table: "an engineer with the water board", "its engineers"."""
_NAMED_MEMBER = Tie(frozenset({"of"}), "member_of", False)


_NAMED_LEADER = Tie(frozenset({"of"}), "leader_of", False)
_TITLES = frozenset(
    {"commander", "ataman", "president", "chairman", "chairwoman", "director", "emir", "chief", "rector"}
)
"""Before a name with "of" and a body they are the body's head."""


def find_roles(reading: Reading, i: int) -> Iterator[Found]:
    """The ties that noun `i` tells."""
    token = reading.tokens[i]
    compound = next((f"{reading.tokens[k].lemma} {token.lemma}" for k in reading.children[i] if k == i - 1), "")
    known = ties("NOUN").get(compound) or ties("NOUN").get(token.lemma)
    found = [f for tie in (known if known is not None else _memberships(reading, i)) for f in _role(reading, i, tie)]
    yield from found or find_office(reading, i)


def _memberships(reading: Reading, i: int) -> list[Tie]:
    """What ties somebody to the body that stands with the noun, where the table does not have it."""
    record = reading.record(i)
    token = reading.tokens[i]
    if record is None or token.lemma in no_members() or token.upos == "NUM":
        return []
    if record.type == "group":
        return [_MEMBER] if not record.named else []
    if record.type == "person":
        if token.upos != "PROPN":
            return [_MEMBER]
        title = reading.tokens[next((t for t in range(i + 1) if reading.tokens[t].end > record.start), i)]
        return [_NAMED_LEADER] if title.text.lower() in _TITLES else [_NAMED_MEMBER]
    return []


def _role(reading: Reading, i: int, tie: Tie) -> Iterator[Found]:
    """The ties by noun `i`. Members are those of an organisation, or of a group with a name."""
    grammar, tokens = reading.grammar, reading.tokens
    targets = _targets(reading, i, tie)
    if not targets or is_nobody(reading, i):
        return
    proper = tie in (_NAMED_MEMBER, _NAMED_LEADER) or any(tokens[k].lemma == "whose" for k in targets)
    holders = [i, *grammar.below(i, "appos", "flat")] if proper else holders_of(reading, i)
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
            kind = "former_member_of" if relation == "member_of" and reading.is_past(second) else relation
            if kind in ("member_of", "former_member_of") and not reading.is_body(second):
                continue
            if (pair := reading.pair(kind, holders, second)) is not None:
                yield Found(i, kind, *pair, told)


def _targets(reading: Reading, i: int, tie: Tie) -> list[int]:
    """What the role told by noun `i` is a role in. Where somebody owns it, no other: "the ministry's director for
    fishing"."""
    owners = [k for k in reading.children[i] if reading.tokens[k].deprel == "nmod:poss"]
    if tie.relation == "part_of":
        owners = [k for k in owners if reading.may_own(k)]
    if owners and "own" in tie.links:
        return owners if tie is not _MEMBER or has_a_part(reading, i) else []
    return [
        k
        for k in reading.children[i]
        if reading.link(k) in tie.links
        or ("own" in tie.links and tie is not _MEMBER and _stands_before(reading, k, i, tie.relation))
    ]


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
    partly = bool(reading.grammar.below(i, "nmod:poss")) and (
        not _OF_ALL.issuperset(reading.tokens[k].lemma for k in reading.grammar.below(i, "amod", "compound"))
        or any(reading.grammar.case(k) == "of" for k in reading.grammar.below(i, "nmod"))
    )
    return relation if leading and not several and not partly and _SECOND.isdisjoint(before) else "member_of"


def _stands_before(reading: Reading, k: int, i: int, relation: RelationType) -> bool:
    """Is a word the name or noun of a body before the noun for a role: "an army spokesman"?"""
    token = reading.tokens[k]
    if k >= i or token.deprel not in ("compound", "nmod", "nmod:desc", "nmod:unmarked"):
        return False
    named = token.upos == "PROPN" and relation in ("leader_of", "member_of")
    record = reading.body_before(k, i, make=relation == "spokesperson_of" or named)
    return record is not None and (record.named or (record.type == "organisation" and relation != "leader_of"))
