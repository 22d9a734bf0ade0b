"""Signals matched in trees: conditions, senses, weights; and the words of contexts."""

from __future__ import annotations

import pytest
from coded import Coded, book
from hypothesis import given
from hypothesis import strategies as st
from signal_trees import INDEX, kinds, matches, tree

from dateline.codebooks import ContextIndex, children_of, default
from dateline.coding.events import EventFinder
from dateline.records.analysis import Happening, Token


def test_passive_needs_no_row_of_its_own() -> None:
    tokens = tree("""
        Nine nine NUM 2 nummod
        marchers marcher NOUN 4 nsubj:pass
        were be AUX 4 aux:pass
        detained detain VERB 0 root
        in in ADP 6 case
        Osh Osh PROPN 4 obl
    """)
    [match] = matches(tokens, "detained")
    assert (match.type, match.mode, match.weight) == ("COERCE", "arrest", 0.9)
    assert match.signal.recipient_slots == ("ARG1",)


CALLED = """
    Lima Lima PROPN 2 nsubj
    called call VERB 0 root
    {rest}
"""


def test_call_off_talks_rejects_and_uses_up_the_talks() -> None:
    tokens = tree(CALLED.format(rest="off off ADP 2 compound:prt\nthe the DET 5 det\ntalks talk NOUN 2 obj"))
    found = matches(tokens, "called")
    assert {m.type for m in found} == {"REJECT"}
    assert found[0].mode == "meet"
    assert {tokens[i].text for i in found[0].used} == {"off", "talks"}


def test_call_for_is_a_request_for_what_is_asked() -> None:
    rest = "for for ADP 5 case\na a DET 5 det\nceasefire ceasefire NOUN 2 obl"
    found = kinds(tree(CALLED.format(rest=rest)), "called")
    assert ("REQUEST", "yield") in found
    assert not any(kind == "REJECT" for kind, _ in found)


AGREED = """
    Rebels rebel NOUN 2 nsubj
    agreed agree VERB 0 root
    to to PART 4 mark
    {verb} {verb} VERB 2 xcomp
    {noun} {noun} NOUN 4 obj
"""


def test_agree_to_yield_concedes_and_agree_to_help_agrees() -> None:
    assert matches(tree(AGREED.format(verb="release", noun="hostage")), "agreed")[0].type == "CONCEDE"
    helping = kinds(tree(AGREED.format(verb="send", noun="medicine")), "agreed")
    assert ("AGREE", None) in helping and ("CONCEDE", None) not in helping


STRUCK = """
    {subject} {subject} NOUN 2 nsubj
    struck strike VERB 0 root
    {object} {object} NOUN 2 obj
"""


def test_strike_has_several_senses() -> None:
    assert ("ASSAULT", None) in kinds(tree(STRUCK.format(subject="jet", object="convoy")), "struck")
    assert ("ASSAULT", "aerial") in kinds(tree(STRUCK.format(subject="warplane", object="convoy")), "struck")
    deal = kinds(tree(STRUCK.format(subject="party", object="deal")), "struck")
    assert ("AGREE", None) in deal and ("ASSAULT", None) not in deal
    assert kinds(tree(STRUCK.format(subject="quake", object="town")), "struck") == set()
    noun = tree("A a DET 3 det\nhunger hunger NOUN 3 compound\nstrike strike NOUN 4 nsubj\nbegan begin VERB 0 root")
    found = matches(noun, "strike")
    assert (found[0].type, found[0].mode) == ("PROTEST", "hunger")
    assert not any(match.type == "ASSAULT" for match in found)


def test_killed_in_an_accident_is_no_assault() -> None:
    rows = """
        Six six NUM 3 nsubj:pass
        were be AUX 3 aux:pass
        killed kill VERB 0 root
        in in ADP 6 case
        a a DET 6 det
        {0} {0} NOUN 3 obl
    """
    assert ("ASSAULT", None) in kinds(tree(rows.format("raid")), "killed")
    assert kinds(tree(rows.format("landslide")), "killed") == set()


