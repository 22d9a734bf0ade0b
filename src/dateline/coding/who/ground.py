"""What a document's names, toponyms and nouns say about a word: the ground that mentions are found on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dateline.coding.who.mention_words import FEMALE_TITLES, MALE_TITLES, PERSON_TITLES
from dateline.coding.who.names import split_title
from dateline.coding.who.phrases import Phrases
from dateline.knowledge.actors import LONGEST_ACRONYM, Actor, ActorTable
from dateline.knowledge.agents import Agent, find_agent
from dateline.knowledge.countries import by_demonym, by_iso3, by_name
from dateline.records.analysis import Analysis, Name

_SHARING = frozenset({"PTY", "OPP", "LAB", "COP", "SPY", "MIL", "LEG", "JUD"})
_SHARED = frozenset(
    {"party", "front", "movement", "union", "congress", "alliance", "democracy", "force", "forces", "service", "police"}
    | {"patrol", "guard", "council", "army", "command", "bureau", "agency", "court", "intelligence", "security"}
    | {"solidarity", "will", "unity", "platform", "centre", "center", "pact", "coalition", "regions"}
)
"""Last words of names that bodies of these sectors bear in several countries."""
_PERIODS = frozenset({"percent", "per", "year", "day", "time", "month", "week", "hour", "thing", "way"})
_SURE = 0.45
"""A description whose noun the lexicon lacks needs a score of this."""


class Ground:
    """The names and toponyms of one document by the word that stands for each."""

    def __init__(
        self,
        analysis: Analysis,
        phrases: Phrases,
        places: Sequence[tuple[int, int]],
        on: str | None,
        actors: ActorTable,
    ) -> None:
        self.actors = actors
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
            and tokens[first + 1].text != "-"  # "pro-Accord militia"
        ):  # fmt: skip
            first += 1
        while self.cased and first < last - 1 and tokens[first].text[0].isdigit():
            first += 1
        if tokens[first].text == "-":  # "the 31-year-old Ama Osei"
            while first < last - 1 and not tokens[first].text[0].isupper():
                first += 1
        while last - 1 > first and tokens[last - 1].text in ("'s", "’s", "'", "’"):
            last -= 1
        return self.phrases.text(self.text, first, last)

    def _is_title(self, index: int) -> bool:
        word = self.tokens[index].text.lower()
        if word in PERSON_TITLES:
            return True
        if word != self.tokens[index].lemma or self.tokens[index].upos == "ADJ":  # "the National Guard"
            return False
        agent = find_agent([self.tokens[index].lemma])
        return (
            agent is not None
            and agent.kind == "person"
            and self.tokens[index].deprel in ("nmod:desc", "compound", "amod")
        )

    def _actor(self, index: int, name: Name | None) -> Actor | None:
        """The known actor whose name ends in or begins with this head."""
        first, last = (name.first, name.last) if name is not None else self.phrases.name(index)
        if first == index and last == index + 1 and self.tokens[index].upos == "NOUN":
            return None
        for begin in range(first, min(last, first + 5)):
            titled = index in self.starts and begin <= self.starts[index][0]
            if begin > index or (begin > first and not titled and not self._is_before_names(begin - 1)):
                break
            text = self.phrases.text(self.text, begin, last)
            if self.cased and last - begin == 1 and text.islower():
                continue  # "the labour ministry" is no party's
            if not self.cased and last - begin == 1 and len(text) <= LONGEST_ACRONYM:
                text = text.upper()
            found = self.actors.find(text, self.on, self._countries_spoken_of())
            if found is not None and self._is_at_home(found, text):
                return found
        return None

    def _is_before_names(self, index: int) -> bool:
        """A word that may stand before a known name without making it another: "the Kurdish", "militant group"."""
        token = self.tokens[index]
        if token.upos == "DET" or by_demonym(token.text) is not None or by_name(token.text) is not None:
            return True
        if self.cased and token.text[:1].islower():
            return True
        agent = find_agent([token.lemma])
        return agent is not None and agent.kind == "organisation"

    def _is_at_home(self, actor: Actor, text: str) -> bool:
        """Whether an acronym or a common name can be this actor's: not where other countries are spoken of and its own
        never is.

        Acronyms are shared: one and the same stands for an air force here and for a guerrilla there. So are the names
        of parties and services: many countries have a Workers' Party and a Border Patrol.
        """
        if self.actors.is_own(actor) or actor.code is None or by_iso3(actor.code) is None:
            return True
        letters = text.replace(".", "")
        acronym = letters.isupper() and len(letters) <= LONGEST_ACRONYM
        common = actor.sector in _SHARING and text.rpartition(" ")[2].lower() in _SHARED
        if not acronym and not common:
            return True
        countries = self._countries_spoken_of()
        return not countries or actor.code in countries

    def _countries_spoken_of(self) -> frozenset[str]:
        if self.countries is None:
            found = {by_demonym(t.text) or by_name(t.text) for t in self.tokens if t.upos in ("PROPN", "ADJ")}
            found |= {by_name(self.phrases.text(self.text, n.first, n.last)) for n in self.names.values() if n.named}
            self.countries = frozenset(c.iso3 for c in found if c is not None and c.iso3)
        return self.countries
