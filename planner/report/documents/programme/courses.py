"""What is to be taken in a programme, when, and what else its award asks for: a line each, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import catalogue, say
from planner.report.documents.programme.origin import entitled, of, origin, words
from planner.report.documents.programme.shape import Classes
from planner.report.sessions import notes
from planner.storage.schema_calendar import Term as FileTerm
from planner.storage.schema_programme import AnyOf, ProgrammeFile, Unit


def units(file: ProgrammeFile) -> Iterator[str]:
    """Units by code, with credits, hours and block."""
    blocks = {block.id: words(block.title) for block in file.blocks}
    for unit in file.units:
        code = " = ".join([unit.code, *([", ".join(unit.aliases)] if unit.aliases else [])])
        block = [blocks[unit.block]] if unit.block in blocks else []
        yield entitled(" · ".join([code, words(unit.title), _figures(unit), *block]), of(unit))


def _figures(unit: Unit) -> str:
    """Credits, and hours where they are known; each with where it stands, if not where the unit does."""
    known = unit.credits is not None
    credits = say("text.credits", credits=unit.credits) if known else say("text.credits_unknown")
    facts = [entitled(credits, origin(unit.credits_source, unit.credits_assumption))]
    if unit.hours is not None:
        facts.append(entitled(say("show.hours", hours=unit.hours), origin(unit.hours_source)))
    return ", ".join(facts)


def requirements(file: ProgrammeFile) -> Iterator[str]:
    """All of some units, so many, or so many credits."""
    for rule in file.requirements:
        codes = ", ".join(rule.all_of or rule.of or ())
        if rule.all_of:
            what = say("show.all", units=codes)
        elif rule.k:
            what = say("show.count", need=rule.k, units=codes)
        else:
            what = say("show.credits", need=rule.credits, units=codes)
        title = rule.id if rule.title is None else words(rule.title)
        yield entitled(f"{title} · {what}", of(rule))


def prerequisites(file: ProgrammeFile) -> Iterator[str]:
    """What comes before a unit, and what with it."""
    for rule in file.prerequisites:
        for key, items in (("show.after", rule.after), ("show.together", rule.together)):
            for item in items:
                codes = " / ".join(item.any) if isinstance(item, AnyOf) else item
                yield entitled(say(key, unit=rule.unit, units=codes), of(rule))


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
            short = [", ".join(entry.units), entry.period, say(f"modality.{entry.modality}"), *_years(entry.years)]
            yield entitled(" · ".join(short), of(entry))
        return
    for one in found:
        when = say("show.period", starts=day(one["starts"]), ends=day(one["ends"]))
        timed = ", ".join(notes(one["sessions"]))
        parts = (", ".join(one["units"]), say(f"modality.{one['modality']}"), when)
        line = [*parts, *_years(one["years"]), *(part for part in (timed, one["site"]) if part)]
        yield entitled(" · ".join(line), origin(one.get("source"), one.get("assumption")))


def _years(years: str) -> list[str]:
    """In which years, where not in every one."""
    return [] if years == "every" else [say(f"show.{years}") if years in ("even", "odd") else years]


def pathways(file: ProgrammeFile) -> Iterator[str]:
    """What each pathway allows; bounds on a term, and the work that a unit takes."""
    for name, rule in file.pathways.items():
        modalities = ", ".join(say(f"modality.{modality}") for modality in rule.modalities)
        steps = [", ".join(map(words, rule.admission))] if rule.admission else []
        line = say("colon", name=say(f"pathway.{name}"), value=" · ".join([modalities, *steps]))
        yield entitled(line, of(rule))
    yield entitled(say("show.load", most=file.load.max_evening_units), of(file.load))
    if file.workload:
        hours = say("show.workload", low=file.workload.hours_min, high=file.workload.hours_max)
        yield entitled(hours, of(file.workload))


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
