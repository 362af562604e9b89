"""A unit starts after each of its prerequisites has ended: by term t it has started only if they had ended before t."""

from __future__ import annotations

from planner.model.design.variables import Sum, Variables


def add(variables: Variables) -> None:
    """Prefix sums, which the linear relaxation understands."""
    for before, after in variables.instance.pairs:
        if variables.free(before) or variables.free(after):
            _add_pair(variables, before, after)
        elif not _kept(variables, before, after):
            variables.model.add_bool_or([])


def _kept(variables: Variables, before: int, after: int) -> bool:
    """Whether a pair holds whose units have one place each."""
    places = variables.instance.places
    return places[before][variables.allowed[before][0]].last < places[after][variables.allowed[after][0]].first


def _add_pair(variables: Variables, before: int, after: int) -> None:
    places = variables.instance.places
    for term in range(variables.instance.offer.terms):
        ended, started = Sum(), Sum()
        for k in variables.allowed[before]:
            if places[before][k].last < term:
                ended.add(variables.at(before, k), 1)
        for k in variables.allowed[after]:
            if places[after][k].first <= term:
                started.add(variables.at(after, k), 1)
        if started.bounds()[1] and not ended.constant:
            variables.model.add(started.linear <= ended.linear)
