"""From the scores of a window to what it says: the choices that the model's graph leaves open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.language.coreference import MENTION, Mentioned
from dateline.language.model import LanguageModel
from dateline.language.products import bilinear
from dateline.language.spans import NEVER, Labelled, Pairs, probabilities, spans_of
from dateline.language.trees import best_tree
from dateline.language.windows import Window
from dateline.records.analysis import Chances

Array = NDArray[np.float32]
Scores = dict[str, Array]

PREDICATE = 0.0
"""Log odds from which on a word is a predicate: even chances."""
SENTENCE_END = 0.0
"""Log odds from which on a word ends its sentence."""
CONTENT_GAP = 1
"""Words: two content spans of one cue this near to each other are one. A lone word between is a slip of the tagger, a
real interruption ("..., he said, ...") is longer."""
NUMBERED = frozenset(f"ARG{number}" for number in range(6))
CUE_LABELS = ("O", "B-cue", "I-cue")
HAPPENING = 0.2
"""Probability of any event from which on a word is passed on; what is coded is decided in `dateline.coding`."""
SECTOR = 0.02
"""Probability from which on a sector is passed on."""
PLACES, PLACED = ("place", "to", "from"), 0.01
"""Slots of an event for places, and the probability from which on a word is passed on for one."""
LIKELY = 0.15
"""Probability, given an event, from which on a type is passed on, and given the type, a mode."""


class Frame(NamedTuple):
    """A predicate with its arguments: words [first, last) and a PropBank role."""

    word: int
    arguments: list[Labelled]
    score: float


class Saying(NamedTuple):
    """Who says what: word spans of each part."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    score: float
    traits: dict[str, tuple[str, float]]


class Told(NamedTuple):
    """A word that tells of an event (`dateline.records.analysis.Happening`)."""

    word: int
    score: float
    types: list[tuple[str, float]]
    modes: list[tuple[str, float]]
    status: str
    slots: list[Labelled]
    counts: list[Labelled]
    places: list[Labelled]


class Reading(NamedTuple):
    """What one window says; all positions count from the window's first word, ends exclusive."""

    sentence_ends: list[int]
    upos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[Labelled]
    frames: list[Frame]
    sayings: list[Saying]
    told: list[Told]
    sectors: list[Chances]
    factuality: list[float]
    mentioned: Mentioned | None = None


