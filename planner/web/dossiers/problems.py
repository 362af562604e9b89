"""What is wrong with what is kept of a learner, in words of the form; and problems kept, to be worded later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.text import Key
from planner.errors import BadInput, PlannerError
from planner.messages import bound, say
from planner.report.stored import from_json
from planner.storage import cell_writer
from planner.web.dossiers.board.acts import kept
from planner.web.dossiers.form.choices import by_months, key_words
from planner.web.programmes.reading import programme_of


def problem_words(problem: BadInput) -> str:
    """A problem after what the form calls the key that it is at; values that would do as people write them."""
    if problem.key == "schema.unknown_key":
        return say("problem.unknown", name=problem.where)
    known = problem.values.get("known")
    if problem.key == "schema.choice" and isinstance(known, Key):
        problem = BadInput(problem.key, where=problem.where, **{**problem.values, "known": _in_words(known)})
    return bound().colon.join(filter(None, (key_words(problem.where), problem.message())))


def _in_words(known: Key) -> Key:
    """What is proposed in the words that a table may have."""
    sign = " / " if known.key == "hint.near" else ", "
    return Key(known.key, names=sign.join(map(cell_writer.word, str(known.values["names"]).split(sign))))


def all_words(error: BadInput, programme: str = "") -> list[str]:
    """Every problem, terms by their months as far as the programme is known."""
    told = [problem_words(one) for one in error.problems]
    try:
        calendar = programme_of(programme).calendar
    except BadInput:
        return told
    return [by_months(calendar, one) for one in told]


def to_keep(error: PlannerError) -> list[dict[str, Any]]:
    """Problems as the database keeps them, to be worded for who reads them; without the place of any file."""
    found = error.problems if isinstance(error, BadInput) else [error]
    return [{"key": one.key, "where": getattr(one, "where", ""), "values": kept(**one.values)} for one in found]


def kept_words(problems: Any) -> list[str]:
    """Problems that were kept, in the language that is bound; of an earlier version of the desk as they were."""
    return list(_kept_words([problems] if isinstance(problems, str) else problems or ()))


def _kept_words(problems: Any) -> Iterator[str]:
    for one in problems:
        if isinstance(one, Mapping):
            yield problem_words(BadInput(one["key"], where=one["where"], **from_json(one["values"])))
        else:
            yield str(one)