def test_a_warning_of_a_danger_and_by_an_expert_threatens_nobody() -> None:
    by_expert = "Experts expert NOUN 2 nsubj\nwarned warn VERB 0 root\nus we PRON 2 obj"
    of_danger = "They they PRON 2 nsubj\nwarned warn VERB 0 root\nof of ADP 4 case\nfamine famine NOUN 2 obl"
    plain = "They they PRON 2 nsubj\nwarned warn VERB 0 root\nus we PRON 2 obj"
    out = [INDEX.ruled_out(t, children_of(t), 1) for t in map(tree, (by_expert, of_danger, plain))]
    assert out == [{"THREATEN"}, {"THREATEN"}, set()]


def test_pair_of_lemmas() -> None:
    rows = """
        They they PRON 2 nsubj
        took take VERB 0 root
        {0} {0} ADP 5 case
        the the DET 5 det
        streets street NOUN 2 obl
    """
    assert ("PROTEST", "demo") in kinds(tree(rows.format("to")), "took")
    gas = tree("Police police NOUN 2 nsubj\nfired fire VERB 0 root\ntear tear NOUN 4 compound\ngas gas NOUN 2 obj")
    assert ("ASSAULT", "crowd-control") in kinds(gas, "fired")
    assert ("ASSAULT", "firearms") not in {(m.type, m.mode) for m in matches(gas, "fired") if m.weight > 0.5}


def test_participle_sees_the_noun_that_it_describes() -> None:
    tokens = tree("""
        hostages hostage NOUN 0 root
        taken take VERB 1 acl
        by by ADP 4 case
        pirates pirate NOUN 2 obl:agent
    """)
    assert ("ASSAULT", "abduct") in kinds(tokens, "taken")


def test_support_verb_gives_the_noun_its_subject() -> None:
    tokens = tree("""
        Teachers teacher NOUN 2 nsubj
        staged stage VERB 0 root
        a a DET 4 det
        strike strike NOUN 2 obj
    """)
    assert ("PROTEST", "strike") in kinds(tokens, "strike")


def test_noun_that_modifies_another_is_blocked_by_it() -> None:
    tokens = tree("riot riot NOUN 2 compound\npolice police NOUN 3 nsubj\nwaited wait VERB 0 root")
    assert kinds(tokens, "riot") == set()


@pytest.mark.parametrize("parts", [("cease", "fire"), ("air", "strike")])
def test_compound_split_at_its_hyphen(parts: tuple[str, str]) -> None:
    first, last = parts
    start = len(first) + 1
    tokens = [
        Token(0, len(first), first, first, "NOUN", 2, "compound"),
        Token(start - 1, start, "-", "-", "PUNCT", 0, "punct"),
        Token(start, start + len(last), last, last, "NOUN", -1, "root"),
    ]
    whole = tree(f"{first}{last} {first}{last} NOUN 0 root")
    assert kinds(tokens, last) == kinds(whole, first + last)


def test_particle_is_not_a_preposition() -> None:
    gave = "He he PRON 2 nsubj\ngave give VERB 0 root\n"
    assert ("CONCEDE", None) in kinds(tree(gave + "in in ADP 2 compound:prt"), "gave")
    lectures = tree(gave + "lectures lecture NOUN 2 obj\nin in ADP 5 case\nOslo Oslo PROPN 2 obl")
    assert ("CONCEDE", None) not in kinds(lectures, "gave")


def test_condition_with_part_of_speech() -> None:
    offered = "He he PRON 2 nsubj\noffered offer VERB 0 root\n"
    adjective = tree(offered + "free free ADJ 4 amod\nlunch lunch NOUN 2 obj")
    verb = tree(offered + "to to PART 4 mark\nfree free VERB 2 xcomp\nhostages hostage NOUN 4 obj")
    assert ("CONCEDE", None) in kinds(verb, "offered")
    assert ("CONCEDE", None) not in kinds(adjective, "offered")


def test_possessor_does_not_block() -> None:
    tokens = tree("""
        Oslo Oslo PROPN 2 nsubj
        welcomed welcome VERB 0 root
        the the DET 4 det
        president president NOUN 6 nmod:poss
        's 's PART 4 case
        decision decision NOUN 2 obj
    """)
    assert ("SUPPORT", None) in kinds(tokens, "welcomed")