class Decoder:
    """Decodes the scores of one model. Safe to use from several threads."""

    def __init__(self, model: LanguageModel) -> None:
        self._upos, self._deprels, self._names = model.upos, model.deprels, model.names
        self._roles = model.roles
        self._attributions = model.attributions
        self._event_types, self._event_modes = model.event_types, model.event_modes
        self._event_status = model.event_status
        self._event_parties, self._event_setting = model.event_parties, model.event_setting
        self._event_counts = model.event_counts
        self._sectors = model.sectors
        self._traits = _by_trait(model.voices)
        self._mentions = bool(model.mention_types)
        arrays = model.arrays
        self._role_pairs, self._attribution_pairs = Pairs(arrays, "role"), Pairs(arrays, "attribution")
        self._party_pairs = Pairs(arrays, "event") if self._event_parties else None
        self._setting_pairs = Pairs(arrays, "setting") if self._event_setting else None
        self._count_pairs = Pairs(arrays, "count") if self._event_counts else None
        self._relation_root = arrays["relation_root"]
        # dependent by label by head
        self._relation_weight = np.ascontiguousarray(arrays["relation_weight"])
        self._not_root = np.array([-np.inf if label == "root" else 0 for label in model.deprels], np.float32)

    def read(
        self,
        scores: Scores,
        window: Window,
        ends_known: bool = False,
        wanted: Callable[[int, str], bool] = lambda word, upos: True,
    ) -> Reading:
        """What the scores of a window say; `ends_known`: sentences end at `window.ends` and nowhere else; `wanted`: are
        the arguments of a predicate, a word with its part of speech, needed?"""
        ends = window.ends if ends_known else self._ends(scores, window)
        heads = self._heads(scores, ends)
        deprels = self._relations(scores, heads)
        upos = [self._upos[i] for i in scores["upos"].argmax(-1).tolist()]
        return Reading(
            ends,
            upos,
            heads,
            deprels,
            spans_of(scores["names"][None], self._names)[0],
            self._frames(scores, ends, lambda word: not deprels[word].startswith("aux") and wanted(word, upos[word])),
            self._sayings(scores),
            self._told(scores) if self._event_types else [],
            self._likelier_sectors(scores) if self._sectors else [],
            np.round(scores["factuality"].astype(np.float64), 2).tolist(),
            self._mentioned(scores) if self._mentions else None,
        )

    def _ends(self, scores: Scores, window: Window) -> list[int]:
        found = (np.flatnonzero(scores["sentence_end"] > SENTENCE_END) + 1).tolist()
        return sorted({*(window.moved.get(end, end) for end in found if end < window.ends[-1]), *window.ends} - {0})

    def _heads(self, scores: Scores, ends: list[int]) -> list[int]:
        heads: list[int] = []
        first = 0
        for last in ends:
            tree = best_tree(scores["arcs"][first:last, first:last], scores["roots"][first:last])
            heads += [head + first if head >= 0 else -1 for head in tree]
            first = last
        return heads

    def relation_scores(self, scores: Scores, heads: list[int]) -> Array:
        """Scores [word, relation] of each word's dependence on the head given for it (`training.heads.tree`)."""
        one = np.ones((len(heads), 1), np.float32)
        governor = scores["relation_head"][heads]  # -1 picks the last word: overwritten by the root's vector
        governor[np.asarray(heads) < 0] = self._relation_root
        return bilinear(
            np.concatenate([scores["relation_dependent"], one], 1),
            self._relation_weight,
            np.concatenate([governor, one], 1),
        )

    def _relations(self, scores: Scores, heads: list[int]) -> list[str]:
        best = (self.relation_scores(scores, heads) + self._not_root).argmax(-1).tolist()
        return [self._deprels[i] if head >= 0 else "root" for i, head in zip(best, heads, strict=True)]

    def _frames(self, scores: Scores, ends: list[int], wanted: Callable[[int], bool]) -> list[Frame]:
        odds = scores["predicate"]
        at: list[int] = np.flatnonzero(odds > PREDICATE).tolist() if len(self._roles) > 1 else []
        chances = 1 / (1 + np.exp(-odds[at].astype(np.float64)))
        found = {word: Frame(word, [], chance) for word, chance in zip(at, chances.tolist(), strict=True)}
        # An auxiliary is a predicate without arguments in PropBank, and predicates without were no anchors in training.
        at = [word for word in at if wanted(word)]
        starts = [0, *ends]
        sentences = [(starts[bisect_right(ends, word)], ends[bisect_right(ends, word)]) for word in at]
        # All in one array, filled up with O, so that they are decoded together.
        longest = max((last - first for first, last in sentences), default=0)
        logits = np.full((len(at), longest, self._role_pairs.labels), NEVER, np.float32)
        logits[:, :, 0] = 0
        row = 0
        for (first, last), same in groupby(sentences):
            rows = slice(row, row + len(list(same)))
            logits[rows, : last - first] = self._role_pairs.scores(scores, at[rows], at[rows], first, last)
            row = rows.stop
        for word, (first, _), spans in zip(at, sentences, spans_of(logits, self._roles) if at else (), strict=True):
            arguments = [span._replace(first=span.first + first, last=span.last + first) for span in _once(spans)]
            found[word] = found[word]._replace(arguments=arguments)
        return list(found.values())

    def _sayings(self, scores: Scores) -> list[Saying]:
        cues = spans_of(scores["cue"][None], CUE_LABELS)[0]
        if not cues or not self._attributions:
            return []
        first = [cue.first for cue in cues]
        # As in training, a cue is the mean of its first and last word, and stands where it begins.
        logits = self._attribution_pairs.scores(scores, first, [cue.last - 1 for cue in cues])
        found: list[Saying] = []
        for cue, spans in zip(cues, spans_of(logits, self._attributions), strict=True):
            parts: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [(cue.first, cue.last)], "content": []}
            sure = [cue.score]
            for span in spans:
                known = parts[span.label]
                if span.label == "content" and known and span.first - known[-1][1] <= CONTENT_GAP:
                    known[-1] = (known[-1][0], span.last)
                else:
                    known.append((span.first, span.last))
                sure.append(span.score)
            if parts["content"]:
                traits = self._traits_of(scores, cue.first, parts["source"])
                score = sum(sure) / len(sure)
                found.append(Saying(parts["source"], sorted(parts["cue"]), parts["content"], score, traits))
        return found

    def _traits_of(self, scores: Scores, cue: int, source: list[tuple[int, int]]) -> dict[str, tuple[str, float]]:
        """As `training.heads.voices` adds the scores up; of a source in pieces, the one nearest to the cue counts."""
        if not self._traits:
            return {}
        odds = scores["voice_cue"][cue]
        if source:
            first, last = min(source, key=lambda span: min(abs(span[0] - cue), abs(span[1] - 1 - cue)))
            odds = odds + scores["voice_source"][first:last].mean(0)
        found: dict[str, tuple[str, float]] = {}
        for trait, (first, values) in self._traits.items():
            chances = probabilities(odds[first : first + len(values)])
            best = int(chances.argmax())
            found[trait] = values[best], round(float(chances[best]), 4)
        return found

    def _likelier_sectors(self, scores: Scores) -> list[Chances]:
        chances = np.round(probabilities(scores["sector"]).astype(np.float64), 4)
        found: list[list[tuple[str, float]]] = [[] for _ in range(len(chances))]
        words, sectors = np.nonzero(chances >= SECTOR)
        for word, sector, chance in zip(
            words.tolist(), sectors.tolist(), chances[words, sectors].tolist(), strict=True
        ):
            found[word].append((self._sectors[sector], chance))
        return [tuple(sorted(one, key=lambda entry: -entry[1])) for one in found]

    def _mentioned(self, scores: Scores) -> Mentioned:
        at: list[int] = np.flatnonzero(scores["mention"] > MENTION).tolist()
        names = ("mention", "mention_type", "mention_later", "mention_earlier")
        return Mentioned(at, *(scores[name][at] for name in names))

    def _told(self, scores: Scores) -> list[Told]:
        chances = probabilities(scores["event_type"])
        at: list[int] = np.flatnonzero(chances[:, 0] < 1 - HAPPENING).tolist()
        if not at:
            return []
        slots: list[list[Labelled]] = [[] for _ in at]
        places: list[list[Labelled]] = [[] for _ in at]
        counts: list[list[Labelled]] = [[] for _ in at]
        if self._party_pairs:
            slots = spans_of(self._party_pairs.scores(scores, at, at), self._event_parties)
        if self._setting_pairs:
            logits = self._setting_pairs.scores(scores, at, at)
            slots = [a + b for a, b in zip(slots, spans_of(logits, self._event_setting), strict=True)]
            places = self._placed(logits)
        if self._count_pairs:
            counts = spans_of(self._count_pairs.scores(scores, at, at), self._event_counts)
        modes = 1 / (1 + np.exp(-scores["event_mode"][at].astype(np.float64)))
        status = scores["event_status"][at].argmax(-1).tolist()
        found: list[Told] = []
        for row, word in enumerate(at):
            score = float(1 - chances[word, 0])
            types = {t: float(c) / score for t, c in zip(self._event_types, chances[word, 1:], strict=True)}
            likely = sorted(((t, round(c, 4)) for t, c in types.items() if c >= LIKELY), key=lambda t: -t[1])
            known = {t for t, _ in likely}
            of_types = [
                (mode, round(float(chance), 4))
                for mode, chance in zip(self._event_modes, modes[row], strict=True)
                if chance >= LIKELY and mode.partition("/")[0] in known
            ]
            told = self._event_status[status[row]], slots[row], counts[row], places[row]
            found.append(Told(word, round(score, 4), likely, of_types, *told))
        return found

    def _placed(self, logits: Array) -> list[list[Labelled]]:
        """Of each row of scores [row, word, label] the words that may be in a slot for places."""
        chances = probabilities(logits)
        found: list[list[Labelled]] = [[] for _ in chances]
        for number, label in enumerate(self._event_setting):
            if label[:2] == "B-" and label[2:] in PLACES:
                either = (chances[:, :, number] + chances[:, :, number + 1]).astype(np.float64)
                rows, words = np.nonzero(either >= PLACED)
                for row, word, chance in zip(rows.tolist(), words.tolist(), either[rows, words].tolist(), strict=True):
                    found[row].append(Labelled(word, word + 1, label[2:], chance))
        return found


def _by_trait(labels: list[str]) -> dict[str, tuple[int, list[str]]]:
    """Of `trait=value` labels, those of one trait together: where they begin, and the values."""
    found: dict[str, tuple[int, list[str]]] = {}
    for number, label in enumerate(labels):
        trait, _, value = label.partition("=")
        found.setdefault(trait, (number, []))[1].append(value)
    return found


def _once(spans: list[Labelled]) -> list[Labelled]:
    """Arguments of one predicate without repeated numbered roles: in PropBank ARG0 to ARG5 are each had by one only
    (a second part would be C-ARG0). The surest stays."""
    best: dict[str, Labelled] = {}
    for span in spans:
        known = best.get(span.label)
        if known is None or span.score > known.score:
            best[span.label] = span
    return [span for span in spans if span.label not in NUMBERED or best[span.label] is span]
