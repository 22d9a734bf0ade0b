"""Codebooks: reading and checking them, the built-in ones, and signals matched in trees."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebooks import (
    BUILT_IN,
    CLASSES,
    Codebook,
    CodebookError,
    ContextIndex,
    Match,
    SignalIndex,
    children_of,
    combine,
    default,
    load,
    parse_marked,
)
from dateline.codebooks.signals import split_words
from dateline.records.analysis import Token

PLOVER_MODES = {
    "AGREE": 0, "CONSULT": 4, "SUPPORT": 0, "CONCEDE": 0, "COOPERATE": 0, "AID": 0, "RETREAT": 6, "REQUEST": 4,
    "ACCUSE": 3, "REJECT": 4, "THREATEN": 6, "PROTEST": 7, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 10, "ASSAULT": 15,
}  # fmt: skip

RUSTLE: dict[str, object] = {
    "definition": "Animals are driven off.",
    "quad_code": 4,
    "event_scale": -6,
    "modes": {"night": {"definition": "After dark.", "event_scale": -7, "signals": [{"word": "rustle.v"}]}},
    "signals": [{"word": "steal.v", "with": "@beasts", "weight": 0.9}],
    "examples": ["[actor Raiders] {stole} [recipient forty goats]."],
}
MINIMAL: dict[str, object] = {
    "name": "herding",
    "version": "1",
    "lists": {"beasts": "cow|goat"},
    "types": {"RUSTLE": RUSTLE},
}


def tree(rows: str) -> list[Token]:
    """Tokens from lines of `form lemma UPOS head deprel`, heads counted from 1, 0 for the root."""
    tokens = []
    at = 0
    for line in rows.strip().splitlines():
        form, lemma, upos, head, deprel = line.split()
        tokens.append(Token(at, at + len(form), form, lemma, upos, int(head) - 1, deprel))
        at += len(form) + 1
    return tokens


def matches(tokens: list[Token], form: str, index: SignalIndex | None = None) -> list[Match]:
    i = next(k for k, token in enumerate(tokens) if token.text == form)
    return (index or INDEX).match(tokens, children_of(tokens), i)


def kinds(tokens: list[Token], form: str) -> set[tuple[str, str | None]]:
    return {(match.type, match.mode) for match in matches(tokens, form)}


def write(folder: Path, content: object) -> Path:
    path = folder / "book.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


INDEX = SignalIndex(default())


# ------------------------------------------------------------------------------------------------ built-in


def test_plover_has_all_types_and_modes() -> None:
    book = load("plover")
    assert {name: len(kind.modes) for name, kind in book.types.items()} == PLOVER_MODES
    assert len(book.contexts) == 37
    assert book.label == "plover-2.0"


def test_plover_quads_and_scales() -> None:
    book = load("plover")
    quads = {name: kind.quad_code for name, kind in book.types.items()}
    assert [name for name, quad in quads.items() if quad == 2] == ["COOPERATE", "AID", "RETREAT"]
    assert quads["SANCTION"] == 4
    assert book.scale("ACCUSE") == -3
    assert book.scale("ASSAULT", "drone") == -9.5
    assert book.scale("PROTEST", "vandalize") == -5  # PLOVER gives the mode no score
    assert {name for name, kind in book.types.items() if kind.recipient == "required"} == {
        "COOPERATE", "AID", "SANCTION",
    }  # fmt: skip
    for kind in book.types.values():
        assert kind.event_scale is not None and kind.quad_code is not None
        assert (kind.event_scale >= 0) == (kind.quad_code in (1, 2)) or kind.event_scale == 0


def test_mobilisation_has_no_scores() -> None:
    book = load("mobilisation")
    assert list(book.types) == ["RECRUIT", "PROPAGATE", "AFFILIATE", "MOVE"]
    assert all(kind.quad_code is None and kind.event_scale is None for kind in book.types.values())


def test_every_type_and_mode_has_signals_definition_and_examples() -> None:
    for book in (load(name) for name in BUILT_IN):
        for name, kind in book.types.items():
            assert kind.definition and kind.signals and kind.rules, name
            assert len(kind.examples) >= 3 and len(kind.counter_examples) >= 2, name
            shown = {getattr(example, "mode", None) for example in kind.examples}
            for mode_name, mode in kind.modes.items():
                assert mode.definition and mode.signals, (name, mode_name)
                assert not kind.modes or mode_name in shown, (name, mode_name)
        for name, context in book.contexts.items():
            assert context.definition and len(split_words(context.words)) >= 5, name


def test_size_of_the_signal_table() -> None:
    assert len(INDEX) >= 3000
    assert len(INDEX.words()) >= 1100


def test_no_row_stands_twice_in_one_type_and_mode() -> None:
    for book in (load(name) for name in BUILT_IN):
        for name, kind in book.types.items():
            for where, rows in [(None, kind.signals), *((mode, m.signals) for mode, m in kind.modes.items())]:
                seen: set[object] = set()
                for row in rows:
                    key = (
                        row
                        if isinstance(row, str)
                        else (row.word, row.with_, row.about, row.unless, row.subject, row.above)
                    )
                    assert key not in seen, (name, where, key)
                    seen.add(key)


@pytest.mark.parametrize("name", BUILT_IN)
def test_words_of_a_row_are_distinct(name: str) -> None:
    book = load(name)
    for kind in book.types.values():
        for row in itertools.chain(kind.signals, *(mode.signals for mode in kind.modes.values())):
            words = split_words(row if isinstance(row, str) else row.word)
            assert len(words) == len(set(words)), words


def test_decisions() -> None:
    book = default()
    assert book.becomes("AID", "future") == ("AGREE", None)
    assert book.becomes("RETREAT", "future") == ("CONCEDE", None)
    assert book.becomes("CONCEDE", "future") == ("CONCEDE", None)
    assert book.becomes("RETREAT", "refused") == ("REJECT", "yield")
    assert book.becomes("ASSAULT", "announced") == ("THREATEN", "violence")
    assert book.becomes("CONSULT", "announced") == ("AGREE", None)
    assert book.becomes("MOVE", "demanded") == ("MOVE", None)
    with pytest.raises(KeyError):
        book.becomes("DANCE", "future")


# ------------------------------------------------------------------------------------------------ trees


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


# ------------------------------------------------------------------------------------------------ a user's own


def test_a_users_codebook(tmp_path: Path) -> None:
    book = load(write(tmp_path, MINIMAL))
    index = SignalIndex(combine([load("plover"), book]))
    tokens = tree("They they PRON 2 nsubj\nstole steal VERB 0 root\ngoats goat NOUN 2 obj")
    assert matches(tokens, "stole", index)[0].type == "RUSTLE"
    assert book.scale("RUSTLE", "night") == -7
    assert combine([load("plover"), book]).label == "plover-2.0+herding-1"


def test_the_codebook_in_the_documentation(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "codebooks.md").read_text(encoding="utf-8")
    path = tmp_path / "vigilantes.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    index = SignalIndex(load(path))
    tokens = tree("Men man NOUN 2 nsubj\npatrolled patrol VERB 0 root\nstreets street NOUN 2 obj")
    assert [m.type for m in matches(tokens, "patrolled", index)] == ["VIGILANTISM"]


def test_a_copy_of_a_built_in_codebook_loads_the_same(tmp_path: Path) -> None:
    import dateline.codebooks

    original = Path(dateline.codebooks.__file__).with_name("plover.yaml")
    copy = tmp_path / "ours.yaml"
    copy.write_bytes(original.read_bytes())
    assert load(copy) == load("plover")


def test_a_plain_string_is_a_signal(tmp_path: Path) -> None:
    content = {**MINIMAL, "types": {"DANCE": {"definition": "x", "signals": ["dance.v|ball.n"]}}}
    index = SignalIndex(load(write(tmp_path, content)))
    assert index.words() == ["ball.n", "dance.v"]


def test_combine_refuses_a_type_twice_and_nothing() -> None:
    with pytest.raises(CodebookError, match="type AGREE"):
        combine([load("plover"), load("plover")])
    with pytest.raises(CodebookError):
        combine([])


def test_combined_lists_do_not_mix(tmp_path: Path) -> None:
    other = {**MINIMAL, "name": "b", "lists": {"beasts": "llama"}, "types": {"B": RUSTLE}}
    first = load(write(tmp_path, MINIMAL))
    index = SignalIndex(combine([first, load(write(tmp_path, other))]))
    llama = tree("They they PRON 2 nsubj\nstole steal VERB 0 root\nllamas llama NOUN 2 obj")
    assert [m.type for m in matches(llama, "stole", index)] == ["B"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event_scale": -11}, "event_scale"),
        ({"quad_code": 5}, "quad_code"),
        ({"recipient": "maybe"}, "recipient"),
        ({"future": "NOWHERE"}, "NOWHERE"),
        ({"refused": "RUSTLE/noon"}, "noon"),
        ({"absorbs": ["NOWHERE"]}, "NOWHERE"),
        ({"singals": []}, "singals"),
        ({"signals": ["rustle"]}, "part of speech"),
        ({"signals": [{"word": "rustle.v", "with": "@cattle"}]}, "@cattle"),
        ({"signals": [{"word": "rustle.v", "with": "a,,b"}]}, "comma"),
        ({"signals": [{"word": "rustle.v", "with": True}]}, "with"),
        ({"signals": [{"word": "rustle.v", "about": "state of siege"}]}, "state of siege"),
        ({"signals": [{"word": "rustle.v", "unless": "trust in"}]}, "trust in"),
        ({"signals": [{"word": "rustle.v", "weight": 0}]}, "weight"),
        ({"signals": [{"word": "rustle.v", "mode": "noon"}]}, "noon"),
        ({"signals": [{"word": "rustle.v", "actor": "cowboy"}]}, "cowboy"),
        ({"signals": [{"word": "rustle.v", "slots": {"actor": "ARG9"}}]}, "ARG9"),
        ({"signals": [{"word": "rustle.v", "slots": {"place": "ARG1"}}]}, "place"),
        ({"examples": ["[actor Raiders] stole goats."]}, "trigger"),
        ({"examples": ["[thief Raiders] {stole} goats."]}, "thief"),
        ({"examples": [{"text": "They {stole}.", "mode": "noon"}]}, "noon"),
        ({"definition": None}, "definition"),
    ],
)
def test_a_bad_type_is_named_in_one_line(tmp_path: Path, change: dict[str, object], said: str) -> None:
    kind = {**RUSTLE, **change}
    path = write(tmp_path, {**MINIMAL, "types": {"RUSTLE": kind}})
    with pytest.raises(CodebookError) as raised:
        load(path)
    message = str(raised.value)
    assert message.startswith("book.yaml: type RUSTLE") and said in message and "\n" not in message


@pytest.mark.parametrize("text", ["types: [", "- 1", "name: x", "", "name: x\nversion: '1'\ntypes: {}", "\x00"])
def test_a_file_that_is_no_codebook(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as raised:
        load(path)
    assert "\n" not in str(raised.value) and "book.yaml" in str(raised.value)


def test_an_unknown_name_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="plover"):
        load("plovr")
    with pytest.raises(CodebookError, match="no such file"):
        load(tmp_path / "none.yaml")


# ------------------------------------------------------------------------------------------------ marks


def test_marks() -> None:
    marked = parse_marked("[actor Police] {arrested} [recipient two men] in [event_loc Osh].")
    assert marked.text == "Police arrested two men in Osh."
    assert [(span.slot, marked.text[span.start : span.end]) for span in marked.spans] == [
        ("actor", "Police"), ("trigger", "arrested"), ("recipient", "two men"), ("event_loc", "Osh"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["nothing", "[actor x", "{}", "[actor {x}]", "[ x] {y}", "a] {b}"])
def test_bad_marks(text: str) -> None:
    with pytest.raises(ValueError):
        parse_marked(text)


WORDS = st.text(st.characters(blacklist_characters="[]{}", blacklist_categories=["Cs"]), min_size=1)


@given(st.lists(st.tuples(st.sampled_from(["actor", "recipient", "trigger", "plain"]), WORDS)))
def test_marks_keep_every_character(pieces: list[tuple[str, str]]) -> None:
    written = {"plain": "{}", "trigger": "{{{}}}", "actor": "[actor {}]", "recipient": "[recipient {}]"}
    pieces = [*pieces, ("trigger", "x")]
    marked = parse_marked("".join(written[slot].format(words) for slot, words in pieces))
    assert marked.text == "".join(words for _, words in pieces)
    assert [(s.slot, marked.text[s.start : s.end]) for s in marked.spans] == [p for p in pieces if p[0] != "plain"]


def test_classes_are_a_closed_set() -> None:
    assert set(CLASSES) == {
        "person", "group", "armed", "state", "court", "organisation", "place", "thing", "media",
    }  # fmt: skip
    assert isinstance(default(), Codebook)
