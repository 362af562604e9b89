"""What a cell of a cohort says, by the key that its column sets.

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
| `funding` | `cpf`, or `employer;cpf;individual` to choose from; units of a payer as in the learner's file |
| `payer_budgets` | `cpf=1500` |
| `experience.in_sector`, `experience.working`, `fictional` | `true`, `false`, `yes`, `no`, `oui`, `non` |
| any | `{months: 6, working: true}` or `[AST004, {unit: TRS001, by: VES}]`, as in the learner's file |

`none` is an empty list; an empty cell says nothing. What fits no form stays a text, which the learner's schema refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from planner.errors import BadInput
from planner.storage import numbers, yaml_reader
from planner.storage.synonyms import TRUTH

Keys = tuple[str, ...]
BOUNDS = (
    "max_units_per_term", "max_daytime_units_per_term", "min_units_per_term", "max_total_units_per_term",
    "min_credits_per_term", "max_credits_per_term",
)  # fmt: skip


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
    match keys:
        case ("acquired",):
            return lambda text: [_acquired(item) for item in _items(text, "[;,\n]")]
        case ("pins",):
            return lambda text: [_pin(item) for item in _items(text, "[;,\n]")]
        case ("waive",):
            return lambda text: [_pair(item, "=", "unit", "prerequisite", "AST005=AST004") for item in _items(text)]
        case ("internship_windows",):
            form = "2020-09-01..2020-12-31"
            return lambda text: [_pair(item, "..", "from", "to", form) for item in _items(text)]
        case ("minimise" | "avoid" | "extra" | "pause",) | ("availability", *_, "evenings" | "days"):
            return lambda text: _items(text, "[;,\n]")
        case (name,) if name in BOUNDS:
            return lambda text: _differing(text, "terms", "3;2020-S1=4", numbers.number)
        case ("max_cost_per_year",):
            return lambda text: _differing(text, "years", "700;2020-2021=900", _money)
        case ("funding",):
            return lambda text: _items(text) if ";" in text else text
        case ("payer_budgets",):
            return lambda text: _amounts(_items(text), "cpf=1500", _money)
        case ("fictional",) | ("experience", "in_sector" | "working"):
            return lambda text: TRUTH.get(text.lower(), text)
        case ("max_cost_per_year" | "payer_budgets", *_):
            return _money
        case (name, *_) if name in BOUNDS or name in ("experience", "terms"):
            return numbers.number
    return str


def _items(text: str, signs: str = "[;\n]") -> list[str]:
    """The parts of a list."""
    if text.lower() == "none":
        return []
    return [item.strip() for item in re.split(signs, text) if item.strip()]


def _money(text: str) -> Any:
    """An amount; a text that is none is left to the schema."""
    found = numbers.amount(text)
    if isinstance(found, str) and re.fullmatch(r"[^.,]*[0-9][.,][0-9]{3}(?![0-9]).*", text):
        raise BadInput("money.thousands", value=text)
    return found


def _acquired(item: str) -> str | dict[str, str]:
    unit, sign, how = (part.strip() for part in item.partition(":"))
    return {"unit": unit, "by": how} if sign and how else unit


def _pin(item: str) -> dict[str, str]:
    pin = _pair(item, "=", "unit", "term", "TET003=2019-S1")
    term, sign, modality = (part.strip() for part in pin["term"].partition(":"))
    return {**pin, "term": term, "modality": modality} if sign else pin


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


def _differing(text: str, inner: str, form: str, read: Callable[[str], Any]) -> Any:
    """One number, and those that differ from it in some terms or years."""
    items = _items(text)
    usual = [item for item in items if "=" not in item]
    if len(usual) > 1:
        raise BadInput("cohort.form", value=text, form=form)
    if len(items) == len(usual) == 1:
        return read(usual[0])
    value: dict[str, Any] = {"default": read(usual[0])} if usual else {}
    return value | {inner: _amounts([item for item in items if "=" in item], form, read)}
