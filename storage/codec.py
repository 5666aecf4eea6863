"""Facts to JSON and back, by class name and version.

Encoders and decoders are derived once per class from its type hints, so a new fact needs nothing here. Fields
are stored by name: a field added with a default needs no new version, because older facts then mean the
default. Any other change of shape gets a new number in `VERSIONS` and a lift in `LIFTS`; facts in the log are
never rewritten.

A person's words do not enter the JSON. In their place stands a salted digest; `Saying` carries the text to
a table of its own, from where it can be removed without touching the fact; then it decodes as `GONE`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

from facilitation.facts import FACTS, Fact
from facilitation.model import GONE, Words
from storage.faults import Damaged, Unreadable

VERSIONS: Final[dict[str, int]] = {}
"""The present version of each fact's shape; 1 where nothing is said."""

Lift = Callable[[dict[str, Any]], tuple[str, int, dict[str, Any]]]
LIFTS: Final[dict[tuple[str, int], Lift]] = {}
"""From an old name and version to a newer name, version and shape; applied until nothing is left to lift."""

_REMOVED: Final = "removed"  # stands for words that were gone already when the fact was made
_SPEAKERS: Final = (
    "by",
    "person",
    "mover",
)  # whose words a class's fields are, the first of these that it has

_Encode = Callable[[Any, "_Bag"], Any]
_Decode = Callable[[Any, Mapping[str, str | None]], Any]
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # what `loads` ends in: text that is one whole value
_MISSHAPEN: Final = (
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    StopIteration,  # no JSON at all
)


class Saying(NamedTuple):
    """A person's words on their way to their own table. `digest` is of salt and text; sealed, both are in the text."""

    digest: str
    salt: str | None
    text: str
    person: str | None
    sealed: bool = False


class Record(NamedTuple):
    """A fact as the log keeps it: `data` is JSON without the instant and without anybody's words."""

    kind: str
    version: int
    at: str
    data: str


