"""Entities found in trees written by hand, asked for by the words for them; and trees that several tests read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trees import token_of, tree

from dateline.coding.entities import EntityLayer, find_entities
from dateline.records.analysis import Analysis, Attribution, Mention, Name
from dateline.records.report import Entity

STORM = """
1 About about ADV 2 advmod
2 twenty twenty NUM 3 nummod
3 gunmen gunman NOUN 4 nsubj
4 stormed storm VERB 0 root
5 the the DET 7 det
6 police police NOUN 7 compound
7 station station NOUN 4 obj
8 in in ADP 9 case
9 Taiz Taiz PROPN 4 obl
10 . . PUNCT 4 punct

1 The the DET 2 det
2 attackers attacker NOUN 3 nsubj
3 killed kill VERB 0 root
4 three three NUM 5 nummod
5 officers officer NOUN 3 obj
6 before before SCONJ 8 mark
7 they they PRON 8 nsubj
8 fled flee VERB 3 advcl
9 . . PUNCT 3 punct
"""

SPOKESMAN = """
1 Karim Karim PROPN 11 nsubj
2 Haddad Haddad PROPN 1 flat
3 , , PUNCT 5 punct
4 a a DET 5 det
5 spokesman spokesman NOUN 1 appos
6 for for ADP 9 case
7 the the DET 9 det
8 Interior interior PROPN 9 compound
9 Ministry ministry PROPN 5 nmod
10 , , PUNCT 5 punct
11 said say VERB 0 root
12 the the DET 14 det
13 Turkish turkish ADJ 14 amod
14 army army NOUN 16 nsubj
15 had have AUX 16 aux
16 withdrawn withdraw VERB 11 ccomp
17 . . PUNCT 11 punct

1 Haddad Haddad PROPN 2 nsubj
2 added add VERB 0 root
3 that that SCONJ 7 mark
4 he he PRON 7 nsubj
5 had have AUX 7 aux
6 not not PART 7 advmod
7 seen see VERB 2 ccomp
8 its its PRON 9 nmod:poss
9 soldiers soldier NOUN 7 obj
10 . . PUNCT 2 punct
"""

ACRONYM = """
1 The the DET 4 det
2 Free Free PROPN 4 amod
3 Officers officer PROPN 4 compound
4 Movement Movement PROPN 8 nsubj
5 ( ( PUNCT 6 punct
6 FOM FOM PROPN 4 appos
7 ) ) PUNCT 6 punct
8 seized seize VERB 0 root
9 the the DET 11 det
10 border border NOUN 11 compound
11 post post NOUN 8 obj
12 . . PUNCT 8 punct

1 The the DET 2 det
2 group group NOUN 3 nsubj
3 denied deny VERB 0 root
4 it it PRON 3 obj
5 . . PUNCT 3 punct

1 FOM FOM PROPN 2 nsubj
2 said say VERB 0 root
3 so so ADV 2 advmod
4 . . PUNCT 2 punct
"""


@dataclass
class Who:
    """A layer with look-ups by word."""

    analysis: Analysis
    layer: EntityLayer

    def entity(self, form: str, nth: int = 1) -> Entity:
        mention = self.layer.mentions[self.layer.by_token[token_of(self.analysis, form, nth)]]
        assert mention.entity is not None
        return self.layer.entities[mention.entity]

    def type(self, form: str, nth: int = 1) -> str:
        return self.layer.mentions[self.layer.by_token[token_of(self.analysis, form, nth)]].type

    def text(self, form: str, nth: int = 1) -> str:
        return self.layer.mentions[self.layer.by_token[token_of(self.analysis, form, nth)]].text


def who(
    words: str,
    names: list[Name] | None = None,
    places: list[str] | None = None,
    on: str | None = None,
    attributions: list[Attribution] | None = None,
    same: Sequence[Sequence[tuple[str, int]]] = (),
) -> Who:
    """`same`: forms, and which of that form, that the learned coreference takes for the same."""
    analysis = tree(words, names=names or (), attributions=attributions or ())
    for forms in same:
        heads = [token_of(analysis, form, nth) for form, nth in forms]
        analysis.clusters.append([Mention(head, head, head + 1, "person") for head in heads])
    spans = [(token_of(analysis, p), token_of(analysis, p) + 1) for p in places or ()]
    return Who(analysis, find_entities(analysis, places=spans, quantities=[], on=on))
