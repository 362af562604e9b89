"""What a cell of a cohort says, by the type that the schema gives to the key that its column sets.

| key | cell |
|---|---|
| `acquired` | `AST004;TRS001:VES`: units, each with how it was validated where that is known |
| `avoid`, `extra`, `minimise`, `pause` | `UEV010`, `TET006`, `duration;cost`, `2027-S2;2028-S1` |
| `availability.evenings`, `availability.days`, `availability.terms.2020-S2.evenings` | `mon;wed;thu`, or `none` |
| `internship_windows` | `2020-09-01..2020-12-31;2021-03-01..2021-06-30` |
| `pins` | `TET003=2019-S1;TET007=2010-S2:distance` |
| `waive` | `AST005=AST004`: a unit, and the prerequisite that it need not wait for |
| `max_units_per_term` and other bounds of a term | `3`, or `3;2020-S1=4` where a term differs |
| `max_cost_per_year` | `700`, `1 200,50 €`, or `700;2020-2021=900` where a year differs |
| `funding` | `cpf`, `employer;cpf;individual` to choose from, `employer=AST004+TET003;cpf` with units of a payer |
| `payer_budgets` | `cpf=1500` |
| `experience.in_sector`, `experience.working`, `fictional` | `true`, `false`, `yes`, `no`, `oui`, `non` |
| any | `{months: 6, working: true}` or `[AST004, {unit: TRS001, by: VES}]`, as in the learner's file |

`none` (`aucun`) is an empty list; an empty cell says nothing. What fits no form stays a text, which the schema of
learners refuses; `planner.storage.wordings` tells words that only the programme tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from planner.errors import BadInput
from planner.storage import numbers, yaml_reader
from planner.storage.nodes import (
    EitherNode,
    ListNode,
    MapNode,
    ModelNode,
    Node,
    NumberNode,
    TextNode,
    TruthNode,
    options_of,
)
from planner.storage.synonyms import NOTHING, TRUTH
from planner.storage.validation import nodes_at

Keys = tuple[str, ...]


def read(keys: Keys, text: str) -> Any:
    """The value of a cell that is not empty, under the path of its key.

    Raises:
        BadInput: naming the column.
    """
    try:
        if text[0] in "{[":
            return yaml_reader.parse(text, "")
        return _reader(keys)(text)
    except BadInput as problem:
        raise BadInput(problem.key, where=".".join(keys), **problem.values) from None


def _reader(keys: Keys) -> Callable[[str], Any]:
    """How a cell is read, by the type that the schema has under the key."""
    found = nodes_at("learner", keys)
    return _reader_of(found[0]) if found else str


def _reader_of(node: Node) -> Callable[[str], Any]:
    match node:
        case EitherNode(options=(only,)):
            return _reader_of(only)
        case EitherNode(options=(NumberNode() as usual, ModelNode() as differing)):
            return lambda text: _differing(text, differing, _reader_of(usual))
        case EitherNode(options=(TextNode(), ListNode())):
            return lambda text: [_share(item) for item in _items(text)] if ";" in text or "=" in text else text
        case ListNode(item=item):
            return _list_reader(options_of(item))
        case MapNode(value=NumberNode() as value):
            return lambda text: _amounts(_items(text), "cpf=1500", _reader_of(value))
        case TruthNode():
            return lambda text: TRUTH.get(text.lower(), text)
        case NumberNode():
            return numbers.number if node.whole or node.decimals is not None else _money
    return str


def _list_reader(options: tuple[Node, ...]) -> Callable[[str], Any]:
    """Items in a cell: texts, or mappings with signs between their values; where both may be, a text alone is one."""
    mapping = next((option for option in options if isinstance(option, ModelNode)), None)
    if mapping is None:
        return lambda text: _items(text, "[;,\n]")
    return lambda text: [_mapping(item, mapping, alone=len(options) > 1) for item in _items(text, "[;,\n]")]


def _items(text: str, signs: str = "[;\n]") -> list[str]:
    """The parts of a list."""
    if text.lower() in NOTHING:
        return []
    return [item.strip() for item in re.split(signs, text) if item.strip()]


def _share(item: str) -> str | dict[str, list[str]]:
    """A payer, or a payer with the units that it pays: `A,B`, or `A+B`, where codes may end with `+` themselves."""
    payer, named, units = item.partition("=")
    return {payer.strip(): _items(units, "," if "," in units else r"\+(?!\+|$)")} if named else item


def _money(text: str) -> Any:
    """An amount; a text that is none is left to the schema."""
    found = numbers.amount(text)
    if isinstance(found, str) and re.fullmatch(r"[^.,]*[0-9][.,][0-9]{3}(?![0-9]).*", text):
        raise BadInput("money.thousands", value=text)
    return found


def _mapping(item: str, node: ModelNode, *, alone: bool) -> str | dict[str, str]:
    """A mapping out of its values, in the order of its keys; the last may be left out where they may in a file."""
    signs, form = node.made.cell
    parts, rest = list[str](), item
    for sign in signs:
        head, _, rest = rest.partition(sign)
        parts.append(head.strip())
    values = {name: part for name, part in zip(node.keys, [*parts, rest.strip()], strict=False) if part}
    if any(key.required and name not in values for name, key in node.keys.items()):
        raise BadInput("cohort.form", value=item, form=form)
    return parts[0] if alone and len(values) == 1 else values


def _pair(item: str, sign: str, first: str, second: str, form: str) -> dict[str, str]:
    one, found, other = (part.strip() for part in item.partition(sign))
    if not found or not one or not other:
        raise BadInput("cohort.form", value=item, form=form)
    return {first: one, second: other}


def _amounts(items: list[str], form: str, read: Callable[[str], Any]) -> dict[str, Any]:
    """Numbers by name."""
    pairs = [_pair(item, "=", "name", "amount", form) for item in items]
    names = [pair["name"] for pair in pairs]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise BadInput("yaml.duplicate", name=twice)
    return {pair["name"]: read(pair["amount"]) for pair in pairs}


def _differing(text: str, node: ModelNode, read: Callable[[str], Any]) -> Any:
    """One number, and those that differ from it in some terms or years."""
    items = _items(text)
    usual = [item for item in items if "=" not in item]
    _, form = node.made.cell
    if len(usual) > 1:
        raise BadInput("cohort.form", value=text, form=form)
    if len(items) == len(usual) == 1:
        return read(usual[0])
    inner = next(name for name, key in node.keys.items() if isinstance(key.node, MapNode))
    value: dict[str, Any] = {"default": read(usual[0])} if usual else {}
    return value | {inner: _amounts([item for item in items if "=" in item], form, read)}
