"""Words that the pages of risks share: chances, numbers, months and terms."""

from __future__ import annotations

from datetime import date

from planner.domain.text import Key, Words
from planner.messages import bound, say
from planner.report.documents.risk.shape import RiskDocument


def number(value: float, digits: int = 1) -> str:
    """A number with so many decimals at most."""
    return bound().number(value, digits)


def month(day: str | None) -> str:
    """The month of a day, with its year; nothing where there is none."""
    if not day:
        return ""
    found = date.fromisoformat(day)
    return say("letter.month", month=bound().month(found), year=found.year)


def way(data: RiskDocument, name: str) -> str:
    """A way to go on, `policy` or `plan`; of estimates nobody knows whether it is the best."""
    return say("risk.way.estimated" if name == "policy" and "bound" in data else f"risk.way.{name}")


def dated(data: RiskDocument, term: str) -> Words:
    """A term with its days, where they are known."""
    known = data.get("days", {}).get(term)
    if known is None:
        return term
    return Key("dated", term=term, starts=date.fromisoformat(known["starts"]), ends=date.fromisoformat(known["ends"]))
