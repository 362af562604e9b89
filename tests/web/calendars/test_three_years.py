"""One address over three years of studies and three replans after results, asked each month as a program does; read by
two parsers, and the clocks by a table of when they were changed.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from dateutil.tz import tzical
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from planner.storage.registry import KNOWN
from planner.web.agreements.models import Act
from planner.web.calendars.models import Subscription
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.questions.offers import Offer
from planner.web.people.models import Person
from planner.web.sharing.wishes import WISHED
from tests.report import ics_lines
from tests.web.board.boards import INSTANCES, now, opened
from tests.web.calendars.test_followed import EXTENDED, PROGRAMME, START, events, given, read, revision, said, step
from tests.web.questions.test_exam_results import exams, keep, tell

HOURS = timedelta(hours=1), timedelta(hours=2)
"""Before UTC, in winter and in summer."""
SUMMERS = {2019: (331, 1027), 2020: (329, 1025), 2021: (328, 1031), 2022: (327, 1030), 2023: (326, 1029)}
"""Sundays (month and day) on which clocks in Paris went to summer time and back."""
BEGUN = date(2019, 7, 1)
GAINED = ("2019-S2", "2020-S1")
"""With the results of these terms a unit is acquired, too."""
REPLANS = {
    date(2020, 2, 20): ("2019-S1",),
    date(2021, 2, 20): GAINED,
    date(2021, 7, 15): ("2020-S2",),
}
"""When results were told, and of which terms: the first exam of each was failed."""
LAST = date(2022, 7, 15)
AGREED = (Act.PROPOSED, Act.AGREED)


def on(day: date) -> int:
    """A day as `read` counts them."""
    return (day - START.date()).days


def offset(day: date) -> timedelta:
    """Of a lesson in the evening, which is never in the hour that is lost or comes twice."""
    begins, ends = (date(day.year, *divmod(each, 100)) for each in SUMMERS[day.year])
    return HOURS[begins <= day < ends]


def gained(dossier: Dossier) -> None:
    """The unit that was planned last is acquired at work: its lessons are cancelled."""
    held = now(dossier)
    version = held.current
    assert version is not None
    assert version.plan is not None
    assert version.parent is not None
    places = [{(line["term"], line["unit"]) for line in (one.plan or {})["units"]} for one in (version, version.parent)]
    unit = max(set.intersection(*places))[1]
    known = {"acquired": [*version.learner.get("acquired", ()), {"unit": unit, "by": "VAE"}]}
    state = Offer(WISHED, {"what": unit}, known).state(version)
    assert state is not None
    store.change(held, held.adviser, held.revision, WISHED, values={"what": unit}, **state)


def results(client: Client, dossier: Dossier, terms: tuple[str, ...]) -> None:
    """Told by the form; the new plan is looked at, kept, proposed and agreed on."""
    asked = [name for name in exams(client, dossier) if name.rpartition("|")[2] in terms]
    assert asked
    page = tell(client, dossier, **dict.fromkeys(asked, "passed") | {asked[0]: "failed"})
    assert keep(client, dossier, page).status_code == 302
    if terms == GAINED:
        gained(dossier)
    for act in AGREED:
        step(dossier, act)


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    return signed_in()


@pytest.fixture
def dossier(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Dossier:
    """Somebody who studies two evenings a week, by a timetable."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "programme.yaml").write_text(EXTENDED)
    shutil.copy(INSTANCES / PROGRAMME / "timetables" / "illustrative-evening.csv", folder / "timetable.csv")
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    data = {"programme": "ours", "start": "2019-S1", "fictional": True, "experience": {"months": 24, "in_sector": True}}
    return opened(Person.objects.get(), {**data, "max_units_per_term": 2})


def ends(event: Any) -> date:
    """The last day of an event, that of its last class where there are several."""
    if "RRULE" in event:
        (until,) = event["RRULE"]["UNTIL"]
        return until.date()  # type: ignore[no-any-return]
    found = event.decoded("DTEND")
    return found.date() if isinstance(found, datetime) else found - timedelta(days=1)


def nothing_goes_back(before: dict[str, Any], after: dict[str, Any], day: date) -> None:
    """Entries stay under their names; a revision rises by one, at the moment, where the entry is another."""
    assert before.keys() <= after.keys()
    for uid, event in before.items():
        (number, at), (new, moment) = revision(event), revision(after[uid])
        if said(event) == said(after[uid]):
            assert (new, moment) == (number, at)
        else:
            assert (new, moment) == (number + 1, START + timedelta(days=on(day)))
    assert all(revision(after[uid])[0] == 0 for uid in after.keys() - before.keys())


def lessons(content: bytes, day: date) -> set[tuple[str, datetime]]:
    """Those before a day, with the names of their entries."""
    found = ics_lines.events(ics_lines.parse(content))
    weekly = [event for event in found if event.has("RRULE") and event.get("STATUS")[1] != "CANCELLED"]
    held = ((event.get("UID")[1], lesson) for event in weekly for lesson in ics_lines.occurrences(event))
    return {(uid, lesson) for uid, lesson in held if lesson.date() < day}