@dataclass(slots=True)
class _Bag:
    speaker: str | None
    sayings: list[Saying]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How to store one type; None stands for "as it is"."""

    encode: _Encode | None = None
    decode: _Decode | None = None
    wordy: bool = False


_AS_IT_IS: Final = _Shape()


@lru_cache(64)  # of one act, nearly all are the same
def written_instant(at: datetime) -> str:
    """An instant as text of fixed width, so that text sorts as time does. Refuses a naive one.

    >>> written_instant(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    '2026-03-01T09:30:00.000000+00:00'
    """
    if at.tzinfo is not UTC:
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")


read_instant = datetime.fromisoformat


def digest_of(salt: str, text: str) -> str:
    """What stands in a fact where words were."""
    return hashlib.sha256((salt + text).encode("utf-8", "surrogatepass")).hexdigest()


def encode(fact: Fact, said_by: str | None = None) -> tuple[Record, list[Saying]]:
    """A fact as it is stored, and the words in it.

    `said_by` owns those words that the fact itself ascribes to nobody.
    """
    kind = type(fact).__name__
    bag = _Bag(said_by, [])
    data = _shape_of(kind)[0](fact, bag)
    return Record(kind, VERSIONS.get(kind, 1), written_instant(fact.at), _dump(data)), bag.sayings


def decode(record: tuple[str, int, str, str], texts: Mapping[str, str | None]) -> Fact:
    """The fact of a `Record`. `texts` holds the words by digest, None for removed ones.

    Raises:
        Unreadable: name, version or shape are not known here.
        Damaged: words are missing that nobody removed.
    """
    kind, version, at, data = record
    try:
        fields = _scan(data, 0)[0]
        if LIFTS and (kind, version) in LIFTS:
            kind, version, fields = _lifted(kind, version, fields)
        if version != VERSIONS.get(kind, 1) or (decoded := _decoder_of(kind)) is None:
            raise Unreadable(
                f"The fact {kind} of version {version} is not known to this version of Circlewise."
            )
        fields["at"] = read_instant(at)
        fact: Fact = decoded(fields, texts)
    except _MISSHAPEN as error:
        raise Unreadable(f"A fact {record[0]} of version {record[1]} has a shape not known here.") from error
    return fact


def _lifted(kind: str, version: int, data: dict[str, Any]) -> tuple[str, int, dict[str, Any]]:
    while lift := LIFTS.get((kind, version)):
        kind, version, data = lift(data)
    return kind, version, data


@cache
def _shape_of(kind: str) -> tuple[_Encode, _Decode]:
    """How to store a fact; what is encoded lacks the instant, which stands in a column of its own."""
    shape = _dataclass(FACTS[kind], beside="at")
    assert shape.encode is not None  # noqa: S101 - as every dataclass has
    assert shape.decode is not None  # noqa: S101 - the same
    return shape.encode, shape.decode


@cache
def _decoder_of(kind: str) -> _Decode | None:
    return _shape_of(kind)[1] if kind in FACTS else None


def _shape(hint: Any) -> _Shape:  # noqa: ANN401 - a type hint is anything
    if hint is Words:
        return _Shape(_encode_words, _decode_words, wordy=True)
    if supertype := getattr(hint, "__supertype__", None):
        return _shape(supertype)
    if hint in (str, int, bool):
        return _AS_IT_IS
    if hint is datetime:
        return _Shape(lambda value, _: written_instant(value), lambda value, _: read_instant(value))
    if hint is timedelta:
        unit = timedelta(microseconds=1)
        return _Shape(lambda value, _: value // unit, lambda value, _: value * unit)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _dataclass(hint)
    return _generic(hint)


def _generic(hint: Any) -> _Shape:  # noqa: ANN401 - as above
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not types.NoneType)
        return _optional(_shape(inner))
    if origin is tuple and args[1:] == (...,):
        return _many(tuple, _shape(args[0]))
    if origin is tuple:
        return _fixed([_shape(arg) for arg in args])
    if origin is frozenset:
        return _many(frozenset, _shape(args[0]))
    raise TypeError(f"no way to store {hint!r}")


def _enum(kind: type[Enum]) -> _Shape:
    value_of = attrgetter("_value_")  # the public property costs five times as much
    members = {member.value: member for member in kind}
    return _Shape(lambda member, _: value_of(member), lambda value, _: members[value])


def _optional(inner: _Shape) -> _Shape:
    encode, decode = inner.encode, inner.decode
    if encode is None or decode is None:
        return inner
    return _Shape(
        lambda value, bag: None if value is None else encode(value, bag),
        lambda value, texts: None if value is None else decode(value, texts),
        inner.wordy,
    )


def _many(build: Callable[[Any], Any], inner: _Shape) -> _Shape:
    """Tuples keep their order; sets are sorted, so that equal facts have equal digests."""
    encode, decode = inner.encode, inner.decode
    arrange: Callable[[Any], list[Any]] = sorted if build is frozenset else list
    if encode is None or decode is None:
        return _Shape(lambda values, _: arrange(values), lambda values, _: build(values))
    return _Shape(
        lambda values, bag: arrange([encode(value, bag) for value in values]),
        lambda values, texts: build([decode(value, texts) for value in values]),
        inner.wordy,
    )


def _fixed(inner: list[_Shape]) -> _Shape:
    encoders = [shape.encode or (lambda value, _: value) for shape in inner]
    decoders = [shape.decode or (lambda value, _: value) for shape in inner]
    return _Shape(
        lambda values, bag: [encode(v, bag) for encode, v in zip(encoders, values, strict=True)],
        lambda values, texts: tuple(decode(v, texts) for decode, v in zip(decoders, values, strict=True)),
        any(shape.wordy for shape in inner),
    )


def _dataclass(kind: type[Any], beside: str = "") -> _Shape:
    """A dataclass as an object; the field named by `beside` is not in what is encoded, and is decoded already."""
    hints = get_type_hints(kind)
    shapes = {f.name: _shape(hints[f.name]) for f in dataclasses.fields(kind) if f.name != beside}
    decoders = tuple((name, shape.decode) for name, shape in shapes.items() if shape.decode)

    def decode_fields(data: dict[str, Any], texts: Mapping[str, str | None]) -> Any:  # noqa: ANN401 - any
        for name, decode in decoders:
            if name in data:
                data[name] = decode(data[name], texts)
        return kind(**data)

    wordy = any(shape.wordy for shape in shapes.values())
    return _Shape(_fields_encoded(shapes, wordy=wordy), decode_fields, wordy)


def _fields_encoded(shapes: Mapping[str, _Shape], *, wordy: bool) -> _Encode:
    names = tuple(shapes)
    encoders = tuple((name, shape.encode) for name, shape in shapes.items() if shape.encode)
    speaker = next((name for name in _SPEAKERS if name in shapes), None) if wordy else None

    def encode_fields(value: Any, bag: _Bag) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
        if speaker and (person := getattr(value, speaker)):
            bag = _Bag(person, bag.sayings)
        out = {name: getattr(value, name) for name in names}
        for name, encode in encoders:
            out[name] = encode(out[name], bag)
        return out

    return encode_fields


def _encode_words(text: Words, bag: _Bag) -> str:
    if not text:
        return ""
    if text == GONE:
        return _REMOVED
    salt = secrets.token_hex(16)
    digest = digest_of(salt, text)
    bag.sayings.append(Saying(digest, salt, text, bag.speaker))
    return digest


def _decode_words(digest: str, texts: Mapping[str, str | None]) -> Words:
    if not digest:
        return Words("")
    if digest == _REMOVED:
        return GONE
    if digest not in texts:
        raise Damaged("Words that a fact refers to are missing from the database.")
    text = texts[digest]
    return GONE if text is None else Words(text)
