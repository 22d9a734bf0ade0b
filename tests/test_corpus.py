"""The training corpus as it is: whole, varied, enough of everything; agreement of annotations; texts without marks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from corpus.agreement import agree, alpha
from corpus.bare import bare, sample
from corpus.coverage import Figure, as_text, figures
from corpus.files import HERE, PARTS, Batch, batches, read, read_batch
from corpus.markup import parse
from corpus.settled import between, with_corpus
from corpus.variety import base, lemmas_by_type, repeated_frames, richness, shared_sequences
from hypothesis import given
from hypothesis import strategies as st
from training.corpora.own import own, window_of

ROOT = Path(__file__).parent.parent
TYPES_OFTEN = ("ASSAULT", "COERCE", "PROTEST", "RETREAT", "AGREE", "AID", "CONCEDE", "CONSULT", "MOVE")


def whole() -> list[Batch]:
    return [batch for part in PARTS for batch in batches(part)]


def test_the_corpus_is_whole_and_says_how_large() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "corpus"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr
    sentences, reports, events = (int(w) for w in ended.stdout.splitlines()[-1].split() if w.isdigit())
    assert ended.stdout.splitlines()[-1] == f"{sentences} sentences, {reports} reports, {events} events"
    assert sentences >= 6000
    assert reports >= 150


def test_two_annotations_of_the_sample_agree() -> None:
    texts = {item.id: item.text for part in ("dev", "test") for item in read(part)}
    folders = [HERE / "agreement" / name for name in ("first", "second")]
    first, second = (
        {i.id: i for path in sorted(folder.rglob("*.txt")) for i in read_batch(path, "dev").items} for folder in folders
    )
    assert first.keys() == second.keys() <= texts.keys()
    assert all(first[id].text == texts[id] for id in first)
    assert sum(len(i.sentences) for i in first.values() if not i.whole) >= 300
    assert sum(i.whole for i in first.values()) == 15
    for whole in (False, True):
        result = agree([(first[id], second[id]) for id in first if first[id].whole == whole])
        assert result.figures["events, trigger and type"] >= 0.8


def test_frequent_types_are_told_by_many_words() -> None:
    found = lemmas_by_type(item for batch in whole() for item in batch.items)
    assert min(len(found[name]) for name in TYPES_OFTEN) >= 40


def test_incidents_name_events_of_their_reports() -> None:
    for batch in whole():
        keys = {event.same for item in batch.items for event in item.events.values()}
        numbers = {item.id.rpartition("-")[2] for item in batch.items}
        for incident in batch.incidents:
            assert {event for event, _ in incident.differences} <= keys, incident.where
            assert {n for by_report in incident.differences.values() for n in by_report} <= numbers, incident.where


MARKED = """\
batch: x

# 1 2012-06-14 wire
[gun Gunmen] {1 killed} [dead four herders] near [gao* Gao] on [d Monday].
  gun group MLI UAF ; dead group MLI AGR 4 ; gao place MLI city ; d time 2012-06-11
  1 ASSAULT occurred actor=gun recipient=dead place=gao date=d dead=4
# 2 2012-06-14 wire
[A:k Officials] {A said} <A [k they] would {1 meet}>.
  k group MLI GOV ; 1 AGREE occurred actor=k
  A official unnamed indirect promises
# 3 2012-06-14 wire
[k Officials] {1 met} and {2 parted}.
  k group MLI GOV ; 1 CONSULT occurred actor=k ; 2 REJECT occurred actor=k
