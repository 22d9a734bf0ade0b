"""Questions to trees: sentences written for the test, the verb in question named beside each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from short_trees import sentence
from trees import token_of, tree

from dateline.coding.grammar import Grammar

BY = "was/be/AUX/4/aux:pass shot/shoot/VERB/0/root by//ADP/6/case guards/guard/NOUN/4/obl:agent"
SUBJECTS = [
    # (tree, verb, its subject)
    ("Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root", "fled", "Rebels"),
    ("Rebels/rebel/NOUN/2/nsubj fired/fire/VERB/0/root and/and/CCONJ/4/cc fled/flee/VERB/2/conj", "fled", "Rebels"),
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root ,//PUNCT/4/punct killing/kill/VERB/2/advcl two//NUM/4/obj",
     "killing", "Rebels"),
    ("They//PRON/2/nsubj told/tell/VERB/0/root him//PRON/2/obj to//PART/5/mark leave//VERB/2/xcomp", "leave", "him"),
    ("They//PRON/2/nsubj want//VERB/0/root to//PART/4/mark leave//VERB/2/xcomp", "leave", "They"),
    ("Men/man/NOUN/0/root who/who/PRON/3/nsubj fled/flee/VERB/1/acl:relcl", "fled", "Men"),
    ("Soldiers/soldier/NOUN/3/nsubj patrolling/patrol/VERB/1/acl fled/flee/VERB/0/root", "patrolling", "Soldiers"),
    # the plan of somebody
    ("Rebels/rebel/NOUN/2/nsubj announced/announce/VERB/0/root plans/plan/NOUN/2/obj to//PART/5/mark "
     "attack//VERB/3/acl",
     "attack", "Rebels"),
    ("Police/police/NOUN/2/nsubj foiled/foil/VERB/0/root plans/plan/NOUN/2/obj to//PART/5/mark attack//VERB/3/acl",
     "attack", None),
    ("He//PRON/2/nsubj accused/accuse/VERB/0/root soldiers/soldier/NOUN/2/obj of//SCONJ/5/mark looting/loot/VERB/3/acl",
     "looting", "soldiers"),
    ("He//PRON/2/nsubj denied/deny/VERB/0/root their//PRON/4/nmod:poss plan//NOUN/2/obj to//PART/6/mark go//VERB/4/acl",
     "go", "their"),
    # a grenade that was thrown kills nobody of its own will
    ("A//DET/2/det grenade//NOUN/4/nsubj:pass was/be/AUX/4/aux:pass thrown/throw/VERB/0/root killing/kill/VERB/4/advcl",
     "killing", None),
    ("He//PRON/2/nsubj said/say/VERB/0/root go//VERB/2/ccomp", "go", None),
]  # fmt: skip


def grammar_of(words: str) -> Grammar:
    return Grammar(sentence(words))


def form(grammar: Grammar, token: int | None) -> str | None:
    return None if token is None else grammar.tokens[token].text


@pytest.mark.parametrize(("words", "verb", "expected"), SUBJECTS)
def test_subject(words: str, verb: str, expected: str | None) -> None:
    grammar = grammar_of(words)
    assert form(grammar, grammar.subject(token_of(grammar.analysis, verb))) == expected


def test_agents_of_a_passive_stand_after_by_not_in_its_subject() -> None:
    grammar = grammar_of(f"The//DET/2/det man//NOUN/4/nsubj:pass {BY}")
    assert grammar.passive(3)
    assert [form(grammar, t) for t in grammar.agents(3)] == ["guards"]


def test_an_agent_is_shared_by_joined_passives() -> None:
    grammar = grammar_of(
        "He//PRON/3/nsubj:pass was/be/AUX/3/aux:pass fined/fine/VERB/0/root and//CCONJ/5/cc banned/ban/VERB/3/conj "
        "by//ADP/8/case a//DET/8/det court//NOUN/5/obl:agent"
    )
    assert grammar.passive(4)
    assert [form(grammar, t) for t in grammar.agents(2)] == ["court"]


def test_according_to_is_no_agent() -> None:
    grammar = grammar_of(
        "They//PRON/3/nsubj:pass are/be/AUX/3/aux:pass held/hold/VERB/0/root according//VERB/6/case "
        "to//ADP/4/fixed lawyers/lawyer/NOUN/3/obl:agent"
    )
    assert grammar.agents(2) == []


PASSIVES = [
    ("Two/two/NUM/2/nsubj:pass killed/kill/VERB/0/root", "killed", True),  # a headline
    ("Two/two/NUM/2/nsubj killed/kill/VERB/0/root in//ADP/4/case ambush//NOUN/2/obl", "killed", True),
    ("Envoy//NOUN/2/nsubj removed/remove/VERB/0/root by//ADP/4/case police//NOUN/2/obl", "removed", True),
    ("Rebels/rebel/NOUN/2/nsubj advanced/advance/VERB/0/root by//ADP/4/case night//NOUN/2/obl", "advanced", False),
    ("He//PRON/3/nsubj has/have/AUX/3/aux killed/kill/VERB/0/root", "killed", False),
    ("We//PRON/3/nsubj:pass are/be/AUX/3/aux:pass opposed/oppose/VERB/0/root to//ADP/5/case talks/talk/NOUN/3/obl",
     "opposed", False),
    ("Men/man/NOUN/0/root killed/kill/VERB/1/acl yesterday//NOUN/2/obl:unmarked", "killed", True),
    ("Men/man/NOUN/0/root killing/kill/VERB/1/acl cattle//NOUN/2/obj", "killing", False),
    ("Men/man/NOUN/2/nsubj killed/kill/VERB/0/root cattle//NOUN/2/obj", "killed", False),
    ("It//PRON/3/nsubj:pass was/be/AUX/3/aux:pass raided/raid/VERB/0/root and//CCONJ/5/cc burned/burn/VERB/3/conj",
     "burned", True),
    ("He//PRON/3/nsubj:pass was/be/AUX/3/aux:pass freed/free/VERB/0/root and//CCONJ/5/cc thanked/thank/VERB/3/conj "
     "us//PRON/5/obj", "thanked", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "verb", "expected"), PASSIVES)
def test_passive(words: str, verb: str, expected: bool) -> None:
    grammar = grammar_of(words)
    assert grammar.passive(token_of(grammar.analysis, verb)) is expected


TENSES = [
    ("They//PRON/3/nsubj will//AUX/3/aux march//VERB/0/root", "march", "future"),
    ("They//PRON/2/nsubj marched/march/VERB/0/root", "marched", "past"),
    ("They//PRON/3/nsubj are/be/AUX/3/aux marching/march/VERB/0/root", "marching", "present"),
    ("They//PRON/2/nsubj planned/plan/VERB/0/root to//PART/4/mark march//VERB/2/xcomp", "march", "past"),
    ("Marches/march/NOUN/0/root", "Marches", None),
    ("They//PRON/4/nsubj are/be/AUX/4/aux to//PART/4/mark meet//VERB/0/root on//ADP/6/case Friday//PROPN/4/obl",
     "Friday", "future"),
    ("They//PRON/2/nsubj plan//VERB/0/root to//PART/4/mark meet//VERB/2/xcomp on//ADP/6/case Friday//PROPN/4/obl",
     "Friday", "future"),
    ("They//PRON/2/nsubj called/call/VERB/0/root strikes/strike/NOUN/2/obj for//ADP/5/case Friday//PROPN/2/obl",
     "Friday", "future"),
    ("They//PRON/2/nsubj called/call/VERB/0/root strikes/strike/NOUN/2/obj on//ADP/5/case Friday//PROPN/2/obl",
     "Friday", "past"),
    ("They//PRON/3/nsubj had/have/AUX/3/aux called/call/VERB/0/root strikes/strike/NOUN/3/obj for//ADP/6/case "
     "Friday//PROPN/3/obl", "Friday", "past"),
    ("Lane//NOUN/2/compound closure//NOUN/0/root through//ADP/4/case June//PROPN/2/nmod", "June", "future"),
    ("They//PRON/2/nsubj stayed/stay/VERB/0/root until//ADP/4/case June//PROPN/2/obl", "June", "past"),
    ("They//PRON/2/nsubj announced/announce/VERB/0/root losses/loss/NOUN/2/obj for//ADP/5/case quarter//NOUN/2/obl",
     "quarter", "past"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "word", "expected"), TENSES)
def test_tense(words: str, word: str, expected: str | None) -> None:
    grammar = grammar_of(words)
    assert grammar.tense(token_of(grammar.analysis, word)) == expected


def test_past_perfect() -> None:
    had = grammar_of("They//PRON/3/nsubj had/have/AUX/3/aux fled/flee/VERB/0/root Bor//PROPN/3/obj")
    has = grammar_of("They//PRON/3/nsubj have//AUX/3/aux fled/flee/VERB/0/root")
    assert had.perfect_of_past(2)
    assert not had.perfect_of_past(0)
    assert not has.perfect_of_past(2)


def test_conjuncts_leave_out_what_is_included() -> None:
    grammar = grammar_of(
        "Ten/ten/NUM/2/nummod people//NOUN/0/root and//CCONJ/4/cc cows/cow/NOUN/2/conj including/include/VERB/7/case "
        "two//NUM/7/nummod boys/boy/NOUN/2/conj"
    )
    assert [form(grammar, t) for t in grammar.conjuncts(1)] == ["people", "cows"]


def test_a_clause_is_out_of_reach() -> None:
    grammar = grammar_of(
        "Gas/gas/NOUN/3/nsubj:pass was/be/AUX/3/aux:pass cut//VERB/5/ccomp mayors/mayor/NOUN/5/nsubj "
        "complained/complain/VERB/0/root"
    )
    assert grammar.within_reach(2, 0)
    assert not grammar.within_reach(2, 3)
    assert not grammar.within_reach(4, 0)


def test_steps_do_not_cross_sentences() -> None:
    grammar = grammar_of(
        "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root|Police/police/NOUN/2/nsubj slept/sleep/VERB/0/root"
    )
    assert grammar.steps(0, 1) == 1
    assert grammar.steps(0, 3) is None
    assert grammar.sentence_of == [0, 0, 1, 1]


_RELATIONS = ["nsubj", "acl", "xcomp", "conj", "advcl", "obj", "obl", "appos"]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(_RELATIONS)), min_size=2, max_size=10))
def test_any_tree_is_answered(arcs: list[tuple[int, str]]) -> None:
    """Also relations that no grammar allows, which a model can give."""
    size = len(arcs)
    rows = [f"{i} go go VERB {min(head % (size + 1), i - 1)} {rel}" for i, (head, rel) in enumerate(arcs, 1)]
    grammar = Grammar(tree("\n".join(rows)))
    for token in range(size):
        subject = grammar.subject(token)
        assert subject is None or 0 <= subject < size
        grammar.agents(token)
        grammar.conjuncts(token)
        grammar.tense(token)
