"""The tree of an answer about risks as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.report.documents.risk import tree_shape as shape
from planner.study.risk.tree import Node, Rest, Results


def tree_data(case: Case, root: Node) -> shape.FirstTake:
    """What to take first, and for each set of results what comes next."""
    results: list[shape.FirstResults] = []
    for one in root.results:
        then = None if one.then is None else _next(case, one.then)
        results.append({**_results(case, one), "next": then})
    return {**_take(case, root), "results": results, "rest": list(map(_rest, root.rest))}


def terms_of(root: Node) -> Iterator[int]:
    """The terms (indices) that the tree names."""
    yield root.term
    for one in root.results:
        yield from [] if one.award is None else [one.award]
        yield from [] if one.then is None else terms_of(one.then)


def begun(offerings: Iterable[Offering]) -> list[shape.Begun]:
    """What is begun."""
    return [{"unit": one.unit, "offering": one.id} for one in offerings]


def _next(case: Case, node: Node) -> shape.NextTake:
    results: list[shape.LastResults] = []
    for one in node.results:
        then = None if one.then is None else _take(case, one.then)
        results.append({**_results(case, one), "next": then})
    return {**_take(case, node), "results": results, "rest": list(map(_rest, node.rest))}


def _take(case: Case, node: Node) -> shape.Take:
    return {"term": case.programme.calendar.term(node.term).name, "take": begun(node.take)}


def _results(case: Case, one: Results) -> shape.Results:
    term = None if one.award is None else case.programme.calendar.term(one.award)
    return {
        "passed": list(one.passed), "resat": list(one.resat), "failed": list(one.failed), "waiting": list(one.waiting),
        "probability": one.chance, "on_time": one.on_time, "expected_terms": one.expected_terms,
        "award": None if term is None else {"term": term.name, "ends": term.span.ends.isoformat()},
    }  # fmt: skip


def _rest(one: Rest) -> shape.Rest:
    return {
        "failed": one.failed, "sets": one.sets, "probability": one.chance, "on_time": one.on_time,
        "expected_terms": one.expected_terms,
    }  # fmt: skip
