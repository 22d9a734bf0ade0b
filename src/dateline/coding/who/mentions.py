"""Which words of a document speak of somebody or something: the heads of noun phrases, with their kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dateline.coding.who.found import Found
from dateline.coding.who.ground import Ground
from dateline.coding.who.mention_words import (
    COLLECTIVES,
    COUNTERS,
    NO_NAMES,
    NOT_PEOPLE,
    PART_OF_NOUN,
    PERSONAL,
    STANDALONE,
    SUBJECTS,
)
from dateline.coding.who.phrases import PARTS, Phrases
from dateline.knowledge.actors import LONGEST_ACRONYM, Actor, ActorTable
from dateline.knowledge.agents import Agent, find_agent
from dateline.knowledge.countries import by_demonym, by_name
from dateline.records.analysis import Analysis, Name
from dateline.records.report import MentionType

# Words that join a phrase to what stands before it, and possessive endings of what does.
_JOINING = frozenset({"PUNCT", "CCONJ", "ADP", "SCONJ", "PART", "AUX", "SYM"})
_ENDINGS = frozenset({"'s", "’s", "'", "’"})
_BOUNDS = {"at": ("least", "little", "most", "many"), "more": ("than",), "less": ("than",), "fewer": ("than",)}
_ABOUT = frozenset({"about", "around", "some", "nearly", "almost", "approximately", "roughly", "over", "under"})
_PARTS_OF_BODIES = frozenset({"head", "face", "back", "hand", "arm"})
"""Parts of a body where they are somebody's ("their heads")."""
_NOBODY = frozenset({"no", "none", "neither"})
_COMPOUNDED = frozenset({"weapon", "vehicle"})
_CENTRAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "nmod:poss", "appos", "parataxis", "root"})
"""Where a name of unknown kind may be somebody's."""


def find_mentions(
    analysis: Analysis, phrases: Phrases, places: Sequence[tuple[int, int]], on: str | None, actors: ActorTable
) -> list[Found]:
    """All mentions in text order, pronouns included. `places` are tokens [first, last) of resolved toponyms; `on` is
    the ISO date for known actors."""
    finder = _Finder(analysis, phrases, places, on, actors)
    found: list[Found] = []
    for number, sentence in enumerate(analysis.sentences):
        for index in range(sentence.first, sentence.last):
            mention = finder.at(index)
            if mention is not None:
                mention.sentence = number
                finder.settle(mention, sentence.first)
                finder.qualify(mention)
                found.append(mention)
    taken = {mention.inner for mention in found if mention.inner >= 0}
    found = [mention for mention in found if mention.head not in taken]
    by_head = {mention.head: mention for mention in found}
    for part, top in finder.inside.items():
        if top in by_head and part not in by_head:
            by_head[top].parts.append(part)
    found.sort(key=lambda mention: (mention.first, -mention.last))
    return found