def test_reciprocal_and_sender_slots() -> None:
    clash = tree("Clans clan NOUN 2 nsubj\nclashed clash VERB 0 root")
    assert matches(clash, "clashed")[0].signal.reciprocal
    flee = tree("Families family NOUN 2 nsubj\nfled flee VERB 0 root")
    [match] = [m for m in matches(flee, "fled") if m.type == "SANCTION"]
    assert (match.mode, match.signal.actor_slots, match.signal.recipient_slots) == ("expel", ("none",), ("ARG0",))


@pytest.mark.parametrize(
    ("rows", "form", "expected"),
    [
        ("Men man NOUN 2 nsubj\nopened open VERB 0 root\nfire fire NOUN 2 obj", "opened", ("ASSAULT", "firearms")),
        ("It it PRON 2 nsubj\nlaid lay VERB 0 root\nsiege siege NOUN 2 obj", "laid", ("COERCE", "restrict")),
        ("It it PRON 2 nsubj\nissued issue VERB 0 root\nwarning warning NOUN 2 obj", "issued", ("THREATEN", None)),
        ("It it PRON 2 nsubj\nvoiced voice VERB 0 root\nsupport support NOUN 2 obj", "voiced", ("SUPPORT", None)),
        ("It it PRON 2 nsubj\nvoiced voice VERB 0 root\nalarm alarm NOUN 2 obj", "voiced", ("ACCUSE", "disapprove")),
        ("They they PRON 2 nsubj\nheld hold VERB 0 root\ntalks talk NOUN 2 obj", "held", ("CONSULT", None)),
        ("They they PRON 2 nsubj\nreached reach VERB 0 root\ndeal deal NOUN 2 obj", "reached", ("AGREE", None)),
        ("He he PRON 2 nsubj\nstepped step VERB 0 root\ndown down ADV 2 advmod", "stepped", ("RETREAT", "resign")),
        ("A a DET 2 det\nbomb bomb NOUN 3 nsubj\nwent go VERB 0 root\noff off ADP 3 compound:prt", "went",
         ("ASSAULT", "explosives")),
        ("He he PRON 2 nsubj\nblew blow VERB 0 root\nhimself himself PRON 2 obj\nup up ADP 2 compound:prt", "blew",
         ("ASSAULT", "suicide-attack")),
        ("It it PRON 2 nsubj\npledged pledge VERB 0 root\nallegiance allegiance NOUN 2 obj", "pledged",
         ("AFFILIATE", None)),
        ("It it PRON 2 nsubj\nhoisted hoist VERB 0 root\nflag flag NOUN 2 obj", "hoisted", ("PROPAGATE", None)),
        ("They they PRON 2 nsubj\ncrossed cross VERB 0 root\nborder border NOUN 2 obj", "crossed", ("MOVE", None)),
        ("martial martial ADJ 2 amod\nlaw law NOUN 0 root", "law", ("COERCE", "martial-law")),
        ("It it PRON 2 nsubj\nshared share VERB 0 root\nintelligence intelligence NOUN 2 obj", "shared",
         ("COOPERATE", None)),
        ("It it PRON 2 nsubj\nmassed mass VERB 0 root\ntroops troop NOUN 2 obj", "massed", ("MOBILIZE", "troops")),
    ],
)  # fmt: skip
def test_likeliest_type(rows: str, form: str, expected: tuple[str, str | None]) -> None:
    found = matches(tree(rows), form)
    assert (found[0].type, found[0].mode) == expected


@pytest.mark.parametrize("lemma", ["say", "tell", "announce", "report", "state", "be", "have"])
def test_verbs_of_speech_alone_are_no_event(lemma: str) -> None:
    assert matches(tree(f"He he PRON 2 nsubj\n{lemma} {lemma} VERB 0 root"), lemma) == []


def test_matches_are_ordered_and_one_for_each_type_and_mode() -> None:
    tokens = tree("Jets jet NOUN 2 nsubj\nbombed bomb VERB 0 root\na a DET 4 det\nvillage village NOUN 2 obj")
    found = matches(tokens, "bombed")
    assert [m.weight for m in found] == sorted((m.weight for m in found), reverse=True)
    assert len({(m.type, m.mode) for m in found}) == len(found)


