"""What a document says as JSON: texts in one language, and beside them the keys and values that they were made of.

A text stands where it always stood; `words` lists, once for each different wording, what it is made of and `at` which
places it stands. Reading puts that back, so that the document can be worded in another language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.calendar import Term
from planner.domain.text import Cents, Clause, Joined, Key, Part, Sentence, ShortDay, Unworded, Words
from planner.messages import worded

if TYPE_CHECKING:
    from fractions import Fraction

WORDS = "words"
Place = tuple[str | int, ...]
LEAVES = (str, int, float)
"""What most values are, and stay."""
_name = json.JSONEncoder(sort_keys=True).encode
_path = json.JSONEncoder(ensure_ascii=False).encode


def to_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data in the language that is bound, as plain JSON values, with its `words`."""
    found: dict[str, tuple[Any, list[str]]] = {}

    def plain(node: Any, place: Place) -> Any:
        if node is None or isinstance(node, LEAVES):
            return node
        if isinstance(node, Unworded) or _is_text(node):
            kept = _encoded(node)
            found.setdefault(_name(kept), (kept, []))[1].append(_dotted(place))
            return worded(node)
        if isinstance(node, Mapping):
            return {key: plain(value, (*place, key)) for key, value in node.items()}
        if isinstance(node, (list, tuple)):
            return [plain(value, (*place, number)) for number, value in enumerate(node)]
        return node

    made: dict[str, Any] = plain(data, ())
    return made | ({WORDS: [{"of": kept, "at": places} for kept, places in found.values()]} if found else {})


def made_of(words: Words) -> str:
    """A name that words share only where they are made of the same."""
    return _name(_encoded(words))


def in_words(data: Any) -> Any:
    """The data with texts of the language that is bound, and nothing that they were made of."""
    if data is None or isinstance(data, LEAVES):
        return data
    if isinstance(data, Unworded) or _is_text(data):
        return worded(data)
    if isinstance(data, Mapping):
        return {key: in_words(value) for key, value in data.items()}
    return [in_words(value) for value in data] if isinstance(data, (list, tuple)) else data


def from_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with keys and values in place of the texts that they make; texts without them stay as they are.

    Places that the data does not have are passed over: somebody may have cut the file.
    """
    made: dict[str, Any] = json.loads(json.dumps({key: value for key, value in data.items() if key != WORDS}))
    for entry in data.get(WORDS, ()):
        words = _decoded(entry["of"])
        for place in entry["at"]:
            _put(made, json.loads(f"[{place}]"), words)
    return made


def _is_text(node: Any) -> bool:
    """Whether it is a text of a data file in several languages."""
    return isinstance(node, Mapping) and len(node) == 2 and "fr" in node and "en" in node


def _dotted(place: Place) -> str:
    """A path as the inside of a JSON list: codes may hold any sign."""
    return _path(place)[1:-1]


def _put(node: Any, place: list[str | int], words: Any) -> None:
    *way, last = place
    try:
        for step in way:
            node = node[step]
        node[last]
    except (KeyError, IndexError, TypeError):
        return
    node[last] = words


def _encoded(value: Any) -> Any:
    """A value of a message for JSON: plain ones as they are, others as a mapping with one key that names their kind."""
    match value:
        case Key():
            return {"key": value.key, "values": {name: _encoded(item) for name, item in value.values.items()}}
        case Sentence():
            return {"sentence": _encoded(value.of)}
        case Part():
            return {"part": _encoded(value.of)}
        case Clause():
            return {"clause": _encoded(value.of)}
        case Joined():
            return {"joined": [_encoded(part) for part in value.parts], "sign": value.sign}
        case ShortDay():
            return {"short_day": value.day.isoformat()}
        case Term():
            days = {"starts": value.span.starts, "ends": value.span.ends}
            return _encoded(Key("dated", term=value.name, **days))
        case date():
            return {"day": value.isoformat()}
        case Cents():
            return {"cents": int(value), "currency": value.currency}
        case Mapping():
            return {"text": dict(value)}
        case list() | tuple():
            return {"list": [_encoded(item) for item in value]}
    if hasattr(value, "denominator") and not isinstance(value, int):
        return {"fraction": str(value)}
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _fraction(text: str) -> Fraction:
    """A fraction as it is kept: one with an exponent could be longer than any memory."""
    from fractions import Fraction

    above, _, below = text.partition("/")
    return Fraction(int(above), int(below or "1"))


def _decoded(kept: Any) -> Any:
    match kept:
        case {"key": key, "values": values}:
            return Key(key, **{name: _decoded(item) for name, item in values.items()})
        case {"sentence": of}:
            return Sentence(_decoded(of))
        case {"part": of}:
            return Part(_decoded(of))
        case {"clause": of}:
            return Clause(_decoded(of))
        case {"joined": parts, "sign": sign}:
            return Joined(tuple(_decoded(part) for part in parts), sign)
        case {"short_day": day}:
            return ShortDay(date.fromisoformat(day))
        case {"day": day}:
            return date.fromisoformat(day)
        case {"cents": cents, "currency": currency}:
            return Cents(cents, currency)
        case {"fraction": text}:
            return _fraction(text)
        case {"text": text}:
            return text
        case {"list": items}:
            return tuple(_decoded(item) for item in items)
    return kept
