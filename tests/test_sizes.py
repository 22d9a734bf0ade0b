"""How many: trees with their numbers, and the toll that a reader would note down."""

from __future__ import annotations

import pytest
from coded import Coded

from dateline.coding.sizes import Tolls
from dateline.records.report import Count


def tolls(words: str, *, layer: bool = False) -> list[tuple[str, int, int | None]]:
    coded = Coded(words)
    found = Tolls(coded.grammar, coded.quantities, coded.layer if layer else None).found
    return [(t.key, t.number.min, t.number.max) for t in found]


TOLLS = [
    # the object of a verb, also as the subject of its passive
    ("Rebels/rebel/NOUN/2/nsubj killed/kill/VERB/0/root 12//NUM/4/nummod guards/guard/NOUN/2/obj", [("dead", 12, 12)]),
    ("Twelve/twelve/NUM/2/nummod guards/guard/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass hurt//VERB/0/root",
     [("injured", 12, 12)]),
    ("At/at/ADP/3/case least//ADJ/3/nmod 12//NUM/4/nummod guards/guard/NOUN/5/nsubj died/die/VERB/0/root",
     [("dead", 12, None)]),
    ("Police/police/NOUN/2/nsubj arrested/arrest/VERB/0/root dozens/dozen/NOUN/2/obj", [("arrested", 24, 99)]),
    # two objects, two tolls
    ("It//PRON/2/nsubj killed/kill/VERB/0/root two//NUM/4/nummod guards/guard/NOUN/2/obj and//CCONJ/6/cc "
     "injured/injure/VERB/2/conj five//NUM/6/obj", [("dead", 2, 2), ("injured", 5, 5)]),
    ("It//PRON/2/nsubj left/leave/VERB/0/root 12//NUM/4/nummod men/man/NOUN/2/obj dead//ADJ/2/xcomp",
     [("dead", 12, 12)]),
    # those included are among those counted
    ("It//PRON/2/nsubj killed/kill/VERB/0/root 12//NUM/4/nummod men/man/NOUN/2/obj including/include/VERB/7/case "
     "3//NUM/7/nummod guards/guard/NOUN/4/conj", [("dead", 12, 12)]),
    # no sum is made: the number is the one that the text has
    ("It//PRON/2/nsubj killed/kill/VERB/0/root a//DET/4/det guard//NOUN/2/obj and//CCONJ/7/cc his//PRON/7/nmod:poss "
     "driver//NOUN/4/conj", []),
    ("It//PRON/2/nsubj killed/kill/VERB/0/root himself//PRON/2/obj and//CCONJ/6/cc two//NUM/6/nummod "
     "guards/guard/NOUN/3/conj", [("dead", 2, 2)]),
    ("It//PRON/2/nsubj killed/kill/VERB/0/root two//NUM/4/nummod guards/guard/NOUN/2/obj and//CCONJ/7/cc a//DET/7/det "
     "driver//NOUN/4/conj", [("dead", 2, 2)]),
    ("It//PRON/2/nsubj killed/kill/VERB/0/root four//NUM/2/obj ,//PUNCT/6/punct not//ADV/6/advmod six//NUM/3/conj",
     [("dead", 4, 4)]),
    # two numbers of which one holds are a range
    ("Ten/ten/NUM/6/nsubj or//CCONJ/4/cc maybe//ADV/4/advmod 40//NUM/1/conj men/man/NOUN/6/nsubj died/die/VERB/0/root",
     [("dead", 10, 40)]),
    # one thing is no toll
    ("It//PRON/2/nsubj killed/kill/VERB/0/root a//DET/4/det bill//NOUN/2/obj", []),
    ("They//PRON/2/nsubj released/release/VERB/0/root a//DET/4/det statement//NOUN/2/obj", []),
    # none
    ("No/no/DET/2/det one//NOUN/4/nsubj:pass was/be/AUX/4/aux:pass hurt//VERB/0/root", [("injured", 0, 0)]),
    ("There//PRON/2/expl were/be/VERB/0/root no//DET/4/det casualties/casualty/NOUN/2/nsubj",
     [("dead", 0, 0), ("injured", 0, 0)]),
    ("There//PRON/2/expl were/be/VERB/0/root 12//NUM/4/nummod casualties/casualty/NOUN/2/nsubj", []),
    ("It//PRON/2/nsubj fell/fall/VERB/0/root without//SCONJ/4/mark hurting/hurt/VERB/2/advcl anyone//PRON/4/obj",
     [("injured", 0, 0)]),
    ("It//PRON/2/nsubj fell/fall/VERB/0/root with//SCONJ/6/mark no//DET/5/det one//PRON/6/nsubj hurt//VERB/2/advcl",
     [("injured", 0, 0)]),
    ("Neither/neither/DET/2/det guard//NOUN/4/nsubj:pass was/be/AUX/4/aux:pass hurt//VERB/0/root",
     [("injured", 0, 0)]),
    # what the hurt went through
    ("Eight/eight/NUM/2/nummod men/man/NOUN/3/nsubj needed/need/VERB/0/root stitches/stitch/NOUN/3/obj",
     [("injured", 8, 8)]),
    ("Two//NUM/2/nummod guards/guard/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass shot/shoot/VERB/0/root in//ADP/6/case "
     "legs/leg/NOUN/4/obl", [("injured", 2, 2)]),
    ("Two//NUM/2/nummod guards/guard/NOUN/3/nsubj need/need/VERB/0/root help//NOUN/3/obj", []),
    # a body of people is as many as it consists of
    ("It//PRON/2/nsubj killed/kill/VERB/0/root a//DET/4/det family//NOUN/2/obj of//ADP/6/case five//NUM/4/nmod",
     [("dead", 5, 5)]),
    ("It//PRON/2/nsubj killed/kill/VERB/0/root guards/guard/NOUN/2/obj ,//PUNCT/5/punct six//NUM/3/appos",
     [("dead", 6, 6)]),
    # a toll that rose
    ("The//DET/3/det death//NOUN/3/compound toll//NOUN/4/nsubj rose/rise/VERB/0/root to//ADP/6/case 40//NUM/4/obl",
     [("dead", 40, 40)]),
    ("It//PRON/2/nsubj claimed/claim/VERB/0/root the//DET/4/det lives/life/NOUN/2/obj of//ADP/7/case six//NUM/7/nummod "
     "guards/guard/NOUN/4/nmod", [("dead", 6, 6)]),
    ("It//PRON/2/nsubj changed/change/VERB/0/root the//DET/4/det lives/life/NOUN/2/obj of//ADP/7/case "
     "six//NUM/7/nummod "
     "guards/guard/NOUN/4/nmod", []),
    # who marches is counted, who is arrested is not a march
    ("An//DET/2/det estimated/estimate/VERB/4/amod 2,000//NUM/4/nummod protesters/protester/NOUN/5/nsubj "
     "sang/sing/VERB/0/root", [("participants", 1800, 2200)]),
    ("Police/police/NOUN/2/nsubj arrested/arrest/VERB/0/root 15//NUM/4/nummod protesters/protester/NOUN/2/obj",
     [("arrested", 15, 15)]),
    # who a march is for is not who marches
    ("The//DET/2/det march//NOUN/6/nsubj:pass for//ADP/5/case two//NUM/5/nummod guards/guard/NOUN/2/nmod "
     "banned/ban/VERB/0/root", []),
    # a bare participle after another one goes with the noun right before it
    ("Two//NUM/2/nummod men/man/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root and//CCONJ/8/cc "
     "nine//NUM/7/nummod guards/guard/NOUN/4/conj hurt//VERB/4/conj", [("dead", 2, 2), ("injured", 9, 9)]),
    ("It//PRON/2/nsubj left/leave/VERB/0/root two//NUM/4/nummod men/man/NOUN/2/obj dead//ADJ/2/xcomp and//CCONJ/8/cc "
     "nine//NUM/8/nummod wounded/wound/VERB/2/conj", [("dead", 2, 2), ("injured", 9, 9)]),
    # animals and boats are no people
    ("It//PRON/2/nsubj killed/kill/VERB/0/root 40//NUM/4/nummod camels/camel/NOUN/2/obj", []),
    ("They//PRON/2/nsubj detained/detain/VERB/0/root two//NUM/4/nummod trawlers/trawler/NOUN/2/obj", []),
    ("It//PRON/2/nsubj killed/kill/VERB/0/root a//DET/4/det mob//NOUN/2/obj ,//PUNCT/7/punct sixty//NUM/7/nummod "
     "strong//ADJ/4/appos", [("dead", 60, 60)]),
    ("Some/some/DET/3/det 300//NUM/3/nummod people//NOUN/4/nsubj fled/flee/VERB/0/root", [("displaced", 270, 330)]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), TOLLS)
def test_tolls(words: str, expected: list[tuple[str, int, int | None]]) -> None:
    found = tolls(words)
    if expected and expected[0][1] in (1800, 270):  # how far "some" reaches is the quantities' own matter
        assert [k for k, _, _ in found] == [expected[0][0]]
        assert found[0][1] <= {1800: 2000, 270: 300}[expected[0][1]] <= (found[0][2] or 10**9)
    else:
        assert found == expected


TWO_MEN = (
    "They//PRON/2/nsubj stopped/stop/VERB/0/root 14//NUM/4/nummod soldiers/soldier/NOUN/2/obj|"
    "The//DET/2/det soldiers/soldier/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root"
)


def test_the_soldiers_are_as_many_as_there_were() -> None:
    assert tolls(TWO_MEN) == []
    assert tolls(TWO_MEN, layer=True) == [("dead", 14, 14)]


def test_soldiers_at_large_are_not() -> None:
    coded = Coded("They//PRON/2/nsubj killed/kill/VERB/0/root soldiers/soldier/NOUN/2/obj")
    for entity in coded.layer.entities:
        entity.count = Count(2000, 2000)
    assert Tolls(coded.grammar, coded.quantities, coded.layer).found == []
