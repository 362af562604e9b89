"""The curricula to import: CSV files of a folder that the user gives, else small made ones of invented courses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

NAME = "curricula"
HEAD = (
    "Curriculum,{name},,,,,,,,,", "Degree Plan,Benchmark,,,,,,,,,", "Institution,Benchmark,,,,,,,,,",
    "Degree Type,BS,,,,,,,,,", "System Type,{system},,,,,,,,,", "CIP,00.0000,,,,,,,,,", "Courses,,,,,,,,,,",
    "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours,Institution,"
    "Canonical Name,Term",
)  # fmt: skip
SYSTEMS = {"semester": 8, "quarter": 12}
"""Published terms of a made curriculum."""


def find(folder: Path | None) -> list[Path]:
    """The files in `curricula` inside the folder, or in the folder itself; a CSV without a course is none of them."""
    if folder is None:
        return []
    inside = folder / NAME if (folder / NAME).is_dir() else folder
    return [path for path in sorted(inside.glob("*.csv")) if "course id" in path.read_text("utf-8", "replace").lower()]


def made(folder: Path, number: int, seed: int) -> list[Path]:
    """Files of as many made curricula, the same for the same seed."""
    random, paths = Random(seed), []
    for place in range(number):
        system = list(SYSTEMS)[place % len(SYSTEMS)]
        paths.append(folder / f"made-{place:02}.csv")
        paths[-1].write_text("\n".join(_lines(random, f"Made {place:02}", system)) + "\n", encoding="utf-8")
    return paths


def _lines(random: Random, name: str, system: str) -> Iterator[str]:
    """A curriculum of 36 to 50 courses: most need one or two before, a few go with another."""
    yield from (line.format(name=name, system=system) for line in HEAD)
    terms = SYSTEMS[system]
    number, earlier = random.randint(36, 50), dict[int, list[int]]()
    for course in range(1, number + 1):
        term = (course - 1) * terms // number + 1
        near = [other for back in (1, 2) for other in earlier.get(term - back, ())]
        after = random.sample(near, min(len(near), random.choice((0, 1, 1, 2))))
        beside = random.sample(earlier.get(term, []), int(bool(earlier.get(term)) and random.random() < 0.1))
        credits = random.choice((1, 2, 3, 3, 3, 3, 4, 4, 5))
        earlier.setdefault(term, []).append(course)
        needs = ",".join(";".join(map(str, some)) for some in (sorted(after), beside, []))
        yield f"{course},Course {course},MADE,{course},{needs},{credits},,,{term}"
