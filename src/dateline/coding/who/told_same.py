"""What the grammar says is the same: apposition and copula, names given ("known as"), acronyms in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.who.found import Found
from dateline.coding.who.phrases import Phrases
from dateline.records.analysis import Analysis

BODIES = ("organisation", "group")
_LONGEST_ACRONYM = 8
_RENAMING = frozenset({"change", "take", "adopt", "assume", "rename", "rebrand"})
_NAMING = frozenset({"know", "call", "name", "dub", "style"})


class ToldSame:
    """Reads off the trees of one document which mentions are said to be the same."""

    def __init__(self, analysis: Analysis, phrases: Phrases, found: Sequence[Found], by_token: dict[int, int]) -> None:
        self.analysis, self.phrases, self.found, self.by_token = analysis, phrases, found, by_token
        self.ends: dict[int, int] = {}
        """Bodies by the token after their name; of a name within a name the whole ("the Union of Cotton Growers")."""
        self.renamed: set[int] = set()
        """New names that a body is said to have taken."""
        for number, mention in enumerate(found):
            if mention.named and mention.type in BODIES:
                known = self.ends.setdefault(mention.last, number)
                if mention.first < found[known].first:
                    self.ends[mention.last] = number

    def find(self) -> dict[int, list[int]]:
        """Later mention -> earlier ones that apposition, copula or naming makes the same."""
        tokens = self.phrases.tokens
        ties: dict[int, list[int]] = {}
        pairs: list[tuple[int, int]] = []
        for number, mention in enumerate(self.found):
            token = tokens[mention.head]
            whom = self._stands_beside(mention)
            if token.deprel == "parataxis" and self.in_brackets(mention):
                whom = token.head
            if whom in self.by_token:
                pairs.append((number, self.by_token[whom]))
            subject = self._copula_subject(mention.head)
            if subject >= 0 and subject in self.by_token:
                pairs.append((number, self.by_token[subject]))
            other = self._named_by(mention)
            if other >= 0 and other in self.by_token:
                pairs.append((number, self.by_token[other]))
            other = self._renamed(mention)
            if other in self.by_token and self.by_token[other] != number:
                self.renamed.add(number)
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

    def _stands_beside(self, mention: Found) -> int:
        """Whom an apposition, or a second one that "and" joins to it ("Orlova, a doctor and member of the board"), says
        more of; -1. After a comma the second is somebody else ("Orlova, a doctor, and a nurse")."""
        tokens = self.phrases.tokens
        token = tokens[mention.head]
        if token.deprel == "appos":
            return token.head
        if token.deprel != "conj" or mention.named or mention.plural:
            return -1
        link = self.phrases.child(mention.head, "cc")
        if link < 1 or tokens[link].lemma != "and" or tokens[link - 1].text == ",":
            return -1
        if tokens[token.head].deprel == "appos":
            return tokens[token.head].head
        beside = self.phrases.child(token.head, "appos")
        return token.head if token.head < beside < mention.head else -1

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
        if number < 0 or self.found[number].type not in BODIES or self.found[number].agent is mention.agent is not None:
            return -1
        return number

    def in_brackets(self, mention: Found) -> bool:
        """Does a mention open a bracket?"""
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

    def _renamed(self, mention: Found) -> int:
        """Whose new name this is, or -1: "the League changed its name to the Alliance", "took the name Sun"."""
        tokens = self.phrases.tokens
        at = mention.head
        if not mention.named or mention.type not in BODIES:
            return -1
        if tokens[at].head >= 0 and tokens[tokens[at].head].lemma == "name":
            at = tokens[at].head
            taken = tokens[at].deprel == "obj" and tokens[tokens[at].head].lemma in ("take", "adopt", "assume")
            changed = self.phrases.child(at, "nmod:poss") >= 0 and self.phrases.case(mention.head) == "to"
            if not taken and not changed:
                return -1
        elif self.phrases.case(at) not in ("to", "as"):
            return -1
        verb = tokens[at].head
        if verb < 0 or tokens[verb].lemma not in _RENAMING:
            return -1
        thing = self.phrases.child(verb, "obj")
        if tokens[verb].lemma == "change" and (thing < 0 or tokens[thing].lemma != "name"):
            return -1
        subject = self.phrases.child(verb, "nsubj")
        return tokens[verb].head if subject < 0 and tokens[verb].deprel == "acl" else subject

    def _same_kind(self, one: Found, other: Found) -> bool:
        if "other" in (one.type, other.type):
            return True
        if one.named and other.named and "place" in (one.type, other.type):
            return False  # "Trinity Square, Aden": the second name says where the first is
        if one.type in BODIES and other.type in BODIES:
            return one.plural == other.plural or one.type == "organisation" or other.type == "organisation"
        return one.type == other.type or {one.type, other.type} == {"place", "facility"}
