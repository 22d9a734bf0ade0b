"""Reads codebooks from YAML, checks them, and joins several into one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from dateline.codebooks.model import Codebook, Context, Decision, EventType, Example, Mode, Signal, parse_marked
from dateline.codebooks.signals import ARGUMENTS, parse_classes, parse_condition, split_words

BUILT_IN = ("plover", "mobilisation")
"""Names that `load` knows; each is a file beside this one, to be copied and changed."""

_WORD = re.compile(r"[^\s|.,]+\.[vnar]")
_PREPOSITIONS = frozenset(["of", "in", "on", "at", "to", "for", "from", "with", "by", "against", "into"])
_YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where PyYAML has libyaml


class CodebookError(ValueError):
    """A codebook cannot be used. The message is one line: the file, where in it, what is wrong and what to do."""


def load(name_or_path: str | Path) -> Codebook:
    """Read a codebook: a built-in name (`plover`, `mobilisation`) or the path of a YAML file.

    Raises CodebookError.
    """
    if str(name_or_path) in BUILT_IN:
        return _built_in(str(name_or_path))
    path = Path(name_or_path)
    if not path.suffix and not path.exists():
        raise CodebookError(f"{path}: no such codebook: use {', '.join(BUILT_IN)} or the path of a YAML file")
    return _read(path, path.name)


@cache
def default() -> Codebook:
    """PLOVER 2.0 and the mobilisation types, combined: what is coded when nobody names a codebook."""
    return combine([load(name) for name in BUILT_IN])


def combine(codebooks: Sequence[Codebook]) -> Codebook:
    """Join codebooks into one that codes all their types.

    Contexts and word lists of the same name are kept from the first codebook that has them. Raises CodebookError for an
    empty sequence, or where two codebooks have a type of the same name.
    """
    if not codebooks:
        raise CodebookError("no codebook given: name at least one, for instance plover")
    if len(codebooks) == 1:
        return codebooks[0]
    types: dict[str, EventType] = {}
    owner: dict[str, str] = {}
    contexts: dict[str, Context] = {}
    verbs: dict[str, None] = {}
    for codebook in codebooks:
        for name, kind in codebook.types.items():
            if name in types:
                raise CodebookError(
                    f"{codebook.label}: type {name}: {owner[name]} has it too: rename one or drop a codebook"
                )
            types[name] = _with_lists(kind, codebook.lists)
            owner[name] = codebook.label
        for name, context in codebook.contexts.items():
            contexts.setdefault(name, context)
        verbs.update(dict.fromkeys(split_words(codebook.support_verbs)))
    return Codebook(
        name="+".join(codebook.name for codebook in codebooks),
        version="+".join(codebook.version for codebook in codebooks),
        types=types,
        contexts=contexts,
        description=" ".join(codebook.description for codebook in codebooks if codebook.description),
        language=codebooks[0].language,
        support_verbs="|".join(verbs),
        parts=[codebook.label for codebook in codebooks],
    )


@cache
def _built_in(name: str) -> Codebook:
    return _read(Path(__file__).with_name(f"{name}.yaml"), f"{name}.yaml")


def _read(path: Path, label: str) -> Codebook:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML_LOADER)  # a safe loader in either case
    except FileNotFoundError:
        raise CodebookError(f"{label}: no such file: check the path {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{label}: cannot be read ({error}): save it as UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise CodebookError(f"{label}: {line}not valid YAML ({error.problem}): check quotes and indentation") from None
    except yaml.YAMLError as error:
        raise CodebookError(f"{label}: not valid YAML ({' '.join(str(error).split())}): check the file") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("types"), dict) or not raw["types"]:
        raise CodebookError(f"{label}: no types: a codebook is a mapping with name, version and types")
    types = {str(name): _convert(kind, EventType, f"{label}: type {name}") for name, kind in raw.pop("types").items()}
    contexts = raw.pop("contexts", None) or {}
    if not isinstance(contexts, dict):
        raise CodebookError(f"{label}: contexts: write a mapping of names to definitions and words")
    context_types = {
        str(name): _convert(context, Context, f"{label}: context {name}") for name, context in contexts.items()
    }
    codebook: Codebook = _convert({**raw, "types": {}}, Codebook, label)
    codebook = msgspec.structs.replace(codebook, types=types, contexts=context_types)
    for name, kind in types.items():
        _check_type(codebook, kind, f"{label}: type {name}")
    for name, context in context_types.items():
        for phrase in [*split_words(context.words), *split_words(context.weak)]:
            if " " not in phrase and not _WORD.fullmatch(phrase):
                raise CodebookError(f"{label}: context {name}: word {phrase!r}: write lemma and part of speech, vote.n")
    return codebook


def _convert(raw: object, into: type[Any], where: str) -> Any:
    try:
        return msgspec.convert(raw, into, strict=True)
    except msgspec.ValidationError as error:
        what = " ".join(str(error).split())
        raise CodebookError(f"{where}: {what}: see docs/codebooks.md for the fields") from None


def _check_type(codebook: Codebook, kind: EventType, where: str) -> None:
    for scale in (kind.event_scale, *(mode.event_scale for mode in kind.modes.values())):
        if scale is not None and not -10 <= scale <= 10:
            raise CodebookError(f"{where}: event_scale {scale:g}: give a number from -10 to 10, or null")
    for field, names in (("absorbs", kind.absorbs), ("absorbed_by", kind.absorbed_by)):
        for name in names:
            if name not in codebook.types:
                raise CodebookError(f"{where}: {field} {name}: no such type here: name a type of this codebook")
    for field in get_args(Decision):
        decided = getattr(kind, field)
        name, _, mode = (decided or "").partition("/")
        if name and (name not in codebook.types or (mode and mode not in codebook.types[name].modes)):
            raise CodebookError(f"{where}: {field} {decided}: write a type of this codebook, or type/mode")
    if codebook.contexts:
        for name in [*kind.contexts, *(name for mode in kind.modes.values() for name in mode.contexts)]:
            if name not in codebook.contexts:
                raise CodebookError(f"{where}: context {name}: not defined: add it under contexts")
    for row in kind.signals:
        _check_signal(codebook, kind, row, where)
    for mode_name, mode in kind.modes.items():
        _check_mode(codebook, kind, mode, f"{where}, mode {mode_name}")
    for example in [*kind.examples, *kind.counter_examples]:
        _check_example(kind, example, where)


def _check_mode(codebook: Codebook, kind: EventType, mode: Mode, where: str) -> None:
    for word in split_words(mode.needs):
        if " " in word or "." in word or "@" in word:
            raise CodebookError(f"{where}: needs {word!r}: write single lemmas, without a part of speech")
    for row in mode.signals:
        _check_signal(codebook, kind, row, where)


def _check_signal(codebook: Codebook, kind: EventType, row: str | Signal, where: str) -> None:
    signal = Signal(word=row) if isinstance(row, str) else row
    where = f"{where}: signal {signal.word!r}"
    words = split_words(signal.word)
    for word in words or [""]:
        if not _WORD.fullmatch(word):
            raise CodebookError(f"{where}: write each word as lemma and part of speech, arrest.v, detention.n, armed.a")
    if not 0 < signal.weight <= 1:
        raise CodebookError(f"{where}: weight {signal.weight:g}: give a number above 0, at most 1")
    if signal.mode is not None and signal.mode not in kind.modes:
        raise CodebookError(f"{where}: mode {signal.mode}: the type has no such mode: add it under modes")
    for condition in (signal.with_, signal.about, signal.unless, signal.never, signal.subject, signal.above):
        try:
            parsed = parse_condition(condition, codebook.lists)
        except KeyError as error:
            raise CodebookError(f"{where}: no list @{error.args[0]}: add it under lists") from None
        for phrase in frozenset().union(*parsed):
            if phrase.count(" ") > 1 or (phrase.rpartition(" ")[2] in _PREPOSITIONS and " " in phrase):
                raise CodebookError(f"{where}: condition {phrase!r}: write two lemmas, the second the head: to street")
        if not all(parsed):
            raise CodebookError(f"{where}: condition {condition!r}: a comma or a list stands beside nothing: remove it")
    try:
        parse_classes(signal.actor)
        parse_classes(signal.recipient)
    except ValueError as error:
        raise CodebookError(f"{where}: {error}") from None
    for slot, argument in signal.slots.items():
        if slot not in ("actor", "recipient"):
            raise CodebookError(f"{where}: slot {slot}: only actor and recipient can be set")
        for name in split_words(argument) or [""]:
            if name not in ARGUMENTS and not re.fullmatch(r"prep:[a-z]+", name):
                raise CodebookError(f"{where}: argument {name!r}: use one of {', '.join(ARGUMENTS)} or prep:WORD")


def _check_example(kind: EventType, example: str | Example, where: str) -> None:
    text = example if isinstance(example, str) else example.text
    try:
        parse_marked(text)
    except ValueError as error:
        raise CodebookError(f"{where}: example {text[:40]!r}: {error}") from None
    if isinstance(example, Example) and example.mode is not None and example.mode not in kind.modes:
        raise CodebookError(f"{where}: example {text[:40]!r}: no mode {example.mode}: add it under modes")


def _with_lists(kind: EventType, lists: dict[str, str]) -> EventType:
    """The type with its codebook's @lists written out, so that lists of the same name elsewhere do not change it."""
    if not lists:
        return kind
    modes = {
        name: msgspec.structs.replace(mode, signals=[_written_out(row, lists) for row in mode.signals])
        for name, mode in kind.modes.items()
    }
    return msgspec.structs.replace(kind, signals=[_written_out(row, lists) for row in kind.signals], modes=modes)


def _written_out(row: str | Signal, lists: dict[str, str]) -> str | Signal:
    if isinstance(row, str):
        return row
    fields = {
        field: _expanded(text, lists)
        for field in ("with_", "about", "unless", "never", "subject", "above")
        if "@" in (text := getattr(row, field))
    }
    return msgspec.structs.replace(row, **fields) if fields else row


def _expanded(condition: str, lists: dict[str, str]) -> str:
    return re.sub(r"@([\w-]+)", lambda name: lists[name[1]], condition)
