"""What is wrong with a programme, against trying every way through it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from planner.check.curriculum import _possible, faults
from planner.domain.case import Case
from planner.domain.condition import Clause, Credits

NAMES = "ABCDEF"
WORTH = dict(zip(NAMES, (2, 2, 4, 4, 6, 6), strict=True))


def reachable(clauses: dict[str, tuple[Clause, ...]]) -> set[str]:
    """The units that are in some sequence of sets of units, each of which may be begun together after those before."""
    found: set[frozenset[str]] = set()
    ahead = [frozenset[str]()]
    while ahead:
        ended = ahead.pop()
        if ended in found:
            continue
        found.add(ended)
        rest = [name for name in clauses if name not in ended]
        for bits in range(1, 2 ** len(rest)):
            begun = {name for place, name in enumerate(rest) if bits >> place & 1}
            if all(holds(clauses[name], ended, begun) for name in begun):
                ahead.append(ended | begun)
    return set().union(*found)


def holds(rules: Sequence[Clause], ended: frozenset[str], begun: set[str]) -> bool:
    return all(
        set(rule.units) & (ended | begun if rule.together else ended)
        or any(sum(WORTH[name] for name in ended & set(one.units)) >= one.need for one in rule.credits)
        for rule in rules
    )


def some_clause(chance: random.Random) -> Clause:
    if chance.random() < 0.3:
        units = tuple(NAMES) if chance.random() < 0.5 else tuple(chance.sample(NAMES, 3))
        other = tuple(chance.sample(NAMES, chance.choice((0, 0, 1))))
        return Clause(other, together=False, credits=(Credits(chance.choice((2, 4, 8, 12, 20)), units),))
    return Clause(tuple(chance.sample(NAMES, chance.randint(1, 2))), chance.random() < 0.4)


def of_six(tiny: Callable[..., Case], **changes: Any) -> Case:
    rest = {
        "units": [{"code": name, "title": name, "credits": WORTH[name]} for name in NAMES],
        "requirements": [{"id": "core", "all_of": [*NAMES]}],
        "offerings": [{"units": [*NAMES], "period": "S1", "modality": "evening"}],
    }
    return tiny(programme={**rest, **changes})


def test_what_can_be_begun_is_what_some_way_begins(tiny: Callable[..., Case]) -> None:
    chance, stuck, programme = random.Random(7), 0, of_six(tiny).programme
    for _ in range(300):
        clauses = {name: tuple(some_clause(chance) for _ in range(chance.choice((0, 1, 1, 2)))) for name in NAMES}
        found = _possible(programme, clauses)
        assert found == reachable(clauses), clauses
        stuck += len(found) < len(NAMES)
    assert 50 < stuck < 290


def test_credits_that_nobody_can_have_are_told(tiny: Callable[..., Case]) -> None:
    """24 credits in all: 18 beside F, 20 beside C; and 12 of C, D and E with E's own 6 among them."""
    for after, words in (
        ({"unit": "F", "after": [{"credits": 18}]}, []),
        ({"unit": "F", "after": [{"credits": 19}]}, [("curriculum.out_of_reach", "F", 18)]),
        ({"unit": "C", "after": [{"credits": 20}]}, []),
        ({"unit": "E", "after": [{"credits": 9, "of": ["C", "D", "E"]}]}, [("curriculum.out_of_reach", "E", 8)]),
        ({"unit": "E", "after": [{"any": ["A", {"credits": 30}]}]}, []),
    ):
        told = faults(of_six(tiny, prerequisites=[after]).programme)
        found = [(one.what.key, one.what.values["unit"], one.what.values["most"]) for one in told]
        assert found == words
        assert all(one.hopeless for one in told)


def test_credits_close_a_circle(tiny: Callable[..., Case]) -> None:
    """E and F, half of all credits, wait for 14 others, which need one of them; A waits for nothing."""
    rows = [{"unit": name, "after": [{"credits": 14}]} for name in "EF"]
    rows += [{"unit": name, "after": [{"any": ["E", "F"]}]} for name in "CD"]
    (told,) = faults(of_six(tiny, prerequisites=rows).programme)
    assert (told.what.key, told.what.values["count"]) == ("curriculum.loop", 4)
    assert set(told.what.values["units"]) <= set("CDEF")


def test_a_circle_is_told_beside_credits_that_nobody_can_have(tiny: Callable[..., Case]) -> None:
    """F asks for more than there is; A and B wait for each other, and C for F, which is told with F."""
    rows = [("F", {"credits": 30}), ("A", "B"), ("B", "A"), ("C", "F")]
    told = faults(of_six(tiny, prerequisites=[{"unit": unit, "after": [after]} for unit, after in rows]).programme)
    assert [one.what.key for one in told] == ["curriculum.out_of_reach", "curriculum.loop"]
    assert told[1].what.values["units"] == ("A", "B", "A")
