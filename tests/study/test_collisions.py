"""What collides in a timetable, on rows made by hand for the Paris programme of 2019."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.storage import programmes
from planner.study.collisions import Collisions, collisions

HEADER = "offering,unit,period,modality,weekday,date,start,end,site,room,teacher\n"
Find = Callable[..., Collisions]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """`find("row", …)`: what collides in 2019."""

    def make(
        *rows: str, travel: int | None = None, years: tuple[int, ...] = (2019,), term: int | None = None
    ) -> Collisions:
        path = tmp_path / "rows.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        if travel is not None:
            (tmp_path / "travel.csv").write_text(f"from,to,minutes\nNorth,South,{travel}\n", encoding="utf-8")
        return collisions(programmes.load("casp-2019-2020", timetable=path), years, term)

    return make


def pairs(found: Collisions) -> list[tuple[str, str, bool, tuple[str, ...]]]:
    return [(p.one.unit, p.other.unit, p.avoidable, p.certificates) for p in found.pairs]


def test_units_of_a_certificate_that_collide(find: Find) -> None:
    found = find("a,AST004,S1,evening,mon,,18:00,20:00,,,", "b,TRS001,S1,evening,mon,,19:00,21:00,,,")
    assert pairs(found) == [("AST004", "TRS001", False, ("CP29",))]
    assert [(m.gap, m.clashes) for m in found.pairs[0].meetings] == [(-60, True)]


def test_another_section_is_a_way_out(find: Find) -> None:
    rows = ("a,AST004,S1,evening,mon,,18:00,20:00,,,", "b,TRS001,S1,evening,mon,,19:00,21:00,,,")
    found = find(*rows, "c,TRS001,S1,evening,tue,,18:00,20:00,,,")
    assert pairs(found) == [("AST004", "TRS001", True, ("CP29",))]
    found = find(*rows, "c,TRS001,S2,evening,tue,,18:00,20:00,,,")
    assert pairs(found) == [("AST004", "TRS001", False, ("CP29",))]


def test_the_way_between_sites_collides_too(find: Find) -> None:
    rows = ("a,AST004,S1,evening,mon,,18:00,19:00,North,,", "b,CCE003,S1,evening,mon,,19:30,21:00,South,,")
    assert pairs(find(*rows, travel=30)) == []
    assert pairs(find(*rows, travel=31)) == [("AST004", "CCE003", False, ())]


def test_units_that_nobody_needs_together_do_not_collide(find: Find) -> None:
    """AST005 comes after AST004; of UEV010 and TET006 one is enough."""
    same = "evening,mon,,18:00,20:00,,,"
    assert pairs(find(f"a,AST004,S1,{same}", f"b,AST005,S1,{same}")) == []
    assert pairs(find(f"a,UEV010,S1,{same}", f"b,TET006,S1,{same}")) == []
    assert pairs(find(f"a,UEV010,S1,{same}", f"b,PSY001,S1,{same}")) == [("UEV010", "PSY001", False, ())]
    assert pairs(find(f"a,UEV010,S1,{same}", f"b,PSY001,S2,{same}")) == []


def test_an_annual_unit_collides_in_the_term_of_the_other(find: Find) -> None:
    rows = ("a,TET003,year,evening,mon,,18:00,20:00,,,", "b,TET099,S2,evening,mon,,18:00,20:00,,,")
    assert [pair.term for pair in find(*rows).pairs] == [2 * 2019 + 1]
    assert find(*rows, term=2 * 2019).pairs == ()


@pytest.mark.parametrize(
    "second, count",
    [
        ("b,TRS001,S1,evening,mon,,19:00,21:00,North,A1,", 1),
        ("b,TRS001,S1,evening,mon,,20:00,21:00,North,A1,", 0),
        ("b,TRS001,S1,evening,tue,,19:00,21:00,North,A1,", 0),
        ("b,TRS001,S1,evening,mon,,19:00,21:00,South,A1,", 0),
        ("b,TRS001,S1,evening,mon,,19:00,21:00,North,A2,", 0),
        ("b,AST004,S1,evening,mon,,19:00,21:00,North,A1,", 1),
        ("b,TRS001,S2,evening,mon,,19:00,21:00,North,A1,", 0),
        ("b,TRS001,S1,evening,,2019-11-04,19:00,21:00,North,A1,", 1),
        ("b,TRS001,S1,evening,,2019-11-05,19:00,21:00,North,A1,", 0),
        ("b,TRS001,S1,distance,mon,,19:00,21:00,North,A1,", 0),
    ],
)
def test_a_room_holds_one_class_at_a_time(find: Find, second: str, count: int) -> None:
    found = find("a,AST004,S1,evening,mon,,18:00,20:00,North,A1,", second)
    assert [(use.name, use.site) for use in found.rooms] == [("A1", "North")] * count


@pytest.mark.parametrize(
    "second, gaps",
    [
        ("b,TRS001,S1,evening,mon,,19:00,21:00,North,,Ada", [-60]),
        ("b,TRS001,S1,evening,mon,,20:20,21:00,South,,Ada;Bo", [20]),
        ("b,TRS001,S1,evening,mon,,20:30,21:00,South,,Ada", []),
        ("b,TRS001,S1,evening,mon,,19:00,21:00,North,,Bo", []),
        ("b,TRS001,S1,distance,mon,,20:20,21:00,,,Ada", []),
        ("b,TRS001,S1,distance,mon,,19:20,21:00,,,Ada", [-40]),
    ],
)
def test_a_teacher_is_in_one_place(find: Find, second: str, gaps: list[int]) -> None:
    rows = ("a,AST004,S1,evening,mon,,18:00,20:00,North,,Ada", "z,TET099,S2,evening,fri,,18:00,20:00,South,,")
    found = find(*rows, second, travel=30)
    assert [(use.name, use.gap) for use in found.teachers] == [("Ada", gap) for gap in gaps]


def test_units_that_a_pathway_lacks(find: Find) -> None:
    """Of UEV010 and TET006 one is enough; the daytime has them all."""
    base = ["AST004", "TRS001", "CCE001", "CCE003", "AST002", "TET099", "TET007", "TRS002", "PSY001", "AST005"]
    rows = [f"{unit},{unit},S1,evening,,,,,,," for unit in base]
    assert find(*rows, "x,TET006,S1,evening,,,,,,,").missing == (("evening", ("TET003",)),)
    assert find(*rows, "x,TET003,year,evening,,,,,,,").missing == (("evening", ("UEV010", "TET006")),)
    assert find(*rows, "x,TET003,year,evening,,,,,,,", "y,UEV010,S1,evening,,,,,,,").missing == ()


def test_travel_that_no_table_gives(find: Find) -> None:
    rows = ("a,AST004,S1,evening,mon,,18:00,19:00,South,,", "b,TRS001,S1,evening,mon,,20:00,21:00,North,,")
    assert find(*rows).unknown == (("North", "South"),)
    assert find(*rows, travel=10).unknown == ()
    assert find(rows[0], rows[1].replace("mon", "tue")).unknown == ()
