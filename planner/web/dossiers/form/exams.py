"""Results of exams, pasted or in a file, that tick the units which were passed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from planner.domain.history import PASSED, RESULTS
from planner.errors import BadInput, Gathering
from planner.messages import say
from planner.storage import synonyms, tables
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.form.uploads import in_a_file, pasted_or_sent

COLUMNS = ("unit", "result", "term")


def ticked(request: HttpRequest, sheet: Sheet) -> Sheet:
    """The form with the units ticked that the results say were passed; what cannot be read is told."""
    posted = request.POST.copy()
    try:
        given = pasted_or_sent(request, "results_text", "results_file")
        if given is None:
            messages.error(request, say("form.results.empty"))
            return sheet
        with in_a_file(*given) as path:
            passed = _passed(tables.rows(tables.load(path, "results"), ("unit", "result"), COLUMNS), sheet)
    except BadInput as error:
        for problem in error.problems[:10]:
            messages.error(request, problem.message())
        return sheet
    posted.setlist("acquired", list(dict.fromkeys([*posted.getlist("acquired"), *passed])))
    posted.pop("results_text", None)
    told = say("form.results.ticked", units=", ".join(passed)) if passed else say("form.results.none")
    messages.success(request, told)
    return Sheet(sheet.programme, sheet.base, posted=posted, past=sheet.past, named=False)


def _passed(rows: list[tuple[int, dict[str, str]]], sheet: Sheet) -> list[str]:
    """The units that were passed.

    Raises:
        BadInput: naming every line that cannot be read.
    """
    gathering, found = Gathering(), dict[str, None]()
    for line, cells in rows:
        with gathering:
            code = sheet.programme.unit_code(cells["unit"])
            if code is None:
                raise BadInput("form.results.unknown", at=line, value=cells["unit"])
            result = synonyms.meaning(cells["result"][:60], RESULTS)
            if result is None:
                raise BadInput("form.results.word", at=line, value=cells["result"])
            if result == PASSED:
                found[code] = None
    gathering.end()
    return list(found)
