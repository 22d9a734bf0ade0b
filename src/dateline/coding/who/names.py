"""What the tagger and the parser say of names, put in order for a whole document.

The model sees a name where it stands. A document that calls a town a town six times and a person once means the town:
here each name gets the type that its tellings together, and the table of known actors, give it, and one whose words the
parser hung on different heads ("*President* *Cerda* said" with two subjects) becomes one phrase again.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.who.letter_case import is_cased
from dateline.coding.who.mention_words import PART_OF_PERSON_NAMES, PERSON_TITLES
from dateline.coding.who.own_names import mark_own
from dateline.knowledge.actors import ActorTable, built_in
from dateline.knowledge.agents import Agent, find_agent
from dateline.knowledge.countries import by_name
from dateline.knowledge.gazetteer import fold
from dateline.language.lemmas import lemma
from dateline.records.analysis import Analysis, Name, Token

_NAMING = frozenset({"PROPN", "NOUN", "NUM", "X", "SYM"})
_LOOSE = frozenset({"compound", "flat", "amod", "nmod:desc", "dep", "goeswith", "nmod:unmarked", "appos"})
_HELD_BY_NOUNS = frozenset({"compound", "flat", "amod", "nmod:desc"})
_CORE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "obl", "nmod", "nmod:poss", "conj")
# A name that a person shares with a common noun is a title only before a name and at its beginning.
_ALSO_NAMES = frozenset(
    {"king", "prince", "queen", "pope", "major", "private", "judge", "bishop", "dean", "baker", "butler", "cook"}
    | {"marshal", "chancellor", "guard", "lady", "lord", "miller", "mason", "hunter", "carter", "fisher", "taylor"}
)
# Ranks and offices as they are abbreviated before a name.
_ABBREVIATED = {
    "gen": "general", "col": "colonel", "lt": "lieutenant", "maj": "colonel", "major": "colonel", "capt": "captain",
    "sgt": "sergeant", "cpl": "soldier", "pvt": "soldier", "brig": "brigadier", "adm": "admiral", "cmdr": "commander",
    "sen": "senator", "rep": "lawmaker", "gov": "governor", "pres": "president", "prof": "professor", "rev": "priest",
    "fr": "priest", "msgr": "bishop", "insp": "inspector", "supt": "superintendent", "amb": "ambassador",
}  # fmt: skip
_ACTOR_VOTE = 2.0
_TITLE_VOTE = 1.0
_SURNAME_VOTE = 0.8
_SCORE_OF_REPEATED = 0.5
_FEWEST, _MOST = 3, 6
"""Letters of an acronym."""
_LONGEST_TITLE = 3
_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "la", "el", "del"})
_CLAUSES = frozenset({"root", "ccomp", "parataxis", "conj", "acl:relcl", "advcl"})
_VOTED = ("person", "organisation", "place")


def split_title(tokens: Sequence[Token], first: int, last: int) -> tuple[int, list[Agent]]:
    """(where the name proper begins, the titles before it) in tokens [first, last) that name somebody.

    "US Army Col." of "US Army Col. Ana Ruiz"; a name always keeps its last word.
    """
    start = first
    titles: list[Agent] = []
    for index in range(first, last - 1):
        token = tokens[index]
        word = token.text.lower()
        if word in PART_OF_PERSON_NAMES:
            continue
        if word in _ALSO_NAMES and index > start and tokens[index].upos == "PROPN":
            break
        full = _ABBREVIATED.get(word.rstrip("."))
        if full is not None and (word.endswith(".") or index == start):
            titles.extend(found for found in (find_agent([full]),) if found is not None)
            start = index + 1
            continue
        agent = find_agent([*(t.text.lower() for t in tokens[max(start, index - 3) : index]), token.lemma])
        if agent is not None and agent.kind == "person" and not _is_initial(token.text):
            titles.append(agent)
            start = index + 1
        elif word in PERSON_TITLES:
            titles.extend(found for found in (find_agent(["person"]),) if found is not None)
            start = index + 1
    return start, titles


def settle_names(analysis: Analysis, actors: ActorTable | None = None) -> None:
    """Changes `analysis.names`, and the heads of words in names, in place; a second time it changes nothing.

    Names of a user's own `actors` are names wherever they stand. Linear in the words of the document.
    """
    actors = actors or built_in()
    if actors.own:
        mark_own(analysis, actors)
    if not analysis.names:
        return
    tokens = analysis.tokens
    cased = is_cased(analysis)
    _demote(analysis, cased)
    parts = [part for name in analysis.names for part in _split_at_verb(name, tokens)]
    for name in parts:
        _trim(name, tokens, cased)
    parts = _joined([name for name in parts if name.last > name.first], tokens)
    analysis.names[:] = [n for n in parts if n.last > n.first and (n.named or _can_stand(n, tokens))]
    cores = {
        id(name): split_title(tokens, name.first, name.last) if name.type == "person" else (name.first, [])
        for name in analysis.names
        if name.named
    }
    votes = _votes(analysis, cores, actors)
    if not cased:
        _vote_for_initials(votes)
    for name in analysis.names:
        if name.named and name.type in _VOTED:
            known = votes.get(_key(tokens, cores[id(name)][0], name.last))
            if known:
                best = max(known, key=lambda kind: known[kind])
                if known[best] > known.get(name.type, 0.0) and _may_become(name, best, tokens):
                    name.type = best
    _repeat(analysis, votes)
    for name in analysis.names:
        if name.named and name.last - name.first > 1:
            start = cores[id(name)][0] if id(name) in cores else name.first
            _mend(tokens, name.first, name.last, start)


def _is_initial(text: str) -> bool:
    return len(text) <= 2 and text[:1].isupper()


def _demote(analysis: Analysis, cased: bool) -> None:
    """A plural that owes its capital to its place or its letters is no name: "Prosecutors", "MPs"."""
    tokens = analysis.tokens
    if not cased:
        return
    starts = {sentence.first for sentence in analysis.sentences}
    plurals: set[int] = set()
    for index, token in enumerate(tokens):
        if token.upos != "PROPN" or token.deprel in _LOOSE or not token.text.endswith(("s", "n")):
            continue
        abbreviated = token.text[:-1].isupper() and len(token.text) > 2  # "MPs"
        if not abbreviated and (index not in starts or token.text[1:].lower() != token.text[1:]):
            continue
        base = lemma(token.text, "NOUN")
        agent = find_agent([base]) if base != token.text.lower() else None
        if agent is not None and agent.kind == "person":
            token.upos, token.lemma = "NOUN", base
            plurals.add(index)
    for name in analysis.names:
        if name.last == name.first + 1 and name.first in plurals:
            name.named = False


def _joined(names: list[Name], tokens: Sequence[Token]) -> list[Name]:
    """Names that the tagger broke at a hyphen ("Al" - "Monitor"), and a title apart from its name."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and last.named and name.named:
            hyphen = (
                name.first == last.last + 1
                and tokens[last.last].text in ("-", "–")
                and tokens[last.last - 1].end == tokens[last.last].start
                and tokens[last.last].end == tokens[name.first].start
            )
            if hyphen and (last.type == name.type or name.last - last.first == 3):
                kind = last.type if last.score >= name.score else name.type
                joined[-1] = Name(last.first, name.last, kind, True, max(last.score, name.score))
                continue
            if name.type == "person" and (title := _title_before(joined, name, tokens)) is not None:
                del joined[title + 1 :]
                joined[title] = Name(joined[title].first, name.last, "person", True, name.score)
                continue
        joined.append(name)
    return joined


