"""Universal Dependencies (EWT, GUM) with what else is annotated on the same sentences.

EWT: PropBank roles (propbank-release) and factuality (UDS-IH2). GUM: entities and coreference. Folders: `ud`, `srl`,
`factuality`.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.corpora.files import json_lines
from training.corpora.mentions import told
from training.windows import Mention, Span, Window, join

GUM_TYPES = {"person": "person", "organization": "organisation", "place": "place"}
_CORE_LEFT = {"compound", "amod", "nummod", "nmod:poss", "flat", "compound:prt", "nmod:desc", "nmod:unmarked"}


def _sentences(path: Path) -> Iterator[tuple[bool, str, list[list[str]]]]:
    """(a document begins here, sentence id, columns of each word)."""
    begins, name, rows = False, "", []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                begins = True
            elif line.startswith("# sent_id = "):
                name = line[12:]
            elif not line and rows:
                yield begins, name, rows
                begins, rows = False, []
            elif line and line[0] != "#":
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)


def _window(corpus: str, rows: list[list[str]]) -> Window:
    return Window(
        corpus=corpus,
        words=[r[1].replace("\xa0", " ") for r in rows],
        sentences=[Span(0, len(rows))],
        ends_known=True,
        upos=[r[3] for r in rows],
        heads=[int(r[6]) - 1 for r in rows],
        deprels=[r[7] for r in rows],
    )


def _if_there(path: Path) -> Iterator[dict[str, Any]]:
    return json_lines(path) if path.exists() else iter(())


def ewt(folder: Path, part: str) -> Iterator[Window]:
    """Documents of the English Web Treebank: trees, predicates and roles, factuality.

    A document is cut where a sentence has no roles (PropBank and the treebank split 29 sentences differently). Where
    the files of roles or of factuality are not there, nothing is said of these.
    """
    roles = {r["id"]: r for r in _if_there(folder / f"srl/ewt_{part}.jsonl.gz")}
    factuality: dict[tuple[str, ...], dict[int, float]] = {}
    for record in _if_there(folder / f"factuality/uds_ih2_{part}.jsonl.gz"):
        values = {p["index"]: p["value"] for p in record["predicates"]}
        factuality.setdefault(tuple(record["tokens"]), {}).update(values)
    document: list[Window] = []
    for begins, name, rows in _sentences(folder / f"ud/ewt_{part}.conllu.gz"):
        found = roles.get(name)
        known = found is not None and len(found["tokens"]) == len(rows)
        if document and (begins or known != (document[-1].predicates is not None)):
            yield join(document)
            document = []
        window = _window("ewt", rows)
        if found and known:
            window.predicates = {
                p["index"]: [Span(a["start"], a["end"], a["role"]) for a in p["args"] if a["role"] != "V"]
                for p in found["predicates"]
            }
        window.factuality = factuality.get(tuple(r[1] for r in rows), {})
        document.append(window)
    if document:
        yield join(document)


def _core(entity: dict[str, Any], window: Window) -> Span:
    """The head of a mention with the words of its name or description: no article, no "of ...", no clause."""
    assert window.heads is not None and window.deprels is not None
    head, first, last = entity["head"], entity["head"], entity["head"] + 1
    inside = {head}
    while (
        first > entity["start"]
        and window.heads[first - 1] in inside | {first}
        and (
            window.deprels[first - 1] in _CORE_LEFT
            or (window.deprels[first - 1] == "punct" and window.words[first - 1] == "-")
        )
    ):
        first -= 1
        inside.add(first)
    while (
        last < entity["end"]
        and window.heads[last] in inside
        and (window.deprels[last] in {"flat", "compound", "nummod"} or window.words[last] == "-")
    ):
        inside.add(last)
        last += 1
    return Span(first, last, GUM_TYPES[entity["type"]])


def _mentions(entities: list[dict[str, Any]], window: Window) -> list[Mention]:
    """One a head word, the longest. Where several things are one mention, its head is their first "and", so that the
    first of them keeps its own."""
    assert window.heads is not None and window.deprels is not None
    found: dict[int, Mention] = {}
    for entity in sorted(entities, key=lambda e: e["end"] - e["start"]):
        inside = range(entity["start"], entity["end"])
        joined = [k for k in inside if window.deprels[k] == "conj" and window.heads[k] == entity["head"]]
        signs = [k for k in inside if window.deprels[k] == "cc" and window.heads[k] in joined]
        head = min(signs, default=entity["head"])
        found[head] = Mention(head, entity["start"], entity["end"], str(entity["coref"]), entity["type"])
    return [found[head] for head in sorted(found)]


def _document(sentences: Sequence[Window]) -> Window:
    whole = join(sentences)
    whole.mentions = told(whole.mentions or [])
    return whole


def gum(folder: Path, part: str) -> Iterator[Window]:
    """Documents of GUM's openly licensed genres: trees, entity mentions and which of them are of the same entity."""
    entities = {
        s["sent_id"]: s["entities"]
        for d in json_lines(folder / f"ud/gum_entities_open_{part}.jsonl.gz")
        for s in d["sentences"]
    }
    document: list[Window] = []
    for begins, name, rows in _sentences(folder / f"ud/gum_open_{part}.conllu.gz"):
        if begins and document:
            yield _document(document)
            document = []
        window = _window("gum", rows)
        window.mentions, window.mentions_known = _mentions(entities.get(name, []), window), True
        marked = [e for e in entities.get(name, []) if e["type"] in GUM_TYPES and e["kind"] != "pronoun"]
        window.names = innermost([_core(e, window) for e in sorted(marked, key=lambda e: e["start"] - e["end"])])
        window.name_types = frozenset(GUM_TYPES.values())
        document.append(window)
    if document:
        yield _document(document)


def innermost(spans: list[Span]) -> list[Span]:
    """Nested spans laid flat: a word belongs to the smallest span around it, and what is left of the larger span
    is its longest remaining stretch. `spans` come largest first."""
    owner: dict[int, int] = {}
    for number, span in enumerate(spans):
        for i in range(span.first, span.last):
            owner[i] = number
    flat: list[Span] = []
    for number, span in enumerate(spans):
        stretches: list[list[int]] = []
        for i in range(span.first, span.last):
            if owner[i] != number:
                continue
            if stretches and stretches[-1][-1] == i - 1:
                stretches[-1].append(i)
            else:
                stretches.append([i])
        if stretches:
            longest = max(stretches, key=lambda s: (len(s), s[0]))
            flat.append(Span(longest[0], longest[-1] + 1, span.label))
    return sorted(flat)
