"""What a page of a cohort says of its learners and classes, in words."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import bound, say, worded
from planner.report.causes import Cause, cause_lines
from planner.report.documents.cohort import shape
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.listing import few
from planner.report.no_plan import no_plan_words


def outcome(learner: shape.Learner) -> str:
    """What came of a learner, in a few words."""
    if learner["outcome"] == "delayed":
        return say("cohort.delayed", count=learner["delay"])
    return say(f"cohort.{learner['outcome']}")


def lead(data: CohortDocument) -> Iterator[str]:
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


def several_programmes(data: CohortDocument) -> tuple[str, ...]:
    """The key of the programme where the learners are not all in one: rows that would look alike then name it."""
    return ("programme",) if len({learner["programme"] for learner in data["learners"]}) > 1 else ()


def goals(data: CohortDocument) -> Iterator[tuple[str, shape.Objective, str]]:
    """Name, goal and proof of each goal of a sharing."""
    for goal in data.get("objectives", ()):
        values = {"bound": goal["bound"], "gap": _percent(goal["gap"])}
        proof = say("text.proven") if goal["proven"] else say("cohort.gap", **values)
        yield say(f"cohort.goal_{goal['name']}"), goal, proof


def _percent(part: float) -> str:
    return bound().percent(f"{part * 100:.1f}")


def term(row: shape.Demand) -> str:
    """The term of an offering, or its first and last."""
    first, last = row["term"], row["last_term"]
    return str(first) if first == last else f"{first} – {last}"


def wanted(data: CohortDocument) -> list[shape.Demand]:
    """The classes that a list shows: somebody would take them, alone or in the sharing."""
    return [row for row in data["demand"] if row["alone"] or row["shared"]]


def others(data: CohortDocument) -> str:
    """How many classes the list leaves out, and whose demand counts though they miss their deadline; or nothing."""
    left, later = len(data["demand"]) - len(wanted(data)), data["no_plan"]["later"]
    told = [say("cohort.others", count=left)] if left else []
    if later:
        told.append(say("cohort.demand_late", count=len(later), names=few(later)))
    return " ".join(told)


def reasons(data: CohortDocument) -> list[str]:
    """Learners without a plan, added up by what keeps them from one; in a sharing who has a plan there is left out."""
    return [*map(worded, cause_lines(without_plan(data)))]


def without_plan(data: CohortDocument) -> list[Cause]:
    """The same as data."""
    return [*_of(data, {"impossible"}), *data["unseated"]]


def reasons_late(data: CohortDocument) -> list[str]:
    """Of a sharing: learners who end after their deadline, which no seat would help."""
    return [*map(worded, cause_lines(_of(data, {"delayed"})))] if data["mode"] == "shared" else []


def _late(data: CohortDocument) -> list[shape.Learner]:
    """Learners who have a plan in the sharing, and none that keeps their deadline."""
    late = {*data["no_plan"]["later"]}
    return [learner for learner in data["learners"] if learner["id"] in late and learner["outcome"] == "delayed"]


def _of(data: CohortDocument, outcomes: set[str]) -> list[Cause]:
    """Causes of the learners of whom this came."""
    own = {learner["id"] for learner in data["learners"] if learner["outcome"] in outcomes}
    kept: list[Cause] = []
    for group in data["causes"]:
        names = [name for name in group["learners"] if name in own]
        kept += [{"what": group["what"], "count": len(names), "learners": names}] if names else []
    return kept


def notices(data: CohortDocument) -> list[str]:
    """What nobody should miss, with how many learners it is about."""
    return [
        say("cohort.notice", count=len(entry["learners"]), names=few(entry["learners"]), text=entry["text"])
        for entry in data["notices"]
    ]


def refused(data: CohortDocument) -> Iterator[str]:
    """Rows that were left out."""
    for row in data["refused"]:
        yield say("cohort.refused", id=row["id"] or "?", problem=row["problem"])


def title_of(data: CohortDocument, row: shape.Demand) -> str:
    """The title of the unit of a class; empty where older data do not say it."""
    about = data.get("about")
    return "" if about is None else worded(about["titles"].get(row["programme"], {}).get(row["unit"], ""))
