"""The front against its definition, on random points with ties and unknown coordinates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.study.pareto import dominates, dominators, front

number = st.none() | st.integers(0, 4)
clouds = st.integers(1, 4).flatmap(lambda size: st.lists(st.tuples(*[number] * size), max_size=14))


@given(clouds)
def test_front_is_what_the_definition_says(points: list[tuple[int | None, ...]]) -> None:
    known = [point for point in points if all(value is not None for value in point)]
    for point, on_it in zip(points, front(points), strict=True):
        if point not in known:
            assert on_it is None
            continue
        rivals = [q for q in known if q != point and all(b <= a for a, b in zip(point, q, strict=True))]
        assert on_it is (rivals == [])


@given(clouds)
def test_everything_known_off_the_front_names_a_point_on_it(points: list[tuple[int | None, ...]]) -> None:
    on_it = front(points)
    for place, better in enumerate(dominators(points)):
        assert bool(better) is (on_it[place] is False)
        assert on_it[place] is not False or any(on_it[other] for other in better)


def test_equal_points_are_all_on_the_front() -> None:
    assert front([(1, 2), (1, 2), (2, 2)]) == [True, True, False]


def test_an_unknown_coordinate_is_not_compared_and_never_dominates() -> None:
    assert front([(1, None), (2, 5), (3, 5)]) == [None, True, False]
    assert not dominates((1, None), (2, 5))
    assert not dominates((1, 5), (2, None))


def test_points_of_different_sizes_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="argument"):
        front([(1, 2), (1,)])


def test_no_points_have_no_front() -> None:
    assert front([]) == []
