"""How commands end that have a plan, or the reason why there is none: print it, and leave with its exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from planner.cli import shared

if TYPE_CHECKING:
    from planner.domain.case import Case
    from planner.domain.plan import Plan
    from planner.solve.result import Result
    from planner.study.explain import Explanation
    from planner.study.replan import Replan


@dataclass(frozen=True, slots=True)
class Output:
    """In what form, where and in which language a result is shown."""

    form: str
    out: Path | None
    lang: str

    def plan(
        self, case: Case, result: Result, limits: shared.Limits, today: date | None = None, *, within: int | None = None
    ) -> NoReturn:
        """A plan, or why there is none; `within` is the number of terms that an option asks for."""
        self._show(case, result, limits, today, None, within)

    def replan(self, found: Replan, limits: shared.Limits, today: date | None = None) -> NoReturn:
        """A plan beside the one before, or why there is none any more."""
        self._show(found.case, found.result, limits, today, found, found.within)

    def _show(
        self, case: Case, result: Result, limits: shared.Limits, today: date | None, found: Replan | None,
        within: int | None,
    ) -> NoReturn:  # fmt: skip
        from planner.report.document import document
        from planner.report.json import dumps
        from planner.report.text import plan_text
        from planner.solve.result import IMPOSSIBLE

        data = document(case, result, self.lang, today=today, meta=limits.meta())
        changes = None
        if found is not None:
            from planner.report.replan import replan_data, replan_lines

            data |= replan_data(found, self.lang)
            changes = replan_lines
        if result.status == IMPOSSIBLE:
            from planner.report.impossible import impossible_data
            from planner.study.explain import explain

            explained = explain(case, limits.config(), result)
            if within is not None:
                explained = _within(explained)
            data |= impossible_data(case, explained, self.lang)
        if self.form == "json":
            shared.emit(dumps(data), self.out)
        else:
            shared.emit(plan_text(case, data, self.lang, changes), self.out)
        sys.exit(shared.exit_code(result.status))


def _within(explained: Explanation) -> Explanation:
    """The explanation with repairs that keep the number of terms that was asked for, if there are any."""
    kept = tuple(repair for repair in explained.repairs if "deadline" not in repair.set)
    return replace(explained, repairs=kept or explained.repairs)


def earlier_plan(path: Path, case: Case) -> tuple[Case, Plan]:
    """A plan from a file, complete, and the case with the history that the file states."""
    from planner.check.completion import finished
    from planner.storage import plans

    draft, _ = plans.load(path, case)
    return draft.case, finished(draft.case, draft)
