"""What the learned coreference (`Analysis.clusters`) says of the mentions that the coding has found."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.who.clusters import Cluster, names_meet
from dateline.coding.who.found import Found
from dateline.knowledge.gazetteer import fold
from dateline.records.analysis import Analysis

_BODIES = frozenset({"organisation", "group"})
_PLACES = frozenset({"place", "facility"})


class Links:
    """Which entity in the making a mention goes back to, as the model has read the document."""

    def __init__(self, analysis: Analysis, found: Sequence[Found]) -> None:
        of = {mention.head: number for number, cluster in enumerate(analysis.clusters) for mention in cluster}
        self._read = [of.get(mention.head, -1) for mention in found]
        self._latest: dict[int, int] = {}

    def put(self, number: int, index: int) -> None:
        """A mention has been joined to the entity in the making with this index."""
        self._latest[self._read[number]] = index

    def antecedent(self, number: int) -> int:
        """The entity of the latest mention before that the model takes for the same, or -1."""
        read = self._read[number]
        return self._latest.get(read, -1) if read >= 0 else -1


def may_be_read_same(mention: Found, cluster: Cluster) -> bool:
    """Does nothing that is sure speak against the model: kind, gender, number, names that differ, "no soldiers"?"""
    if mention.negated or cluster.negated:
        return False
    if mention.gender and cluster.gender and mention.gender != cluster.gender:
        return False
    if not mention.pronoun and not _kinds_agree(mention.type, cluster.type):
        return False
    if not mention.named or not cluster.named or not mention.name:
        return True
    words = fold(mention.name).split()
    return any(names_meet(mention, words, known.split(), "", cluster) for known in cluster.names)


def _kinds_agree(one: str, other: str) -> bool:
    return one == other or "other" in (one, other) or {one, other} <= _BODIES or {one, other} <= _PLACES
