"""What a browser would send back of a form that it shows."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.http import QueryDict

from planner.web.dossiers.form.sheet import Sheet


def sent(sheet: Sheet, **changes: Any) -> QueryDict:
    """Every field as it stands, and `changes` over it; a field that is None is empty."""
    found = QueryDict(mutable=True)
    for form in (sheet.form, *(row for rows in sheet.rows.values() for row in rows)):
        for bound in form:
            value = bound.value()
            if isinstance(value, list | tuple):
                found.setlist(bound.html_name, [str(each) for each in value])
            elif value is True:
                found[bound.html_name] = "on"
            elif value is not None and value is not False and value != "":
                found[bound.html_name] = str(value)
    for group in sheet.groups.values():
        found[f"{group.group}-count"] = str(group.numbered)
    found["programme"] = sheet.programme.id
    for name, value in changes.items():
        if isinstance(value, list):
            found.setlist(name, value)
        else:
            found[name] = value
    return found


def workbook(lines: list[list[str]]) -> bytes:
    """A spreadsheet of these rows."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
