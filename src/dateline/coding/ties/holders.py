"""Who has a role: the one that its noun is said of."""

from __future__ import annotations

from dateline.coding.ties.reading import Reading

OFFICE_VERBS = frozenset({"become", "name", "appoint", "elect", "declare", "proclaim", "remain", "make", "choose"})
_NOBODY = frozenset({"no", "any", "every", "each", "neither"})
_PARTS = frozenset({"nsubj", "nsubj:pass", "obl:agent", "appos", "nmod:desc"})
_SERVING = frozenset({"serve", "act", "work", "appoint", "name", "elect", "install", "succeed", "replace", "take_over"})


def holders_of(reading: Reading, i: int) -> list[int]:
    """The mentions that may have the role told by noun `i`, the surest first."""
    grammar, tokens = reading.grammar, reading.tokens
    token = tokens[i]
    found: list[int] = []
    at = i
    while tokens[at].deprel == "conj":  # "Ana Ruiz, a doctor and member of the council"
        at = tokens[at].head
    if tokens[at].head >= 0:
        if tokens[at].deprel in ("nmod:desc", "appos") or (
            token.deprel == "compound" and tokens[token.head].upos == "PROPN"
        ):
            beside = reading.record(tokens[at].head)
            if beside is None or beside.type != "place":  # "around Gagara, the league's leader, Ardo, spoke"
                found.append(tokens[at].head)
        elif token.deprel == "xcomp":
            found += _officer(reading, token.head, OFFICE_VERBS)
        elif token.deprel in ("obl", "nmod") and grammar.case(i) == "as":
            found += _officer(reading, token.head, _SERVING)
    if grammar.below(i, "cop"):
        subject = grammar.subject(i)
        found += [] if subject is None else [subject]
    if not found:
        found += [k for k in grammar.below(i, "appos", "flat") if tokens[k].upos in ("PROPN", "NOUN")]
        found.append(i)  # last: the appositions may be the body's ("a spokesman for the Front (FLM)")
    elif token.deprel in ("nmod:desc", "appos"):
        found.append(i)
    return found


def has_a_part(reading: Reading, i: int) -> bool:
    """Does whoever somebody has ("its welders") do or suffer something, or have a number or name?"""
    token = reading.tokens[i]
    if token.deprel in _PARTS or reading.grammar.below(i, "nummod"):
        return True
    return token.deprel == "nmod" and reading.tokens[token.head].upos in ("NUM", "PRON", "DET")


def is_nobody(reading: Reading, i: int) -> bool:
    """Is a noun said of nobody in particular: "no officer of", "any member of"?"""
    return any(reading.tokens[k].lemma in _NOBODY for k in reading.grammar.below(i, "det"))


def _officer(reading: Reading, verb: int, verbs: frozenset[str]) -> list[int]:
    """Who comes into an office: the object of "named", the subject of "became" and "was named"."""
    if reading.tokens[verb].lemma not in verbs:
        return []
    objects = reading.grammar.below(verb, "obj")
    if objects and reading.tokens[verb].lemma not in ("become", "remain", "serve", "act", "work"):
        return objects
    subject = reading.grammar.subject(verb)
    return [] if subject is None else [subject]
