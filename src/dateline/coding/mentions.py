"""Which words of a document speak of somebody or something: the heads of noun phrases, with their kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dateline.coding.found import Found
from dateline.coding.mention_words import (
    COLLECTIVES,
    COUNTERS,
    FEMALE_TITLES,
    MALE_TITLES,
    NO_NAMES,
    NOT_PEOPLE,
    PART_OF_NOUN,
    PERSON_TITLES,
    PERSONAL,
    STANDALONE,
    SUBJECTS,
)
from dateline.coding.names import split_title
from dateline.coding.phrases import PARTS, Phrases
from dateline.knowledge.actors import Actor, find_actor
from dateline.knowledge.agents import Agent, find_agent
from dateline.knowledge.countries import by_demonym, by_iso3, by_name
from dateline.records.analysis import Analysis, Name
from dateline.records.report import MentionType

# Words that join a phrase to what stands before it, and possessive endings of what does.
_JOINING = frozenset({"PUNCT", "CCONJ", "ADP", "SCONJ", "PART", "AUX", "SYM"})
_ENDINGS = frozenset({"'s", "’s", "'", "’"})
_BOUNDS = {"at": ("least", "little", "most", "many"), "more": ("than",), "less": ("than",), "fewer": ("than",)}
_ABOUT = frozenset({"about", "around", "some", "nearly", "almost", "approximately", "roughly", "over", "under"})
_NO_HEADS_OF_BODIES = frozenset({"head", "face", "back", "hand", "arm"})
"""Parts of a body where they are somebody's ("their heads")."""
_COMPOUNDED = frozenset({"weapon", "vehicle"})
_PERIODS = frozenset({"percent", "per", "year", "day", "time", "month", "week", "hour", "thing", "way"})
_CENTRAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "nmod:poss", "appos", "parataxis", "root"})
"""Where a name of unknown kind may be somebody's."""
_LONGEST_ACRONYM = 6
_SURE = 0.45
"""A description whose noun the lexicon lacks needs a score of this."""


def find_mentions(
    analysis: Analysis, phrases: Phrases, places: Sequence[tuple[int, int]], on: str | None
) -> list[Found]:
    """All mentions in text order, pronouns included. `places` are tokens [first, last) of resolved toponyms."""
    finder = _Finder(analysis, phrases, places, on)
    found: list[Found] = []
    for number, sentence in enumerate(analysis.sentences):
        for index in range(sentence.first, sentence.last):
            mention = finder.at(index)
            if mention is not None:
                mention.sentence = number
                finder.settle(mention, sentence.first)
                found.append(mention)
    taken = {mention.inner for mention in found if mention.inner >= 0}
    found = [mention for mention in found if mention.head not in taken]
    by_head = {mention.head: mention for mention in found}
    for part, top in finder.inside.items():
        if top in by_head and part not in by_head:
            by_head[top].parts.append(part)
    found.sort(key=lambda mention: (mention.first, -mention.last))
    return found


