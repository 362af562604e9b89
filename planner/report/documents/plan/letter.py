"""The first pages of a plan, for the person whose plan it is: when, how much, what to do next; then months and dates.

No code stands before a date here, and nothing is said of how the plan was made: that is for the adviser.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.learner import UNNAMED
from planner.domain.text import Cents
from planner.messages import bound, say, worded
from planner.report.documents.plan.about import about
from planner.report.documents.plan.milestones import reached
from planner.report.listing import listed
from planner.report.pages.blocks import (
    Answer,
    Answers,
    Block,
    Board,
    BoardTerm,
    Bullets,
    Card,
    Event,
    Facts,
    Signature,
    Steps,
    Table,
)
from planner.report.pages.board import board_event, exam_facts
from planner.report.pages.cells import columns, money
from planner.report.pages.page import Section
from planner.report.terms import between, inside, nothing, span, term_facts, unit_notes

if TYPE_CHECKING:
    from planner.report.documents.plan import costs_shape, terms_shape
    from planner.report.documents.plan.shape import PlanDocument

FEW_TERMS = 6
"""Of more terms four stand in a row, so that they fit on two sheets of paper with all the rest."""


def letter(data: PlanDocument, created: date) -> list[Section]:
    """The pages of the person, as they are on a day: two of A4 at most for a usual plan."""
    day = _reference(data, created)
    start = [Answers(tuple(_answers(data, day))), *_notices(data)]
    found = [
        Section("answers", say("letter.answers"), tuple(start)),
        Section("next", say("letter.next"), (Steps(tuple(_steps(data, day))),)),
        Section("months", say("letter.months"), (_board(data),)),
        Section("dates", say("letter.dates"), (_dates(data),)),
    ]
    if about(data)["programme"]["priced"]:
        found.append(Section("paying", say("letter.paying"), (_paying(data),)))
    return [*found, Section("signatures", say("letter.signatures"), tuple(_signatures(data, created)))]


def _reference(data: PlanDocument, created: date) -> date:
    """The day from which to look ahead: that of the making; the first one of a plan that is all over by then."""
    first, last = span(data["terms"][0])[0], span(data["terms"][-1])[1]
    return created if created <= last else first


def _notices(data: PlanDocument) -> Iterator[Block]:
    """What the person should not miss, once each and without codes; the adviser has the whole."""
    told = dict.fromkeys(entry["id"] for entry in data["notices"])
    if told:
        yield Bullets(tuple(say(f"letter.notice.{name}") for name in told), warning="text.notices")


def _month(day: date) -> str:
    return say("letter.month", month=bound().month(day), year=day.year)


def _answers(data: PlanDocument, day: date) -> Iterator[Answer]:
    """When, how much, and the next thing."""
    ends = date.fromisoformat(reached(data)["date"])
    sooner = [
        say("letter.certificate", name=entry["id"], month=_month(date.fromisoformat(entry["date"])))
        for entry in data["certificates"]
        if entry["date"] and not entry["held"] and entry["date"] != reached(data)["date"]
    ]
    goal = say("letter.goal", name=data["goal"]) if "goal" in data else say("letter.when")
    yield Answer(goal, _month(ends), " ".join(sooner))
    yield _price(data, day)
    term = next_term(data, day)
    if term is None:
        yield Answer(say("letter.first"), say("letter.nothing_left"))
    else:
        starts = _begins(term)
        count = len(term["units"])
        yield Answer(say("letter.first"), say("letter.classes", day=starts), say("letter.count", count=count))


def _price(data: PlanDocument, day: date) -> Answer:
    """What the person pays in the academic year of the day, else in the first one, and in all."""
    paid, question = data["cost"], say("letter.price")
    if not about(data)["programme"]["priced"]:
        return Answer(question, say("letter.no_prices"), say("letter.ask_prices"))
    year = _year(data, day)
    this, total = _own(paid, year), money(paid["own"], paid["currency"])
    others = [payer["name"] for payer in paid["by_payer"] if payer["own"] is False]
    rest = [say("letter.others", names=listed(others))] if others else []
    unknown = [] if paid["own"] is not None else [say("letter.unknown_price")]
    told = " ".join([say("letter.in_all", amount=total), *rest, *unknown])
    return Answer(question, say("letter.in_year", amount=this, year=year), told)


def _year(data: PlanDocument, day: date) -> str:
    """The academic year of the day as the costs name it, else the first one that costs something."""
    begun = [term["term"].partition("-")[0] for term in data["terms"] if span(term)[0] <= day]
    names = [entry["year"] for entry in data["cost"]["by_year"]]
    now = begun[-1] if begun else ""
    return next((name for name in names if name.partition("-")[0] == now), names[0] if names else now)


def _own(paid: costs_shape.Cost, year: str) -> Cents | None:
    """What the person pays in a year; None where a price, or who pays it, is unknown."""
    mine = [payer for payer in paid["by_payer"] if payer["own"] is not False]
    amounts = [entry["amount"] for payer in mine for entry in payer["by_year"] if entry["year"] == year]
    if any(payer["own"] is None for payer in mine) or None in amounts:
        return None
    return money(sum(amount or 0 for amount in amounts), paid["currency"])


def next_term(data: PlanDocument, day: date) -> terms_shape.Term | None:
    """The next term in which something begins, or the one that runs where nothing more does; None after the last."""
    coming = [term for term in data["terms"] if term["units"] and span(term)[0] >= day]
    running = [term for term in data["terms"] if term["units"] and span(term)[0] < day <= span(term)[1]]
    return next(iter([*coming, *running]), None)


def _begins(term: terms_shape.Term) -> date:
    """The first day of classes that begin in the term, else its own."""
    days = [date.fromisoformat(unit["starts"]) for unit in term["units"]]
    return min((day for day in days if day >= span(term)[0]), default=span(term)[0])


def _steps(data: PlanDocument, day: date) -> Iterator[str]:
    """Enrol where, by when and with what; come to which classes; and what nobody knows yet."""
    term, school = next_term(data, day), about(data)["programme"]["school"] or say("letter.the_school")
    if term is None:
        yield say("letter.ask_award", school=school)
        return
    units = listed([say("letter.unit", title=unit["title"], code=unit["unit"]) for unit in term["units"]])
    if term["enrol_by"]:
        yield say("letter.enrol_by", school=school, day=date.fromisoformat(term["enrol_by"]))
    else:
        yield say("letter.enrol", school=school, day=_begins(term))
    yield say("letter.papers")
    yield say("letter.attend", day=_begins(term), units=units, count=len(term["units"]))
    unknown = list(_unknown(data, term))
    if unknown:
        yield say("letter.unknown", names=listed(unknown))


def _unknown(data: PlanDocument, term: terms_shape.Term) -> Iterator[str]:
    if any(not unit["sessions"] for unit in term["units"]):
        yield say("letter.unknown_hours")
    if term["projected"]:
        yield say("letter.unknown_days")
    if about(data)["programme"]["priced"] and data["cost"]["total"] is None:
        yield say("letter.unknown_prices")


def _board(data: PlanDocument) -> Board:
    """The terms by their months."""
    terms, later = list[BoardTerm](), between(data)
    for term in data["terms"]:
        terms.append(_term(term, inside(term, later)))
        if term["term"] in later:
            following, events = later[term["term"]]
            starts = next(span(other)[0] for other in data["terms"] if other["term"] == following)
            name = say("letter.between", first=_month(span(term)[1]), last=_month(starts))
            terms.append(BoardTerm(name, "", "", (), (), tuple(_named(each) for each in events)))
    return Board("months", say("letter.months"), tuple(terms), columns=3 if len(terms) <= FEW_TERMS else 4)


def _term(term: terms_shape.Term, events: list[terms_shape.Event]) -> BoardTerm:
    starts, ends = span(term)
    name = say("letter.from_to", starts=_month(starts), ends=_month(ends))
    facts = [*(term_facts({**term, "enrol_by": None}) if term["units"] else ()), *exam_facts(term)]
    cards = [_card(unit, term) for unit in term["units"]]
    return BoardTerm(
        name, worded(term["title"]), "", tuple(facts), tuple(cards), tuple(_named(each) for each in events),
        "" if cards else nothing(term),
    )  # fmt: skip


def _named(event: terms_shape.Event) -> Event:
    """A milestone without its days, which stand in the list of dates."""
    return board_event(event)._replace(dates="")


def _card(unit: terms_shape.PlannedUnit, term: terms_shape.Term) -> Card:
    label = say(f"modality.{unit['modality']}")
    notes = [note for note in unit_notes(unit, term) if note != label and " + " not in note]
    if len(unit["terms"]) > 1:
        notes.append(say("letter.annual"))
    return Card(unit["unit"], worded(unit["title"]), unit["modality"], label, tuple(notes))


def _dates(data: PlanDocument) -> Table:
    """Every day that matters, once, in their order: until when to enrol, classes of each term, milestones."""
    rows: list[tuple[date, str, str]] = []
    for term in data["terms"]:
        starts, ends = span(term)
        if term["units"]:
            last = date.fromisoformat(term["enrol_by"]) if term["enrol_by"] else None
            what = say("letter.date_enrol", day=last) if last else say("letter.date_classes")
            rows.append((starts, say("show.period", starts=starts, ends=ends), what))
        for event in term["events"]:
            shown = board_event(event)
            rows.append((span(event)[0], shown.dates, shown.text))
    rows.sort(key=lambda row: row[0])
    return Table("person-dates", say("letter.dates"), columns("when", "what"), tuple(row[1:] for row in rows))


def _paying(data: PlanDocument) -> Facts:
    """What the person pays each year and in all, of what all costs where others pay too."""
    paid = data["cost"]
    currency, shared = paid["currency"], any(payer["own"] is False for payer in paid["by_payer"])

    def amount(own: Cents | None, every: float | None) -> str:
        return say("letter.of_all", own=own, all=money(every, currency)) if shared else say("letter.all", own=own)

    years = [(entry["year"], amount(_own(paid, entry["year"]), entry["amount"])) for entry in paid["by_year"]]
    return Facts((*years, (say("text.total"), amount(money(paid["own"], currency), paid["total"]))))


def _signatures(data: PlanDocument, created: date) -> Iterator[Block]:
    adviser = data.get("adviser")
    whose = say("letter.of_adviser", name=adviser) if adviser else say("letter.of_some_adviser")
    name = data["learner"]
    made = say("letter.made_on", day=created) if name == UNNAMED else say("letter.made", day=created, name=name)
    yield Bullets((made, whose))
    yield Signature((say("letter.sign_learner"), say("letter.sign_adviser")))
