"""Which mentions speak of the same: apposition and copula, names and acronyms, definite descriptions, pronouns.

What the grammar says goes first, and names go by their words. Of pronouns and descriptions the learned coreference
decides (`links`), where it takes them for somebody spoken of before; where it does not, and without it, the rules of
`pronouns` and `descriptions` look for one.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.scanning import word_set
from dateline.coding.who.affiliation import Affiliation
from dateline.coding.who.clusters import Cluster, is_another, names_meet, same_person
from dateline.coding.who.descriptions import Descriptions
from dateline.coding.who.found import Found
from dateline.coding.who.links import Links, may_be_read_same
from dateline.coding.who.phrases import Phrases
from dateline.coding.who.pronouns import Resolver
from dateline.coding.who.told_same import BODIES, ToldSame
from dateline.knowledge.countries import by_demonym
from dateline.knowledge.gazetteer import fold
from dateline.records.analysis import Analysis

_SAME_NAME = 1000.0
_PARTS_OF_LAND = word_set(
    "north south east west northern southern eastern western central upper lower north-eastern north-western "
    "south-eastern south-western northeastern northwestern southeastern southwestern"
)


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
        self.clusters: list[Cluster] = []
        self.of: list[int] = [-1] * len(found)
        """Cluster of each mention, -1 where it has none."""
        self._links = Links(analysis, found)

    def join(self) -> list[int]:
        """The cluster of each mention; -1 for pronouns that stand for nothing in the text."""
        told = ToldSame(self.analysis, self.phrases, self.found, self.by_token)
        ties = told.find()
        introduced = {
            one: number
            for number, others in ties.items()
            for one in others
            if self.found[number].named and self.found[number].type == "person"
        }
        resolver = Resolver(self.analysis, self.phrases, self.found, self.of, self.clusters, self.by_token)
        descriptions = Descriptions(self.phrases, self.clusters)
        later: list[int] = []
        for number, mention in enumerate(self.found):
            cluster = next((self.of[other] for other in ties.get(number, ()) if self.of[other] >= 0), -1)
            surely = told.in_brackets(mention) or number in told.renamed
            if cluster >= 0 and not (surely or self._may_be_told_same(mention, cluster)):
                cluster = -1
            if cluster < 0:
                if mention.pronoun in ("s", "w"):
                    later.append(number)
                    continue
                read = self._as_read(number)
                if mention.pronoun:
                    cluster = read if read >= 0 else resolver.resolve(number)
                    if cluster < 0 and mention.pronoun == "n":
                        continue
                elif mention.named:
                    cluster = self._by_name(mention, self.affiliations[number])
                    cluster = cluster if cluster >= 0 else read
                elif number in introduced:  # "the new judge, Ana Ruiz": the name says who it is
                    named = introduced[number]
                    cluster = self._by_name(self.found[named], self.affiliations[named])
                    cluster = cluster if cluster >= 0 else read
                else:
                    cluster = read if read >= 0 else descriptions.find(mention, self.affiliations[number])
            if cluster >= 0 and not surely and self._is_another(mention, cluster):
                cluster = -1
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

    def _as_read(self, number: int) -> int:
        """The cluster to which the learned coreference takes a mention back, unless something speaks against it."""
        cluster = self._links.antecedent(number)
        return cluster if cluster >= 0 and may_be_read_same(self.found[number], self.clusters[cluster]) else -1

    def _told_of(self, mention: Found) -> tuple[int, frozenset[str]] | None:
        """Of a body of a common kind the kind's sense and the words that say which one it is ("health", "interior"; not
        whose it is); None for others, and where no word does."""
        if mention.agent is None or mention.type != "organisation":
            return None
        tokens = self.phrases.tokens[mention.first : mention.last]
        words = frozenset(
            t.lemma for t in tokens
            if t.upos in ("NOUN", "PROPN", "ADJ") and t.lemma != mention.lemma and t.lemma not in mention.owners
            and by_demonym(t.text) is None
        )  # fmt: skip
        return (mention.agent.sense, words) if words else None

    def _is_another(self, mention: Found, index: int) -> bool:
        told = self._told_of(mention)
        return told is not None and is_another(*told, self.clusters[index])

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
        self._links.put(number, index)
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
            cluster.names.add(self._name(mention))
        if mention.actor is not None:
            cluster.names.add(fold(mention.actor.name))
        cluster.lemmas.add(mention.lemma)
        cluster.lemmas.update(title.lemma.rsplit(" ", 1)[-1] for title in mention.titles)
        if mention.agent is not None:
            cluster.senses.add(mention.agent.sense)
            if (told := self._told_of(mention)) is not None:
                cluster.told_of.append(told)
        cluster.code = cluster.code or affiliation.code
        if cluster.sector is None or not affiliation.weak:
            cluster.sector = affiliation.sector or cluster.sector

    # Names

    def _by_name(self, mention: Found, affiliation: Affiliation) -> int:
        name = fold(mention.actor.name) if mention.actor is not None else self._name(mention)
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
        told = self._told_of(mention)  # "the Interior Ministry" is the ministry of interior
        for index in range(len(self.clusters) - 1, -1, -1):
            cluster = self.clusters[index]
            if not cluster.named or not self._name_kinds(mention, cluster):
                continue
            if name in cluster.names or (told is not None and told in cluster.told_of):
                return index
            if mention.actor is not None and any(self.found[m].actor is not None for m in cluster.mentions):
                continue
            for known in cluster.names:
                if names_meet(mention, words, known.split(), acronym, cluster):
                    return index
        if mention.definite and mention.agent is not None and len(mention.name.split()) == 1:
            return Descriptions(self.phrases, self.clusters).same_word(mention, affiliation)
        return -1 if acronym else self._by_surname(mention, name)

    def _by_surname(self, mention: Found, name: str) -> int:
        """The person whose surname this is, though it was read as the name of a body: "Rinaldo Dausab ... Dausab had
        left"; or -1. A name with an article is a body's."""
        known = mention.actor is not None or mention.agent is not None or mention.definite or mention.titles
        if mention.type not in BODIES or known or " " in name:
            return -1
        for index in range(len(self.clusters) - 1, -1, -1):
            cluster = self.clusters[index]
            if cluster.type == "person" and any(" " in full and full.split()[-1] == name for full in cluster.names):
                mention.type, mention.plural = "person", False
                return index
        return -1

    def _name(self, mention: Found) -> str:
        """The name by which a mention is known again, folded. Of bodies of a common kind with what they are for
        ("ministry of internal affairs"), of parts of a country with where they lie ("northern Mali")."""
        part = _PARTS_OF_LAND & mention.modifiers if mention.type == "place" else None
        if part:
            return fold(" ".join([*sorted(part), mention.name]))
        tokens = self.phrases.tokens[mention.first : mention.last]
        common = mention.type == "organisation" and mention.agent is not None and " " not in mention.name
        if not common or not any(token.lemma in ("of", "for") for token in tokens):
            return fold(mention.name)
        return fold(" ".join(token.text for token in tokens if token.upos != "DET"))

    def _by_known_acronym(self, mention: Found, name: str) -> int:
        """The body that the text has given these capitals to ("the Highland Front (HF) ... HF said"), or -1."""
        if mention.titles:
            return -1
        known = (i for i, c in enumerate(self.clusters) if c.type in BODIES and name in c.names and len(c.names) > 1)
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

    def _may_be_told_same(self, mention: Found, index: int) -> bool:
        """Two names side by side are two, unless they agree: "AFP/Reuters", "Ruiz, Ortiz and others", "the Silent Pens
        is the Clerks' Association" (a claim, which `ties.aliases` has). Outside of brackets, where the second is an
        acronym."""
        cluster = self.clusters[index]
        if not mention.named or not cluster.named or not mention.name:
            return True
        if mention.actor is not None:
            others = {actor.name for n in cluster.mentions if (actor := self.found[n].actor) is not None}
            return not others or mention.actor.name in others
        if mention.type != cluster.type or not cluster.names:
            return True
        words = fold(mention.name).split()
        return any(
            not set(words).isdisjoint(known.split()) or names_meet(mention, words, known.split(), "", cluster)
            for known in cluster.names
        )

    def _name_kinds(self, mention: Found, cluster: Cluster) -> bool:
        if mention.type == cluster.type or "other" in (mention.type, cluster.type):
            return True
        return mention.type in BODIES and cluster.type in BODIES
