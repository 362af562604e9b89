"""What is to be taken in a programme, when, and what else its award asks for: a line each, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.offering import Cycle
from planner.domain.text import Words
from planner.messages import catalogue, say, worded
from planner.report.documents.programme.origin import entitled, of, origin, words
from planner.report.documents.programme.shape import Classes
from planner.report.sessions import notes
from planner.report.years import years_data, years_told
from planner.storage.schema_calendar import Term as FileTerm
from planner.storage.schema_programme import OfferingPattern, ProgrammeFile, Unit
from planner.storage.schema_regulation import AllOf, AnyOf, AtMost, CreditsOf, Requirement, TrackRequirement


def units(file: ProgrammeFile) -> Iterator[str]:
    """Units by code, with credits, hours and block."""
    blocks = {block.id: words(block.title) for block in file.blocks}
    for unit in file.units:
        code = " = ".join([unit.code, *([", ".join(unit.aliases)] if unit.aliases else [])])
        block = [blocks[unit.block]] if unit.block in blocks else []
        yield entitled(" · ".join([code, words(unit.named), _figures(unit), *block]), of(unit))


def _figures(unit: Unit) -> str:
    """Credits, and hours and the term of a plan where they are known; each with where it stands, if not where the unit
    does.
    """
    known = unit.size is not None
    credits = say("text.credits", credits=unit.size) if known else say("text.credits_unknown")
    facts = [entitled(credits, origin(unit.credits_source, unit.credits_assumption))]
    if unit.hours is not None:
        facts.append(entitled(say("show.hours", hours=unit.hours), origin(unit.hours_source)))
    if unit.recommended_term is not None:
        facts.append(say("show.recommended_term", term=unit.recommended_term))
    kinds = (("show.free", unit.free), ("text.alone", unit.alone))
    return ", ".join([*facts, *(say(key) for key, is_so in kinds if is_so)])


def requirements(file: ProgrammeFile) -> Iterator[str]:
    """All of some units, so many, or so many credits."""
    for rule in file.requirements:
        title = rule.id if rule.title is None else words(rule.title)
        what = _asked(rule) if rule.share else say("show.alone", what=_asked(rule))
        yield entitled(f"{title} · {what}", of(rule))


def _asked(rule: Requirement | TrackRequirement) -> str:
    """What a requirement asks for."""
    if isinstance(rule, Requirement) and rule.one_of is not None:
        return say("show.one_of", tracks=" / ".join(_tracks(rule)))
    if isinstance(rule, Requirement) and rule.at_most is not None:
        return _at_most(rule)
    codes = ", ".join(rule.all_of or rule.of or ())
    if rule.all_of:
        return say("show.all", units=codes)
    if rule.k:
        return say("show.count", need=rule.k, units=codes)
    return say("show.credits", need=rule.credits, units=codes)


def _at_most(rule: Requirement) -> str:
    most, codes = rule.at_most, ", ".join(rule.of or ())
    if isinstance(most, AtMost) and most.credits is not None:
        return say("show.no_more_credits", most=most.credits, units=codes)
    return say("show.no_more", most=most.units if isinstance(most, AtMost) else most, units=codes)


def _tracks(rule: Requirement) -> Iterator[str]:
    for number, track in enumerate(rule.one_of or (), 1):
        rules = track if isinstance(track, list) else track.requirements
        name = f"{rule.id}-{number}"
        if not isinstance(track, list):
            name = (track.id or name) if track.title is None else words(track.title)
        yield say("show.track", name=name, what=" + ".join(map(_asked, rules)))


def prerequisites(file: ProgrammeFile) -> Iterator[str]:
    """What comes before a unit, and what with it."""
    for rule in file.prerequisites:
        for key, items in (("show.after", rule.after), ("show.together", rule.together)):
            for item in items:
                yield entitled(say(key, unit=rule.unit, units=_codes(item)), of(rule))
    for codes in file.same_term:
        yield entitled(say("show.same_term", units=", ".join(codes)), "")
    for codes in file.exclusive:
        yield entitled(say("show.exclusive", units=", ".join(codes)), "")


def _codes(item: str | CreditsOf | AnyOf) -> str:
    """One code, or credits, or those of which one, or one group, is enough."""
    options = item.any if isinstance(item, AnyOf) else [item]
    return " / ".join(" + ".join(map(_code, one.all)) if isinstance(one, AllOf) else _code(one) for one in options)


def _code(item: str | CreditsOf) -> str:
    if isinstance(item, str):
        return item
    if item.of is None:
        return say("needed.credits", count=item.credits)
    return say("needed.credits_of", count=item.credits, units=", ".join(item.of))


def certificates(file: ProgrammeFile) -> Iterator[str]:
    """Certificates on the way, with their units."""
    for entry in file.certificates:
        name = f"{entry.id} · {words(entry.title)}"
        yield entitled(say("colon", name=name, value=", ".join(entry.units)), of(entry))


def equivalences(file: ProgrammeFile) -> Iterator[str]:
    """What units of other programmes count as."""
    for entry in file.equivalences:
        key, codes = "show.equivalence" if entry.programme else "show.equivalence_any", " + ".join(entry.counts_as)
        yield entitled(say(key, programme=entry.programme, unit=entry.unit, units=codes), of(entry))


def calendar(file: ProgrammeFile) -> Iterator[str]:
    """Terms of the year for which dates are written, holidays, second sessions of exams."""
    for term in file.calendar.terms:
        yield entitled(_term(f"{file.calendar.year}-{term.id}", term), of(term))
    for holiday in file.calendar.holidays:
        key = "event.date" if holiday.starts == holiday.ends else "event.dates"
        days = say(key, what=words(holiday.title), starts=day(holiday.starts), ends=day(holiday.ends))
        yield entitled(days, of(holiday))
    for resit in file.calendar.resits:
        yield entitled(say("show.resits", starts=day(resit.starts), ends=day(resit.ends)), of(resit))


def _term(name: str, term: FileTerm) -> str:
    """A term with its days, those to enrol, and its exams."""
    days = {"starts": day(term.starts), "ends": day(term.ends)}
    parts = [say("text.term", term=name, title=words(term.title), **days)]
    for key, when in (("show.enrol_from", term.enrol_from), ("show.enrol_by", term.enrol_by)):
        parts += [say(key, day=day(when))] if when else []
    parts += [say("show.exams", starts=day(exam.starts), ends=day(exam.ends)) for exam in term.exams]
    return " · ".join(parts)


def classes(file: ProgrammeFile, found: list[Classes] | None) -> Iterator[str]:
    """Units with the same classes in a line: modality, days, hours and place as far as they are known."""
    if found is None:
        for entry in file.offerings:
            short = [", ".join(entry.units), entry.period, say(f"modality.{entry.modality}"), *_years(_stated(entry))]
            yield entitled(" · ".join(short), of(entry))
        return
    for one in found:
        when = say("show.period", starts=day(one["starts"]), ends=day(one["ends"]))
        timed = ", ".join(notes(one["sessions"]))
        parts = (", ".join(one["units"]), say(f"modality.{one['modality']}"), when)
        line = [*parts, *_years(one["years"]), *(part for part in (timed, one["site"]) if part)]
        yield entitled(" · ".join(line), origin(one.get("source"), one.get("assumption")))


def _stated(entry: OfferingPattern) -> Words:
    """The years of offerings in a file."""
    return entry.years if isinstance(entry.years, str) else years_data(Cycle(entry.years.every, entry.years.from_))


def _years(years: Words) -> list[str]:
    """In which years, where not in every one."""
    return [] if years == "every" else [worded(years_told(years))]


def pathways(file: ProgrammeFile) -> Iterator[str]:
    """What each pathway allows; bounds on a term, and the work that a unit takes."""
    for name, rule in file.pathways.items():
        modalities = ", ".join(say(f"modality.{modality}") for modality in rule.modalities)
        steps = [", ".join(map(words, rule.admission))] if rule.admission else []
        line = say("colon", name=say(f"pathway.{name}"), value=" · ".join([modalities, *steps]))
        yield entitled(line, of(rule))
    yield entitled(say("show.load", most=file.load.max_evening_units), of(file.load))
    yield from (entitled(bound, of(file.load)) for bound in _bounds(file))
    if file.workload:
        hours = say("show.workload", low=file.workload.hours_min, high=file.workload.hours_max)
        yield entitled(hours, of(file.workload))


def _bounds(file: ProgrammeFile) -> Iterator[str]:
    """The least and the most of a term, whatever the modality, and the most of single terms of the year."""
    load, titles = file.load, {term.id: words(term.title) for term in file.calendar.terms}
    for what, least, most in (
        ("units", load.min_units, load.max_units), ("credits", load.min_credits, load.max_credits)
    ):  # fmt: skip
        if least is not None:
            yield say(f"show.least_{what}", count=least)
        if isinstance(most, dict):
            for name, count in most.items():
                yield say("colon", name=titles[name], value=say(f"show.most_{what}", count=count))
        elif most is not None:
            yield say(f"show.most_{what}_always", count=most)


def award(file: ProgrammeFile) -> Iterator[str]:
    """What the title needs beyond its units."""
    for rule in file.award.experience:
        text = say("show.in_sector" if rule.in_sector else "show.out_of_sector", months=rule.months)
        months = rule.internship_months
        yield entitled(f"{text} {say('show.internship', months=months)}" if months else text, of(rule))
    for kind, last in (("workshop", file.award.workshop), ("report", file.award.report)):
        if last:
            yield entitled(say("colon", name=catalogue()[f"rule.{kind}"], value=last.unit), of(last))


def competences(file: ProgrammeFile) -> Iterator[str]:
    """Blocks of the national register."""
    for block in file.competence_blocks:
        name = f"{block.id} ({block.code})" if block.code else block.id
        line = say("colon", name=f"{name} · {words(block.title)}", value=" ; ".join(block.competences))
        yield entitled(line, of(block))


def day(text: str) -> date:
    """A day of the file."""
    return date.fromisoformat(text)
