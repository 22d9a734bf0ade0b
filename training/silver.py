"""Trees and roles for texts that nobody has annotated with them: as another model reads them.

Our own corpus has events but no trees. A model that never meets a tree in such texts forgets how to read one there, and
what is built on trees suffers. While teachers are at hand they say how such texts are built (`[teachers]` of a
configuration); where a model is trained on without, it is given the trees that it has read there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dateline.language.analyser import Analyser
from dateline.language.model import LanguageModel
from training.corpora.mentions import rehead
from training.windows import Span, Window


def read_by(model: Path, windows: Iterable[Window]) -> Iterator[Window]:
    """The windows with parts of speech, trees and roles by a model folder, and names where they have none."""
    analyser = Analyser(LanguageModel(model))
    types = frozenset(label[2:] for label in analyser.model.names if label != "O")
    for window in windows:
        found = analyser.analyse_words(window.words, [sentence.last for sentence in window.sentences])
        yield replace(
            window,
            upos=[token.upos for token in found.tokens],
            heads=[token.head for token in found.tokens],
            deprels=[token.deprel for token in found.tokens],
            predicates={p.token: [Span(a.first, a.last, a.role) for a in p.arguments] for p in found.predicates},
            names=[Span(n.first, n.last, n.type) for n in found.names] if window.names is None else window.names,
            name_types=types if window.names is None else window.name_types,
            mentions=None if window.mentions is None else rehead(window.mentions, [t.head for t in found.tokens]),
        )