def _title_before(names: Sequence[Name], name: Name, tokens: Sequence[Token]) -> int | None:
    """Which of the last two names is only this one's title: "Coalition spokesman", "US Army" before "Col. Ruiz"."""
    for index in range(len(names) - 1, max(-1, len(names) - 3), -1):
        title = names[index]
        between = range(title.last, name.first)
        if len(between) > _LONGEST_TITLE or any(tokens[i].upos not in ("PROPN", "NOUN", "ADJ") for i in between):
            return None
        agent = find_agent([tokens[title.last - 1].lemma])
        if title.type == "person" and agent is not None and agent.kind == "person":
            return index
    return None


def _split_at_verb(name: Name, tokens: Sequence[Token]) -> list[Name]:
    """A name with a finite verb in it is two, with the verb between them."""
    for i in range(name.first + 1, name.last - 1):
        token = tokens[i]
        if token.upos == "VERB" and token.deprel in _CLAUSES and token.text.lower() == token.text:
            before = Name(name.first, i, name.type, name.named, name.score)
            if before.type != "person" and split_title(tokens, before.first, before.last)[1]:
                before.type = "person"
            return [before, Name(i + 1, name.last, name.type, name.named, name.score)]
    return [name]


def _trim(name: Name, tokens: Sequence[Token], cased: bool) -> None:
    """Without the punctuation, possessive endings and articles at its ends; capitals make a name of an acronym."""
    while name.last > name.first and tokens[name.last - 1].text in (".", "'s", "’s", "'", "’", ",", '"', "”", "(", "-"):
        name.last -= 1
    while name.last - name.first > 1 and tokens[name.first].text in (
        '"',
        "“",
        "(",
        ",",
        "'",
        "‘",
        "’s",
        "'s",
        "-",
        ")",
    ):
        name.first += 1
    if cased and name.last > name.first and not name.named:
        text = tokens[name.last - 1].text
        name.named = len(text) > 1 and text.isupper() and text.isalpha() and name.type in _VOTED


