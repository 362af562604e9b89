"""A run over scenarios as `planner/stress/1`: figures, reasons, demand, criticality, structure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import __version__
from planner.domain.programme import Programme
from planner.messages.language import short_terms
from planner.report.causes import cause
from planner.report.documents import Worded
from planner.report.documents.plan.terms_shape import Figure
from planner.report.documents.stress import shape
from planner.report.documents.stress.reasons import offerings, reason
from planner.report.documents.stress.shape import SCHEMA, StressDocument
from planner.report.no_plan import NoPlan, no_plan_data
from planner.report.problems import refused_row
from planner.solve.result import IMPOSSIBLE
from planner.storage.timetables import is_made_up
from planner.study.metrics import structure
from planner.study.stress.intervals import Estimate
from planner.study.stress.run import Run
from planner.study.stress.statistics import SHARES, Demand, Figures, Group, without_intervals

if TYPE_CHECKING:
    from planner.service.stress import StressAnswer


def data(answer: StressAnswer) -> StressDocument:
    """The document of an answer, without a word."""
    run, trial = answer.run, answer.trial
    baseline, *others = [_scenario(answer, figures) for figures in answer.figures]
    return {
        "schema": SCHEMA,
        "cohort": trial.cohort.name,
        "learners": len(run.rows),
        "fictional": all(row.data.get("fictional") is True for row in run.rows),
        "programmes": [_programme(each) for each in run.programmes],
        "scan": trial.scan,
        "for_good": trial.scan == "close" and not trial.years,
        "refused": [refused_row(row, bad) for row, bad in trial.cohort.refused],
        "baseline": baseline,
        "no_plan": _no_plan(run),
        "scenarios": others,
        "criticality": criticality(others) if trial.scan else [],
        "structure": [_structure(each) for each in run.programmes],
        "meta": _meta(answer),
        "about": {
            "units": {u.code: u.title for each in run.programmes for u in each.units.values()},
            "made_up": any(map(is_made_up, run.programmes)),
        },
        **_wording(run.programmes),
    }


def _wording(programmes: Sequence[Programme]) -> Worded:
    """Which words the document asks of its language, where they are not the usual ones."""
    short = short_terms(programme.calendar for programme in programmes)
    return {"wording": {"short_terms": short, "aim": ""}} if short else {}


def _no_plan(run: Run) -> NoPlan:
    """Who has no plan as things are: none at all, or none that keeps their deadline."""
    never: list[str] = []
    later: list[str] = []
    for place, row in enumerate(run.rows):
        outcome = run.outcomes.require(0, place)
        if outcome.status == IMPOSSIBLE:
            never.append(row.id)
        elif outcome.award is not None and not outcome.on_time:
            later.append(row.id)
    without = {*never, *later}
    names = [row.id for row in run.rows if row.id in without]
    return no_plan_data(names, later)


def _programme(programme: Programme) -> shape.Programme:
    about = programme.about
    return {"id": programme.id, "title": programme.title, "vintage": about["vintage"], "school": about["school"]}


def _structure(programme: Programme) -> shape.Structure:
    """What each unit holds up, whoever is in the cohort."""
    found = structure(programme)
    units: list[shape.UnitStructure] = [
        {
            "unit": each.unit,
            "blocking": each.blocking,
            "chain": each.delay,
            "cruciality": each.cruciality,
            "next_chance": each.next_chance,
        }
        for each in found.units
    ]
    return {"programme": programme.id, "complexity": found.complexity, "units": units}


def _meta(answer: StressAnswer) -> shape.Meta:
    run = answer.run
    made: shape.Meta = {
        "planner": __version__,
        "seed": run.asked.seed,
        "time_limit": run.asked.time_limit,
        "cases": run.pairs,
        "distinct": run.distinct,
        "sha256": answer.trial.sha256,
    }
    return {**made, "today": answer.today.isoformat()} if answer.today else made


def _scenario(answer: StressAnswer, figures: Figures) -> shape.Scenario:
    """The figures of a scenario. Where the cohort is no sample and nothing is drawn by chance, they are exact."""
    run = answer.run
    scenario = run.scenarios[figures.scenario]
    if answer.trial.scan is not None and not scenario.random:
        figures = without_intervals(figures)
    possible, on_time, late, impossible, unknown, hurt, sooner = (_share(figures, name) for name in SHARES)
    return {
        "id": scenario.id,
        "title": scenario.title,
        "random": scenario.random,
        "runs": figures.runs,
        "possible": possible,
        "on_time": on_time,
        "late": late,
        "impossible": impossible,
        "unknown": unknown,
        "hurt": hurt,
        "sooner": sooner,
        "lost": {"count": _rounded(figures.counts["lost"])},
        "change": _mean(figures.change),
        "delay": {**_mean(figures.delay), "median": figures.median, "p90": figures.p90},
        "delays": [{"terms": terms, "cases": cases} for terms, cases in figures.delays.items()],
        "within": within(figures),
        "harm": _rounded(figures.harm),
        "cost": _cost(run, figures),
        "failed": _rounded(figures.failed),
        "refused": _rounded(figures.refused),
        "reasons": [_group(answer, figures, group) for group in figures.groups],
        "conflict": _conflict(answer, figures),
        "demand": [_demand(answer, figures, entry) for entry in figures.demand],
    }


def _share(figures: Figures, name: str) -> shape.Share:
    share = figures.shares[name]
    value = None if share is None else _rounded(share.value)
    return {"count": _rounded(figures.counts[name]), "share": value, **_ends(share)}


def _mean(found: Estimate | None) -> shape.Mean:
    return {"mean": None if found is None else _rounded(found.value), **_ends(found)}


def _ends(found: Estimate | None) -> shape.Ends:
    if found is None:
        return {"low": None, "high": None}
    return {
        "low": None if found.low is None else _rounded(found.low),
        "high": None if found.high is None else _rounded(found.high),
    }


def within(figures: Figures) -> list[shape.Within]:
    """The share of the learners who had a plan that ends at most so many terms later, for 0 to the largest delay."""
    most = max([0, *figures.delays])
    found: list[shape.Within] = []
    for terms in range(most + 1):
        reached = sum(cases for late, cases in figures.delays.items() if late <= terms)
        found.append({"terms": terms, "share": _rounded(reached / figures.cases) if figures.cases else None})
    return found


def _cost(run: Run, figures: Figures) -> shape.Cost:
    """Money against the baseline; nothing where programmes have several currencies."""
    currencies = {programme.currency for programme in run.programmes}
    one = len(currencies) == 1 and figures.cost is not None
    return {
        **_mean(_euros(figures.cost) if one else None),
        "total": round(figures.cost_total / 100, 2) if one else None,
        "unknown": _rounded(figures.cost_unknown),
        "currency": next(iter(currencies)) if len(currencies) == 1 else None,
    }


def _euros(cents: Estimate | None) -> Estimate | None:
    if cents is None:
        return None
    low, high = (None if end is None else end / 100 for end in (cents.low, cents.high))
    return Estimate(cents.value / 100, low, high)


def _group(answer: StressAnswer, figures: Figures, group: Group) -> shape.Reason:
    why, run = group.reason, answer.run
    return {
        "programme": run.programmes[why.programme].id,
        "kind": why.kind,
        "delay": why.delay,
        "cases": group.cases,
        "count": len(group.learners),
        "learners": [run.rows[place].id for place in group.learners],
        "lost": offerings(answer, why.programme, figures.scenario, why.lost),
        "instead": offerings(answer, why.programme, figures.scenario, why.instead),
        "full": list(why.full),
        "units": dict(sorted(group.units.items(), key=lambda item: (-item[1], item[0]))),
        "what": reason(answer, figures, group),
    }


def _conflict(answer: StressAnswer, figures: Figures) -> shape.Conflict | None:
    """What cannot hold together for a learner whom the scenario leaves without any plan."""
    found = answer.examples.get(figures.scenario)
    return None if found is None else {"learner": found.learner, "what": cause(found.case, found.instances)}


def _demand(answer: StressAnswer, figures: Figures, entry: Demand) -> shape.Demand:
    (offering,) = offerings(answer, entry.programme, figures.scenario, (entry.offering,))
    return {
        "programme": answer.run.programmes[entry.programme].id,
        **offering,
        "seats": entry.seats,
        "baseline": _rounded(entry.baseline),
        "alone": _rounded(entry.alone),
        "dealt": _rounded(entry.dealt),
        "over": None if entry.seats is None else max(0, _rounded(entry.alone - entry.seats)),
    }


def criticality(scenarios: Sequence[shape.Scenario]) -> list[shape.Rank]:
    """Single changes from the most to the least harm."""
    ordered = sorted(scenarios, key=gravity)
    return [
        {
            "rank": rank,
            "scenario": one["id"],
            "title": one["title"],
            "hurt": one["hurt"]["count"],
            "lost": one["lost"]["count"],
            "harm": one["harm"],
            "terms": _by_term(one),
        }
        for rank, one in enumerate(ordered, 1)
    ]


def gravity(one: shape.Scenario) -> tuple[float, ...]:
    """What comes first among scenarios: learners left without a plan, then those hurt, then delay altogether."""
    return -one["lost"]["count"], -one["hurt"]["count"], -one["harm"]


def _by_term(scenario: shape.Scenario) -> dict[str, int]:
    """Learners hurt by the term of the offering that they lost."""
    found: dict[str, int] = {}
    for group in scenario["reasons"]:
        for offering in group["lost"]:
            found[offering["term"]] = found.get(offering["term"], 0) + group["count"]
    return dict(sorted(found.items()))


def _rounded(value: float) -> Figure:
    """Figures with six decimals at most, whole ones without any."""
    return int(value) if value == int(value) else round(value, 6)