"""


def read_marked(text: str, name: str = "x.txt"):  # type: ignore[no-untyped-def]
    return {item.id: item for item in parse(text, name)[1]}


def test_an_annotation_agrees_with_itself() -> None:
    items = read_marked(MARKED)
    result = agree((item, item) for item in items.values())
    assert set(result.figures.values()) == {1.0}
    assert result.counts["events, trigger and type"] == 4


def test_where_two_annotations_differ() -> None:
    other = (
        MARKED.replace("1 CONSULT", "1 AGREE")
        .replace("; 2 REJECT occurred actor=k", "")
        .replace("{2 parted}", "parted")
        .replace("ASSAULT occurred actor=gun", "ASSAULT planned actor=dead")
        .replace("recipient=dead place=gao", "place=gao")
        .replace("dead=4", "dead=5")
        .replace("unnamed", "named")
    )
    one, two = read_marked(MARKED), read_marked(other)
    result = agree((one[id], two[id]) for id in one)
    assert result.figures["events, trigger"] == pytest.approx(6 / 7, abs=1e-4)
    assert result.figures["events, trigger and type"] == pytest.approx(4 / 7, abs=1e-4)
    assert result.figures["status"] == 0.5
    assert result.figures["actor"] == 0.5
    assert result.figures["recipient"] == 0.0
    assert result.figures["sizes"] == 0.0
    assert result.figures["place"] == result.figures["date"] == 1.0
    assert result.figures["attribution identification"] == 0.0
    assert result.figures["attribution kind"] == 1.0


def test_alpha_by_hand() -> None:
    """Two coders, four units: observed disagreement 1/4; of 8 values 5 are a and 3 b, expected 1 - (20 + 6) / 56."""
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")]
    assert alpha(pairs) == pytest.approx(1 - (1 / 4) / (30 / 56))
    assert alpha([("a", "a")]) == 1.0
    with pytest.raises(ValueError, match="no pairs"):
        alpha([])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_alpha_does_not_ask_who_is_who(pairs: list[tuple[str, str]]) -> None:
    assert alpha(pairs) == pytest.approx(alpha([(b, a) for a, b in pairs]))
    assert alpha(pairs) <= 1.0


def test_bare_texts_are_the_same_texts() -> None:
    for part in PARTS:
        items = list(read(part))
        _, again, _ = parse(bare(items), "bare.txt")
        assert [(i.id, i.text, i.sentences) for i in again] == [(i.id, i.text, i.sentences) for i in items]
        assert not any(i.events or i.entities for i in again)


def test_a_sample_takes_no_incident_twice() -> None:
    passages, reports = sample(list(read("dev")), 20, 5)
    assert 20 <= sum(len(i.sentences) for i in passages) <= 22
    assert len({i.id.rpartition("-")[0] for i in reports}) == len(reports) == 5
    assert sample(list(read("dev")), 20, 5) == (passages, reports)


def batch(part: str, text: str) -> Batch:
    _, items, incidents = parse(f"# 1 2012-06-14 wire\n{text}\n", f"{part}.txt")
    return Batch(HERE, part, {}, items, incidents)  # type: ignore[arg-type]


def test_shared_sequences_leave_names_and_figures_out() -> None:
    one = batch("train", "The men who fled to [a* Gao] in 12 lorries came back.\n  a place MLI city")
    other = batch("dev", "The men who fled to [a* Timbuktu Town] in 9 lorries were caught.\n  a place MLI city")
    (found, *_) = shared_sequences([one, other])
    assert found.words == "the men who fled to in"
    assert found.items == ("train-1", "dev-1")
    assert not list(shared_sequences([one, batch("train", "The men who fled to us.")]))


def test_frames_may_be_there_twice() -> None:
    told = [batch(name, f"The [a* {name}] men were killed there on Monday.\n  a place MLI city") for name in "ABC"]
    assert not list(repeated_frames([item for b in told[:2] for item in b.items]))
    (found,) = repeated_frames([item for b in told for item in b.items])
    assert found.items == ("A-1", "B-1", "C-1")


def test_words_are_counted_by_their_base() -> None:
    assert base("Killings") == base("killed") == base("kill")


def test_richness_of_words_that_repeat() -> None:
    poor = richness(["one two three four"] * 300)
    assert poor.distinct == 4
    assert poor.window == 0.004
    assert poor.pairs == pytest.approx(3 / 900, abs=1e-4)
    with pytest.raises(ValueError, match="fewer than a window"):
        richness(["one two"])


def test_coverage_says_what_is_short() -> None:
    text = as_text([Figure("status", "planned", 3, 250), Figure("status", "occurred", 5000, 250)])
    assert text == "status: planned 3 (at least 250), occurred 5,000"
    counted = {
        (f.group, f.value): f.number for f in figures([Batch(HERE, "dev", {}, list(read_marked(MARKED).values()), [])])
    }
    assert counted["type", "CONSULT"] == 1
    assert counted["size", "sentences"] == 3
    assert counted["stance", "promises"] == 1


def test_windows_for_training_say_what_the_marks_say() -> None:
    window = window_of(read_marked(MARKED)["x-1"])
    (event,) = window.events or []
    assert window.words[event.trigger] == "killed"
    assert (event.types, event.status) == (("ASSAULT",), "occurred")
    slots = {(s.label, " ".join(window.words[s.first : s.last])) for s in event.slots}
    assert slots == {("actor", "Gunmen"), ("recipient", "four herders"), ("place", "Gao"), ("date", "Monday")}


WITHIN = """\
batch: x

