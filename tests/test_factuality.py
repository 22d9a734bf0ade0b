"""Status by the tree: every sentence is written for the test, the event in question is named beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from short_trees import sentence
from trees import token_of

from dateline.coding.event_marks import as_status, governors, markers
from dateline.coding.factuality import Telling, standing, status
from dateline.coding.grammar import Grammar


def status_of(words: str, form: str, *stances: str, score: float = 0.0) -> str:
    analysis = sentence(words)
    trigger = token_of(analysis, form)
    analysis.factuality[trigger] = score
    return status(analysis, trigger, children=Grammar(analysis).children, content_stances=stances)  # type: ignore[arg-type]


CASES = [
    # plain, negated, modal
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root Taiz//PROPN/2/obj", "attacked", "occurred"),
    ("They//PRON/4/nsubj did/do/AUX/4/aux not//PART/4/advmod attack//VERB/0/root", "attack", "negated"),
    ("They//PRON/3/nsubj never//ADV/3/advmod attacked/attack/VERB/0/root", "attacked", "negated"),
    ("No/no/DET/2/det shots/shot/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass fired/fire/VERB/0/root", "fired", "negated"),
    ("No/no/DET/2/det shots/shot/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass fired/fire/VERB/0/root", "shots", "negated"),
    ("They//PRON/3/nsubj may//AUX/3/aux attack//VERB/0/root", "attack", "hypothetical"),
    ("They//PRON/4/nsubj may//AUX/4/aux not//PART/4/advmod attack//VERB/0/root", "attack", "hypothetical"),
    ("They//PRON/4/nsubj could//AUX/4/aux not//PART/4/advmod enter//VERB/0/root", "enter", "negated"),
    ("They//PRON/3/nsubj will//AUX/3/aux march//VERB/0/root", "march", "planned"),
    ("They//PRON/4/nsubj will//AUX/4/aux not//PART/4/advmod march//VERB/0/root", "march", "negated"),
    ("They//PRON/4/nsubj would//AUX/4/aux have//AUX/4/aux won/win/VERB/0/root", "won", "hypothetical"),
    ("Shots/shot/NOUN/4/nsubj:pass could//AUX/4/aux be//AUX/4/aux:pass heard/hear/VERB/0/root", "heard", "occurred"),
    ("He//PRON/3/nsubj nearly//ADV/3/advmod died/die/VERB/0/root", "died", "negated"),
    ("He//PRON/4/nsubj:pass was/be/AUX/4/aux:pass reportedly//ADV/4/advmod shot/shoot/VERB/0/root", "shot", "occurred"),
    ("He//PRON/5/nsubj did/do/AUX/5/aux not//PART/5/advmod only/only/ADV/5/advmod shout//VERB/0/root",
     "shout", "occurred"),
    # aspect
    ("Troops/troop/NOUN/3/nsubj are/be/AUX/3/aux shelling/shell/VERB/0/root Taiz//PROPN/3/obj", "shelling", "ongoing"),
    ("Troops/troop/NOUN/3/nsubj were/be/AUX/3/aux shelling/shell/VERB/0/root Taiz//PROPN/3/obj",
     "shelling", "occurred"),
    ("He//PRON/3/nsubj is/be/AUX/3/aux leaving/leave/VERB/0/root tomorrow//NOUN/3/obl:unmarked", "leaving", "planned"),
    ("They//PRON/3/nsubj regularly//ADV/3/advmod raid//VERB/0/root farms/farm/NOUN/3/obj", "raid", "habitual"),
    ("They//PRON/2/nsubj march//VERB/0/root every//DET/4/det Friday//PROPN/2/obl:unmarked", "march", "habitual"),
    ("Bandits/bandit/NOUN/2/nsubj raid//VERB/0/root farms/farm/NOUN/2/obj .//PUNCT/2/punct", "raid", "habitual"),
    ("Bandits/bandit/NOUN/2/nsubj raid//VERB/0/root farms/farm/NOUN/2/obj", "raid", "occurred"),  # a headline
    # conditions, questions, imperatives
    ("If/if/SCONJ/3/mark they//PRON/3/nsubj attack//VERB/6/advcl we//PRON/6/nsubj will//AUX/6/aux respond//VERB/0/root",
     "attack", "hypothetical"),
    ("If/if/SCONJ/3/mark they//PRON/3/nsubj attack//VERB/6/advcl we//PRON/6/nsubj will//AUX/6/aux respond//VERB/0/root",
     "respond", "hypothetical"),
    ("Did/do/AUX/3/aux they//PRON/3/nsubj attack//VERB/0/root ?//PUNCT/3/punct", "attack", "hypothetical"),
    ("Why/why/ADV/4/advmod did/do/AUX/4/aux they//PRON/4/nsubj attack//VERB/0/root ?//PUNCT/4/punct",
     "attack", "occurred"),
    ("Join/join/VERB/0/root the//DET/3/det march//NOUN/1/obj !//PUNCT/1/punct", "Join", "planned"),
    # governors of clauses
    ("They//PRON/2/nsubj managed/manage/VERB/0/root to//PART/4/mark flee//VERB/2/xcomp", "flee", "occurred"),
    ("They//PRON/4/nsubj did/do/AUX/4/aux not//PART/4/advmod manage//VERB/0/root to//PART/6/mark flee//VERB/4/xcomp",
     "flee", "negated"),
    ("They//PRON/2/nsubj failed/fail/VERB/0/root to//PART/4/mark stop//VERB/2/xcomp it//PRON/4/obj", "stop", "negated"),
    ("They//PRON/4/nsubj did/do/AUX/4/aux not//PART/4/advmod fail//VERB/0/root to//PART/6/mark kill//VERB/4/xcomp",
     "kill", "occurred"),
    ("They//PRON/3/nsubj were/be/AUX/3/aux:pass forced/force/VERB/0/root to//PART/5/mark flee//VERB/3/xcomp",
     "flee", "occurred"),
    ("They//PRON/2/nsubj had/have/VERB/0/root to//PART/4/mark flee//VERB/2/xcomp", "flee", "occurred"),
    ("They//PRON/2/nsubj have//VERB/0/root to//PART/4/mark leave//VERB/2/xcomp", "leave", "planned"),
    ("They//PRON/2/nsubj vowed/vow/VERB/0/root to//PART/4/mark fight//VERB/2/xcomp", "fight", "planned"),
    ("They//PRON/2/nsubj vowed/vow/VERB/0/root not//PART/5/advmod to//PART/5/mark surrender//VERB/2/xcomp",
     "surrender", "negated"),
    ("They//PRON/2/nsubj tried/try/VERB/0/root to//PART/4/mark storm//VERB/2/xcomp it//PRON/4/obj",
     "storm", "hypothetical"),
    ("They//PRON/2/nsubj tried/try/VERB/0/root to//PART/4/mark storm//VERB/2/xcomp it//PRON/4/obj",
     "tried", "occurred"),
    ("They//PRON/2/nsubj continued/continue/VERB/0/root to//PART/4/mark shell//VERB/2/xcomp Taiz//PROPN/4/obj",
     "shell", "ongoing"),
    ("They//PRON/2/nsubj used/use/VERB/0/root to//PART/4/mark raid//VERB/2/xcomp farms/farm/NOUN/4/obj",
     "raid", "habitual"),
    ("The//DET/2/det army//NOUN/3/nsubj denied/deny/VERB/0/root that//SCONJ/6/mark it//PRON/6/nsubj "
     "fired/fire/VERB/3/ccomp",
     "fired", "negated"),
    ("The//DET/2/det army//NOUN/3/nsubj said/say/VERB/0/root that//SCONJ/6/mark it//PRON/6/nsubj "
     "fired/fire/VERB/3/ccomp",
     "fired", "occurred"),
    ("He//PRON/2/nsubj asked/ask/VERB/0/root whether//SCONJ/5/mark they//PRON/5/nsubj fired/fire/VERB/2/ccomp",
     "fired", "hypothetical"),
    ("Guards/guard/NOUN/2/nsubj prevented/prevent/VERB/0/root them/they/PRON/2/obj from//SCONJ/5/mark "
     "entering/enter/VERB/2/advcl",
     "entering", "negated"),
    ("They//PRON/2/nsubj fled/flee/VERB/0/root without//SCONJ/4/mark firing/fire/VERB/2/advcl", "firing", "negated"),
    ("They//PRON/2/nsubj stormed/storm/VERB/0/root it//PRON/2/obj ,//PUNCT/5/punct killing/kill/VERB/2/advcl "
     "two//NUM/5/obj",
     "killing", "occurred"),
    ("They//PRON/2/nsubj marched/march/VERB/0/root to//PART/4/mark demand//VERB/2/advcl pay//NOUN/4/obj",
     "demand", "occurred"),
    ("Troops/troop/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass sent/send/VERB/0/root to//PART/5/mark guard//VERB/3/advcl",
     "guard", "planned"),
    ("They//PRON/3/nsubj may//AUX/3/aux attack//VERB/0/root and//CCONJ/5/cc burn//VERB/3/conj it//PRON/5/obj",
     "burn", "hypothetical"),
    ("They//PRON/4/nsubj did/do/AUX/4/aux not//PART/4/advmod surrender//VERB/0/root but//CCONJ/6/cc "
     "fled/flee/VERB/4/conj",
     "fled", "occurred"),
    # presupposed clauses
    ("They//PRON/3/nsubj will//AUX/3/aux try//VERB/0/root men/man/NOUN/3/obj who//PRON/6/nsubj "
     "killed/kill/VERB/4/acl:relcl "
     "guards/guard/NOUN/6/obj", "killed", "occurred"),
    ("They//PRON/3/nsubj will//AUX/3/aux leave//VERB/0/root after//SCONJ/6/mark talks/talk/NOUN/6/nsubj "
     "end//VERB/3/advcl",
     "end", "planned"),
    # event nouns
    ("Police/police/NOUN/2/nsubj foiled/foil/VERB/0/root an//DET/4/det attack//NOUN/2/obj", "attack", "negated"),
    ("They//PRON/2/nsubj called/call/VERB/0/root off//ADP/2/compound:prt the//DET/5/det strike//NOUN/2/obj",
     "strike", "negated"),
    ("They//PRON/2/nsubj called/call/VERB/0/root for//ADP/5/case a//DET/5/det strike//NOUN/2/obl", "strike", "planned"),
    ("They//PRON/2/nsubj carried/carry/VERB/0/root out//ADP/2/compound:prt an//DET/5/det attack//NOUN/2/obj",
     "attack", "occurred"),
    ("They//PRON/3/nsubj may//AUX/3/aux launch//VERB/0/root an//DET/5/det attack//NOUN/3/obj",
     "attack", "hypothetical"),
    ("He//PRON/3/nsubj may//AUX/3/aux visit//VERB/0/root after//ADP/6/case the//DET/6/det attack//NOUN/3/obl",
     "attack", "occurred"),
    ("Leaders/leader/NOUN/3/nsubj will//AUX/3/aux condemn//VERB/0/root the//DET/5/det attack//NOUN/3/obj",
     "attack", "occurred"),
    ("A//DET/3/det planned//ADJ/3/amod strike//NOUN/4/nsubj angered/anger/VERB/0/root them/they/PRON/4/obj",
     "strike", "planned"),
    ("The//DET/3/det alleged//ADJ/3/amod attack//NOUN/4/nsubj angered/anger/VERB/0/root them/they/PRON/4/obj",
     "attack", "occurred"),
    ("They//PRON/2/nsubj feared/fear/VERB/0/root a//DET/5/det possible//ADJ/5/amod attack//NOUN/2/obj",
     "attack", "hypothetical"),
    ("The//DET/2/det threat//NOUN/5/nsubj of//ADP/4/case attack//NOUN/2/nmod remained/remain/VERB/0/root",
     "attack", "planned"),
    ("He//PRON/2/nsubj led/lead/VERB/0/root the//DET/5/det coup//NOUN/5/compound plot//NOUN/2/obj", "coup", "planned"),
    ("He//PRON/2/nsubj survived/survive/VERB/0/root an//DET/5/det assassination//NOUN/5/compound attempt//NOUN/2/obj",
     "assassination", "hypothetical"),
    ("He//PRON/2/nsubj survived/survive/VERB/0/root an//DET/5/det assassination//NOUN/5/compound attempt//NOUN/2/obj",
     "attempt", "occurred"),
    ("People/people/NOUN/2/nsubj fled/flee/VERB/0/root amid//ADP/5/case heavy//ADJ/5/amod shelling//NOUN/2/obl",
     "shelling", "ongoing"),
    ("It//PRON/2/nsubj passed/pass/VERB/0/root without//ADP/4/case violence//NOUN/2/obl", "violence", "negated"),
    ("A//DET/2/det wave//NOUN/5/nsubj of//ADP/4/case attacks/attack/NOUN/2/nmod hit//VERB/0/root Taiz//PROPN/5/obj",
     "attacks", "occurred"),
    ("Clashes/clash/NOUN/2/nsubj broke/break/VERB/0/root out//ADP/2/compound:prt", "Clashes", "occurred"),
    ("The//DET/2/det march//NOUN/4/nsubj:pass is/be/AUX/4/aux:pass scheduled/schedule/VERB/0/root", "march", "planned"),
    ("The//DET/2/det army//NOUN/3/nsubj denied/deny/VERB/0/root carrying/carry/VERB/3/xcomp out//ADP/4/compound:prt "
     "the//DET/7/det raid//NOUN/4/obj", "raid", "negated"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "form", "expected"), CASES)
def test_status_is_read_off_the_tree(words: str, form: str, expected: str) -> None:
    assert status_of(words, form) == expected


FIRED = (
    "They//PRON/2/nsubj fired/fire/VERB/0/root at//ADP/4/case protesters/protester/NOUN/2/obl "
    "who//PRON/6/nsubj marched/march/VERB/4/acl:relcl"
)


@pytest.mark.parametrize(
    ("stance", "expected"), [("asserts", "occurred"), ("denies", "negated"), ("doubts", "hypothetical")]
)
def test_stance_of_the_source_reaches_what_the_content_asserts(stance: str, expected: str) -> None:
    assert status_of(FIRED, "fired", stance) == expected
    assert status_of(FIRED, "marched", stance) == "occurred", "taken for granted, whatever the stance"


def test_threats_and_promises_are_planned_unless_told_in_the_past() -> None:
    assert status_of("More//ADJ/2/amod raids/raid/NOUN/0/root", "raids", "threatens") == "planned"
    assert status_of(FIRED, "fired", "threatens") == "occurred"


def test_learned_score_speaks_only_without_a_mark() -> None:
    plain = "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root"
    assert status_of(plain, "attacked", score=-2.5) == "negated"
    assert status_of(plain, "attacked", score=0.1) == "hypothetical"
    assert status_of(plain, "attacked", score=2.0) == "occurred"
    marked = "They//PRON/2/nsubj managed/manage/VERB/0/root to//PART/4/mark flee//VERB/2/xcomp"
    assert status_of("They//PRON/3/nsubj will//AUX/3/aux march//VERB/0/root", "march", score=-3.0) == "planned"
    assert status_of(marked, "flee", score=3.0) == "occurred"


def test_cycle_of_heads_ends() -> None:
    analysis = sentence("They//PRON/2/nsubj want//VERB/3/ccomp march//VERB/2/xcomp")
    assert status(analysis, 2, children=Grammar(analysis).children) in {"planned", "hypothetical", "occurred"}


def test_tables_hold_words_that_exist_once() -> None:
    lemmas = {lemma for lemma, _, _ in governors()}
    assert len(lemmas) >= 200
    for effect in governors().values():
        for word in effect:
            assert word in ("same", "fact", "opposite") or as_status(word)
    for place in markers().values():
        for word in place.values():
            assert word in ("none", "negation") or as_status(word)


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([], "reported"),
        ([Telling(None, None)], "reported"),
        ([Telling(1, "asserts")], "attributed"),
        ([Telling(1, "asserts"), Telling(None, None)], "reported"),
        ([Telling(1, "asserts"), Telling(2, "denies")], "disputed"),
        ([Telling(2, "denies"), Telling(None, None)], "disputed"),
        ([Telling(1, "asserts"), Telling(2, "asserts", negated=True)], "disputed"),
        ([Telling(2, "denies")], "denied"),
        ([Telling(None, "denies"), Telling(None, "asserts")], "disputed"),
        ([Telling(1, "asserts"), Telling(1, "denies")], "attributed"),
        ([Telling(1, "doubts")], "attributed"),
        ([Telling(None, None, negated=True)], "reported"),
    ],
)
def test_standing(tellings: list[Telling], expected: str) -> None:
    assert standing(tellings) == expected


@given(st.permutations([Telling(1, "asserts"), Telling(2, "denies"), Telling(None, None), Telling(3, "doubts")]))
def test_standing_does_not_depend_on_order(tellings: list[Telling]) -> None:
    assert standing(tellings) == "disputed"
