"""The tables behind `lemmas`, read from `data/lemmas.tsv`: irregular forms, and words that spelling rules get wrong."""

from __future__ import annotations

from importlib.resources import files


def _read() -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """Form -> base form by table, and the words that stand for themselves by table."""
    forms: dict[str, dict[str, str]] = {}
    words: dict[str, set[str]] = {}
    lines = files("dateline.language").joinpath("data/lemmas.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    next(rows)
    for table, base, others in rows:
        if base == "=":
            words.setdefault(table, set()).update(others.split())
            forms.setdefault(table, {}).update((word, word) for word in others.split())
            continue
        known = forms.setdefault(table, {})
        known.setdefault(base, base)
        for form in others.split():
            known[form] = base
    return forms, words


FORMS, WORDS = _read()
"""`FORMS[table][form]` is a base form; `WORDS[table]` are words of a list without other forms."""
