"""Whom a description goes back to: who was called by the same noun, by one that means the same, or whom it fits."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.scanning import word_set
from dateline.coding.who.affiliation import Affiliation
from dateline.coding.who.clusters import Cluster, body_fits, may_modify, may_own
from dateline.coding.who.found import Found
from dateline.coding.who.phrases import Phrases
from dateline.coding.who.told_same import BODIES
from dateline.knowledge.gazetteer import fold
from dateline.knowledge.sectors import IRREGULARS, STATE

# How far back, in sentences, a description may reach.
_REACH = 12
# Descriptions that fit any body of the kind, without sharing a word with its name.
_ANY_BODY = word_set(
    "group organisation organization movement outfit faction party network alliance front body coalition agency "
    "company firm union charity institution bloc"
)
# Descriptions that fit any person of these sectors; of every sector where there are none.
_ANY_PERSON: dict[str, frozenset[str]] = {
    "man": frozenset(), "woman": frozenset(), "person": frozenset(), "boy": frozenset({"CVL"}),
    "girl": frozenset({"CVL"}), "suspect": frozenset({"CVL", "UAF", "CRM", "REB", "UNK"}), "victim": frozenset({"CVL"}),
    "official": STATE, "leader": STATE | {"REB", "OPP", "PTY", "REL", "ELI", "UAF", "SOC", "LAB"},
}  # fmt: skip
_REACH_OF_ANYBODY = 4
_ANY_PLACE = word_set("city town village country capital")
# Too general to be the same people whenever they are spoken of again without an article.
_ANYBODY = word_set("people person man woman child civilian boy girl parent youth family member")


class Descriptions:
    """Looks back over the entities of a document that have been joined so far."""

    def __init__(self, phrases: Phrases, clusters: Sequence[Cluster]) -> None:
        self.phrases, self.clusters = phrases, clusters

    def find(self, mention: Found, affiliation: Affiliation) -> int:
        """The entity that a description goes back to, or -1."""
        if mention.indefinite or mention.negated:
            return -1
        if mention.agent is None:
            same = self._by_words(mention)
            return same if same >= 0 or not mention.definite else self.same_word(mention, affiliation)
        possessed = any(self.phrases.tokens[c].deprel == "nmod:poss" for c in self.phrases.children[mention.head])
        if mention.definite or possessed:
            same = self.same_word(mention, affiliation)
            if same >= 0 or possessed or self.phrases.child(mention.head, "acl", "acl:relcl") >= 0:
                return same  # "the person controlling it" is told for the first time
            if self.phrases.complement(mention.head, "for", "of") >= 0 and mention.lemma in _ANY_BODY:
                return -1  # "the front for the renewal of the highlands" says itself which
            return self._synonym(mention, affiliation)
        # Bare: "police said ... police added", "residents fled ... residents said".
        if mention.type not in BODIES or mention.lemma in _ANYBODY:
            return -1
        if any(self.phrases.tokens[c].deprel == "nummod" for c in self.phrases.children[mention.head]):
            return -1
        return self.same_word(mention, affiliation, bare=True)

    def _by_words(self, mention: Found) -> int:
        """A body whose name or acronym this is, though it is not written as a name ("the mlf" in small letters)."""
        tokens = self.phrases.tokens
        first = mention.first + (tokens[mention.first].upos == "DET" and mention.last - mention.first > 1)
        words = fold(" ".join(t.text for t in tokens[first : mention.last]))
        for index, cluster in enumerate(self.clusters):
            if words in cluster.names and (cluster.type == mention.type or cluster.type in BODIES):
                return index
        return -1

    def _candidates(self, mention: Found) -> list[int]:
        since = mention.sentence - _REACH
        recent = [i for i, c in enumerate(self.clusters) if c.sentence >= since and not c.negated]
        return sorted(recent, key=lambda i: self.clusters[i].mentions[-1], reverse=True)

    def _fits(self, mention: Found, affiliation: Affiliation, cluster: Cluster, owned: bool = False) -> bool:
        if owned and not may_own(mention, cluster):
            return False
        if affiliation.code and cluster.code and affiliation.code != cluster.code:
            return False
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if mention.type == cluster.type:
            return mention.plural == cluster.plural or mention.type == "organisation" or cluster.named
        return mention.type in BODIES and cluster.type in BODIES and mention.type == "organisation"

    def same_word(self, mention: Found, affiliation: Affiliation, bare: bool = False) -> int:
        """The latest entity called by the same noun; of one without an article (`bare`) by the same adjectives too."""
        lemma = mention.lemma
        for index in self._candidates(mention):
            cluster = self.clusters[index]
            if lemma not in cluster.lemmas or not self._fits(mention, affiliation, cluster, owned=True):
                continue
            if bare:
                if cluster.modifiers == set(mention.modifiers) and not cluster.named and not cluster.counted:
                    return index
            elif cluster.named and not may_modify(mention, cluster):
                continue
            elif mention.modifiers <= cluster.modifiers or cluster.named or not cluster.modifiers:
                known = cluster.modifiers
                if mention.modifiers and known and not mention.modifiers & known and not cluster.named:
                    continue
                return index
        return -1

    def _synonym(self, mention: Found, affiliation: Affiliation) -> int:
        assert mention.agent is not None
        lemma, sense = mention.lemma, mention.agent.sense
        armed = mention.agent.source == "armed_group"
        for index in self._candidates(mention):
            cluster = self.clusters[index]
            if not self._fits(mention, affiliation, cluster) or (cluster.named and not cluster.senses and armed):
                continue
            if mention.modifiers - cluster.modifiers and mention.modifiers and not armed:
                continue
            if mention.type == "organisation" and lemma in _ANY_BODY:
                if cluster.type == "organisation" and cluster.named and body_fits(lemma, cluster):
                    return index
                continue
            if mention.type == "person" and lemma in _ANY_PERSON and cluster.type == "person":
                wanted = _ANY_PERSON[lemma]
                near = mention.sentence - cluster.sentence <= _REACH_OF_ANYBODY
                if near and (not wanted or cluster.sector is None or cluster.sector in wanted):
                    return index
            if mention.type == "place":
                if cluster.senses or mention.plural:
                    continue
                if lemma in _ANY_PLACE and cluster.named and (lemma == "country") == (cluster.code is not None):
                    return index
                continue
            if mention.type in ("group", "person") and (
                sense in cluster.senses or (armed and cluster.sector in IRREGULARS and cluster.type == mention.type)
            ):
                return index
        return -1
