"""What is told beside a place is what happens when it is chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import planner
from planner.domain.text import Key
from planner.web.dossiers.board.moves import ACTS
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.board.verdicts import openings, others, places
from planner.web.dossiers.models import Version
from tests.web.board.boards import VINTAGES, learner, version

SAMPLES = [(vintage, "autumn-evening") for vintage in VINTAGES] + [
    ("casp-2010-reunion", "mixed-pins"),
    ("casp-2016-2017", "mixed-jobseeker"),
    ("casp-2019-2020", "mix-employer-own-cost"),
    ("casp-2020-2021", "pins-elective"),
    ("fictional-three-terms", "mixed-acquired"),
]


def _figures(one: Version) -> tuple[list[tuple[str, frozenset[str]]], float | None, str]:
    """Broken rules, what the learner pays and the day of the title, by the public functions alone."""
    answer = planner.audit(one.learner, one.plan)
    data = planner.document(answer).plain()
    own = data["cost"]["own"] if data["cost"]["own"] is not None else data["cost"]["total"]
    broken = [(found["rule"], frozenset(found["subjects"])) for found in data["violations"]]
    return broken, own, data["award"]["date"]


def _chosen(before: Version, act: str, **form: str) -> Version:
    state = ACTS[act](before, form).state
    return Version(**{**before.state(), **state})


@pytest.mark.parametrize(("programme", "name"), SAMPLES)
def test_each_verdict_is_what_happens(programme: str, name: str) -> None:
    before = version(learner(programme, name))
    sketch = Sketch.of(before)
    broken, own, award = _figures(before)
    assert broken == []
    for line in sketch.lines[::4]:
        found = places(sketch, line["unit"])
        assert [one for one in found if one.here], line
        for verdict in found:
            after = _chosen(before, "place", unit=line["unit"], place=str(verdict.place))
            now = _figures(after)
            assert len(verdict.breaks) == len(now[0]), (line, verdict)
            assert verdict.free == (after.status == "valid")
            if not verdict.here:
                assert _amount(verdict.price) == pytest.approx((now[1] or 0) - (own or 0)), (line, verdict)
                assert (verdict.award is None) == (now[2] == award)
                later = verdict.award is not None and verdict.award.key == "board.award_later"
                assert later == (date.fromisoformat(now[2]) > date.fromisoformat(award))


def _amount(price: Key | None) -> float:
    if price is None:
        return 0
    euros = int(price.values["amount"]) / 100  # type: ignore[call-overload]
    return float(euros if price.key == "board.dearer" else -euros)


def test_a_swap_is_judged_as_it_happens() -> None:
    before = version(learner("casp-2020-2021", "autumn-evening"))
    sketch = Sketch.of(before)
    seen = 0
    for line in sketch.lines:
        for verdict in others(sketch, line["unit"]):
            seen += 1
            after = _chosen(before, "swap", unit=line["unit"], place=f"{verdict.unit}|{verdict.place}")
            assert sketch.line(verdict.unit) is None
            assert Sketch.of(after).line(verdict.unit) is not None
            assert Sketch.of(after).line(line["unit"]) is None
            assert verdict.free == (after.status == "valid")
            assert len(verdict.breaks) == len(_figures(after)[0])
    assert seen


def test_a_pinned_unit_takes_its_pin_along() -> None:
    before = version(learner("casp-2020-2021", "pins-elective"))
    sketch = Sketch.of(before)
    unit = before.learner["pins"][0]["unit"]
    verdict = next(one for one in places(sketch, unit) if not one.here)
    after = _chosen(before, "place", unit=unit, place=str(verdict.place))
    assert {pin["unit"]: pin["term"] for pin in after.learner["pins"]}[unit] == verdict.place.term
    assert "pin" not in [rule for rule, _ in _figures(after)[0]]


def test_places_are_of_the_pathway_and_still_to_come() -> None:
    data: dict[str, Any] = learner("casp-2019-2020")
    sketch = Sketch.of(version(data))
    found = openings(sketch, "TET003")
    assert {place.modality for place in found} == {"evening"}
    assert found[0] == Place("2019-S1", "evening")
    assert found == sorted(found)
    assert openings(sketch, "UNKNOWN") == []
