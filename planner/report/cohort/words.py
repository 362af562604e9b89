"""What text and page of a cohort say in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.messages import bound, say, worded
from planner.report.causes import cause_lines
from planner.report.listing import few
from planner.report.no_plan import no_plan_words

Data = dict[str, Any]


def outcome(learner: Data) -> str:
    """What came of a learner, in a few words."""
    if learner["outcome"] == "delayed":
        return say("cohort.delayed", count=learner["delay"])
    return say(f"cohort.{learner['outcome']}")


def lead(data: Data) -> Iterator[str]:
    """How many learners, and what came of them."""
    counts = data["counts"]
    yield say("cohort.learners", count=len(data["learners"]))
    for name in ("optimal", "feasible", "on_time", "delayed", "without_plan"):
        if name in counts:
            yield say(f"cohort.count_{name}", count=counts[name])
    if data["mode"] == "shared":
        late = [learner["id"] for learner in _late(data)]
        if late:
            yield say("cohort.late_anyway", count=len(late), names=few(late))
        if "impossible" in counts:
            yield say("cohort.count_impossible", count=counts["impossible"])
    elif data["no_plan"]["count"]:
        yield worded(no_plan_words(data["no_plan"], len(data["learners"])))
    if "unknown" in counts:
        yield say("cohort.count_unknown", count=counts["unknown"])
    if data["refused"]:
        yield say("cohort.count_refused", count=len(data["refused"]))
    full = [row for row in data["demand"] if row["over"]]
    if full:
        yield say("cohort.count_over", count=len(full))
    for programme in data["unpriced"]:
        key = "cohort.no_prices" if several_programmes(data) else "warning.no_prices_at_all"
        yield say(key, programme=programme)


def several_programmes(data: Data) -> tuple[str, ...]:
    """The key of the programme where the learners are not all in one: rows that would look alike then name it."""
    return ("programme",) if len({learner["programme"] for learner in data["learners"]}) > 1 else ()


def goals(data: Data) -> Iterator[tuple[str, Data, str]]:
    """Name, goal and proof of each goal of a sharing."""
    for goal in data.get("objectives", ()):
        values = {"bound": goal["bound"], "gap": _percent(goal["gap"])}
        proof = say("text.proven") if goal["proven"] else say("cohort.gap", **values)
        yield say(f"cohort.goal_{goal['name']}"), goal, proof


def _percent(part: float) -> str:
    return bound().percent(f"{part * 100:.1f}")


def term(row: Data) -> str:
    """The term of an offering, or its first and last."""
    first, last = row["term"], row["last_term"]
    return str(first) if first == last else f"{first} – {last}"


def wanted(data: Data) -> list[Data]:
    """The classes that a list shows: somebody would take them, alone or in the sharing."""
    return [row for row in data["demand"] if row["alone"] or row["shared"]]


def others(data: Data) -> str:
    """How many classes the list leaves out, and whose demand counts though they miss their deadline; or nothing."""
    left, later = len(data["demand"]) - len(wanted(data)), data["no_plan"]["later"]
    told = [say("cohort.others", count=left)] if left else []
    if later:
        told.append(say("cohort.demand_late", count=len(later), names=few(later)))
    return " ".join(told)


def reasons(data: Data) -> list[str]:
    """Learners without a plan, added up by what keeps them from one; in a sharing who has a plan there is left out."""
    return [*map(worded, cause_lines(without_plan(data)))]


def without_plan(data: Data) -> list[Data]:
    """The same as data."""
    return [*_of(data, {"impossible"}), *data["unseated"]]


def reasons_late(data: Data) -> list[str]:
    """Of a sharing: learners who end after their deadline, which no seat would help."""
    return [*map(worded, cause_lines(_of(data, {"delayed"})))] if data["mode"] == "shared" else []


def _late(data: Data) -> list[Data]:
    """Learners who have a plan in the sharing, and none that keeps their deadline."""
    late = {*data["no_plan"]["later"]}
    return [learner for learner in data["learners"] if learner["id"] in late and learner["outcome"] == "delayed"]


def _of(data: Data, outcomes: set[str]) -> list[Data]:
    """Causes of the learners of whom this came."""
    own = {learner["id"] for learner in data["learners"] if learner["outcome"] in outcomes}
    kept = ({**group, "learners": [name for name in group["learners"] if name in own]} for group in data["causes"])
    return [{**group, "count": len(group["learners"])} for group in kept if group["learners"]]


def notices(data: Data) -> list[Any]:
    """What nobody should miss, with how many learners it is about."""
    return [{**entry, "text": _notice(entry)} for entry in data["notices"]]


def _notice(entry: Data) -> str:
    names = few(entry["learners"])
    return say("cohort.notice", count=len(entry["learners"]), names=names, text=entry["text"])


def refused(data: Data) -> Iterator[str]:
    """Rows that were left out."""
    for row in data["refused"]:
        yield say("cohort.refused", id=row["id"] or "?", problem=row["problem"])


def title(data: Data) -> str:
    """The name of the document."""
    return say("cohort.title", name=data["cohort"])
