"""Which mentions speak of the same: apposition and copula, names and acronyms, definite descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.scanning import word_set
from dateline.coding.who.affiliation import Affiliation
from dateline.coding.who.clusters import Cluster, body_fits, may_modify, may_own, names_meet, same_person
from dateline.coding.who.found import Found
from dateline.coding.who.phrases import Phrases
from dateline.coding.who.pronouns import Resolver
from dateline.knowledge.gazetteer import fold
from dateline.records.analysis import Analysis

_BODIES = ("organisation", "group")
_ARMED = frozenset({"UAF", "REB", "CRM", "PRM"})
_LONGEST_ACRONYM = 8
_SAME_NAME = 1000.0
# How far back, in sentences, a description may reach.
_REACH = 12
_NAMING = frozenset({"know", "call", "name", "dub", "style"})
# Descriptions that fit any body of the kind, without sharing a word with its name.
_ANY_BODY = word_set(
    "group organisation organization movement outfit faction party network alliance front body coalition agency "
    "company firm union charity institution bloc"
)
_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
# Descriptions that fit any person of these sectors; of every sector where there are none.
_ANY_PERSON: dict[str, frozenset[str]] = {
    "man": frozenset(), "woman": frozenset(), "person": frozenset(), "boy": frozenset({"CVL"}),
    "girl": frozenset({"CVL"}), "suspect": frozenset({"CVL", "UAF", "CRM", "REB", "UNK"}), "victim": frozenset({"CVL"}),
    "official": _STATE, "leader": _STATE | {"REB", "OPP", "PTY", "REL", "ELI", "UAF", "SOC", "LAB"},
}  # fmt: skip
_REACH_OF_ANYBODY = 4
_ANY_PLACE = word_set("city town village country capital")
# Too general to be the same people whenever they are spoken of again without an article.
_ANYBODY = word_set("people person man woman child civilian boy girl parent youth family member")


def relative_antecedents(phrases: Phrases) -> dict[int, int]:
    """Relative pronoun -> the noun that its clause describes."""
    tokens = phrases.tokens
    found: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.deprel != "acl:relcl" or token.head < 0:
            continue
        for child in phrases.children[index]:
            if tokens[child].upos in ("PRON", "DET") and tokens[child].text.lower() in ("who", "which", "that", "whom"):
                found[child] = token.head
            for grandchild in phrases.children[child]:
                if tokens[grandchild].text.lower() in ("whose", "whom", "which"):
                    found[grandchild] = token.head
    return found


class Joiner:
    """Joins the mentions of one document, from left to right."""

    def __init__(
        self, analysis: Analysis, phrases: Phrases, found: Sequence[Found], affiliations: Sequence[Affiliation],
        relatives: dict[int, int],
    ) -> None:  # fmt: skip
        self.analysis, self.phrases, self.found, self.affiliations = analysis, phrases, found, affiliations
        self.by_token = {mention.head: number for number, mention in enumerate(found)}
        for number, mention in enumerate(found):
            if mention.inner >= 0:
                self.by_token.setdefault(mention.inner, number)
            for part in mention.parts:
                self.by_token.setdefault(part, number)
        for pronoun, noun in relatives.items():
            if noun in self.by_token:
                self.by_token.setdefault(pronoun, self.by_token[noun])
        self.ends = {
            mention.last: number for number, mention in enumerate(found) if mention.named and mention.type in _BODIES
        }
        """Bodies by the token after their name."""
        self.clusters: list[Cluster] = []
        self.of: list[int] = [-1] * len(found)
        """Cluster of each mention, -1 where it has none."""

    def join(self) -> list[int]:
        """The cluster of each mention; -1 for pronouns that stand for nothing in the text."""
        ties = self._ties()
        introduced = {
            one: number
            for number, others in ties.items()
            for one in others
            if self.found[number].named and self.found[number].type == "person"
        }
        resolver = Resolver(self.analysis, self.phrases, self.found, self.of, self.clusters, self.by_token)
        later: list[int] = []
        for number, mention in enumerate(self.found):
            cluster = next((self.of[other] for other in ties.get(number, ()) if self.of[other] >= 0), -1)
            if cluster >= 0 and not self._may_be_told_same(mention, self.clusters[cluster]):
                cluster = -1
            if cluster < 0:
                if mention.pronoun in ("s", "w"):
                    later.append(number)
                    continue
                if mention.pronoun:
                    cluster = resolver.resolve(number)
                    if cluster < 0 and mention.pronoun == "n":
                        continue
                elif mention.named:
                    cluster = self._by_name(mention, self.affiliations[number])
                elif number in introduced:  # "the new judge, Ana Ruiz": the name says who it is
                    named = introduced[number]
                    cluster = self._by_name(self.found[named], self.affiliations[named])
                else:
                    cluster = self._by_description(number, mention, self.affiliations[number])
            self._put(number, cluster)
        sides: dict[int, int] = {}
        for number in later:
            cluster = resolver.speaker(number)
            if self.found[number].pronoun == "w" and (
                cluster < 0 or self.clusters[cluster].type in ("person", "other")
            ):
                if cluster not in sides:
                    sides[cluster] = self._side_of(number, cluster)
                cluster = sides[cluster]
            if cluster >= 0:
                self._put(number, cluster)
        return self.of

    def _side_of(self, number: int, speaker: int) -> int:
        """A new cluster for those for whom somebody says "we"; without a speaker, the reader's or writer's own."""
        found = Cluster(type="group", plural=True, sentence=self.found[number].sentence)
        if speaker >= 0:
            found.code, found.sector = self.clusters[speaker].code, self.clusters[speaker].sector
        self.clusters.append(found)
        return len(self.clusters) - 1

    def _put(self, number: int, index: int) -> None:
        mention, affiliation = self.found[number], self.affiliations[number]
        if index < 0:
            index = len(self.clusters)
            self.clusters.append(Cluster(type=mention.type, plural=mention.plural))
        cluster = self.clusters[index]
        cluster.mentions.append(number)
        self.of[number] = index
        cluster.sentence = mention.sentence
        if cluster.gender is None:
            cluster.gender = mention.gender
        if mention.pronoun:
            return
        if (mention.named and not cluster.named) or cluster.type == "other":
            cluster.type = mention.type
        cluster.named = cluster.named or mention.named
        cluster.modifiers.update(mention.modifiers)
        cluster.owners.update(mention.owners)
        cluster.negated = cluster.negated or mention.negated
        cluster.counted = cluster.counted or mention.counted
        if mention.name:
            cluster.names.add(fold(mention.name))
        if mention.actor is not None:
            cluster.names.add(fold(mention.actor.name))
        cluster.lemmas.add(mention.lemma)
        cluster.lemmas.update(title.lemma.rsplit(" ", 1)[-1] for title in mention.titles)
        if mention.agent is not None:
            cluster.senses.add(mention.agent.sense)
        cluster.code = cluster.code or affiliation.code
        if cluster.sector is None or not affiliation.weak:
            cluster.sector = affiliation.sector or cluster.sector

    # What the grammar says is the same

    def _ties(self) -> dict[int, list[int]]:
        """Later mention -> earlier ones that apposition, copula or naming makes the same."""
        tokens = self.phrases.tokens
        ties: dict[int, list[int]] = {}
        pairs: list[tuple[int, int]] = []
        for number, mention in enumerate(self.found):
            token = tokens[mention.head]
            if (token.deprel == "appos" and token.head in self.by_token) or (
                token.deprel == "parataxis" and token.head in self.by_token and self._in_brackets(mention)
            ):
                pairs.append((number, self.by_token[token.head]))
            subject = self._copula_subject(mention.head)
            if subject >= 0 and subject in self.by_token:
                pairs.append((number, self.by_token[subject]))
            other = self._named_by(mention)
            if other >= 0 and other in self.by_token:
                pairs.append((number, self.by_token[other]))
            other = self._before_brackets(mention)
            if other >= 0 and other != number:
                mention.type, mention.named = self.found[other].type, True
                mention.name = mention.name or self.phrases.text(self.analysis.text, mention.first, mention.last)
                pairs.insert(0, (number, other))
        for one, other in pairs:
            if one != other and self._same_kind(self.found[one], self.found[other]):
                ties.setdefault(max(one, other), []).append(min(one, other))
        return ties

    def _before_brackets(self, mention: Found) -> int:
        """The body whose acronym stands in brackets after its name, or -1."""
        first, last = mention.first, mention.last
        tokens = self.phrases.tokens
        if last - first != 1 or first < 2 or last >= len(tokens):
            return -1
        if tokens[first - 1].text not in ("(", "[") or tokens[last].text not in (")", "]"):
            return -1
        text = tokens[first].text.replace(".", "")
        if (
            not 2 <= len(text) <= _LONGEST_ACRONYM
            or not text.isalpha()
            or (self.phrases.cased and not text[1:].isupper())
        ):
            return -1
        number = self.ends.get(first - 1, -1)
        if mention.name and number >= 0 and mention.agent is None:
            mention.actor = mention.actor if mention.actor is self.found[number].actor else None
        if (
            number < 0
            or self.found[number].type not in _BODIES
            or self.found[number].agent is mention.agent is not None
        ):
            return -1
        return number

    def _in_brackets(self, mention: Found) -> bool:
        return mention.first > 0 and self.phrases.tokens[mention.first - 1].text in ("(", "[")

    def _copula_subject(self, head: int) -> int:
        phrases = self.phrases
        if phrases.child(head, "cop") < 0 or phrases.child(head, "case") >= 0:
            return -1
        for child in phrases.children[head]:
            if phrases.tokens[child].lemma in ("not", "n't", "never"):
                return -1
        return phrases.child(head, "nsubj")

    def _named_by(self, mention: Found) -> int:
        """The noun that "known as", "called", "named" gives this name."""
        tokens = self.phrases.tokens
        token = tokens[mention.head]
        if token.head < 0 or token.deprel not in ("obl", "xcomp", "obj"):
            return -1
        verb = tokens[token.head]
        if verb.lemma in _NAMING and verb.deprel in ("acl", "acl:relcl") and mention.named:
            return verb.head
        return -1

    def _same_kind(self, one: Found, other: Found) -> bool:
        if "other" in (one.type, other.type):
            return True
        if one.named and other.named and "place" in (one.type, other.type):
            return False  # "Trinity Square, Aden": the second name says where the first is
        if one.type in _BODIES and other.type in _BODIES:
            return one.plural == other.plural or one.type == "organisation" or other.type == "organisation"
        return one.type == other.type or {one.type, other.type} == {"place", "facility"}

    # Names

    def _by_name(self, mention: Found, affiliation: Affiliation) -> int:
        name = fold(mention.actor.name if mention.actor is not None else mention.name)
        if not name:
            return -1
        words = name.split()
        shaped = mention.name.isupper() or (not self.phrases.cased and " " not in mention.name)
        acronym = mention.name.replace(".", "") if shaped and 2 <= len(mention.name) <= 10 else ""
        if mention.type == "person":
            body = self._by_known_acronym(mention, name) if acronym and self.phrases.cased else -1
            if body >= 0:
                mention.type, mention.plural = "organisation", self.clusters[body].plural
                return body
            return self._by_person_name(mention, name, words)
        for index in range(len(self.clusters) - 1, -1, -1):
            cluster = self.clusters[index]
            if not cluster.named or not self._name_kinds(mention, cluster):
                continue
            if name in cluster.names:
                return index
            if mention.actor is not None and any(self.found[m].actor is not None for m in cluster.mentions):
                continue
            for known in cluster.names:
                if names_meet(mention, words, known.split(), acronym, cluster):
                    return index
        if mention.definite and mention.agent is not None and len(mention.name.split()) == 1:
            return self._same_word(mention, affiliation)
        return -1

    def _by_known_acronym(self, mention: Found, name: str) -> int:
        """The body that the text has given these capitals to ("the Highland Front (HF) ... HF said"), or -1."""
        if mention.titles:
            return -1
        known = (i for i, c in enumerate(self.clusters) if c.type in _BODIES and name in c.names and len(c.names) > 1)
        return next(known, -1)

    def _by_person_name(self, mention: Found, name: str, words: list[str]) -> int:
        """A full name joins its own; a surname goes to whom the document speaks of most, and has just spoken of."""
        best, score = -1, -1.0
        for index, cluster in enumerate(self.clusters):
            if not cluster.named or cluster.type not in ("person", "other") or not same_person(mention, cluster):
                continue
            if name in cluster.names or any(names_meet(mention, words, k.split(), "", cluster) for k in cluster.names):
                value = len(cluster.mentions) - 0.5 * (mention.sentence - cluster.sentence)
                value += _SAME_NAME if len(words) > 1 and name in cluster.names else 0.0
                if best < 0 or value > score:
                    best, score = index, value
        return best

    def _may_be_told_same(self, mention: Found, cluster: Cluster) -> bool:
        """Two names side by side are two, unless they agree ("AFP/Reuters"; "Ruiz, Ortiz and others")."""
        if not mention.named or not cluster.named or not mention.name:
            return True
        if mention.actor is not None:
            others = {actor.name for n in cluster.mentions if (actor := self.found[n].actor) is not None}
            return not others or mention.actor.name in others
        if mention.type != "person" or cluster.type != "person" or not cluster.names:
            return True
        words = fold(mention.name).split()
        return any(not set(words).isdisjoint(known.split()) for known in cluster.names)

    def _name_kinds(self, mention: Found, cluster: Cluster) -> bool:
        if mention.type == cluster.type or "other" in (mention.type, cluster.type):
            return True
        return mention.type in _BODIES and cluster.type in _BODIES

    # Descriptions

    def _by_description(self, number: int, mention: Found, affiliation: Affiliation) -> int:
        if mention.indefinite or mention.negated:
            return -1
        if mention.agent is None:
            same = self._by_words(mention)
            return same if same >= 0 or not mention.definite else self._same_word(mention, affiliation)
        possessed = any(self.phrases.tokens[c].deprel == "nmod:poss" for c in self.phrases.children[mention.head])
        if mention.definite or possessed:
            same = self._same_word(mention, affiliation)
            if same >= 0 or possessed or self.phrases.child(mention.head, "acl", "acl:relcl") >= 0:
                return same  # "the person controlling it" is told for the first time
            if self.phrases.complement(mention.head, "for", "of") >= 0 and mention.lemma in _ANY_BODY:
                return -1  # "the front for the renewal of the highlands" says itself which
            return self._synonym(mention, affiliation)
        # Bare: "police said ... police added", "residents fled ... residents said".
        if mention.type not in _BODIES or mention.lemma in _ANYBODY:
            return -1
        if any(self.phrases.tokens[c].deprel == "nummod" for c in self.phrases.children[mention.head]):
            return -1
        return self._same_word(mention, affiliation, bare=True)

    def _by_words(self, mention: Found) -> int:
        """A body whose name or acronym this is, though it is not written as a name ("the mlf" in small letters)."""
        tokens = self.phrases.tokens
        first = mention.first + (tokens[mention.first].upos == "DET" and mention.last - mention.first > 1)
        words = fold(" ".join(t.text for t in tokens[first : mention.last]))
        for index, cluster in enumerate(self.clusters):
            if words in cluster.names and (cluster.type == mention.type or cluster.type in _BODIES):
                return index
        return -1

    def _candidates(self, mention: Found) -> list[int]:
        since = mention.sentence - _REACH
        recent = [i for i, c in enumerate(self.clusters) if c.sentence >= since and not c.negated]
        return sorted(recent, key=lambda i: self.clusters[i].mentions[-1], reverse=True)

    def _fits(self, mention: Found, affiliation: Affiliation, cluster: Cluster, owned: bool = False) -> bool:
        if owned and not may_own(mention, cluster):
            return False
        if affiliation.code and cluster.code and affiliation.code != cluster.code:
            return False
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if mention.type == cluster.type:
            return mention.plural == cluster.plural or mention.type == "organisation" or cluster.named
        return mention.type in _BODIES and cluster.type in _BODIES and mention.type == "organisation"

    def _same_word(self, mention: Found, affiliation: Affiliation, bare: bool = False) -> int:
        lemma = mention.lemma
        for index in self._candidates(mention):
            cluster = self.clusters[index]
            if lemma not in cluster.lemmas or not self._fits(mention, affiliation, cluster, owned=True):
                continue
            if bare:
                if cluster.modifiers == set(mention.modifiers) and not cluster.named and not cluster.counted:
                    return index
            elif cluster.named and not may_modify(mention, cluster):
                continue
            elif mention.modifiers <= cluster.modifiers or cluster.named or not cluster.modifiers:
                known = cluster.modifiers
                if mention.modifiers and known and not mention.modifiers & known and not cluster.named:
                    continue
                return index
        return -1

    def _synonym(self, mention: Found, affiliation: Affiliation) -> int:
        assert mention.agent is not None
        lemma, sense = mention.lemma, mention.agent.sense
        armed = mention.agent.source == "armed_group"
        for index in self._candidates(mention):
            cluster = self.clusters[index]
            if not self._fits(mention, affiliation, cluster) or (cluster.named and not cluster.senses and armed):
                continue
            if mention.modifiers - cluster.modifiers and mention.modifiers and not armed:
                continue
            if mention.type == "organisation" and lemma in _ANY_BODY:
                if cluster.type == "organisation" and cluster.named and body_fits(lemma, cluster):
                    return index
                continue
            if mention.type == "person" and lemma in _ANY_PERSON and cluster.type == "person":
                wanted = _ANY_PERSON[lemma]
                near = mention.sentence - cluster.sentence <= _REACH_OF_ANYBODY
                if near and (not wanted or cluster.sector is None or cluster.sector in wanted):
                    return index
            if mention.type == "place":
                if cluster.senses or mention.plural:
                    continue
                if lemma in _ANY_PLACE and cluster.named and (lemma == "country") == (cluster.code is not None):
                    return index
                continue
            if mention.type in ("group", "person") and (
                sense in cluster.senses or (armed and cluster.sector in _ARMED and cluster.type == mention.type)
            ):
                return index
        return -1
