"""What is said of a term and of the units in it, whatever the format."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.messages import catalogue, fraction, say
from planner.report.sessions import notes as session_notes

if TYPE_CHECKING:
    from planner.report.documents.plan import past_shape, terms_shape
    from planner.report.documents.plan.shape import PlanDocument

    Later = dict[str, tuple[str, list[terms_shape.Event]]]

Days = tuple[date, date]
DAY = timedelta(days=1)


def span(item: past_shape.Days | terms_shape.Term | terms_shape.Classes | terms_shape.Event | terms_shape.Exam) -> Days:
    """First and last day of a term, a unit or an event."""
    return date.fromisoformat(item["starts"]), date.fromisoformat(item["ends"])


def usual_days(term: terms_shape.Term) -> Days:
    """The days on which most units of the term start and end."""
    spans = Counter(span(unit) for unit in term["units"] if len(unit["terms"]) == 1)
    return spans.most_common(1)[0][0] if spans else span(term)


def between(data: PlanDocument) -> Later:
    """By the name of a term the next one, and the internship where most of its days are between the two."""
    found: Later = {}
    for term, following in pairwise(data["terms"]):
        first, last = span(term)[1] + DAY, span(following)[0] - DAY
        events = [
            event
            for other in data["terms"]
            for event in other["events"]
            if event["kind"] == "internship"
            and _shared(event, first, last) > max(_shared(event, *span(each)) for each in data["terms"])
        ]
        if events:
            found[term["term"]] = following["term"], events
    return found


def inside(term: terms_shape.Term, later: Later) -> list[terms_shape.Event]:
    """Events of the term, without those that are told between two terms."""
    elsewhere = [event for _, events in later.values() for event in events]
    return [event for event in term["events"] if event not in elsewhere]


def _shared(event: terms_shape.Event, first: date, last: date) -> int:
    """Days of the event among these."""
    starts, ends = span(event)
    return (min(ends, last) - max(starts, first)).days + 1


def nothing(term: terms_shape.Term) -> str:
    """What a term without units is: a pause that was asked for, or just empty."""
    return say("text.pause" if term.get("pause") else "text.nothing")


def term_facts(term: terms_shape.Term) -> list[str]:
    """Units, credits where asked for, evenings and hours of work a week, the last day to enrol, unusual days."""
    tried = len(term["units"]) + len(term.get("attempts", ()))
    facts = [say("text.units", count=tried)] if tried and not term.get("pause") else [nothing(term)]
    if term.get("credits") is not None and term["units"]:
        from fractions import Fraction

        load = fraction(Fraction(term["credits"]).limit_denominator(1000))
        facts.append(say("text.load", credits=load))
    if term["evenings"]:
        facts.append(say("text.evenings", count=term["evenings"]))
    if term["hours_per_week"] and term["units"]:
        low, high = term["hours_per_week"]
        facts.append(say("text.hours", low=low, high=high))
    if term["enrol_by"] and tried:
        facts.append(say("show.enrol_by", day=date.fromisoformat(term["enrol_by"])))
    usual = usual_days(term)
    if usual != span(term):
        facts.append(say("show.period", starts=usual[0], ends=usual[1]))
    return facts


def unit_notes(unit: terms_shape.PlannedUnit, term: terms_shape.Term) -> list[str]:
    """Credits of a unit, and what is not as usual in the term: modality, days, sessions, site, result, other terms."""
    words, usual = catalogue(), usual_days(term)
    known = unit["ects"] is not None
    notes = [say("text.credits", credits=unit["ects"]) if known else say("text.credits_unknown")]
    if len({u["modality"] for u in term["units"]}) > 1 or unit["modality"] != "evening":
        notes.append(words[f"modality.{unit['modality']}"])
    if len(unit["terms"]) == 1 and span(unit) != usual:
        notes.append(say("show.period", starts=span(unit)[0], ends=span(unit)[1]))
    notes += [words["text.extra"]] if unit.get("extra") else []
    notes += [words["text.alone"]] if unit.get("alone") else []
    notes += session_notes(unit["sessions"])
    notes += [unit["site"]] if unit["site"] else []
    notes += [say(f"result.{unit['result']}")] if unit.get("result") else []
    if len(unit["terms"]) > 1:
        notes.append(say("text.annual", terms=" + ".join(unit["terms"])))
    return notes


def exams(term: terms_shape.Term) -> list[terms_shape.Exam]:
    """Sessions of exams of a term with units, as far as they are known."""
    return (term["exams"] or []) if term["units"] else []
