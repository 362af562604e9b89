"""What text and page of a cohort say in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.messages import say
from planner.report.causes import cause_lines
from planner.report.no_plan import no_plan_text

Data = dict[str, Any]


def outcome(learner: Data, lang: str) -> str:
    """What came of a learner, in a few words."""
    if learner["outcome"] == "delayed":
        return say(lang, "cohort.delayed", count=learner["delay"])
    return say(lang, f"cohort.{learner['outcome']}")


def lead(data: Data, lang: str) -> Iterator[str]:
    """How many learners, and what came of them."""
    counts = data["counts"]
    yield say(lang, "cohort.learners", count=len(data["learners"]))
    for name in ("optimal", "feasible", "on_time", "delayed", "without_plan", "unknown"):
        if name in counts:
            yield say(lang, f"cohort.count_{name}", count=counts[name])
    if data["no_plan"]["count"]:
        told = no_plan_text(data["no_plan"], len(data["learners"]), lang)
        yield say(lang, "cohort.seats_aside", text=told) if data["mode"] == "shared" else told
    if data["refused"]:
        yield say(lang, "cohort.count_refused", count=len(data["refused"]))
    full = [row for row in data["demand"] if row["over"]]
    if full:
        yield say(lang, "cohort.count_over", count=len(full))
    for programme in data["unpriced"]:
        yield say(lang, "warning.no_prices_at_all", programme=programme)


def goals(data: Data, lang: str) -> Iterator[tuple[str, Data, str]]:
    """Name, goal and proof of each goal of a sharing."""
    for goal in data.get("objectives", ()):
        values = {"bound": goal["bound"], "gap": _percent(goal["gap"], lang)}
        proof = say(lang, "text.proven") if goal["proven"] else say(lang, "cohort.gap", **values)
        yield say(lang, f"cohort.goal_{goal['name']}"), goal, proof


def _percent(part: float, lang: str) -> str:
    text = f"{part * 100:.1f}"
    return f"{text.replace('.', ',')} %" if lang.startswith("fr") else f"{text}%"


def term(row: Data) -> str:
    """The term of an offering, or its first and last."""
    first, last = row["term"], row["last_term"]
    return str(first) if first == last else f"{first} – {last}"


def wanted(data: Data) -> list[Data]:
    """The classes that a list shows: somebody would take them, alone or in the sharing."""
    return [row for row in data["demand"] if row["alone"] or row["shared"]]


def others(data: Data, lang: str) -> str:
    """One sentence that counts the classes that the list leaves out; empty where there are none."""
    left = len(data["demand"]) - len(wanted(data))
    return say(lang, "cohort.others", count=left) if left else ""


def reasons(data: Data, lang: str) -> list[str]:
    """Learners without a plan, added up by what keeps them from one."""
    return cause_lines(data["causes"], lang)


def notices(data: Data, lang: str) -> list[Data]:
    """What nobody should miss, with how many learners it is about."""
    return [
        {**entry, "text": say(lang, "cohort.notice", count=len(entry["learners"]), text=entry["text"])}
        for entry in data["notices"]
    ]


def refused(data: Data, lang: str) -> Iterator[str]:
    """Rows that were left out."""
    for row in data["refused"]:
        yield say(lang, "cohort.refused", id=row["id"] or "?", problem=row["problem"])


def title(data: Data, lang: str) -> str:
    """The name of the document."""
    return say(lang, "cohort.title", name=data["cohort"])
