"""What the finders of ties ask of a document: the mention of a word, whether a tie holds, who can stand at its ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from dateline.coding.factuality import status
from dateline.coding.grammar import Grammar
from dateline.coding.ties.table import ANYBODY, ENDS, TieStatus
from dateline.knowledge.agents import find_agent
from dateline.records.report import Mention

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

FORMERLY = frozenset({"formerly", "previously", "once", "originally", "until", "earlier"})
_USED = frozenset({"use"})
""" "Used to belong to": the tie has ended."""


class Reading:
    """One document's trees and mentions."""

    def __init__(self, grammar: Grammar, layer: EntityLayer) -> None:
        self.grammar, self.layer = grammar, layer
        self.tokens, self.children = grammar.tokens, grammar.children

    def mention(self, i: int) -> int | None:
        """The mention that a word heads or stands for, by its number."""
        return self.layer.by_token.get(i)

    def record(self, i: int) -> Mention | None:
        """The mention of a word, as the record has it."""
        mention = self.mention(i)
        return None if mention is None else self.layer.mentions[mention]

    def body_before(self, k: int, role: int, make: bool) -> Mention | None:
        """The body whose name or noun stands before a role ("army spokesman"), which is no mention of its own: that of
        which the text speaks by the same word, or (`make`) a new one."""
        token = self.tokens[k]
        if (known := self.record(k)) is not None:
            own = self.mention(role)
            return known if own is None or known.id != own or known.start == token.start else None
        parts = [k, *(c for c in self.grammar.below(k, "compound", "flat", "amod") if c < role)]
        first, last = min(parts), max(parts)
        named = all(self.tokens[c].upos in ("PROPN", "ADJ") for c in parts) and token.text[:1].isupper()
        agent = find_agent((token.lemma,))
        if not (agent is not None and agent.kind == "organisation") and not (named and token.upos == "PROPN"):
            return None
        read = self.grammar.analysis.names
        if agent is None and not any(n.type == "organisation" and n.first <= k < n.last for n in read):
            return None
        words = self.grammar.analysis.text[self.tokens[first].start : self.tokens[last].end]
        for number, mention in enumerate(self.layer.mentions):
            bare = mention.text.casefold().removeprefix("the ")
            same = bare == words.casefold() or (
                not named and self.tokens[self.layer.heads[number]].lemma == token.lemma
            )
            if same and mention.type == "organisation" and mention.entity is not None:
                entity = mention.entity
                break
        else:
            entity = None
        if entity is None and not make:
            return None
        return self.layer.body(k, self.tokens[first].start, self.tokens[last].end, words, named, entity)

    def link(self, k: int) -> str:
        """The preposition of a complement, "" for other dependents."""
        return self.grammar.case(k) if self.tokens[k].deprel.partition(":")[0] in ("obl", "nmod") else ""

    def told(self, i: int) -> TieStatus | None:
        """Whether the tie of a verb or predicate holds, by the text; None where it is only possible or asked about."""
        told = status(self.grammar.analysis, i, children=self.children)
        if told in ("occurred", "ongoing", "habitual"):
            return "former" if self.is_past(i) else "current"
        return cast(TieStatus, told) if told in ("planned", "negated") else None

    def is_past(self, i: int) -> bool:
        """Is a tie said to have ended: "once a member of", "used to belong to", "until last year its leader"?"""
        if any(self.tokens[k].lemma in FORMERLY for k in self.grammar.below(i, "advmod", "obl", "case")):
            return True
        if any(self.grammar.case(k) == "until" for k in self.grammar.below(i, "obl", "nmod")):
            return True
        head = self.tokens[i].head
        return self.tokens[i].deprel == "xcomp" and self.tokens[head].lemma in _USED

    def pair(self, relation: str, holders: Sequence[int], second: int) -> tuple[int, int] | None:
        """The mentions at both ends, if they are of the types that the relation ties; of several holders the first."""
        target = self.mention(second)
        if target is None:
            return None
        firsts, seconds = ENDS.get(relation, (ANYBODY, ANYBODY))
        record = self.layer.mentions[target]
        if record.type not in seconds or self.is_only_pronouns(record):
            return None
        for holder in holders:
            mention = self.mention(holder)
            if mention is None or mention == target or self.layer.mentions[mention].type not in firsts:
                continue
            if self.layer.mentions[mention].entity == record.entity:
                continue  # the target's own acronym, where the parser hangs it on the holder: "a spokesman for X (Y)"
            return mention, target
        return None

    def is_only_pronouns(self, record: Mention) -> bool:
        """Is it nobody that the text has another word for ("our committee", where nobody has said who we are)?"""
        if record.entity is None:
            return False
        mentions = self.layer.entities[record.entity].mentions
        return all(self.tokens[self.layer.heads[m]].upos == "PRON" for m in mentions)

    def is_body(self, i: int) -> bool:
        """Can one be a member of what a word stands for: an organisation, or a group that has a name?"""
        record = self.record(i)
        return record is not None and (
            record.type == "organisation" or (record.type == "group" and self.has_name(record))
        )

    def may_own(self, k: int) -> bool:
        """Can a possessor have members and parts, as in "the league's wing", not "the women's wing"?"""
        record = self.record(k)
        return self.tokens[k].upos == "PRON" or record is None or record.type != "group" or record.named

    def has_name(self, record: Mention) -> bool:
        """Is it a name, or a description that a name is given with ("the deserter Nabil Haddad")?"""
        if record.named or record.entity is None:
            return record.named
        return any(self.layer.mentions[m].named for m in self.layer.entities[record.entity].mentions)