def _can_stand(name: Name, tokens: Sequence[Token]) -> bool:
    """A description without a noun is none: the tagger marks adjectives of descriptions it does not see whole."""
    return any(tokens[i].upos in _NAMING and tokens[i].deprel != "amod" for i in range(name.first, name.last))


def _key(tokens: Sequence[Token], first: int, last: int) -> str:
    if last - first > 1 and tokens[first].upos == "DET":
        first += 1
    return fold(" ".join(tokens[i].text for i in range(first, last)))


def _votes(
    analysis: Analysis, cores: dict[int, tuple[int, list[Agent]]], actors: ActorTable
) -> dict[str, dict[str, float]]:
    """How sure the document is that a name is of a type."""
    tokens = analysis.tokens
    votes: dict[str, dict[str, float]] = {}
    persons: set[str] = set()
    for name in analysis.names:
        if not name.named or name.type not in _VOTED:
            continue
        start, titles = cores[id(name)]
        key = _key(tokens, start, name.last)
        of = votes.setdefault(key, {})
        of[name.type] = of.get(name.type, 0.0) + name.score
        if titles:
            of["person"] = of.get("person", 0.0) + _TITLE_VOTE
            persons.add(key)
        if name.type == "person" and name.last - start > 1 and len(tokens[name.last - 1].text) > 2:
            surname = votes.setdefault(fold(tokens[name.last - 1].text), {})
            persons.add(fold(tokens[name.last - 1].text))
            surname["person"] = surname.get("person", 0.0) + _SURNAME_VOTE * name.score
    for key, of in votes.items():
        actor = actors.find(key) or (actors.find(key.upper()) if len(key) <= _MOST else None)
        if actor is not None and actor.kind in ("organisation", "group") and len(key) >= _FEWEST:
            of["organisation"] = of.get("organisation", 0.0) + _ACTOR_VOTE
            if key not in persons:
                of["organisation"] += of.get("person", 0.0) + of.get("place", 0.0)
        elif by_name(key) is not None:
            of.pop("person", None)  # a country acts, or is acted in, but is nobody's name
            of.setdefault("place", _TITLE_VOTE)
    return votes


