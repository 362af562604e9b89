"""iCalendar read strictly by hand, from RFC 5545 alone: content lines, components, and what they must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)\Z", re.DOTALL)
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "SEQUENCE", "STATUS", "TRANSP", "RRULE"}


@dataclass
class Component:
    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def get(self, name: str) -> tuple[dict[str, str], str]:
        found = [(parameters, value) for key, parameters, value in self.lines if key == name]
        assert len(found) == 1, (name, found)
        return found[0]

    def text(self, name: str) -> str:
        """A text, its escapes undone."""
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.get(name)[1])

    def has(self, name: str) -> bool:
        return any(key == name for key, _, _ in self.lines)


def parse(data: bytes) -> Component:
    """The calendar, every line checked: CRLF, 75 octets at most, no control characters, UTF-8 once unfolded."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    root = Component("")
    open_parts = [root]
    for line in re.sub(rb"\r\n[ \t]", b"", data).decode("utf-8").split("\r\n")[:-1]:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line), line
        match = LINE.match(line)
        assert match, line
        name, value = match[1], match[3]
        parameters = dict(part.split("=", 1) for part in match[2].split(";")[1:])
        if name == "BEGIN":
            open_parts.append(Component(value))
        elif name == "END":
            done = open_parts.pop()
            assert done.name == value
            open_parts[-1].parts.append(done)
        else:
            open_parts[-1].lines.append((name, parameters, value))
    assert open_parts == [root]
    assert [part.name for part in root.parts] == ["VCALENDAR"]
    return root.parts[0]


def moment(parameters: dict[str, str], value: str) -> date | datetime:
    """A day, a local time with its zone, or a time in UTC."""
    if parameters.get("VALUE") == "DATE":
        return datetime.strptime(value, "%Y%m%d").date()
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=ZoneInfo("UTC"))
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(parameters["TZID"]))


def events(calendar: Component) -> list[Component]:
    return [part for part in calendar.parts if part.name == "VEVENT"]


def check(calendar: Component) -> None:
    """Raise AssertionError for anything that RFC 5545 forbids or that a calendar would miss."""
    assert calendar.get("VERSION")[1] == "2.0"
    assert calendar.get("PRODID")[1]
    assert not calendar.has("METHOD")
    zones = {part.get("TZID")[1] for part in calendar.parts if part.name == "VTIMEZONE"}
    uids = [event.get("UID")[1] for event in events(calendar)]
    assert len(set(uids)) == len(uids) > 0
    for event in events(calendar):
        names = [name for name, _, _ in event.lines]
        assert all(names.count(name) <= 1 for name in ONCE)
        assert {parameters["TZID"] for _, parameters, _ in event.lines if "TZID" in parameters} <= zones
        starts, ends = moment(*event.get("DTSTART")), moment(*event.get("DTEND"))
        assert type(starts) is type(ends)
        assert starts < ends
        assert event.get("DTSTAMP")[1].endswith("Z")
        assert event.get("STATUS")[1] in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        if event.has("RRULE"):
            rule = dict(part.split("=") for part in event.get("RRULE")[1].split(";"))
            assert rule.keys() == {"FREQ", "UNTIL"}
            assert rule["UNTIL"].endswith("Z"), "DTSTART has a zone, so UNTIL is in UTC"
            days = list(occurrences(event, skip=False))
            assert moment({}, rule["UNTIL"]) == days[-1], "the last class is on the day of UNTIL"
            assert set(skipped(event)) < set(days)
        for alarm in event.parts:
            assert {name for name, _, _ in alarm.lines} == {"ACTION", "DESCRIPTION", "TRIGGER"}


def skipped(event: Component) -> list[datetime]:
    found = [moment(*event.get("EXDATE")[:1], day) for day in event.get("EXDATE")[1].split(",")] if event.has(
        "EXDATE"
    ) else []  # fmt: skip
    return [day for day in found if isinstance(day, datetime)]


def occurrences(event: Component, *, skip: bool = True) -> Iterator[datetime]:
    """Each time a weekly class begins, in its own zone."""
    starts = moment(*event.get("DTSTART"))
    assert isinstance(starts, datetime)
    until: datetime | date = starts
    if event.has("RRULE"):
        until = moment({}, event.get("RRULE")[1].partition("UNTIL=")[2])
    assert isinstance(until, datetime)
    without = skipped(event) if skip else []
    while starts <= until:
        if starts not in without:
            yield starts
        starts += timedelta(weeks=1)
