"""Every case of a run as CSV: cohort × scenario × run, with stable English names, a line at a time."""

from __future__ import annotations

from collections.abc import Iterator

from planner.storage.csv_writer import Figure, lines
from planner.study.stress.outcome import Outcome
from planner.study.stress.reasons import delay
from planner.study.stress.run import Run

COLUMNS = (
    "line", "id", "programme", "scenario", "run", "status", "on_time", "duration", "award", "award_date", "delay",
    "cost", "cost_change", "currency", "failed", "lost", "full", "offerings",
)  # fmt: skip


def outcome_lines(run: Run) -> Iterator[str]:
    """The lines of the file, with their ends; the baseline of a learner comes before their scenarios."""
    yield lines([COLUMNS])
    for place, row in enumerate(run.rows):
        programme = run.programmes[run.programme(place)]
        baseline = run.outcomes.require(0, place)
        for slot, each in enumerate(run.slots):
            outcome = run.outcomes.require(slot, place)
            award = None if outcome.award is None else programme.calendar.term(outcome.award).name
            cells = (
                row.line, row.id, programme.id, run.scenarios[each.scenario].id, each.run, outcome.status,
                _yes(outcome.on_time), outcome.duration, award, outcome.day, delay(outcome, baseline),
                _amount(outcome.cost), _amount(_change(outcome, baseline)), programme.currency, outcome.failed,
                ";".join(outcome.lost), ";".join(run.refused.get((slot, place), ())), ";".join(outcome.offerings),
            )  # fmt: skip
            yield lines([cells])


def _yes(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _amount(cents: int | None) -> str:
    return Figure("" if cents is None else f"{cents / 100:.2f}")


def _change(outcome: Outcome, baseline: Outcome) -> int | None:
    return None if outcome.cost is None or baseline.cost is None else outcome.cost - baseline.cost
