"""A result in any format: the plan, the plan after results, or why there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.case import Case
from planner.domain.text import Cents
from planner.messages import bound, say, speaking
from planner.report.closures import Document
from planner.report.document import document
from planner.report.stored import in_words
from planner.solve.config import Config
from planner.solve.result import IMPOSSIBLE, Result

if TYPE_CHECKING:
    from planner.report.agenda import Entry
    from planner.report.pages.blocks import Page
    from planner.study.explain import Explanation
    from planner.study.replan import Replan

Data = dict[str, Any]


def plan_document(
    case: Case, result: Result, config: Config, *, meta: Data | None = None, today: date | None = None,
    within: int | None = None, found: Replan | None = None,
) -> Document:  # fmt: skip
    """The document of a result; an impossible one is explained first, with the settings of the solver.

    `today` is the day of the notices and repairs; `within` is the number of terms that an option asks for; `found`
    tells of the plan before.
    """
    with speaking(bound().about_cases([case])) as language:
        data = in_words(document(case, result, today=today, meta=meta))
        data["warnings"] += _beyond(case, result, config)
        changes = None
        if found is not None:
            from planner.report.replan import replan_data, replan_lines

            data |= replan_data(found)
            changes = replan_lines
        if result.status == IMPOSSIBLE:
            from planner.report.impossible import impossible_data
            from planner.study.explain import explain

            explained = explain(case, config, result, today)
            data |= in_words(impossible_data(case, explained if within is None else _kept(explained)))

    def text() -> str:
        from planner.report.text import plan_text

        return plan_text(case, data, changes)

    def page(created: date) -> Page:
        from planner.report.pages.plan import plan_page

        return plan_page(case, data, created)

    def entries(created: date) -> tuple[Entry, ...]:
        from planner.report.agenda import entries, replacing

        if result.plan is None:
            return ()
        made = entries(case, result.plan, created=created)
        if found is None:
            return made
        return replacing(made, entries(case, found.before, created=created), case.first_day)

    return Document(data, text, page, entries, case.programme.timezone, language)


def _beyond(case: Case, result: Result, config: Config) -> list[str]:
    """What the learner would pay with their own funding among the payers, where a budget leaves a part to them."""
    if case.learner.alone or not case.learner.payer_budgets or result.plan is None:
        return []
    from planner.study.payers import beyond

    other = beyond(case, result, config)
    if other is None:
        return []
    titles, currency = case.programme.fundings, case.programme.currency
    values = {
        **{name: Cents(getattr(other, name), currency) for name in ("own", "beyond", "less")},
        "funding": titles.get(case.learner.funding, case.learner.funding),
        "payer": titles.get(other.mine, other.mine),
        "value": json.dumps(other.funding, ensure_ascii=False).replace('"', ""),
    }
    return [say("warning.beyond", **values)]


def _kept(explained: Explanation) -> Explanation:
    """The explanation with repairs that keep the number of terms that was asked for, if there are any."""
    kept = tuple(repair for repair in explained.repairs if "deadline" not in repair.set)
    return replace(explained, repairs=kept or explained.repairs)
