"""The terms of a plan side by side, and the usual week of each term whose sessions are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from planner.messages import catalogue, say, word, worded
from planner.report.pages.blocks import Board, BoardTerm, Card, Event, Session, WeekGrid
from planner.report.pages.weeks import class_sessions, week_grid
from planner.report.terms import between, exams, inside, nothing, span, term_facts, unit_notes, usual_days

if TYPE_CHECKING:
    from planner.report.documents.plan import terms_shape as shape
    from planner.report.documents.plan.changes_shape import Changes, Move
    from planner.report.documents.plan.shape import PlanDocument


def board(data: PlanDocument, prefix: str = "", *, among: int = 0) -> Board:
    """The board of a plan; a plan that replaces another says on its cards what moved.

    `among` others, of which it has this number, it leaves to what is said of all which dates are projected, and text
    gives the titles of units with the first alone.
    """
    changes: Changes = data.get("replan", {})
    moved = {move["unit"]: move for move in changes.get("moves", ())}
    retaken = {entry["unit"] for entry in changes.get("retakes", ())}
    terms, later = list[BoardTerm](), between(data)
    for term in data["terms"]:
        terms.append(_term(term, inside(term, later), moved, retaken, projected=term["projected"] and not among))
        if term["term"] in later:
            following, events = later[term["term"]]
            name = say("text.between", first=term["term"], last=following)
            terms.append(BoardTerm(name, "", "", (), (), tuple(board_event(event) for event in events)))
    return Board(f"{prefix}board", say("page.board"), tuple(terms), brief=among > 1)


def _term(
    term: shape.Term,
    happening: list[shape.Event],
    moved: Mapping[str, Move],
    retaken: set[str],
    *,
    projected: bool,
) -> BoardTerm:
    starts, ends = span(term)
    dates = say("show.period", starts=starts, ends=ends)
    if projected:
        dates += f" ({say('text.projected')})"
    cards = [_card(unit, term, moved, retaken) for unit in term["units"]]
    cards += [_attempt(attempt) for attempt in term.get("attempts", ())]
    facts = [*(term_facts(term) if cards else ()), *exam_facts(term)]
    events = tuple(board_event(event) for event in happening)
    empty = "" if cards else nothing(term)
    return BoardTerm(term["term"], worded(term["title"]), dates, tuple(facts), tuple(cards), events, empty)


def board_event(event: shape.Event) -> Event:
    """A milestone with its days; a workshop has none, only its term."""
    starts, ends = span(event)
    what = say(f"event.{event['kind']}", name=event.get("id", ""))
    if event["kind"] == "workshop":
        return Event(event["kind"], what, say("page.some_day"))
    days = word("day", ends) if starts == ends else say("show.period", starts=starts, ends=ends)
    return Event(event["kind"], what, days)


def exam_facts(term: shape.Term) -> Iterator[str]:
    """The days of exams, where a document gives them."""
    for exam in exams(term):
        yield say("show.exams", starts=date.fromisoformat(exam["starts"]), ends=date.fromisoformat(exam["ends"]))


def _card(unit: shape.PlannedUnit, term: shape.Term, moved: Mapping[str, Move], retaken: set[str]) -> Card:
    label = catalogue()[f"modality.{unit['modality']}"]
    notes = [note for note in unit_notes(unit, term) if note != label]
    move = moved.get(unit["unit"])
    if move and move["to"] == term["term"] and move["from"] != move["to"]:
        notes.append(say("page.moved", term=move["from"]))
    if unit["unit"] in retaken and not unit.get("result"):
        notes.append(say("page.retaken"))
    goes_on = bool(unit["terms"]) and unit["terms"][0] != term["term"]
    return Card(unit["unit"], worded(unit["title"]), unit["modality"], label, tuple(notes), goes_on)


def _attempt(attempt: shape.Attempt) -> Card:
    return Card(attempt["unit"], worded(attempt["title"]), "lost", say(f"result.{attempt['result']}"))


def weeks(data: PlanDocument) -> list[WeekGrid]:
    """A usual week of each term that has sessions; empty where no timetable is known."""
    return [grid for term in data["terms"] for grid in week_grid(term["term"], term["title"], _sessions(term))]


def _sessions(term: shape.Term) -> Iterator[Session]:
    usual = usual_days(term)
    for unit in term["units"]:
        days = () if span(unit) == usual or len(unit["terms"]) > 1 else span(unit)
        when = say("show.period", starts=days[0], ends=days[1]) if days else ""
        yield from class_sessions(unit["sessions"], unit["unit"], worded(unit["title"]), unit["site"], when)
