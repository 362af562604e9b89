"""Delays of a cohort inside an offer: they agree with the ordinary solver and with plain enumeration."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from planner.check.design import value
from planner.domain.brief import Brief
from planner.domain.offer import Choice, Design
from planner.domain.offer_learner import OfferLearner
from planner.errors import BadInput
from planner.model.design.extras import weigh_delays
from planner.service.design import learners
from planner.service.settings import Settings
from planner.solve.config import Config
from planner.solve.design import design
from planner.solve.offer_delay import fewest
from planner.solve.pipeline import solve
from planner.storage import offers
from planner.storage.validation import Source
from planner.study.design.proposal import propose
from tests.study.design.small import brief, designs
from tests.support import INSTANCES, case_of, tiny_programme

CASP = INSTANCES / "casp-offer" / "offer.yaml"
CONFIG, SETTINGS = Config(30.0), Settings.of(30.0)
COLUMNS = "id,programme,start,acquired,availability.evenings,max_units_per_term,avoid,pathway,terms\n"


def rows(path: Path, *lines: str) -> Path:
    path.write_text(COLUMNS + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def decided(given: Brief, made: Design) -> Brief:
    return given.with_places({code: (place,) for code, place in made.places.items()})


@pytest.mark.parametrize("seed", range(12))
def test_with_todays_pattern_the_fewest_terms_are_those_of_the_ordinary_plan(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    given = offers.load(CASP)
    year, name = random.choice([(2010, "casp-2010-reunion"), (2019, "casp-2019-2020"), (2020, "casp-rncp36625")])
    courses = [code for one in given.curricula if one.id == name for code in one.all_units()]
    held = random.sample(courses, random.randrange(8))
    start = f"{year}-S{random.choice((1, 2))}"
    evenings = random.choice(("", "mon;tue", "mon"))
    most = random.choice(("", "2", "4"))
    path = rows(tmp_path / "c.csv", f"x,{name},{start},{';'.join(held)},{evenings},{most},,")
    today = given.with_places(
        {
            code: tuple(place for place in unit.places if not given.changed(code, place))
            for code, unit in given.units.items()
        }
    )
    (member,) = learners(path, today, SETTINGS).members
    keys = {"acquired": held, "minimise": ["duration"]}
    if evenings:
        keys["availability"] = {"evenings": evenings.split(";")}  # type: ignore[assignment]
    if most:
        keys["max_units_per_term"] = int(most)  # type: ignore[assignment]
    plan = solve(case_of(name, start=start, **keys)).plan
    assert plan is not None
    needed = plan.award - member.case.learner.start + 1
    assert member.fewest == (needed if member.rest.all_units() else 0)


def learner(first: int, cap: int, *, choose: bool = False) -> OfferLearner:
    choices = (Choice(("C", "D"), 1),) if choose else ()
    units = ("A", "B", "E") if choose else ("A", "C", "D")
    return OfferLearner(units, choices, (("A", "C"),), first, (cap,) * 8)


def test_the_joint_answer_is_the_best_of_all_designs_with_their_delays() -> None:
    given = brief(weights={"balance": 1, "unwanted": 1, "change": 4, "delay": 6})
    crowd = Counter({learner(1, 2): 2, learner(0, 3, choose=True): 1, learner(1, 1, choose=True): 3})
    least = {one: fewest(given, one, CONFIG) for one in crowd}
    assert None not in least.values()
    known = {one: terms for one, terms in least.items() if terms is not None}
    found = design(given.offer(), CONFIG, extra=weigh_delays(given, crowd, known, 6))
    seen: dict[object, int] = {}
    worth = []
    for made in designs(given):
        key = tuple(made.places.items())
        if key not in seen:
            terms = {one: fewest(decided(given, made), one, CONFIG) for one in crowd}
            late = sum((terms[one] or 99) - known[one] for one, count in crowd.items() for _ in range(count))
            seen[key] = late
        worth.append(value(given.offer(), made) + 6 * seen[key])
    assert (found.status, found.value) == ("optimal", min(worth))
    assert len(set(seen.values())) > 2, "designs differ in their delays"


def test_a_cohort_can_outweigh_a_change(tmp_path: Path) -> None:
    """Who lacks AST005 alone and starts in autumn would wait for the spring: two terms; with AST005 in S1, one."""
    given = offers.load(CASP).with_weights(balance=0, change=1, delay=1)
    held = "AST004;TRS001;CCE001;TET003;TET007;TET099;CCE003;AST002;TRS002;PSY001;UEV010"
    path = rows(tmp_path / "c.csv", *(f"x{n},casp-2019-2020,2019-S1,{held},,,," for n in range(3)))
    cohort = learners(path, given, SETTINGS)
    assert [(member.fewest, len(cohort.counts())) for member in cohort.members] == [(1, 1)] * 3
    found = propose(given, CONFIG, cohort=cohort)
    assert found.design is not None
    assert given.period(found.design.places["AST005"]) == "S1"
    assert [(one.terms, one.delay, one.status, one.duration) for one in found.learners] == [(1, 0, "optimal", 1)] * 3
    light = given.with_weights(change=9)
    kept = propose(light, CONFIG, cohort=cohort)
    assert kept.design is not None
    assert light.period(kept.design.places["AST005"]) == "S2"
    assert [(one.terms, one.delay, one.duration) for one in kept.learners] == [(2, 1, 2)] * 3
    assert kept.result.value == 9 + 3


@pytest.mark.parametrize(
    "line, text",
    [
        ("x,fictional-three-terms,2024-T1,,,,,", "is not a curriculum of this offer"),
        ("x,casp-2019-2020,2019-S1,,,,,daytime", "only the evening pathway"),
        ("x,casp-2019-2020,2019-S1,,,,,evening,6", "a minimum for each term"),
        ("x,casp-2019-2020,2019-S1,,,0,,", "no offer lets this learner"),
        ("x,casp-2019-2020,2019-S1,,,,UEV010;TET006,", "no offer lets this learner"),
    ],
)
def test_whom_an_offer_cannot_plan_for(tmp_path: Path, line: str, text: str) -> None:
    path = rows(tmp_path / "c.csv", line)
    with pytest.raises(BadInput, match=text) as caught:
        learners(path, offers.load(CASP), SETTINGS)
    assert (caught.value.file, caught.value.line) == (str(path), 2)


def test_rows_that_cannot_be_read_are_told_and_the_others_count(tmp_path: Path) -> None:
    path = rows(tmp_path / "c.csv", "x,casp-2019-2020,2019-S9,,,,,", "y,casp-2019-2020,2019-S1,,,,,")
    found = learners(path, offers.load(CASP), SETTINGS)
    assert [member.id for member in found.members] == ["y"]
    assert [row.line for row, _ in found.bad] == [2]
    path = rows(tmp_path / "c.csv", "x,casp-2019-2020,2019-S1,,,,,mixed", "y,casp-2019-2020,2019-S1,,,,,")
    assert [(row.id, bad.where) for row, bad in learners(path, offers.load(CASP), SETTINGS).bad] == [("x", "pathway")]
    with pytest.raises(BadInput):
        learners(rows(path, "x,casp-2019-2020,2019-S9,,,,,"), offers.load(CASP), SETTINGS)


def test_a_prerequisite_of_another_curriculum_does_not_hold_a_learner_up(tmp_path: Path) -> None:
    for name, keys in (
        ("first", {"prerequisites": [{"unit": "B", "after": ["A"]}]}),
        ("second", {"requirements": [{"id": "b", "all_of": ["B"]}, {"id": "k", "k": 1, "of": ["A", "C"]}]}),
    ):
        (tmp_path / name).mkdir()
        tiny_programme(tmp_path / name, id=name, **keys)  # type: ignore[arg-type]
    curricula = [{"programme": str(tmp_path / name)} for name in ("first", "second")]
    data = {"format": "planner/offer/1", "id": "two", "terms": 2, "year": ["S1", "S2"], "curricula": curricula}
    given = offers.read(Source(data, "two.yaml"))
    path = rows(tmp_path / "c.csv", *(f"{name},{tmp_path / name},2020-S1,,,,,," for name in ("first", "second")))
    found = learners(path, given, SETTINGS)
    assert [(member.id, member.fewest) for member in found.members] == [("first", 2), ("second", 1)]
    proposal = propose(given.with_weights(delay=5), CONFIG, cohort=found)
    assert [(one.terms, one.duration) for one in proposal.learners] == [(2, 2), (1, 1)]
