"""Codebooks: reading and checking them, and the built-in ones."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from signal_trees import INDEX, matches, tree

from dateline.codebooks import (
    BUILT_IN,
    CLASSES,
    Codebook,
    CodebookError,
    ModeWords,
    SignalIndex,
    combine,
    default,
    load,
    parse_marked,
)
from dateline.codebooks.signals import split_words

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


def write(folder: Path, content: object) -> Path:
    path = folder / "book.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


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


def test_a_mode_may_need_words() -> None:
    words = ModeWords(load("plover"))
    read = ["sexual", "explosives"]
    assert words.borne_out("ASSAULT", read, {"bomb", "market"}) == ["explosives"]
    assert words.borne_out("ASSAULT", read, {"rape", "bomb"}) == read


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
        ({"signals": [{"word": "rustle.v", "never": "@nowhere"}]}, "@nowhere"),
        ({"signals": [{"word": "rustle.v", "weight": 0}]}, "weight"),
        ({"signals": [{"word": "rustle.v", "mode": "noon"}]}, "noon"),
        ({"signals": [{"word": "rustle.v", "actor": "cowboy"}]}, "cowboy"),
        ({"signals": [{"word": "rustle.v", "slots": {"actor": "ARG9"}}]}, "ARG9"),
        ({"signals": [{"word": "rustle.v", "slots": {"place": "ARG1"}}]}, "place"),
        ({"examples": ["[actor Raiders] stole goats."]}, "trigger"),
        ({"examples": ["[thief Raiders] {stole} goats."]}, "thief"),
        ({"examples": [{"text": "They {stole}.", "mode": "noon"}]}, "noon"),
        ({"modes": {"dusk": {"definition": "At dusk.", "needs": "dusk.n"}}}, "dusk.n"),
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