class _Finder(Ground):
    """Decides for each word whether it heads a mention, and of what kind."""

    def at(self, index: int) -> Found | None:
        """The mention that a word heads, None for words that head none."""
        token = self.tokens[index]
        upos = token.upos
        if index in self.inside and self.inside[index] != index:
            return None
        titled = index in self.starts and self.starts[index][0] > index
        if upos == "PROPN" or titled or (index in self.places and upos != "ADJ"):
            return self._proper(index)
        if upos == "NOUN":
            return self._common(index)
        if upos == "PRON":
            return self._pronoun(index)
        if upos in ("NUM", "DET", "ADJ"):
            return self._counted(index)
        return None

    def settle(self, mention: Found, begin: int) -> None:
        """Puts right where a phrase begins: with "at least", without the words that only join it to the sentence."""
        tokens = self.tokens
        while mention.first < mention.head and (
            (tokens[mention.first].upos in _JOINING and tokens[mention.first].deprel not in ("advmod", "compound"))
            or tokens[mention.first].text in _ENDINGS
        ):
            mention.first += 1
        first = mention.first
        before = tokens[first - 1].text.lower() if first > begin else ""
        if tokens[first].lemma in _BOUNDS.get(before, ()) or (before in _ABOUT and tokens[first].upos == "NUM"):
            mention.first -= 1

    def qualify(self, mention: Found) -> None:
        """Notes whose a mention is, and whether it is counted or denied."""
        tokens = self.tokens
        children = self.phrases.children[mention.head]
        mention.owners = frozenset(
            tokens[c].lemma for c in children if tokens[c].deprel == "nmod:poss" and tokens[c].upos in ("NOUN", "PROPN")
        )
        mention.counted = any(tokens[c].deprel == "nummod" for c in children)
        mention.negated = tokens[mention.head].lemma in _NOBODY or any(
            tokens[c].deprel == "det" and tokens[c].lemma in _NOBODY for c in children
        )

    def _pronoun(self, index: int) -> Found | None:
        token = self.tokens[index]
        kind = PERSONAL.get(token.text.lower())
        if kind is None:
            return self._counted(index)
        if token.deprel == "expl":
            return None
        gender = kind if kind in "mf" else None
        type_ = cast(MentionType, {"m": "person", "f": "person", "s": "person", "n": "other"}.get(kind, "group"))
        return Found(
            index, index, index + 1, type_, False, plural=kind in "pw", pronoun=kind, gender=gender, core=index,
            definite=True, lemma=token.text.lower(),
        )  # fmt: skip

    def _counted(self, index: int) -> Found | None:
        """Numbers and quantifiers that stand for people, and adjectives that do ("the injured")."""
        token, children = self.tokens[index], self.phrases.children[index]
        if token.upos == "ADJ":
            agent = find_agent([token.lemma]) if token.deprel not in PARTS and token.deprel != "amod" else None
            if agent and agent.kind == "person" and any(self.tokens[c].text.lower() == "the" for c in children):
                first, last = self.phrases.span(index)
                return Found(
                    index, first, last, "group", False, plural=True, agent=agent, core=index, definite=True,
                    lemma=agent.lemma,
                )  # fmt: skip
            return None
        if token.deprel not in SUBJECTS and token.deprel not in ("conj", "appos", "obl", "nmod", "root", "nmod:poss"):
            return None
        inner = self.phrases.complement(index, "of")
        if inner >= 0 and self.tokens[inner].upos in ("NOUN", "PROPN", "PRON"):
            return self._around(index, inner)
        if token.upos == "NUM":
            text = token.text
            if (
                token.deprel not in SUBJECTS
                or not text.replace(",", "").isalnum()
                or (len(text) == 4 and text.isdigit())
            ):
                return None
        elif token.text.lower() in ("those", "these"):
            if self.phrases.child(index, "acl:relcl", "acl") < 0:
                return None
            return Found(
                index, index, index + 1, "group", False, plural=True, core=index, indefinite=True, lemma="those"
            )
        elif token.lemma not in STANDALONE or token.deprel not in SUBJECTS:
            return None
        verb = self.tokens[token.head] if token.head >= 0 else None
        if verb is None or verb.upos not in ("VERB", "ADJ"):
            return None
        first, last = self.phrases.span(index)
        first = self._with_approximation(index, first)
        single = token.text.lower() in ("one", "1", "another", "someone", "somebody", "anyone", "everyone")
        return Found(
            index, first, last, "person" if single else "group", False, plural=not single, core=index, indefinite=True,
            lemma=token.lemma,
        )  # fmt: skip

    def _with_approximation(self, index: int, first: int) -> int:
        """ "At least", "about", "more than" before a number that is a head itself."""
        for child in self.phrases.children[index]:
            if first - 3 <= child < first and self.tokens[child].deprel in ("advmod", "obl", "nmod", "fixed"):
                first = min([child, *(c for c in self.phrases.children[child] if c >= first - 3)])
        return first

    def _around(self, index: int, inner: int) -> Found | None:
        """A counting word and what it counts: "dozens of civilians", "one of the attackers"."""
        mention = self.at(inner)
        if mention is None or mention.type not in ("person", "group", "organisation", "weapon", "vehicle", "facility"):
            return None
        first, last = self.phrases.span(index)
        partitive = mention.definite or mention.named or bool(mention.pronoun)
        lemma = self.tokens[index].text.lower()
        single = lemma in ("one", "each", "another", "none", "any")
        kind: MentionType = mention.type
        if kind in ("person", "group"):
            kind = "person" if single else "group"
        return Found(
            index, self._with_approximation(index, first), max(last, mention.last), kind, False, plural=not single,
            agent=mention.agent, core=inner, inner=-1 if partitive else inner, indefinite=True,
            lemma=mention.lemma, modifiers=mention.modifiers,
            definite=lemma in COLLECTIVES and self._article(index) == "the",
        )  # fmt: skip

    def _common(self, index: int) -> Found | None:
        tokens = self.tokens
        token = tokens[index]
        lemma = token.lemma
        name = self._name_of(index)
        if token.deprel in PART_OF_NOUN and name is None and token.deprel != "amod":
            return self._weapon_before(index) if token.deprel == "compound" else None
        if lemma in COUNTERS or token.text.lower() in COUNTERS:
            inner = self.phrases.complement(index, "of")
            around = self._around(index, inner) if inner >= 0 else None
            if around is not None:
                return around
        agent = find_agent(self._words(index)) or (self._by_shape(lemma) if name is None else None)
        if agent is None and by_demonym(token.text) is not None and (token.text[:1].isupper() or not self.cased):
            return self._people(index)
        if agent is None and (name is None or lemma in STANDALONE):
            return self._counted(index) if lemma in STANDALONE else None
        if lemma in _PARTS_OF_BODIES and self._is_somebodys(index):
            return None
        kind: MentionType = agent.kind if agent else _kind_of(name) if name else "other"
        plural = token.text.lower() != lemma or lemma in (
            "people",
            "police",
            "mujahideen",
            "clergy",
            "personnel",
            "staff",
        )
        if agent is None and kind == "person" and plural and not (name and name.named):
            kind = "group"
        if agent is not None and kind == "person":
            plural = plural or lemma in ("civilian population", "population", "public") or self._several(index)
            if plural:
                kind = "group"
        first, last = self.phrases.span(index)
        named = name.named if name is not None else False
        if named and agent is not None and agent.kind == "person":
            named = False  # "a US official"
        article = self._article(index)
        proper = self._name_text(index, name) if named else ""
        if not named and kind == "organisation" and self._is_written_as_name(index, last):
            named = True
            proper = self.phrases.text(self.text, index, last)
        return Found(
            index, first, last, kind, named, plural=plural, agent=agent, core=index, lemma=lemma, name=proper,
            actor=self._actor(index, name), gender=agent.gender if agent else None,
            definite=article in ("the", "this", "that", "these", "those", "both"),
            indefinite=article in ("a", "an", "some", "another"),
            modifiers=self._modifiers(index),
        )  # fmt: skip

    def _is_written_as_name(self, index: int, last: int) -> bool:
        """ "The Front for the Renewal of the Highlands (FRH)": capitals, and its acronym in brackets."""
        if not self.cased or not self.tokens[index].text[:1].isupper() or last + 2 >= len(self.tokens):
            return False
        bracket, acronym, end = self.tokens[last : last + 3]
        letters = [t.text[0] for t in self.tokens[index:last] if t.text[:1].isupper()]
        return bracket.text == "(" and end.text == ")" and acronym.text.isupper() and acronym.text[0] == letters[0]

    def _is_somebodys(self, index: int) -> bool:
        """ "Their heads", not "their head of security"."""
        owner = self.phrases.child(index, "nmod:poss")
        return owner >= 0 and self.tokens[owner].upos == "PRON" and self.phrases.complement(index, "of", "for") < 0

    def _weapon_before(self, index: int) -> Found | None:
        """ "Mortar" in "a mortar attack": the weapon of what is told."""
        agent = find_agent(self._words(index))
        if (
            agent is None
            or agent.kind not in _COMPOUNDED
            or self.tokens[index].text.lower() != self.tokens[index].lemma
        ):
            return None
        following = index + 1
        head = self.tokens[index].head
        if head != following or find_agent([*self._words(index)[-2:], self.tokens[head].lemma]) is not None:
            return None
        first = self.phrases.name(index)[0]
        return Found(
            index, first, index + 1, agent.kind, False, agent=agent, core=index, lemma=self.tokens[index].lemma
        )

    def _by_shape(self, lemma: str) -> Agent | None:
        """Nouns that the lexicon lacks and whose ending says that they are people ("co-worker", "naturopathist")."""
        if "-" in lemma:
            return find_agent([lemma.rsplit("-", 1)[1]])
        if len(lemma) > 7 and lemma.endswith(("ist", "man", "woman", "person", "maker", "worker", "keeper")):
            return find_agent(["individual"]) if lemma not in NOT_PEOPLE else None
        return None

    def _several(self, index: int) -> bool:
        for child in self.phrases.children[index]:
            if self.tokens[child].deprel == "nummod" and self.tokens[child].text.lower() not in ("one", "1"):
                return True
        return False

    def _people(self, index: int) -> Found:
        """Kurds, a Turk, Syrians."""
        token = self.tokens[index]
        first, last = self.phrases.span(index)
        article = self._article(index)
        plural = token.text.lower().endswith("s") or article not in ("a", "an")
        return Found(
            index, first, last, "group" if plural else "person", True, plural=plural, core=index, lemma=token.lemma,
            name=token.text, definite=article == "the", indefinite=article in ("a", "an", "some"),
            agent=find_agent(["national"]),
        )  # fmt: skip

    def _proper(self, index: int) -> Found | None:
        tokens = self.tokens
        token = tokens[index]
        name = self._name_of(index)
        if token.deprel in PARTS or token.deprel in ("nmod:desc", "amod"):
            # A name inside another: kept where somebody is named ("Hezbollah fighters"), or a place is.
            if token.deprel not in ("compound", "nmod:desc", "amod") or tokens[token.head].upos == "PROPN":
                return None
            if (
                name is None
                and index not in self.places
                and (token.deprel != "compound" or self._actor(index, None) is None)
            ):
                return None
        lower = token.text.lower()
        if (lower in NO_NAMES or token.lemma in NO_NAMES) and name is None:
            return None
        first, last = self.phrases.span(index)
        titles = self._titles(index)
        if name is not None and index in self.starts:
            titles += self.starts[index][1]
        actor = self._actor(index, name)
        begin, end = (name.first, name.last) if name is not None and name.named else self.phrases.name(index)
        if index in self.places and begin <= self.places[index][0]:
            end = max(end, self.places[index][1])
        words = [tokens[i].text.lower() for i in range(begin, end) if tokens[i].upos != "PUNCT"]
        agent = (
            find_agent([*words[:-1], tokens[index].lemma]) if index == end - 1 and words else find_agent([token.lemma])
        )
        if name is not None and name.type == "organisation" and agent is not None and agent.kind == "person":
            agent = None  # "the Monitor", "the Guardian"
        proper = self._name_text(index, name)
        if (
            self._is_bare(begin, end, index)
            and actor is None
            and not titles
            and by_demonym(token.text) is not None
            and (token.text[:1].isupper() or not self.cased)
            and index not in self.places
            and by_name(token.text) is None
        ):
            return self._people(index)
        kind = self._proper_kind(index, name, actor, agent, titles, proper)
        if kind is None or (kind == "other" and self.names and token.deprel not in _CENTRAL):
            return None
        if kind in ("place", "facility") or (actor is not None and (kind == "person") != (actor.kind == "person")):
            actor = None  # a person or a place that happens to bear a body's name ("Fars")
        plural = kind == "group" or (kind == "person" and lower != token.lemma and agent is not None)
        if kind == "person" and plural:
            kind = "group"
        article = self._article(index)
        return Found(
            index, min(first, begin), max(last, end), kind, True, plural=plural, agent=agent, actor=actor, name=proper,
            titles=titles, gender=self._gender(index, titles), core=index, lemma=token.lemma, definite=article == "the",
            indefinite=article in ("a", "an"), modifiers=self._modifiers(index),
        )  # fmt: skip

    def _is_bare(self, begin: int, end: int, index: int) -> bool:
        """Nothing but numbers and the like before the word: "two other Americans"."""
        return end == index + 1 and all(
            self.tokens[i].upos in ("DET", "NUM", "ADJ", "ADV") for i in range(begin, index)
        )

    def _proper_kind(
        self, index: int, name: Name | None, actor: Actor | None, agent: Agent | None, titles: list[Agent], proper: str
    ) -> MentionType | None:
        token = self.tokens[index]
        if index in self.places and (name is None or name.type == "place" or not name.named):
            return "place"
        if name is not None:
            return _kind_of(name)
        if actor is not None:
            return actor.kind
        if titles:
            return "person"
        if by_name(proper) is not None:
            return "place"
        children = self.phrases.children[index]
        if agent is not None and (len(proper.split()) > 1 or self._article(index) or agent.kind == "organisation"):
            return agent.kind
        if by_demonym(token.text) is not None and token.text[:1].isupper() and proper == token.text:
            return "group"
        if any(self.tokens[c].deprel.startswith("flat") and self.tokens[c].upos == "PROPN" for c in children):
            return "person"
        letters = token.text.replace(".", "")
        if self.cased and 2 <= len(letters) <= LONGEST_ACRONYM and letters.isupper() and letters.isalpha():
            return "organisation"
        if token.deprel in ("nsubj", "nsubj:pass", "appos", "nmod:poss", "iobj") and not self._article(index):
            return "person"
        return "other"


def _kind_of(name: Name) -> MentionType:
    """What a name of the tagger is a name of; of a nationality ("the Syrians") people."""
    return "group" if name.type == "nationality" else cast(MentionType, name.type)
