"""Lists of mentions as the head of coreference learns from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from training.windows import Mention


def told(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions of a document in order, each now saying whether its entity was spoken of before."""
    seen: set[str] = set()
    found = []
    for mention in mentions:
        found.append(mention._replace(known=mention.entity in seen))
        seen.add(mention.entity)
    return found


def rehead(mentions: Iterable[Mention], heads: Sequence[int]) -> list[Mention]:
    """The mentions with the heads that a tree gives them: the first word that depends on none inside. Of two that have
    the same head the first stays."""
    found: dict[int, Mention] = {}
    for mention in mentions:
        inside = range(mention.first, mention.last)
        head = next((i for i in inside if heads[i] not in inside), mention.head)
        found.setdefault(head, mention._replace(head=head))
    return [found[head] for head in sorted(found)]