def test_part_of_speech_counts() -> None:
    verb = tree("They they PRON 2 nsubj\nmarch march VERB 0 root")
    month = tree("in in ADP 2 case\nMarch march PROPN 0 root")
    assert kinds(verb, "march") == {("PROTEST", "demo")}
    assert kinds(month, "March") == set()


def test_fit_lowers_the_weight_of_a_party_of_another_class() -> None:
    [match] = [m for m in matches(tree("He he PRON 2 nsubj\nfreed free VERB 0 root"), "freed") if m.type == "RETREAT"]
    assert match.signal.fit() == 1.0
    assert match.signal.fit(recipient={"group"}) == 1.0
    assert match.signal.fit(recipient={"thing"}) < 0.5


@given(st.lists(st.tuples(st.sampled_from(INDEX.words()), st.integers(0, 7)), min_size=1, max_size=8))
def test_match_stands_any_tree(words: list[tuple[str, int]]) -> None:
    """Whatever the parser returns, short of cycles, the matcher ends and stays inside the sentence."""
    upos = {"v": "VERB", "n": "NOUN", "a": "ADJ", "r": "ADV"}
    tokens = []
    for i, (word, step) in enumerate(words):
        lemma, _, pos = word.rpartition(".")
        head = -1 if i == 0 else max(0, i - 1 - step)
        relation = ("obj", "acl", "xcomp", "compound", "obl", "conj", "nmod", "nsubj")[step]
        tokens.append(Token(i, i + 1, lemma, lemma, upos[pos], head, "root" if i == 0 else relation))
    children = children_of(tokens)
    for i in range(len(tokens)):
        for match in INDEX.match(tokens, children, i):
            assert 0 < match.weight <= 1
            assert all(0 <= k < len(tokens) for k in match.used)


def test_a_weak_word_gives_no_context_alone() -> None:
    index = ContextIndex(default())
    assert index.match(tree("judge judge NOUN 0 root")) == {}
    assert index.match(tree("judge judge NOUN 0 root\njudge judge NOUN 1 conj")) == {}
    assert index.match(tree("judge judge NOUN 0 root\nlawyer lawyer NOUN 1 conj")) == {"legal": [0, 1]}
    assert index.match(tree("court court NOUN 0 root")) == {"legal": [0]}
    official = tree("territorial territorial ADJ 2 amod\nadministrator administrator NOUN 0 root")
    assert index.match(official) == {}


def test_contexts() -> None:
    tokens = tree("""
        The the DET 3 det
        human human ADJ 3 amod
        rights right NOUN 5 compound
        peace peace NOUN 5 compound
        ambassador ambassador NOUN 0 root
        bombed bomb VERB 5 acl
    """)
    found = ContextIndex(default()).match(tokens)
    assert found == {"human_rights": [1], "diplomatic": [4]}
    assert ContextIndex(default()).match(tokens, 2) == {"diplomatic": [4]}


DIED = """
    Five five NUM 2 nummod
    men man NOUN 3 nsubj
    died die VERB 0 root
    of of ADP 5 case
    {cause} {cause} NOUN 3 obl
"""


@pytest.mark.parametrize(("cause", "expected"), [("malaria", {"ASSAULT"}), ("wounds", set())])
def test_what_a_row_never_tells_is_ruled_out(cause: str, expected: set[str]) -> None:
    tokens = tree(DIED.format(cause=cause))
    assert INDEX.ruled_out(tokens, children_of(tokens), 2) == expected
    assert not (expected & {m.type for m in matches(tokens, "died")})
    assert INDEX.ruled_out(tokens, children_of(tokens), 1) == set()


def test_what_is_ruled_out_is_not_coded_though_the_model_reads_it() -> None:
    words = "Five/five/NUM/2/nummod men/man/NOUN/3/nsubj died/die/VERB/0/root of//ADP/5/case {cause}//NOUN/3/obl"

    def types(cause: str) -> list[str]:
        coded = Coded(words.format(cause=cause))
        coded.analysis.happenings.append(Happening(2, 0.99, [("ASSAULT", 1.0)], [], "occurred", []))
        found = EventFinder(book(), ["ASSAULT"]).find(coded.grammar, coded.parties, coded.voices)
        return [candidate.event for candidate in found]

    assert types("wounds") == ["ASSAULT"]
    assert types("cholera") == []
