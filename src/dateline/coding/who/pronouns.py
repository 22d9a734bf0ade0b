"""Whom a pronoun stands for: the most salient of the entities before it that agree with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.coding.quotations import quoted_spans
from dateline.coding.who.found import Found
from dateline.coding.who.phrases import Phrases
from dateline.records.analysis import Analysis

if TYPE_CHECKING:
    from dateline.coding.who.clusters import Cluster

_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
_OBJECT = frozenset({"obj", "iobj", "obl:agent"})
# Sentences back that a pronoun may reach: people stay in mind longer than things.
_REACH = {"m": 4, "f": 4, "p": 3, "n": 2}
_STATEMENT = 6
"""Sentences that a statement may run on after its speaker is named."""
_COLON = re.compile(r":\s*\n")
_CHARACTERS = 900
_PEOPLE_ON_THEIR_OWN = frozenset({"GOV", "MIL", "COP", "REB", "UAF", "CRM", "LEG", "JUD", "PTY"})


class Resolver:
    """Looks back over the mentions of a document that have been joined so far."""

    def __init__(
        self, analysis: Analysis, phrases: Phrases, found: Sequence[Found], of: list[int], clusters: list[Cluster],
        by_token: dict[int, int],
    ) -> None:  # fmt: skip
        self.analysis, self.phrases, self.found = analysis, phrases, found
        self.of, self.clusters, self.by_token = of, clusters, by_token
        self.quotes: list[tuple[int, int]] | None = None

    def resolve(self, number: int) -> int:
        """The cluster that a pronoun of the third person stands for, or -1."""
        pronoun = self.found[number]
        reach = _REACH.get(pronoun.pronoun, 2)
        best, score = -1, 0.0
        seen: set[int] = set()
        for other in range(number - 1, -1, -1):
            mention = self.found[other]
            distance = pronoun.sentence - mention.sentence
            if distance > reach:
                break
            index = self.of[other]
            if index < 0 or mention.head == pronoun.head:
                continue
            cluster = self.clusters[index]
            if not self._agrees(pronoun, mention, cluster) or self._bound(pronoun, mention):
                continue
            value = self._salience(pronoun, mention, cluster, distance) - (0.5 if index in seen else 0.0)
            seen.add(index)
            if value > score:
                best, score = index, value
        return best

    def _agrees(self, pronoun: Found, mention: Found, cluster: Cluster) -> bool:
        kind = pronoun.pronoun
        if cluster.negated:
            return False
        if kind in "mf":
            return cluster.type in ("person", "other") and not cluster.plural and cluster.gender in (kind, None)
        if kind == "p":
            if cluster.type == "organisation":
                return cluster.sector in _PEOPLE_ON_THEIR_OWN or cluster.sector is None
            return cluster.type not in ("place", "facility") and (cluster.plural or cluster.type == "group")
        if cluster.plural and not cluster.named:
            return False
        return cluster.type not in ("person", "group") and cluster.gender is None

    def _bound(self, pronoun: Found, mention: Found) -> bool:
        """Arguments of the same verb are different, and a phrase does not stand for a pronoun within it."""
        tokens = self.phrases.tokens
        if mention.first <= pronoun.head < mention.last:
            return True
        token = tokens[pronoun.head]
        if token.deprel == "nmod:poss" or token.text.lower().endswith(("self", "selves")):
            return False
        head = token.head
        if head >= 0 and tokens[mention.head].head == head and mention.sentence == pronoun.sentence:
            return tokens[mention.head].deprel in _SUBJECT | _OBJECT
        return False

    def _salience(self, pronoun: Found, mention: Found, cluster: Cluster, distance: int) -> float:
        relation = self.phrases.tokens[mention.head].deprel
        value = 100.0 - 26.0 * distance
        if relation in _SUBJECT:
            value += 22.0
        elif relation in _OBJECT:
            value += 9.0
        elif relation in ("nmod", "nmod:poss", "compound"):
            value -= 8.0
        elif relation == "root":
            value += 8.0
        value += min(len(cluster.mentions), 5) * 3.0
        if mention.pronoun == pronoun.pronoun:
            value += 12.0
        if cluster.named and pronoun.pronoun in "mf":
            value += 6.0
        if cluster.gender is not None and cluster.gender == pronoun.gender:
            value += 15.0
        if cluster.type == "other":
            value -= 40.0
        if pronoun.pronoun == "n":
            value += {"organisation": 10.0, "place": -4.0, "document": 0.0}.get(cluster.type, 0.0)
        if pronoun.pronoun == "p":
            value -= {"organisation": 12.0, "group": 0.0, "person": 0.0}.get(cluster.type, 40.0)
        value -= 0.15 * (pronoun.head - mention.head)
        return value

    def speaker(self, number: int) -> int:
        """Whom "I" or "we" stands for: the source of the quotation around it, or the body that it speaks for."""
        pronoun = self.found[number]
        for attribution in self.analysis.attributions:
            if not any(first <= pronoun.head < last for first, last in attribution.content):
                continue
            for first, last in attribution.source:
                for token in range(first, last):
                    source = self.by_token.get(token)
                    if source is None or self.of[source] < 0:
                        continue
                    cluster = self.clusters[self.of[source]]
                    if pronoun.pronoun == "s" and cluster.type in ("person", "other"):
                        return self.of[source]
                    if pronoun.pronoun == "w":
                        return self._side(source, cluster)
        return self._last_speaker(pronoun) if pronoun.pronoun == "w" else -1

    def _last_speaker(self, pronoun: Found) -> int:
        """Who spoke last before a pronoun that no attribution covers: a statement runs on over sentences."""
        best, at = -1, -1
        if not self._is_quoted(pronoun):
            return -1
        for attribution in self.analysis.attributions:
            start = min(first for first, _ in attribution.cue or attribution.content)
            if not at < start < pronoun.head:
                continue
            heads = [self.by_token.get(t, -1) for first, last in attribution.source for t in range(first, last)]
            known = [n for n in heads if n >= 0 and self.of[n] >= 0]
            if known and pronoun.sentence - self.found[known[0]].sentence <= _STATEMENT:
                best, at = self._side(known[0], self.clusters[self.of[known[0]]]), start
                best = best if best >= 0 else self.of[known[0]]
        return best

    def _is_quoted(self, pronoun: Found) -> bool:
        """Inside quotation marks, or after a colon that ends a line."""
        if self.quotes is None:
            self.quotes = quoted_spans(self.analysis.text)
        start = self.phrases.tokens[pronoun.head].start
        if any(first <= start < last for first, last in self.quotes):
            return True
        since = max(0, start - _CHARACTERS)
        return _COLON.search(self.analysis.text, since, start) is not None

    def _side(self, source: int, cluster: Cluster) -> int:
        if cluster.type in ("organisation", "group"):
            return self.of[source]
        for number in cluster.mentions:
            mention = self.found[number]
            for prepositions in (("for", "of"),):
                head = self.phrases.complement(mention.head, *prepositions)
                body = self.by_token.get(head, -1) if head >= 0 else -1
                if body >= 0 and self.of[body] >= 0 and self.clusters[self.of[body]].type == "organisation":
                    return self.of[body]
            for child in self.phrases.children[mention.head]:
                body = self.by_token.get(child, -1)
                if body >= 0 and self.of[body] >= 0 and self.clusters[self.of[body]].type == "organisation":
                    return self.of[body]
        return -1
