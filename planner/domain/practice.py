"""What a title asks beside courses, of one learner: experience, an internship, a report, a workshop."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from planner.domain.calendar import Span, add_months
from planner.domain.history import History
from planner.domain.learner import Learner
from planner.domain.programme import ExperienceRule, Programme
from planner.domain.target import Target, target


class Practice:
    """The part of a case that is about these, and about the days on which it begins."""

    programme: Programme
    learner: Learner
    history: History | None

    @cached_property
    def target(self) -> Target:
        """What of the programme binds this learner."""
        return target(self.programme, self.learner)

    @cached_property
    def start_day(self) -> date:
        """First day of the start term: the day from which experience accrues."""
        return self.programme.calendar.term(self.learner.start).span.starts

    @cached_property
    def now(self) -> int:
        """The first term in which anything can still be decided."""
        return max(self.learner.start, self.history.now) if self.history else self.learner.start

    @cached_property
    def first_day(self) -> date:
        """The first day on which anything can still be decided."""
        return self.programme.calendar.term(self.now).span.starts

    def acquired(self, unit: str | None) -> bool:
        """Whether the learner holds the unit."""
        return unit in self.learner.acquired

    @cached_property
    def experience_rule(self) -> ExperienceRule | None:
        """The rule for a learner in, or outside, the sector; who does not say counts as in it."""
        said = self.learner.experience.in_sector if self.learner.experience else None
        return self.target.award.experience.get(said is not False)

    @cached_property
    def experience_held(self) -> bool:
        """The experience unit itself was acquired: neither months nor internship are missing."""
        return any(self.acquired(rule.unit) for rule in self.target.award.experience.values() if rule.unit)

    @cached_property
    def experience_day(self) -> date | None:
        """The day on which the experience is reached (`date.min` when it is already), or None for never."""
        rule, said = self.experience_rule, self.learner.experience
        if rule is None or said is None or said.months is None or self.experience_held:
            return date.min
        missing = rule.months - said.months
        if missing <= 0:
            return date.min
        return None if said.working is False else add_months(self.start_day, missing)

    @cached_property
    def internship_months(self) -> int:
        """Months of internship that the learner needs; 0 for none."""
        rule = self.experience_rule
        return 0 if rule is None or self.experience_held else rule.internship_months

    def windows(self, last: int) -> list[Span]:
        """Spans that may hold the internship: the learner's, or the daytime year's own up to the term `last`."""
        pathway, calendar = self.programme.pathways.get(self.learner.pathway), self.programme.calendar
        if self.learner.windows or pathway is None or pathway.window is None:
            return list(self.learner.windows)
        years = range(self.learner.start // calendar.size, last // calendar.size + 1)
        return [calendar.shift(year).span(pathway.window) for year in years]

    @cached_property
    def earliest_internship(self) -> date:
        """First day of an internship that is not over before the plan begins, or of one that can still be arranged."""
        if self.history is not None:
            return self.first_day
        day = add_months(self.start_day, -self.internship_months)
        while add_months(day, self.internship_months) < self.start_day:
            day += timedelta(days=1)
        return day

    @property
    def needs_report(self) -> bool:
        """Whether the programme has a report that the learner has not defended."""
        report = self.target.award.report
        return report is not None and not self.acquired(report) and self.defended is None

    @property
    def defended(self) -> int | None:
        """The term in which the report was defended already, or None."""
        return self.history.report if self.history else None

    @property
    def defences(self) -> tuple[int, ...]:
        """Terms in which the report was defended, validated or not."""
        if self.history is None:
            return ()
        return (*self.history.lost_defences, *(() if self.history.report is None else (self.history.report,)))

    @property
    def needs_workshop(self) -> bool:
        """Whether the programme has a workshop that the learner has not followed."""
        workshop = self.target.award.workshop
        return workshop is not None and not self.acquired(workshop)

    def report_positions(self) -> tuple[int, ...] | None:
        """The only positions in the year where the pathway has its report, or None for all."""
        pathway = self.programme.pathways.get(self.learner.pathway)
        return pathway.report_positions if pathway and self.needs_report else None
