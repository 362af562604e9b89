"""A public instance of the generalised balanced curriculum problem, read from MiniZinc data as an offer."""

from __future__ import annotations

import re
from pathlib import Path

from planner.domain.offer import Curriculum, Offer, OfferedUnit, Place

_ENTRY = re.compile(r"(\w+)\s*=\s*([^;]*);")


def read(path: Path) -> Offer:
    """The offer of a file."""
    return parse(path.read_text(encoding="utf-8"), path.stem)


def parse(text: str, name: str = "gbacp") -> Offer:
    """The offer: a place a period, the weight of an unwanted period as a cost, and the same bounds in every curriculum.

    Raises:
        KeyError: an entry is missing from the text.
        ValueError: an entry does not have the length that the text announces.
    """
    entries = dict(_ENTRY.findall(re.sub(r"%.*", "", text)))
    periods, unwanted = int(entries["n_periods"]), int(entries["w2"])
    loads = _numbers(entries["course_load"])
    pairs = _pairs(entries["precedes"])
    costs: dict[int, dict[Place, int]] = {}
    places = tuple(Place((term,)) for term in range(periods))
    for course, period in _pairs(entries["undesirable"]):
        of_course = costs.setdefault(course, {})
        of_course[places[period - 1]] = of_course.get(places[period - 1], 0) + unwanted
    groups = [_numbers(group) for group in re.findall(r"\{([^}]*)\}", entries["courses_of"])]
    found = (len(loads), len(groups), len(pairs))
    said = tuple(int(entries[key]) for key in ("n_courses", "n_curricula", "n_precedences"))
    if found != said:
        raise ValueError(f"{name}: {said} courses, curricula and precedences announced, {found} found")
    least, most = int(entries["min_courses"]), int(entries["max_courses"])
    return Offer(
        id=name,
        terms=periods,
        units={
            _unit(k): OfferedUnit(_unit(k), load, places, costs.get(k, {})) for k, load in enumerate(loads, start=1)
        },
        curricula=tuple(
            Curriculum(f"q{number}", tuple(_unit(k) for k in group), (), least, most)
            for number, group in enumerate(groups, start=1)
        ),
        precedences=tuple((_unit(before), _unit(after)) for before, after in pairs),
        balance=int(entries["w1"]),
    )


def _unit(number: int) -> str:
    return f"c{number}"


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _pairs(text: str) -> list[tuple[int, int]]:
    """The pairs of an array in two columns, with or without `array2d(…)` around it."""
    numbers = _numbers(text[text.index("[") : text.rindex("]")])
    return list(zip(numbers[::2], numbers[1::2], strict=True))