def nothing_over_is_lost(before: dict[str, Any], after: dict[str, Any], day: date) -> None:
    """What was over when the plan was made anew is as it was, on its days and at its hours."""
    over = [uid for uid, event in before.items() if ends(event) < day and event["STATUS"] != "CANCELLED"]
    assert any("RRULE" in before[uid] for uid in over), "lessons of the terms that are over"
    for uid in over:
        assert after[uid]["STATUS"] != "CANCELLED", after[uid]["SUMMARY"]
        assert all(after[uid].get(name) == before[uid].get(name) for name in ("SUMMARY", "DTSTART", "DTEND", "RRULE"))


def clocks(content: bytes) -> None:
    """Each lesson begins at its hour by the clocks of its day: as the zone in the file says, as the table says, and as
    the second parser says. The zone is told by rules.
    """
    calendar = ics_lines.parse(content)
    (zone,) = (part for part in calendar.parts if part.name == "VTIMEZONE")
    assert {part.name for part in zone.parts} == {"STANDARD", "DAYLIGHT"}
    assert all(part.has("RRULE") and not part.has("RDATE") for part in zone.parts)
    told = tzical(io.StringIO(content.decode())).get()
    found: set[tuple[int, timedelta]] = set()
    crossed = 0
    seen = {event.uid: set[datetime]() for event in IcsCalendarStream.calendar_from_ics(content.decode()).events}
    for one in IcsCalendarStream.calendar_from_ics(content.decode()).timeline:
        if isinstance(one.start, datetime):
            seen[str(one.uid)].add(one.start.astimezone(UTC))
    for event in ics_lines.events(calendar):
        starts = ics_lines.moment(*event.get("DTSTART"))
        if not isinstance(starts, datetime):
            continue
        moments, offsets = set(), set()
        for lesson in ics_lines.occurrences(event):
            local = lesson.replace(tzinfo=None)
            assert local.time() == starts.time()
            assert local.replace(tzinfo=told).utcoffset() == offset(local.date()), local
            moments.add((local - offset(local.date())).replace(tzinfo=UTC))
            offsets.add(offset(local.date()))
            found.add((local.year, offset(local.date())))
        assert seen[event.get("UID")[1]] == moments
        crossed += len(offsets) == 2
    assert crossed > 3, "lessons over a change of clocks"
    assert len({year for year, _ in found}) > 2


def followed(address: str, dossier: Dossier) -> Iterator[tuple[date, Any, Any]]:
    """The answers month by month, with what a new address of the same dossier shows at each replan."""
    day, tag, due = BEGUN, "", dict(REPLANS)
    while day <= LAST:
        client = Client()
        client.force_login(Person.objects.get(username="someone"))
        moment = patch("django.utils.timezone.now", return_value=START + timedelta(days=on(day)))
        anew = not tag
        with moment:
            if terms := due.pop(day, None):
                results(client, dossier, terms)
                anew = True
        answer = read(address, on(day), **({"HTTP_IF_NONE_MATCH": tag} if tag else {}))
        assert answer.status_code == (200 if anew else 304), day
        assert (answer["ETag"] != tag) == anew
        tag = answer["ETag"]
        if anew:
            with moment:
                fresh = given(client, dossier)
            yield day, answer, read(fresh, on(day))
        day = min([one for one in due if one > day] + [(day.replace(day=1) + timedelta(days=31)).replace(day=1)])
    assert not due


def test_three_years_and_three_replans(client: Client, dossier: Dossier) -> None:
    for act in AGREED:
        step(dossier, act)
    address = given(client, dossier)
    shown: list[dict[str, Any]] = []
    read_before = b""
    for day, answer, fresh in followed(address, dossier):
        held = events(answer)
        clocks(answer.content)
        if shown:
            nothing_goes_back(shown[-1], held, day)
            nothing_over_is_lost(shown[-1], held, day)
            term = day.replace(day=1)
            assert lessons(read_before, term) == lessons(answer.content, term), "also those of a course that goes on"
        planned = events(fresh)
        over = {uid for uid, event in held.items() if ends(event) <= day}
        for uid, event in held.items():
            if uid in planned:
                assert said(event) == said(planned[uid]), "what is planned is shown as it is"
            else:
                assert event["STATUS"] == "CANCELLED" or uid in over
        assert planned.keys() <= held.keys()
        shown.append(held)
        read_before = answer.content
    assert len(shown) == 1 + len(REPLANS)
    states = [{str(event["STATUS"]) for event in held.values()} for held in shown]
    assert ["CANCELLED" in one for one in states] == [False, False, True, True], "what went stays, cancelled"
    years = {event.decoded("DTSTART").year for event in shown[-1].values() if "RRULE" in event}
    assert {2019, 2020, 2021} <= years
    assert max(event["SEQUENCE"] for event in shown[-1].values()) > 1
    assert Subscription.objects.count() == 2 + len(REPLANS), "one address, and a new one to compare at each look"