# 1 2012-06-14 wire
[p Police] {1 beat} [r residents of [gao* Gao]] in the market.
  p group MLI COP ; r group MLI CVL ; gao place MLI city
  1 ASSAULT/beat occurred actor=p recipient=r place=gao
"""


def test_a_place_within_a_party_is_in_both_slots() -> None:
    window = window_of(read_marked(WITHIN)["x-1"])
    (event,) = window.events or []
    slots = {(s.label, " ".join(window.words[s.first : s.last])) for s in event.slots}
    assert slots == {("actor", "Police"), ("recipient", "residents of Gao"), ("place", "Gao")}


SPOKEN = """\
batch: x

# 1 2012-06-14 wire
[A:b A baker] who gave no name {A denies} <A that [p between ten and twelve policemen] {1 wounded} [n* Awa Diallo] and \
[two two boys] near the mill>.
  b person MLI CVL ; p group MLI COP 10..12 ; n person MLI CVL ; two group MLI CVL 2
  1 ASSAULT negated actor=p recipient=n,two injured=2 standing=denied
  A witness anonymous indirect denies
"""


def test_windows_hold_names_sectors_numbers_and_what_a_source_is() -> None:
    window = window_of(read_marked(SPOKEN)["x-1"])
    words = window.words
    (attribution,) = window.attributions or []
    assert set(attribution.traits) == {"kind=witness", "identification=anonymous", "stance=denies"}
    assert {(s.label, " ".join(words[s.first : s.last])) for s in window.names or []} == {
        ("person", "baker"), ("person", "Awa Diallo"), ("person", "two boys"),
    }  # fmt: skip
    assert {words[i]: sector for i, sector in window.sectors.items() if words[i] in ("baker", "policemen", "boys")} == {
        "baker": "CVL", "policemen": "COP", "boys": "CVL",
    }  # fmt: skip
    (event,) = window.events or []
    assert [(s.label, words[s.first : s.last]) for s in event.counts] == [("injured", ["two"])]
    assert {words[i] for i in window.open_words} >= {"policemen", "mill"}  # a description cut at "and"; no mention
    assert not {words[i] for i in window.open_words} & {"that", "Awa", "boys", "."}


def test_all_of_a_part_becomes_windows() -> None:
    windows = list(own(ROOT, "dev"))
    items = list(read("dev"))
    triggers = {(item.id, e.triggers[0]) for item in items for e in item.events.values()}
    assert sum(len(w.words) for w in windows) == sum(len(window_of(i).words) for i in items)
    assert sum(len(w.events or []) for w in windows) >= len(triggers) * 0.9
    for window in windows:
        for event in window.events or []:
            assert 0 <= event.trigger < len(window.words)
            assert all(0 <= s.first < s.last <= len(window.words) for s in event.slots)


def test_places_and_sectors_of_two_readers_are_compared() -> None:
    def lines(*rows: tuple[str, str, str]) -> dict[tuple[str, str], dict[str, str]]:
        return {
            ("x-1", str(n)): {"place": place, "actors": actors, "recipients": recipients}
            for n, (place, actors, recipients) in enumerate(rows, 1)
        }

    one = lines(("the market in Gao", "COP", "CVL;-"), ("-", "GOV", "-"), ("Gao", "REB", "-"))
    other = lines(("Gao", "COP", "CVL;-"), ("Ansongo", "GOV", "-"), ("-", "UAF", "-"))
    tally = between(one, other)
    assert (tally.places, tally.ones, tally.others, tally.f1) == (1, 2, 2, 0.5)
    assert (tally.sectors, tally.compared) == (3, 4)
    marked = with_corpus(lines(("Gao", "COP", "CVL")), read_marked(WITHIN))
    assert (marked.f1, marked.share) == (1.0, 1.0)
