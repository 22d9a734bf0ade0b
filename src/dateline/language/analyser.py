"""Text in, Analysis out: runs the model over a document's windows and puts together what they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from dateline.language.coreference import linker_of
from dateline.language.decoder import Decoder, Reading
from dateline.language.lemmas import lemma
from dateline.language.model import LanguageModel
from dateline.language.spans import Labelled
from dateline.language.windows import Layout, Window, lay_out, lay_out_words
from dateline.records.analysis import Analysis, Argument, Attribution, Happening, Name, Predicate, Sentence, Token

AHEAD = 8
"""Windows a thread that `analyse_many` has laid out beyond the document that its caller works on, at most: about a
second's work, so that no thread waits while the caller is busy, and few documents' readings are held in memory."""


class Analyser:
    """Analyses documents with one language model; its methods are to be called from one thread."""

    def __init__(
        self,
        model: LanguageModel,
        threads: int = 1,
        begins: Callable[[str], Sequence[int]] = lambda text: (),
        wanted: Callable[[str, str], bool] = lambda lemma, upos: True,
    ) -> None:
        """`threads`: windows that are read at the same time; the Analysis does not depend on it. `begins` finds the
        characters of a text at which a sentence is known to begin. `wanted`: are the arguments of a predicate, given by
        lemma and part of speech, needed? They are the dearest part of the decoding."""
        self.model = model
        self._begins, self._wanted = begins, wanted
        self._decoder = Decoder(model)
        self._linker = linker_of(model.arrays, model.mention_types)
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, "windows") if threads > 1 else None

    def analyse(self, text: str) -> Analysis:
        """The linguistic layers of a text; an empty Analysis for one without words."""
        return self._read(self._lay_out(text))

    def analyse_words(self, words: Sequence[str], sentence_ends: Sequence[int] | None = None) -> Analysis:
        """The layers of a text whose words are given; `Analysis.text` is these with a space between.

        `sentence_ends`: how many words there are up to the end of each sentence; None to have them found. Raises
        ValueError where these do not ascend to the number of words.
        """
        return self._read(lay_out_words(words, self.model.pieces, self.model.longest, sentence_ends))

    def analyse_many(self, texts: Iterable[str]) -> Generator[Analysis, None, None]:
        """The Analysis of each text in turn, as `analyse` gives it.

        With several threads the windows of the texts to come are read while the caller works on the present one; at
        most `AHEAD` windows a thread, or one text, are taken from `texts` beforehand. An error that `texts` raises
        comes after the analyses of the texts before it.
        """
        if self._pool is None:
            yield from map(self.analyse, texts)
            return
        coming: deque[tuple[Layout, list[Future[Reading]]]] = deque()
        source, error, ended = iter(texts), None, False
        try:
            while coming or not ended:
                while not ended and sum(len(windows) for _, windows in coming) < AHEAD * self._threads:
                    try:
                        text = next(source)
                    except StopIteration:
                        ended = True
                    except Exception as raised:
                        error, ended = raised, True
                    else:
                        coming.append(self._submit(self._lay_out(text)))
                if coming:
                    layout, readings = coming.popleft()
                    yield self._assemble(layout, [reading.result() for reading in readings])
        finally:
            for _, readings in coming:
                for reading in readings:
                    reading.cancel()
        if error is not None:
            raise error

    def _lay_out(self, text: str) -> Layout:
        return lay_out(text, self.model.pieces, self.model.longest, self._begins(text))

    def _submit(self, layout: Layout) -> tuple[Layout, list[Future[Reading]]]:
        assert self._pool is not None
        return layout, [self._pool.submit(self._read_window, layout, window) for window in layout.windows]

    def _read(self, layout: Layout) -> Analysis:
        if self._pool is None or len(layout.windows) < 2:
            return self._assemble(layout, [self._read_window(layout, window) for window in layout.windows])
        return self._assemble(layout, [reading.result() for reading in self._submit(layout)[1]])

    def _read_window(self, layout: Layout, window: Window) -> Reading:
        scores = self.model.run(window.pieces, window.shapes)

        def wanted(word: int, upos: str) -> bool:
            return self._wanted(lemma(layout.forms[window.first + word], upos), upos)

        return self._decoder.read(scores, window, layout.sentences_known, wanted)

    def _assemble(self, layout: Layout, readings: Sequence[Reading]) -> Analysis:
        analysis = joined(layout, readings)
        if self._linker is not None:
            said = [(w.first, r.mentioned) for w, r in zip(layout.windows, readings, strict=True) if r.mentioned]
            analysis.clusters = self._linker.clusters(analysis.tokens, analysis.sentences, said)
        return analysis


def joined(layout: Layout, readings: Sequence[Reading]) -> Analysis:
    """One Analysis of the windows' readings: positions now count from the document's first word."""
    words, forms = layout.words, layout.forms
    analysis = Analysis(layout.text, [], [], [], [], [], [], [])
    for window, reading in zip(layout.windows, readings, strict=True):
        by = window.first
        analysis.tokens += [
            Token(start, end, form, lemma(form, upos), upos, head + by if head >= 0 else -1, deprel)
            for (start, end), form, upos, head, deprel in zip(
                words[by : window.last],
                forms[by : window.last],
                reading.upos,
                reading.heads,
                reading.deprels,
                strict=True,
            )
        ]
        first = by
        for end in reading.sentence_ends:
            last = by + end
            analysis.sentences.append(Sentence(words[first].start, words[last - 1].end, first, last))
            first = last
        for name in reading.names:
            named = "PROPN" in reading.upos[name.first : name.last]
            analysis.names.append(Name(name.first + by, name.last + by, name.label, named, round(name.score, 4)))
        analysis.predicates += [
            Predicate(
                frame.word + by,
                _arguments(frame.arguments, by),
                round(frame.score, 4),
            )
            for frame in reading.frames
        ]
        analysis.attributions += [
            Attribution(_moved(source, by), _moved(cue, by), _moved(content, by), round(score, 4), traits)
            for source, cue, content, score, traits in reading.sayings
        ]
        analysis.happenings += [
            Happening(
                told.word + by,
                told.score,
                told.types,
                told.modes,
                told.status,
                _arguments(told.slots, by),
                _arguments(told.counts, by),
                _arguments(told.places, by),
            )
            for told in reading.told
        ]
        analysis.sectors += reading.sectors
        analysis.factuality += reading.factuality
    return analysis


def _arguments(spans: list[Labelled], by: int) -> list[Argument]:
    return [Argument(span.label, span.first + by, span.last + by, round(span.score, 4)) for span in spans]


def _moved(spans: list[tuple[int, int]], by: int) -> list[tuple[int, int]]:
    return [(first + by, last + by) for first, last in spans]
