"""False statements as documents tell them: for people, and for programs."""

from __future__ import annotations

import json
from typing import Any, TypedDict

from planner.domain.case import Case
from planner.domain.learner import MONEY
from planner.domain.text import Cents, Joined, Key, Words
from planner.report.claims.compare import in_each, is_number
from planner.report.claims.meta import SOMEBODY_ELSE
from planner.report.claims.statement import EXTRA, MISSING, NOTHING, WRONG, InEach, Statement
from planner.report.claims.table import is_amount
from planner.storage.validation import dotted

LONGEST, MOST = 120, 20
MOST_MONEY = 10**12
PRINTS = {"meta.sha256.learner": "mismatch.print_learner", "meta.sha256.programme": "mismatch.print_programme"}
"""Fingerprints that are not those of the learner and the programme have a message of their own."""
OWN_WORDS = {**PRINTS, SOMEBODY_ELSE: "mismatch.somebody_else"}
"""So has the plan of another learner."""


class FalseStatement(TypedDict):
    """A false statement for programs: `kind` is wrong, missing, extra, twice or at_most.

    `claimed` and `value` are None where nothing is stated, or nothing should be; mappings and lists are a few words.
    """

    path: str
    kind: str
    claimed: str | float | bool | None
    value: Words | float | bool | None


def sentence(case: Case, statement: Statement) -> Key:
    """Where, what is claimed, and what is right."""
    values = {name: _word(case, statement, value) for name, value in
              (("claimed", statement.claimed), ("value", statement.value)) if value is not NOTHING}  # fmt: skip
    key = statement.key
    if key == WRONG and statement.pattern in OWN_WORDS:
        key = OWN_WORDS[statement.pattern]
    if key == WRONG and statement.value is NOTHING:
        key = EXTRA
    if key == WRONG and statement.claimed is NOTHING:
        key = MISSING
    return Key(key, place=Joined(tuple(map(_part, statement.place)), " › "), **values)


def statement_data(statement: Statement) -> FalseStatement:
    """The same for programs."""
    return {
        "path": _clean(dotted(statement.path)),
        "kind": statement.key.partition(".")[2],
        "claimed": _plain(statement.claimed),
        "value": _brief_of(statement.value) if isinstance(statement.value, InEach) else _plain(statement.value),
    }


def _part(name: Words) -> Words:
    return _clean(name) if isinstance(name, str) else name


def _plain(value: Any) -> str | float | bool | None:
    if value is NOTHING:
        return None
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return brief(value)


def _word(case: Case, statement: Statement, value: Any) -> Cents | Words | None:
    if value is None:
        return None if _is_money(statement) else Key("value.nothing")
    if isinstance(value, bool):
        return Key("value.true" if value else "value.false")
    if is_number(value) and _is_money(statement) and abs(value) < MOST_MONEY:
        return Cents(round(value * 100), case.programme.currency)
    if isinstance(value, InEach):
        return Key("value.text", text=_brief_of(value, "."))
    text = brief(value) if statement.pattern not in PRINTS else f"{brief(value)[:12]}…"
    return Key("value.text", text=text.removesuffix(".")) if " " in text else text


def _is_money(statement: Statement) -> bool:
    return is_amount(statement.pattern) or statement.place[0] in {f"objectives {name}" for name in MONEY}


def _brief_of(value: InEach, end: str = "") -> Words:
    """What is right in a few words of each language, without this `end`."""
    return in_each([brief(one).removesuffix(end) for one in value.values])


def brief(value: Any) -> str:
    """A value of a file in a few words, cut where it is long or deep: texts as they are, keys with their values."""
    return _clean(_brief(value, 3))


def _brief(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return value
    if not depth or not isinstance(value, (dict, list)):
        return "…" if isinstance(value, (dict, list)) else json.dumps(value)
    if isinstance(value, list):
        return f"[{', '.join(_brief(item, depth - 1) for item in value[:MOST])}]"
    return ", ".join(f"{key}: {_brief(item, depth - 1)}" for key, item in list(value.items())[:MOST])


def _clean(text: str) -> str:
    """The text without what no file can hold, and not too long."""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