def _vote_for_initials(votes: dict[str, dict[str, float]]) -> None:
    """Where case says nothing, the initials of a body's name are the body."""
    for key, of in list(votes.items()):
        words = [word for word in key.split() if word not in _SMALL]
        if of.get("organisation", 0.0) <= of.get("person", 0.0) or not _FEWEST <= len(words) <= _MOST:
            continue
        known = votes.get("".join(word[0] for word in words))
        if known is not None:
            known["organisation"] = known.get("organisation", 0.0) + _ACTOR_VOTE


def _may_become(name: Name, kind: str, tokens: Sequence[Token]) -> bool:
    """A country stays what the tagger took it for where it stands: it acts here and is acted in there."""
    if {name.type, kind} == {"place", "organisation"}:
        return by_name(_key(tokens, name.first, name.last)) is None
    return True


def _repeat(analysis: Analysis, votes: dict[str, dict[str, float]]) -> None:
    """Names that the tagger found elsewhere in the document and missed here."""
    tokens = analysis.tokens
    known: dict[str, list[list[str]]] = {}
    for key, of in votes.items():
        if of and max(of.values()) >= _SCORE_OF_REPEATED and len(key) > 2:
            words = key.split()
            known.setdefault(words[0], []).append(words)
    taken: set[int] = set()
    for name in analysis.names:
        if name.named:
            taken.update(range(name.first, name.last))
    added: list[Name] = []
    for index, token in enumerate(tokens):
        if token.upos != "PROPN" or index in taken:
            continue
        for words in sorted(known.get(fold(token.text), ()), key=len, reverse=True):
            end = index + len(words)
            if end > len(tokens) or taken.intersection(range(index, end)):
                continue
            if all(fold(tokens[index + k].text) == word for k, word in enumerate(words)):
                of = votes[" ".join(words)]
                added.append(Name(index, end, max(of, key=lambda kind: of[kind]), True, _SCORE_OF_REPEATED))
                taken.update(range(index, end))
                break
    if added:
        added_at = {i for name in added for i in range(name.first, name.last)}
        kept = [n for n in analysis.names if n.named or added_at.isdisjoint(range(n.first, n.last))]
        analysis.names[:] = sorted([*kept, *added], key=lambda name: (name.first, name.last))


def _mend(tokens: list[Token], first: int, last: int, start: int) -> None:
    """Hangs the words of one name on one head. `start` is where the name proper begins, after the titles."""
    tops = [i for i in range(first, last) if not first <= tokens[i].head < last]
    if len(tops) > 1:
        mains = [i for i in tops if i >= start and tokens[i].upos in _NAMING] or [i for i in tops if i >= start] or tops
        main = mains[0] if start > first or tokens[mains[0]].deprel not in (*_LOOSE, "conj") else mains[-1]
        role = next((i for r in _CORE for i in tops if tokens[i].deprel == r), main)
        if role != main and not _is_above(tokens, main, tokens[role].head):
            tokens[main].head, tokens[main].deprel = tokens[role].head, tokens[role].deprel
        for top in tops:
            if top == main or tokens[top].upos in ("VERB", "AUX"):
                continue
            if _is_above(tokens, top, main):
                tokens[main].head, tokens[main].deprel = tokens[top].head, tokens[top].deprel
            if not _is_above(tokens, top, main):
                tokens[top].head = main
                if tokens[top].upos != "PUNCT" and tokens[top].deprel not in ("det", "case"):
                    tokens[top].deprel = "flat" if top > main else "nmod:desc" if top < start else "compound"
        tops = [main]
    main = tops[0]
    token = tokens[main]
    if token.deprel in _HELD_BY_NOUNS and 0 <= token.head < first:  # "A US official told Al-Monitor"
        verb = next((i for i in range(first - 1, token.head, -1) if tokens[i].upos == "VERB"), -1)
        if verb >= 0 and not _is_above(tokens, main, verb):
            token.head, token.deprel = verb, "obj"


def _is_above(tokens: Sequence[Token], upper: int, lower: int) -> bool:
    """Whether `lower` is `upper` or hangs below it."""
    at = lower
    for _ in range(len(tokens)):
        if at == upper:
            return True
        if at < 0:
            return False
        at = tokens[at].head
    return True
