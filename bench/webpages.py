"""What is the article on a page: trafilatura's metric on its English pages."""

from __future__ import annotations

from bench.scoring import Json, Score, precision_recall_f1


def score(gold: list[Json], documents: list[Json]) -> Score:
    """Strings to be kept and to be left out, over all pages; date and title, exact and found at all.

    documents: {"text", "published", "title", "authors"} for each page, the text empty where there is none.
    """
    kept = lost = leaked = left_out = 0
    for g, p in zip(gold, documents, strict=True):
        text = _even(p["text"])
        found = [_even(words) in text for words in g["with"]]
        intruding = [_even(words) in text for words in g["without"]]
        kept, lost = kept + sum(found), lost + len(found) - sum(found)
        leaked, left_out = leaked + sum(intruding), left_out + len(intruding) - sum(intruding)
    total = kept + lost + leaked + left_out
    result = {
        "strings": {
            **precision_recall_f1(kept, leaked, lost),
            "accuracy": round((kept + left_out) / total, 4) if total else 0.0,
        }
    }
    for name, field in (("date", "published"), ("title", "title"), ("author", "authors")):
        known = [(g[name], p[field]) for g, p in zip(gold, documents, strict=True) if g[name]]
        exact = sum(
            _even(" ".join(value) if isinstance(value, list) else value or "") == _even(want) for want, value in known
        )
        result[name] = {
            "exact": round(exact / len(known), 4),
            "found": round(sum(bool(value) for _, value in known) / len(known), 4),
            "n": len(known),
        }
    return result


def _even(text: str) -> str:
    """White space made even."""
    return " ".join(text.split())
