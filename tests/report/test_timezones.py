"""Time zones as files describe them, read by dateutil, agree with the zones themselves."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from planner.report.formats.timezones import timezone

ZONES = ("Europe/Paris", "Indian/Reunion", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC")


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("first, years", [(2010, 3), (2019, 0), (2019, 6)])
def test_offsets_are_those_of_the_zone(name: str, first: int, years: int) -> None:
    text = timezone(name, date(first, 9, 1), date(first + years, 12, 31)).to_ical().decode()
    read = tz.tzical(io.StringIO(text)).get()
    zone, moment = ZoneInfo(name), datetime(first, 9, 1, tzinfo=UTC)
    while moment.year <= first + years:
        local = moment.astimezone(zone).replace(tzinfo=None)
        there = local.replace(tzinfo=zone)
        doubtful = there.utcoffset() != there.replace(fold=1).utcoffset()
        if not doubtful:
            assert local.replace(tzinfo=read).utcoffset() == there.utcoffset(), local
        moment += timedelta(hours=1)


def test_paris_is_described_by_its_yearly_rules() -> None:
    lines = timezone("Europe/Paris", date(2019, 10, 1), date(2021, 6, 30)).to_ical().decode().split("\r\n")
    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert lines.count("BEGIN:DAYLIGHT") == lines.count("BEGIN:STANDARD") == 1
    assert "DTSTART:20180325T020000" in lines
    assert "DTSTART:20181028T030000" in lines
