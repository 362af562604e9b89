"""A school of many dossiers: its lists and its boards under editors without pause, and what else grows with it.

Half of the editors see all dossiers, half have forty of their own. Each goes round: home, its last page, what needs
something, one programme, a search; then moves a unit of a dossier. With `PLANNER_TEST_DATABASE` (`.ci/with-postgres`)
the data are in that database.

`python -m benchmarks.school FOLDER DOSSIERS [DATABASE]` only fills a desk, and prints links that sign its editors in.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.desk import DOSSIER, EDITORS, FORM, REDIRECT, Caller, Times, edit, served, timed, together
from benchmarks.measure import Row, quantile, row

GROUP = "school"
DATABASE = "PLANNER_TEST_DATABASE"
OF_AN_ADVISER = 40
PLANS = 12
"""Different plans among the dossiers."""
VERSIONS = 2
TARGET = 200.0
"""Milliseconds within which nineteen of twenty pages are there."""
TIMES = 12
LISTS = {
    "home": "/", "last page": "/?page=9999", "what needs something": "/?need=yes", "a stage": "/?need=draft",
    "one programme": "/?programme=casp-2019-2020",
}  # fmt: skip
OTHERS = {
    "people": "/people/", "log": "/log/", "log, a late page": "/log/?page=150", "programmes": "/programmes/",
    "what is due to go": "/retention/?months=6", "all of one person": "/people/1/hand-over?to=2",
}  # fmt: skip


def measure(folder: Path, seconds: float, number: int) -> list[Row]:
    """Milliseconds of each page, and megabytes of the desk and of its data."""
    database = os.environ.get(DATABASE, "")
    group = f"{GROUP} of {number} dossiers, {'PostgreSQL' if database else 'SQLite'}"
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.school", str(folder), str(number), database]
    links = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    rows = [row(group, "filled", "s", [time.perf_counter() - began])]
    with served(folder, *(["--database", database] if database else [])) as (port, first):
        editors = [_entered(port, link) for link in links]
        for one, editor in enumerate(editors):  # what each process loads with its first pages
            _round(editor, one, number, defaultdict(list))
        before, computed = _processes()
        times = together(seconds, lambda one, found: _round(editors[one], one, number, found))
        after, by_then = _processes()
        per_page = 1000 * (by_then - computed) / sum(map(len, times.values()))
        rows += [
            row(group, "memory of all processes, at first", "MB", [before]),
            row(group, "memory of all processes, after that", "MB", [after]),
            row(group, "computing for a page, on average", "ms", [per_page]),
        ]
        alone: Times = {name: [] for name in OTHERS}
        administrator = _entered(port, first[first.index("/link/") :])
        for name, address in OTHERS.items():
            for _ in range(TIMES):
                timed(alone, name, lambda address=address: administrator.ask("GET", address))  # type: ignore[misc]
    for name, values in times.items():
        rows.append(row(f"{group}, {EDITORS} editors", name, "ms", values))
        rows.append(row(f"{group}, {EDITORS} editors", f"{name}: p95", "ms", [quantile(sorted(values), 0.95)], TARGET))
    rows += [row(f"{group}, one person", name, "ms", values, TARGET) for name, values in alone.items()]
    return rows


def _entered(port: int, link: str) -> Caller:
    found = Caller(port)
    found.ask("GET", link)
    found.post(link)
    return found


def _round(caller: Caller, one: int, number: int, times: Times) -> None:
    """Once round all lists, and one edit of a dossier on one of them."""
    whose = "all" if one % 2 == 0 else "own"
    shown = [timed(times, f"{name}, {whose}", lambda at=at: caller.ask("GET", at)) for name, at in LISTS.items()]  # type: ignore[misc]
    _search(caller, f"{whose} fictional {random.randrange(10, min(99, number))}", times)
    boards = list(dict.fromkeys(DOSSIER.findall(random.choice(shown[:2]))))[one::EDITORS]  # no two move the same
    if boards:
        edit(caller, random.choice(boards), times)


def _search(caller: Caller, words: str, times: Times) -> None:
    """What a form that searches comes to."""
    whose, _, words = words.partition(" ")

    def ask() -> tuple[int, str]:
        status, text = caller.ask("POST", "/", urlencode({"q": words}), **FORM)
        return caller.ask("GET", "/?search=1") if status == REDIRECT else (status, text)

    timed(times, f"search, {whose}", ask)


def _processes() -> tuple[float, float]:
    """Of the processes below this one: megabytes, what they share counted once; and seconds of computing."""
    told: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
    memory = computed = 0.0
    for process, values in told.items():
        above = process
        while above in told and above != os.getpid():
            above = int(told[above][1])
        if above == os.getpid() != process:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            memory += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
            computed += (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")
    return memory, computed


def fill(folder: Path, number: int, database: str) -> Iterable[str]:
    """A desk with so many dossiers; the paths of links by which the editors sign in."""
    from planner.web.serving import prepare

    prepare(folder, database=database)
    from planner.web.people.models import Person, SignInLink
    from planner.web.writing import writing

    with writing():
        advisers = Person.objects.bulk_create(
            Person(username=f"adviser-{each}", name=f"Adviser {each}", password="!")
            for each in range(max(EDITORS, -(-number // OF_AN_ADVISER)))
        )
        above = Person.objects.bulk_create(
            Person(username=f"above-{each}", name=f"Above {each}", password="!", role="coordinator")
            for each in range(EDITORS // 2)
        )
    for begins in range(0, number, 1000):
        with writing():
            _dossiers(range(begins, min(begins + 1000, number)), advisers)
    for pair in zip(above, advisers, strict=False):
        for person in pair:
            yield f"/link/{SignInLink.give(person)}"


def _dossiers(numbers: range, advisers: list[Any]) -> None:
    """Some dossiers, each with some versions and lines in the log; a third needs something."""
    from django.utils import timezone

    from planner.web.dossiers import listed
    from planner.web.dossiers.models import Dossier, Version
    from planner.web.people.models import Entry

    today = timezone.localdate()
    dossiers = [
        Dossier(name=f"Fictional {each}", adviser=advisers[each // OF_AN_ADVISER], revision=VERSIONS)
        for each in numbers
    ]
    Dossier.objects.bulk_create(dossiers)
    for turn in range(1, VERSIONS + 1):
        versions = Version.objects.bulk_create(
            (Version(dossier=one, number=turn, parent=one.current, person=one.adviser, act="created", **state)
             for one, state in zip(dossiers, cycle(_states()), strict=False)), batch_size=100,
        )  # fmt: skip
        for one, version in zip(dossiers, versions, strict=True):
            one.current = version
    for each, one in zip(numbers, dossiers, strict=True):
        plan = one.current.document.get("plan", {})
        one.programme, one.dates = one.current.learner["programme"], dict(one.current.document.get("dates", {}))
        one.checked_with = plan.get("meta", {}).get("sha256", {}).get("programme", "")
        days = [str(today + timedelta(each % 90 + 30 * later)) for later in range(3)]
        one.dates |= {"enrol": [["", day] for day in days]} if each % 3 else {}
        listed.keep(one)
    Dossier.objects.bulk_update(
        dossiers, ["current", "programme", "checked_with", "dates", "found_by", *listed.KEPT], batch_size=100
    )
    Entry.objects.bulk_create(
        Entry(person=one.adviser, who=one.adviser.username, act="dossier.created", subject=one.subject, after=turn)
        for one in dossiers
        for turn in range(1, VERSIONS + 1)
    )


def _states() -> Iterator[dict[str, Any]]:
    """What versions say of some learners."""
    from planner.messages import DEFAULT, speaking
    from planner.web.demo import samples
    from planner.web.dossiers.planning import Known, planned

    with speaking(DEFAULT):
        yield from ({"learner": one, **planned(Known(one)).kept()} for one in islice(samples(), PLANS))


if __name__ == "__main__":
    for link in fill(Path(sys.argv[1]), int(sys.argv[2]), "".join(sys.argv[3:4])):
        print(link)
