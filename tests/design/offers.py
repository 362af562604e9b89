"""Tiny offers at random: shared units, annual places, choices, bounds, costs and precedences."""

from __future__ import annotations

from math import prod

from hypothesis import strategies as st

from planner.domain.offer import Choice, Curriculum, Offer, OfferedUnit, Place

MOST_DESIGNS = 3000


@st.composite
def offers(draw: st.DrawFn, choices: bool = True) -> Offer:
    """An offer with few designs, some of them or none allowed."""
    terms = draw(st.integers(2, 4))
    every = [Place((term,)) for term in range(terms)] + [Place((term, term + 1)) for term in range(terms - 1)]
    codes = [f"u{number}" for number in range(draw(st.integers(1, 5)))]
    units = {}
    left = MOST_DESIGNS
    for code in codes:
        places = draw(st.lists(st.sampled_from(every), min_size=1, max_size=max(1, min(4, left)), unique=True))
        left //= len(places)
        costs = draw(st.dictionaries(st.sampled_from(places), st.integers(0, 9), max_size=2))
        units[code] = OfferedUnit(code, draw(st.integers(0, 7)), tuple(places), costs)
    curricula = []
    for number in range(draw(st.integers(0, 3))):
        curricula.append(draw(_curriculum(f"q{number}", codes, choices and left > 8)))
        left //= prod(2 ** len(choice.units) for choice in curricula[-1].choices)
    pairs = st.tuples(st.sampled_from(codes), st.sampled_from(codes))
    before = tuple(draw(st.lists(pairs, max_size=2))) if draw(st.booleans()) else ()
    return Offer("tiny", terms, units, tuple(curricula), before, draw(st.integers(0, 2)))


@st.composite
def _curriculum(draw: st.DrawFn, name: str, codes: list[str], choices: bool) -> Curriculum:
    units = draw(st.lists(st.sampled_from(codes), unique=True))
    chosen: tuple[Choice, ...] = ()
    if choices and draw(st.booleans()):
        among = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True))
        chosen = (Choice(tuple(among), draw(st.integers(0, len(among)))),)
    bound = st.one_of(st.none(), st.none(), st.integers(0, 3))
    credits = st.one_of(st.none(), st.none(), st.integers(0, 12))
    least, most = draw(bound), draw(bound)
    few, many = draw(credits), draw(credits)
    return Curriculum(name, tuple(units), chosen, least and least - 1, most, few and few // 4, many)
