"""What draws of chance say of a way to go on: means, with intervals of 95 %."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.study.risk.answer import Ends, Outlook, UnitOutlook
from planner.study.risk.estimate.walk import Played
from planner.study.stress.intervals import Estimate, mean, student, wilson


def outlook(case: Case, played: Sequence[Played]) -> Outlook:
    """What to expect of a way to go on that was played through several times."""
    count, target = len(played), case.learner.deadline
    terms = _mean([float(terms_of(case, one)) for one in played])
    cents = [one.cents for one in played if one.cents is not None]
    cost = _mean([float(one) for one in cents]) if len(cents) == count else None
    awards = Counter(one.award for one in played if one.award is not None)
    unfinished = wilson(count - awards.total(), count)
    on_time = None if target is None else wilson(sum(is_on_time(case, one) for one in played), count)
    shares = {term: wilson(awards[term], count) for term in sorted(awards)}
    figures = {"on_time": on_time, "expected_terms": terms, "expected_cents": cost, "unfinished": unfinished}
    return Outlook(
        None if on_time is None else on_time.value, terms.value, None if cost is None else cost.value,
        {term: share.value for term, share in shares.items()}, unfinished.value,
        {name: ends(found) for name, found in figures.items() if found is not None},
        {term: ends(share) for term, share in shares.items()},
    )  # fmt: skip


def unit_outlooks(case: Case, played: Sequence[Played]) -> Iterator[UnitOutlook]:
    """What each unit that was attempted means, in the order of the programme."""
    for unit in case.programme.courses():
        failed = [one for one in played if one.firsts.get(unit) is False]
        passed = [one for one in played if one.firsts.get(unit) is True]
        tried = len(failed) + len(passed)
        if not tried:
            continue
        terms = [[float(terms_of(case, one)) for one in some] for some in (passed, failed)]
        on_time = None
        if case.learner.deadline is not None and failed:
            on_time = wilson(sum(is_on_time(case, one) for one in failed), len(failed))
        attempted, delay = wilson(tried, len(played)), _difference(terms[1], terms[0])
        figures = {"attempted": attempted, "delay": delay, "on_time_if_failed": on_time}
        intervals = {name: ends(one) for name, one in figures.items() if one is not None and one.low is not None}
        if_passed, if_failed = (None if found is None else found.value for found in map(mean, terms))
        in_time = None if on_time is None else on_time.value
        yield UnitOutlook(unit, attempted.value, in_time, if_passed, if_failed, intervals)


def terms_of(case: Case, one: Played) -> int:
    """Terms from the start to the award, those of the horizon where there is none."""
    longest = LONGEST_PLAN_YEARS * case.programme.calendar.size
    return longest if one.award is None else one.award - case.learner.start + 1


def is_on_time(case: Case, one: Played) -> bool:
    """Whether the award came by the deadline."""
    return one.award is not None and case.learner.deadline is not None and one.award <= case.learner.deadline


def ends(found: Estimate) -> Ends:
    """The ends of the interval of a figure."""
    low, high = found.low, found.high
    return (found.value if low is None else low, found.value if high is None else high)


def _mean(values: Sequence[float]) -> Estimate:
    found = mean(values)
    assert found is not None, "something was played"
    return found


def _difference(one: Sequence[float], other: Sequence[float]) -> Estimate | None:
    """The mean of some less that of others, with Welch's interval where there are two of each at least."""
    first, second = mean(one), mean(other)
    if first is None or second is None:
        return None
    value = first.value - second.value
    if min(len(one), len(other)) < 2:
        return Estimate(value)
    parts = [_variance(some) / len(some) for some in (one, other)]
    total = sum(parts)
    if total == 0:
        return Estimate(value, value, value)
    freedom = total**2 / sum(part**2 / (len(some) - 1) for part, some in zip(parts, (one, other), strict=True))
    half = student(max(1, int(freedom))) * sqrt(total)
    return Estimate(value, value - half, value + half)


def _variance(values: Sequence[float]) -> float:
    middle = sum(values) / len(values)
    return sum((value - middle) ** 2 for value in values) / (len(values) - 1)
