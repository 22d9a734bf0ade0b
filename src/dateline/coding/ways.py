"""How a place hangs together with the word that tells of an event, by the tree of their sentence."""

from __future__ import annotations

from typing import NamedTuple

from dateline.coding.grammar import Grammar

AT = frozenset(
    ("under", "in", "at", "near", "on", "outside", "inside", "around", "across", "throughout", "within", "off", "over")
)
FROM = frozenset(("from", "out"))
TO = frozenset(("to", "into", "toward", "towards", "onto", "for"))
BETWEEN = frozenset(("between", "with", "against", "like", "than", "as", "by", "about", "without", "except", "despite"))
"""Prepositions that never lead to where something happened; "between" leads to a road or to two parties."""
_APART = frozenset(("after", "before", "although", "though", "because", "since", "until", "unless", "if", "than"))
"""Words before a clause about something else than the clause around it."""
_HOLDING = frozenset(
    ("hold", "open", "host", "start", "begin", "sign", "stage", "conclude", "resume", "end", "attend", "convene")
)
"""Verbs that happen where their object does."""
_CLAUSES = ("ccomp", "advcl", "acl", "parataxis", "csubj")

OTHER_CLAUSE = 2.5
"""Steps that the border of a clause counts for: "... after rebels took Jebel" is not where the talks were held."""
OTHER_ACT = 4.0
"""Steps for a noun on the way that tells of something else: "arrested over the *bombing* in Surabaya"."""
IN_NAME = 4.0
"""Steps for a place in the name of an organisation: the Accord of Juba need not be in Juba."""
BARE = 1.0
"""Steps for a place without a preposition of place: "the Kano police" arrests in Kano, mostly."""


class Way(NamedTuple):
    """How a place hangs together with a trigger."""

    cost: float
    """Steps, with those for borders of clauses."""
    preposition: str
    """Before the phrase that hangs on the way from trigger to root."""
    own: str
    """Before the place itself."""
    relation: str
    """By which this phrase hangs there."""
    direct: bool
    """It hangs on the trigger itself."""
    at_trigger: bool
    """It hangs on the trigger as an adverbial does, or on the verb of which the trigger is a noun."""
    acting: bool
    """It is a subject itself: a country that does something, not where it is done."""
    up: tuple[str, ...]
    """Relations from the trigger up to the word under which both stand."""
    down: tuple[str, ...]
    """Relations from there down to the place."""


class Ways:
    """The ways between triggers and places of one document."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._names = [(n.first, n.last) for n in grammar.analysis.names if n.type == "organisation" and n.named]

    def way(self, trigger: int, head: int) -> Way:
        """From a trigger to the word that heads a place, both of one sentence."""
        grammar = self._grammar
        above = [trigger, *grammar.ancestors(trigger)]
        cost, at, own, top = 0.0, head, grammar.case(head), head
        preposition = own
        path, down = [], []
        while at not in above and at >= 0:
            token = grammar.tokens[at]
            relation = token.deprel.partition(":")[0]
            cost += 1 if relation not in ("appos", "flat", "compound") else 0.5
            if relation in _CLAUSES:
                cost += OTHER_CLAUSE
                if any(grammar.tokens[c].lemma in _APART for c in grammar.below(at, "mark", "case")):
                    cost += OTHER_CLAUSE
            elif relation in ("obl", "nmod") and at != head and self._tells(at):
                cost += OTHER_ACT
            preposition = grammar.case(at) or preposition
            path.append(at)
            down.append(relation)
            top, at = at, token.head
        between = above[: above.index(at)] if at in above else []
        up = tuple(grammar.tokens[word].deprel.partition(":")[0] for word in between)
        for relation in up:
            cost += 1
            if relation in ("ccomp", "acl", "csubj"):
                cost += OTHER_CLAUSE
        if preposition not in AT and own not in AT:
            cost += BARE
        if self.in_name(head):
            cost += IN_NAME
        relation = grammar.tokens[top].deprel
        if own in AT and preposition in BETWEEN:
            preposition = own  # "by a court *in* Varna"
        mine = not up or (len(up) == 1 and grammar.tokens[trigger].upos == "NOUN" and relation.startswith("obl"))
        if at == trigger and relation == "obj" and grammar.tokens[head].head == top:
            mine = grammar.tokens[trigger].lemma in _HOLDING  # "opened a summit in Abuja"
            relation = "obl" if mine else relation
        # "from A to B", where B hangs on A
        places = all(grammar.tokens[w].upos == "PROPN" for w in path)
        if places and len(path) == 2 and own in TO and preposition in FROM:
            preposition = own
        return Way(
            cost,
            preposition,
            own,
            relation,
            direct=at == trigger and relation.startswith(("obl", "nmod", "obj", "nsubj:pass", "advmod")),
            at_trigger=mine and relation.startswith(("obl", "nmod", "advmod")),
            acting=preposition == ""
            and path == [head]
            and (relation in ("nsubj", "iobj") or (at != trigger and relation in ("obj", "nsubj:pass"))),
            up=up,
            down=tuple(reversed(down)),
        )

    def in_name(self, head: int) -> bool:
        """Does a place stand in the name of an organisation, by the tagger or as a part of a longer proper name?"""
        if self._grammar.case(head) in AT:
            return False  # "the militias in Unity State"
        if any(first <= head < last and last - first > 1 for first, last in self._names):
            return True
        tokens = self._grammar.tokens
        token = tokens[head]
        above = tokens[token.head] if token.head >= 0 else token
        if above.upos != "PROPN":
            return False
        return token.deprel in ("compound", "amod") or (token.deprel == "nmod" and self._grammar.case(head) == "of")

    def of_somebody(self, head: int) -> bool:
        """Does a place only say whose somebody is ("US soldiers", "Iraq's army")?"""
        token = self._grammar.tokens[head]
        return token.deprel in ("compound", "amod", "nmod:poss") and self._grammar.tokens[token.head].upos == "NOUN"

    def _tells(self, noun: int) -> bool:
        """Does a noun tell of something that happened, by the role labeller?"""
        predicate = self._grammar.predicates.get(noun)
        return (
            predicate is not None
            and self._grammar.tokens[noun].upos == "NOUN"
            and any(a.role in ("ARG0", "ARG1") for a in predicate.arguments)
        )
