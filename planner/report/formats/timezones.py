"""A time zone as iCalendar describes it: when clocks change, by yearly rules where they follow one.

Written here because `icalendar` dates changes to summer time an hour late, and lists them one by one, which Outlook
does not read.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Change(NamedTuple):
    """A change of clocks: the local time before it at which it comes, the offsets around it, its name and kind."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def timezone(name: str, first: date, last: date) -> Timezone:
    """The VTIMEZONE of the zone, right for all days from `first` to `last`."""
    zone = ZoneInfo(name)
    changes = list(_changes(name, first.year - 1, last.year))
    if not changes or changes[0].local.date() >= first:
        changes.insert(0, _standing(zone, datetime(first.year - 1, 1, 1)))
    found = Timezone()
    found.add("TZID", name)
    for kind in dict.fromkeys(change[1:] for change in changes):
        same = [change for change in changes if change[1:] == kind]
        rule = _rule([change.local for change in same])
        for change in same[:1] if rule else same:
            found.add_component(_part(change, rule))
    return found


def _standing(zone: ZoneInfo, day: datetime) -> Change:
    """What holds on a day, as a change to the same."""
    there = day.replace(tzinfo=zone)
    offset = there.utcoffset() or timedelta(0)
    return Change(day, offset, offset, there.tzname() or zone.key, bool(there.dst()))


@cache
def _changes(name: str, first: int, last: int) -> tuple[Change, ...]:
    """Changes of the years `first` to `last`, kept because a batch asks for the same ones again and again."""
    return tuple(_search(ZoneInfo(name), first, last))


def _search(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """The same, found day by day and then to the minute."""
    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    now, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while now < end:
        after = now + timedelta(days=1)
        if _state(zone, now) != _state(zone, after):
            for step in (hour, minute):
                while _state(zone, now) == _state(zone, now + step):
                    now += step
            before, there = now.astimezone(zone), (now + minute).astimezone(zone)
            was, offset = before.utcoffset() or timedelta(0), there.utcoffset() or timedelta(0)
            local = (now + minute + was).replace(tzinfo=None)
            yield Change(local, was, offset, there.tzname() or zone.key, bool(there.dst()))
            after = now + minute
        now = after


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname()


def _rule(moments: list[datetime]) -> vRecur | None:
    """The weekday of a month, counted from its beginning or its end, on which a change comes each year; or None."""
    one = moments[0]
    if len({(day.month, day.weekday(), day.time()) for day in moments}) > 1 or len(moments) < 2:
        return None
    if [day.year for day in moments] != list(range(one.year, one.year + len(moments))):
        return None
    places = {(day.day - 1) // 7 + 1 for day in moments}
    if all(day.day + 7 > calendar.monthrange(day.year, day.month)[1] for day in moments):
        places = {-1}
    if len(places) > 1:
        return None
    return vRecur(FREQ="YEARLY", BYMONTH=one.month, BYDAY=f"{places.pop()}{WEEKDAYS[one.weekday()]}")


def _part(change: Change, rule: vRecur | None) -> TimezoneDaylight | TimezoneStandard:
    part = TimezoneDaylight() if change.summer else TimezoneStandard()
    part.add("DTSTART", change.local)
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    part.add("TZNAME", change.name)
    if rule:
        part.add("RRULE", rule)
    return part
