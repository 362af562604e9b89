"""Calendar entries as iCalendar (RFC 5545): the same bytes for the same plan and day, with time zone and alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from planner.domain.text import UNSEEN
from planner.messages import bound
from planner.report.agenda_entry import CANCELLED, Entry

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

DAY = timedelta(days=1)
FIRST_REVISION = date(2000, 1, 1)
WEEK_BEFORE = timedelta(days=-7, hours=9)
"""Nine in the morning, a week before the day."""
REFRESHED = timedelta(hours=4)
"""How often a program may ask for a calendar that it follows; each does as it likes."""


class Revision(NamedTuple):
    """How often an entry was changed, and when it was the last time."""

    number: int
    at: datetime


def render(entries: Iterable[Entry], *, name: str, timezone: str, created: date) -> bytes:
    """A whole calendar file. `name` is what calendars call it, `timezone` where the classes are, an IANA name.

    `created` dates the revision: a file of a later day updates the entries of an earlier one.

    Raises:
        ValueError: when two entries have the same name: give the plans of a file different labels.
    """
    of_day = Revision(max(0, (created - FIRST_REVISION).days), datetime.combine(created, time(), UTC))
    found = _calendar(name, timezone)
    _fill(found, entries, timezone, created, lambda _: of_day)
    return bytes(found.to_ical(sorted=False))


def render_followed(
    entries: Iterable[Entry], revisions: Mapping[str, Revision], *, name: str, about: str, timezone: str
) -> bytes:
    """A calendar that programs follow: each entry has a revision of its own, under its UID. `about` describes it."""
    from icalendar import vDuration, vText

    found = _calendar(name, timezone)
    found.add("X-WR-CALDESC", vText(_allowed(about)))
    found.add("REFRESH-INTERVAL", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    found.add("X-PUBLISHED-TTL", vDuration(REFRESHED))
    last = max(revision.at for revision in revisions.values())
    _fill(found, entries, timezone, last.date(), lambda entry: revisions[entry.uid])
    for event in found.walk("VEVENT"):
        event.add("LAST-MODIFIED", event.decoded("DTSTAMP"))
    return bytes(found.to_ical(sorted=False))


def _calendar(name: str, timezone: str) -> Calendar:
    from icalendar import Calendar, vText

    found = Calendar()
    found.add("PRODID", f"-//planner//study plan//{bound().code.upper()}")
    found.add("VERSION", "2.0")
    found.add("CALSCALE", "GREGORIAN")
    for key, value in (("NAME", name), ("X-WR-CALNAME", name), ("X-WR-TIMEZONE", timezone)):
        found.add(key, vText(_allowed(value)))
    return found


def _fill(
    found: Calendar, entries: Iterable[Entry], timezone: str, created: date, revision: Callable[[Entry], Revision]
) -> None:
    from planner.report.formats.timezones import timezone as described

    entries = tuple(entries)
    if len({entry.uid for entry in entries}) < len(entries):
        raise ValueError("two entries with one UID")
    days = [day for entry in entries for day in (entry.starts, entry.ends)] or [created]
    found.add_component(described(timezone, min(days), max(days)))
    for entry in entries:
        found.add_component(_event(entry, ZoneInfo(timezone), revision(entry)))


def _allowed(text: str) -> str:
    """The text without characters that a calendar may not hold."""
    return UNSEEN.sub("", text)


def _event(entry: Entry, zone: ZoneInfo, revision: Revision) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", revision.at)
    event.add("SEQUENCE", revision.number)
    if entry.clock is None:
        event.add("DTSTART", entry.starts)
        event.add("DTEND", entry.ends + DAY)
    else:
        _add_weekly(event, entry, entry.clock, zone)
    event.add("SUMMARY", _allowed(entry.summary))
    event.add("DESCRIPTION", _allowed(entry.description))
    if entry.place:
        event.add("LOCATION", _allowed(entry.place))
    event.add("CATEGORIES", [entry.category])
    event.add("STATUS", entry.status.upper())
    busy = entry.clock is not None and entry.status != CANCELLED
    event.add("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
    if entry.alarm:
        event.add_component(_alarm(entry.alarm))
    return event


def _add_weekly(event: Event, entry: Entry, clock: tuple[int, int], zone: ZoneInfo) -> None:
    """Times are local, so that classes keep their hour when clocks change; UNTIL is the last class, in UTC."""
    starts, ends = (time(minutes // 60, minutes % 60) for minutes in clock)
    event.add("DTSTART", datetime.combine(entry.starts, starts, zone))
    event.add("DTEND", datetime.combine(entry.starts, ends, zone))
    if entry.ends > entry.starts:
        last = datetime.combine(entry.ends, starts, zone).astimezone(UTC)
        event.add("RRULE", {"FREQ": "WEEKLY", "UNTIL": last})
    if entry.skipped:
        event.add("EXDATE", [datetime.combine(day, starts, zone) for day in entry.skipped])


def _alarm(text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _allowed(text))
    alarm.add("TRIGGER", WEEK_BEFORE)
    return alarm
