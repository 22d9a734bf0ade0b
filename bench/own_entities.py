"""Who is the same and how they are tied, against our own corpus: names of one entity, coreference, relations.

A found entity is a gold one where any mention of the one shares characters with any of the other. For coreference the
mentions of both sides are matched one to one, the likest spans first, and only matched ones are compared: the corpus
marks descriptions and pronouns only where they have a part in what is told (`corpus/GUIDELINES.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import cast

from corpus.records import Item, Relation

from bench import coreference
from bench.scoring import Json, Score, Span, Tally, match, overlap

MUTUAL = frozenset({"allied_with", "rival_of", "merged_with", "alias_of"})
"""Ties that hold either way, so that it does not matter which end is "from"."""


def score(documents: list[Json], reports: list[Json]) -> Score:
    """Precision, recall and F1 of pairs of different names of one entity, and of relations; figures of coreference."""
    tally = Tally()
    clusters: list[tuple[coreference.Clusters, coreference.Clusters]] = []
    for document, report in zip(documents, reports, strict=True):
        item = cast("Item", document["item"])
        pairs = matched_mentions(item, report)
        _aliases(tally, item, report, pairs)
        clusters.append(_matched_clusters(pairs))
        _relations(tally, item, report)
    figures = coreference.score(clusters)
    result = tally.score()
    for name in ("MUC", "B³", "CoNLL"):
        result[f"coreference of matched mentions: {name}"] = figures[name]
    return result


def matched_mentions(item: Item, report: Json) -> list[tuple[tuple[str, int], Json]]:
    """Gold mentions as (entity, which of its mentions) with the Report's, one to one."""
    wanted = [((e.id, n), (m.start, m.end)) for e in item.entities.values() for n, m in enumerate(e.mentions)]
    found = [m for m in report["mentions"] if m["entity"] is not None]
    alike = (
        (2 * shared / (span[1] - span[0] + m["end"] - m["start"]), i, j)
        for i, (_, span) in enumerate(wanted)
        for j, m in enumerate(found)
        if (shared := overlap(span, (m["start"], m["end"]))) > 0
    )
    return [(wanted[i][0], found[j]) for i, j in match(alike)]


def _aliases(tally: Tally, item: Item, report: Json, pairs: Sequence[tuple[tuple[str, int], Json]]) -> None:
    """Two names of one entity that are not the same words: right where one entity of the Report has them both, wrong
    where it has the names of two."""
    ours = dict(pairs)
    right = missed = wrong = 0
    for entity in item.entities.values():
        named = [(entity.id, n) for n, m in enumerate(entity.mentions) if m.named]
        for one, other in combinations(named, 2):
            if _differ(*(item.text[slice(*entity.mentions[n][:2])] for _, n in (one, other))):
                joined = one in ours and other in ours and ours[one]["entity"] == ours[other]["entity"]
                right, missed = right + joined, missed + (not joined)
    for (one, m), (other, n) in combinations(pairs, 2):
        both_named = m["named"] and n["named"] and _differ(m["text"], n["text"])
        wrong += both_named and m["entity"] == n["entity"] and one[0] != other[0]
    tally.add("aliases merged", right, wrong, missed)


def _differ(one: str, other: str) -> bool:
    return _bare(one) != _bare(other)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _matched_clusters(
    pairs: Sequence[tuple[tuple[str, int], Json]],
) -> tuple[coreference.Clusters, coreference.Clusters]:
    gold: dict[str, list[int]] = {}
    found: dict[int, list[int]] = {}
    for number, ((entity, _), mention) in enumerate(pairs):
        gold.setdefault(entity, []).append(number)
        found.setdefault(mention["entity"], []).append(number)
    return list(gold.values()), list(found.values())


def _relations(tally: Tally, item: Item, report: Json) -> None:
    found = report["relations"]
    pairs = matched_relations(item, report)
    same = [(g, p) for g, p in pairs if g.type == p["type"]]
    for name, some in (("relations, ends", pairs), ("relations, ends and type", same)):
        tally.add(name, len(some), len(found) - len(some), len(item.relations) - len(some))
    for g, p in same:
        hit = g.status == p["status"]
        tally.add("status of matched relations", hit, not hit, not hit)
    for type in sorted({g.type for g in item.relations} | {p["type"] for p in found}):
        hits = sum(g.type == type for g, _ in same)
        wanted, ours = sum(g.type == type for g in item.relations), sum(p["type"] == type for p in found)
        tally.add(f"{type} relations", hits, ours - hits, wanted - hits)


def matched_relations(item: Item, report: Json) -> list[tuple[Relation, Json]]:
    """Relations of the corpus with those of a Report that have the same ends, one to one, the same type first."""
    spans: dict[int, list[Span]] = {e["id"]: [] for e in report["entities"]}
    for mention in report["mentions"]:
        spans.setdefault(mention["entity"], []).append((mention["start"], mention["end"]))

    def same(id: str, entity: int) -> bool:
        return any(overlap((m.start, m.end), b) > 0 for m in item.entities[id].mentions for b in spans[entity])

    scored = []
    for n, g in enumerate(item.relations):
        for m, p in enumerate(report["relations"]):
            straight = same(g.source, p["from"]) and same(g.target, p["to"])
            if straight or (g.type in MUTUAL and same(g.source, p["to"]) and same(g.target, p["from"])):
                scored.append((1 + 2 * (g.type == p["type"]) + (g.status == p["status"]), n, m))
    return [(item.relations[n], report["relations"][m]) for n, m in match(scored)]