class _Finder:
    def __init__(self, analysis: Analysis, phrases: Phrases, places: Sequence[tuple[int, int]], on: str | None) -> None:
        self.text, self.tokens, self.phrases, self.on = analysis.text, phrases.tokens, phrases, on
        self.cased = phrases.cased
        self.countries: frozenset[str] | None = None
        self.places = {self._top(first, last): (first, last) for first, last in places}
        self.names: dict[int, Name] = {}
        self.inside: dict[int, int] = {}
        """Words of a name or toponym that are no mentions of their own, and the word that stands for it."""
        self.starts: dict[int, tuple[int, list[Agent]]] = {}
        """Where the name of a person begins, after the titles, by the word that stands for it."""
        for top, (first, last) in self.places.items():
            self.inside.update((i, top) for i in range(first, last) if i != top)
        for name in analysis.names:
            if name.type in ("quantity", "money"):
                continue
            top = self._top(name.first, name.last)
            known = self.names.get(top)
            if known is None or (name.last - name.first) > (known.last - known.first):
                self.names[top] = name
            if name.named and top in range(name.first, name.last):
                self._enclose(name, top)

    def _top(self, first: int, last: int) -> int:
        """The token of a span that the others hang on."""
        for index in range(first, last):
            if not first <= self.tokens[index].head < last:
                return index
        return first

    def _enclose(self, name: Name, top: int) -> None:
        """Notes which words of a name are only part of it."""
        start = name.first
        if name.type == "person":
            start, titles = self.starts[top] = split_title(self.tokens, name.first, name.last)
            for i in range(name.first, start):
                agent = find_agent([self.tokens[i].lemma]) if titles else None
                if i != top and (agent is not None and agent.kind == "person"):
                    self.inside.setdefault(i, top)
        for i in range(start, name.last):
            if i != top and (name.type != "organisation" or self.tokens[i].upos != "PROPN" or i > top):
                self.inside.setdefault(i, top)

    def at(self, index: int) -> Found | None:
        """The mention that a word heads, None for words that head none."""
        token = self.tokens[index]
        upos = token.upos
        if index in self.inside and self.inside[index] != index:
            return None
        if upos == "PROPN" or (index in self.starts and self.starts[index][0] > index) or (index in self.places and upos != "ADJ"):
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
        if first > begin and tokens[first].lemma in _BOUNDS.get(tokens[first - 1].text.lower(), ()):
            mention.first -= 1
        elif first > begin and tokens[first].upos == "NUM" and tokens[first - 1].text.lower() in _ABOUT:
            mention.first -= 1

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

    def _article(self, index: int) -> str:
        for child in self.phrases.children[index]:
            if self.tokens[child].deprel in ("det", "nmod:poss"):
                return "the" if self.tokens[child].deprel == "nmod:poss" else self.tokens[child].text.lower()
        return ""

    def _words(self, index: int) -> list[str]:
        """Up to three words right before a noun that belong to it, lower case, then its lemma."""
        words = [self.tokens[index].lemma]
        position = index - 1
        while position >= 0 and len(words) < 4:
            token = self.tokens[position]
            if token.text in ("-", "–"):
                position -= 1
                continue
            if token.deprel not in ("amod", "compound", "nmod:poss", "case", "punct", "flat") or token.head < 0:
                break
            words.insert(0, token.text.lower())
            position -= 1
        return words

    def _modifiers(self, index: int) -> frozenset[str]:
        tokens = self.tokens
        return frozenset(
            tokens[c].lemma
            for c in self.phrases.children[index]
            if c < index and tokens[c].deprel in ("amod", "compound")
        )

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
        if lemma in _NO_HEADS_OF_BODIES and self.phrases.child(index, "nmod:poss") >= 0 and agent is not None:
            if self.phrases.complement(index, "of", "for") < 0 and self._possessor_is_pronoun(index):
                return None
        kind: MentionType = agent.kind if agent else cast(MentionType, name.type if name else "other")
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
        return Found(
            index, first, last, kind, named, plural=plural, agent=agent, core=index, lemma=lemma, name=proper,
            actor=self._actor(index, name), gender=agent.gender if agent else None,
            definite=article in ("the", "this", "that", "these", "those", "both"),
            indefinite=article in ("a", "an", "some", "another"),
            modifiers=self._modifiers(index),
        )  # fmt: skip

    def _name_of(self, index: int) -> Name | None:
        """The tagger's name that a word heads; of descriptions that the lexicon lacks only the surer ones."""
        name = self.names.get(index)
        if name is None or name.named:
            return name
        token = self.tokens[index]
        if token.lemma in _PERIODS or token.deprel in ("amod", "advmod", "det"):
            return None
        if token.deprel == "compound" and token.head >= 0 and find_agent([self.tokens[token.head].lemma]) is not None:
            return None  # "consumer drones"
        if find_agent([token.lemma]) is None and (name.score < _SURE or token.deprel == "compound"):
            return None
        return name

    def _possessor_is_pronoun(self, index: int) -> bool:
        return self.tokens[self.phrases.child(index, "nmod:poss")].upos == "PRON"

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

    def _actor(self, index: int, name: Name | None) -> Actor | None:
        """The known actor whose name ends in or begins with this head."""
        first, last = (name.first, name.last) if name is not None else self.phrases.name(index)
        if first == index and last == index + 1 and self.tokens[index].upos == "NOUN":
            return None
        for begin in range(first, min(last, first + 5)):
            if begin > index or (begin > first and not self._is_before_names(begin - 1)):
                break
            text = self.phrases.text(self.text, begin, last)
            if not self.cased and last - begin == 1 and len(text) <= _LONGEST_ACRONYM:
                text = text.upper()
            found = find_actor(text, self.on)
            if found is not None and (last - begin > 1 or self._is_at_home(found, text)):
                return found
        return None

    def _is_before_names(self, index: int) -> bool:
        """A word that may stand before a known name without making it another: "the Kurdish", "militant group"."""
        token = self.tokens[index]
        if token.upos == "DET" or by_demonym(token.text) is not None or by_name(token.text) is not None:
            return True
        if self.cased and token.text[:1].islower():
            return True
        return find_agent([token.lemma]) is not None

    def _is_at_home(self, actor: Actor, text: str) -> bool:
        """Whether an acronym can be this actor's: not where the document speaks of other countries and never of its own.

        Acronyms are shared: one and the same stands for an air force here and for a guerrilla there.
        """
        letters = text.replace(".", "")
        if not letters.isupper() or len(letters) > _LONGEST_ACRONYM or actor.code is None or len(actor.code) != 3:
            return True
        if by_iso3(actor.code) is None:
            return True
        countries = self._countries_spoken_of()
        return not countries or actor.code in countries

    def _countries_spoken_of(self) -> frozenset[str]:
        if self.countries is None:
            found = {by_demonym(t.text) or by_name(t.text) for t in self.tokens if t.upos in ("PROPN", "ADJ")}
            found |= {by_name(self.phrases.text(self.text, n.first, n.last)) for n in self.names.values() if n.named}
            self.countries = frozenset(c.iso3 for c in found if c is not None and c.iso3)
        return self.countries

    def _name_text(self, index: int, name: Name | None) -> str:
        tokens = self.tokens
        if name is not None and name.named:
            first, last = name.first, name.last
        else:
            first, last = self.phrases.name(index)
        if index in self.starts and name is not None:
            first = self.starts[index][0]
        while first < last - 1 and (
            tokens[first].upos in ("DET", "PUNCT") or (index not in self.starts and self._is_title(first))
        ):
            first += 1
        while (
            self.cased and first < last - 1 and tokens[first].upos in ("NUM", "ADJ") and tokens[first].text[0].islower()
        ):
            first += 1
        while self.cased and first < last - 1 and tokens[first].text[0].isdigit():
            first += 1
        while last - 1 > first and tokens[last - 1].text in ("'s", "’s", "'", "’"):
            last -= 1
        return self.phrases.text(self.text, first, last)

    def _is_title(self, index: int) -> bool:
        word = self.tokens[index].text.lower()
        if word in PERSON_TITLES:
            return True
        if word != self.tokens[index].lemma:
            return False
        agent = find_agent([self.tokens[index].lemma])
        return (
            agent is not None
            and agent.kind == "person"
            and self.tokens[index].deprel in ("nmod:desc", "compound", "amod")
        )

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
        if kind is None or (kind == "other" and token.deprel not in _CENTRAL):
            return None
        if kind not in ("organisation", "group", "other"):
            actor = None  # a person or a place that happens to bear an actor's name ("Fars")
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
            return cast(MentionType, name.type)
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
        if self.cased and 2 <= len(letters) <= _LONGEST_ACRONYM and letters.isupper() and letters.isalpha():
            return "organisation"
        if token.deprel in ("nsubj", "nsubj:pass", "appos", "nmod:poss", "iobj") and not self._article(index):
            return "person"
        return "other"

    def _titles(self, index: int) -> list[Agent]:
        """ "President", "Interior Minister", "spokesman" before a name."""
        titles: list[Agent] = []
        for child in self.phrases.children[index]:
            token = self.tokens[child]
            if child < index and token.deprel in ("nmod:desc", "compound", "flat", "amod") and token.upos != "ADJ":
                agent = find_agent(self._words(child)) if token.text.lower() == token.lemma else None
                if agent is not None and agent.kind == "person":
                    titles.append(agent)
                elif token.text.lower() in PERSON_TITLES:
                    titles.append(cast(Agent, find_agent(["person"])))
        return titles

    def _gender(self, index: int, titles: list[Agent]) -> str | None:
        for title in titles:
            if title.gender and title.lemma != "person":
                return title.gender
        for child in self.phrases.children[index]:
            word = self.tokens[child].text.lower()
            if word in MALE_TITLES:
                return "m"
            if word in FEMALE_TITLES:
                return "f"
        return None
