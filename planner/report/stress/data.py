"""A run over scenarios as plain data (`planner/stress/1`): figures, reasons in words, demand, criticality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner import __version__
from planner.domain.programme import Programme
from planner.messages import text as told
from planner.report.no_plan import NoPlan, no_plan_data
from planner.report.stress.reasons import Words
from planner.solve.result import IMPOSSIBLE
from planner.study.metrics import structure
from planner.study.stress.intervals import Estimate
from planner.study.stress.run import Run
from planner.study.stress.statistics import SHARES, Demand, Figures, Group, Statistics, without_intervals

Data = dict[str, Any]
SCHEMA = "planner/stress/1"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document says beside the figures: the cohort's name, the kind of scan (None: a file's scenarios), the
    fingerprint of all inputs, rows of the cohort that were refused, and the years of a scan (none: for good).
    """

    cohort: str
    scan: str | None
    sha256: str
    refused: tuple[Data, ...] = ()
    years: tuple[int, ...] = ()


def stress_data(run: Run, asked: Asked) -> Data:
    """The document."""
    statistics = Statistics(run)
    words = Words(run, statistics)
    sampled = asked.scan is None
    baseline, *others = [_scenario(run, figures, words, sampled=sampled) for figures in statistics.all_figures()]
    return {
        "schema": SCHEMA,
        "cohort": asked.cohort,
        "learners": len(run.rows),
        "fictional": all(row.data.get("fictional") is True for row in run.rows),
        "programmes": [_programme(each) for each in run.programmes],
        "scan": asked.scan,
        "for_good": asked.scan == "close" and not asked.years,
        "refused": list(asked.refused),
        "baseline": baseline,
        "no_plan": _no_plan(run),
        "scenarios": others,
        "criticality": criticality(others) if asked.scan else [],
        "structure": [_structure(each) for each in run.programmes],
        "meta": _meta(run, asked.sha256),
    }


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
    order = [row.id for row in run.rows]
    return no_plan_data(sorted([*never, *later], key=order.index), later)


def _programme(programme: Programme) -> Data:
    title, about = told(programme.title), programme.about
    return {"id": programme.id, "title": title, "vintage": about["vintage"], "school": about["school"]}


def _structure(programme: Programme) -> Data:
    """What each unit holds up, whoever is in the cohort."""
    found = structure(programme)
    units = [
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


def _meta(run: Run, sha256: str) -> Data:
    return {
        "planner": __version__,
        "seed": run.asked.seed,
        "time_limit": run.asked.time_limit,
        "cases": run.pairs,
        "distinct": run.distinct,
        "sha256": sha256,
    }


def _scenario(run: Run, figures: Figures, words: Words, *, sampled: bool) -> Data:
    """The figures of a scenario. Where the cohort is no sample and nothing is drawn by chance, they are exact."""
    scenario = run.scenarios[figures.scenario]
    if not (sampled or scenario.random):
        figures = without_intervals(figures)
    shares = {
        name: {"count": _rounded(figures.counts[name]), **_interval(figures.shares[name], "share")} for name in SHARES
    }
    return {
        "id": scenario.id,
        "title": told(scenario.title),
        "random": scenario.random,
        "runs": figures.runs,
        **shares,
        "lost": {"count": _rounded(figures.counts["lost"])},
        "change": _interval(figures.change, "mean"),
        "delay": {**_interval(figures.delay, "mean"), "median": figures.median, "p90": figures.p90},
        "delays": [{"terms": terms, "cases": cases} for terms, cases in figures.delays.items()],
        "within": within(figures),
        "harm": _rounded(figures.harm),
        "cost": _cost(run, figures),
        "failed": _rounded(figures.failed),
        "refused": _rounded(figures.refused),
        "reasons": [_group(run, figures, group, words) for group in figures.groups],
        "conflict": words.conflict(figures),
        "demand": [_demand(run, figures, entry, words) for entry in figures.demand],
    }


def within(figures: Figures) -> list[Data]:
    """The share of the learners who had a plan that ends at most so many terms later, for 0 to the largest delay."""
    most = max([0, *figures.delays])
    found = []
    for terms in range(most + 1):
        reached = sum(cases for late, cases in figures.delays.items() if late <= terms)
        found.append({"terms": terms, "share": _rounded(reached / figures.cases) if figures.cases else None})
    return found


def _cost(run: Run, figures: Figures) -> Data:
    """Money against the baseline; nothing where programmes have several currencies."""
    currencies = {programme.currency for programme in run.programmes}
    one = len(currencies) == 1 and figures.cost is not None
    mean = _interval(_euros(figures.cost) if one else None, "mean")
    return {
        **mean,
        "total": round(figures.cost_total / 100, 2) if one else None,
        "unknown": _rounded(figures.cost_unknown),
        "currency": next(iter(currencies)) if len(currencies) == 1 else None,
    }


def _euros(cents: Estimate | None) -> Estimate | None:
    if cents is None:
        return None
    low, high = (None if end is None else end / 100 for end in (cents.low, cents.high))
    return Estimate(cents.value / 100, low, high)


def _interval(found: Estimate | None, name: str) -> Data:
    if found is None:
        return {name: None, "low": None, "high": None}
    ends = (None if end is None else _rounded(end) for end in (found.low, found.high))
    return {name: _rounded(found.value), **dict(zip(("low", "high"), ends, strict=True))}


def _group(run: Run, figures: Figures, group: Group, words: Words) -> Data:
    why = group.reason
    return {
        "programme": run.programmes[why.programme].id,
        "kind": why.kind,
        "delay": why.delay,
        "cases": group.cases,
        "count": len(group.learners),
        "learners": [run.rows[place].id for place in group.learners],
        "lost": words.offerings(why.programme, figures.scenario, why.lost),
        "instead": words.offerings(why.programme, figures.scenario, why.instead),
        "full": list(why.full),
        "units": dict(sorted(group.units.items(), key=lambda item: (-item[1], item[0]))),
        "what": words.reason(figures, group),
    }


def _demand(run: Run, figures: Figures, entry: Demand, words: Words) -> Data:
    (offering,) = words.offerings(entry.programme, figures.scenario, (entry.offering,))
    return {
        "programme": run.programmes[entry.programme].id,
        **offering,
        "seats": entry.seats,
        "baseline": _rounded(entry.baseline),
        "alone": _rounded(entry.alone),
        "dealt": _rounded(entry.dealt),
        "over": None if entry.seats is None else max(0, _rounded(entry.alone - entry.seats)),
    }


def criticality(scenarios: Sequence[Data]) -> list[Data]:
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


def gravity(one: Data) -> tuple[float, ...]:
    """What comes first among scenarios: learners left without a plan, then those hurt, then delay altogether."""
    return -one["lost"]["count"], -one["hurt"]["count"], -one["harm"]


def _by_term(scenario: Data) -> Data:
    """Learners hurt by the term of the offering that they lost."""
    found: dict[str, int] = {}
    for group in scenario["reasons"]:
        for offering in group["lost"]:
            found[offering["term"]] = found.get(offering["term"], 0) + group["count"]
    return dict(sorted(found.items()))


def _rounded(value: float) -> float:
    """Figures with six decimals at most, whole ones without any."""
    return int(value) if value == int(value) else round(value, 6)


def learner_rows(data: Data) -> Iterator[tuple[Data, Data, str]]:
    """(scenario, reason, learner) of all who are hurt."""
    for scenario in data["scenarios"]:
        for group in scenario["reasons"]:
            for learner in group["learners"]:
                yield scenario, group, learner
