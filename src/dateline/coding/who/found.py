"""A mention as the tree shows it, before it is joined to others into an entity."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.coding.who.mention_words import MASKED
from dateline.knowledge.actors import Actor
from dateline.knowledge.agents import Agent
from dateline.records.report import MentionType


@dataclass(slots=True)
class Found:
    """A mention before it is joined to others."""

    head: int
    first: int
    last: int
    type: MentionType
    named: bool
    plural: bool = False
    agent: Agent | None = None
    actor: Actor | None = None
    name: str = ""
    """The proper name without title or article."""
    titles: list[Agent] = field(default_factory=list)
    pronoun: str = ""
    """A value of `PERSONAL`."""
    gender: str | None = None
    definite: bool = False
    indefinite: bool = False
    core: int = -1
    """The noun that says what it is: "gunmen" in "a group of gunmen"."""
    inner: int = -1
    """A token within, which stands for the same mention."""
    parts: list[int] = field(default_factory=list)
    """Other tokens within that stand for the same mention: its title, the rest of its name."""
    lemma: str = ""
    modifiers: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    """Whose it is, in nouns: "company" of "the company's office"."""
    negated: bool = False
    """ "No soldiers": nobody, so that nothing later is the same."""
    counted: bool = False
    """ "Three workers": those three, not workers in general."""
    sentence: int = 0


def is_armed(modifiers: frozenset[str]) -> bool:
    """An adjective says that they carry arms or hide their faces."""
    return not MASKED.isdisjoint(modifiers)
