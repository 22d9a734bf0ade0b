"""Who said what: source, cue and content against PolNeAR."""

from __future__ import annotations

from bench.scoring import Json, Score, Tally, jaccard, match, tokens_of, words_in

ROLES = ("source", "cue", "content")


def score(gold: list[Json], reports: list[Json]) -> Score:
    """Words and exact spans of each role; and relations, right where content agrees by half and source overlaps.

    Predicted words inside spans that the annotators set aside (`discard`) are not counted.
    """
    tally = Tally()
    for g, p in zip(gold, reports, strict=True):
        tokens = tokens_of(g["text"])
        aside = words_in([span for group in g.get("discard", []) for span in group], tokens)
        wanted = [{role: words_in(a[role], tokens) for role in ROLES} for a in g["attributions"]]
        found = [{role: words_in(_spans(a, role), tokens) - aside for role in ROLES} for a in p["attributions"]]
        found = [a for a in found if a["content"]]
        for role in ROLES:
            tally.add_sets(
                f"{role} tokens", set().union(*(a[role] for a in wanted)), set().union(*(a[role] for a in found))
            )
            tally.add_sets(f"{role} exact", _distinct(wanted, role), _distinct(found, role))
        agreement = (
            (jaccard(a["content"], b["content"]), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)
        )
        matched = match(entry for entry in agreement if entry[0] >= 0.5)
        right = sum(not wanted[i]["source"] or bool(wanted[i]["source"] & found[j]["source"]) for i, j in matched)
        tally.add("relation (content half, source overlap)", right, len(found) - right, len(wanted) - right)
    return tally.score()


def _spans(attribution: Json, role: str) -> list[list[int]]:
    part = attribution.get(role)
    return part["spans"] if part else []


def _distinct(attributions: list[dict[str, set[int]]], role: str) -> set[frozenset[int]]:
    return {frozenset(a[role]) for a in attributions if a[role]}
