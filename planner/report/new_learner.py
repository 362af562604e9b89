"""A learner's file to begin with: what is required as it is, the rest as examples of the programme, commented out."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.calendar import Term, add_months
from planner.domain.offering import DAYTIME, EVENING
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import catalogue, say
from planner.messages import text as say_text
from planner.storage import yaml_reader
from planner.storage.validation import nodes_at
from planner.storage.wishes import prerequisites

WIDTH = 96
MIXED = {EVENING, DAYTIME}
Block = tuple[str, dict[str, Any], tuple[str, ...]]
"""A message with its values, and lines of YAML."""


def first_term(programme: Programme, today: date) -> Term:
    """The next term that has not begun."""
    calendar = programme.calendar
    first = calendar.term(calendar.year * calendar.size)
    return first if first.span.starts > today else calendar.term(calendar.term_on(today, first.index).index + 1)


def new_learner(programme: Programme, name: str, start: Term, file: str) -> str:
    """The text of the file; `name` is what stands for the programme in it, `file` what it is called."""
    about = programme.about
    facts = {"title": programme.title, "vintage": about["vintage"], "school": about["school"]}
    known = tuple(f"{pattern.id} = {say_text(pattern.title)}" for pattern in programme.calendar.patterns)
    lines = [*_comment(say("new.head", file=file)), *_comment(say("new.how")), ""]
    lines += [*_comment(say("new.programme", **facts)), f"programme: {_plain(name)}", ""]
    lines += [*_comment(say("new.start", term=start, known=known)), f"start: {start.name}"]
    for key, values, examples in _blocks(programme, start):
        if nodes_at("learner", (examples[0].partition(":")[0],)):
            lines += ["", *_comment(say(key, **values)), *(f"# {example}" for example in examples)]
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    """A name as YAML reads it: in quotation marks where it would be taken for something else."""
    try:
        as_it_is = yaml_reader.parse(f"[{name}]", "") == [name]
    except BadInput:
        as_it_is = False
    return name if as_it_is else json.dumps(name, ensure_ascii=False)


def _known(name: str, title: str) -> str:
    return name if name == title else f"{name} = {title}"


def _comment(text: str) -> list[str]:
    """A sentence as a comment; its two signs tell it from an example, of which one is taken away."""
    return textwrap.wrap(text, WIDTH, initial_indent="## ", subsequent_indent="## ", break_on_hyphens=False)


def _blocks(programme: Programme, start: Term) -> Iterator[Block]:
    """Every key with an example that holds in the programme."""
    words, courses = catalogue(), [_plain(unit) for unit in programme.courses()]
    names = [programme.calendar.term(start.index + place).name for place in range(programme.calendar.size * 4)]
    offered = {pattern.modality for pattern in programme.patterns}
    held = [name for name in programme.pathways if offered.issuperset(MIXED if name == "mixed" else {name})]
    paths = tuple(_known(path, words[f"pathway.{path}"]) for path in held)
    certificates = [one.id for one in programme.certificates]
    yield "new.id", {}, ("id: " + say("new.name"),)
    if certificates:
        yield "new.goal", {"known": ", ".join(certificates)}, (f"goal: {_plain(certificates[0])}",)
    if held:
        yield "new.pathway", {"known": paths}, (f"pathway: {held[0]}",)
    yield from _money(programme)
    yield "new.acquired", {"units": ", ".join(courses)}, (
        f"acquired: [{', '.join([courses[0], *(f'{{unit: {unit}, by: VES}}' for unit in courses[1:2])])}]",
    )  # fmt: skip
    if programme.award.experience:
        yield "new.experience", {}, ("experience: {months: 12, in_sector: true, working: true}",)
    if any(rule.internship_months for rule in programme.award.experience.values()):
        window = {"from": start.span.starts, "to": add_months(start.span.starts, 4)}
        yield "new.windows", {}, (f"internship_windows: [{{from: {window['from']}, to: {window['to']}}}]",)
    cap = programme.load.max_evening_units
    yield "new.cap", {"most": cap}, (f"max_units_per_term: {{default: {cap}, terms: {{{names[1]}: {cap + 1}}}}}",)
    yield "new.availability", {}, (
        f"availability: {{evenings: [mon, tue, thu], terms: {{{names[1]}: {{evenings: [mon]}}}}}}",
    )  # fmt: skip
    if certificates:
        yield "new.order", {}, ("order: prefer",)
    yield "new.minimise", {}, ("minimise: [duration, cost]",)
    yield "new.deadline", {}, (f"deadline: {names[-1]}",)
    yield "new.pause", {}, (f"pause: [{names[1]}]",)
    yield from _units(programme, names)


def _money(programme: Programme) -> Iterator[Block]:
    fundings = {funding: say_text(title) for funding, title in programme.fundings.items()}
    unit = _plain(programme.courses()[0])
    if not fundings:
        return
    own = next(
        (name for name in fundings if name in programme.own and programme.own[name].learner), next(iter(fundings))
    )
    others = [name for name in fundings if name != own]
    known = tuple(_known(name, title) for name, title in fundings.items())
    example = f"funding: [{{{_plain(others[0])}: [{unit}]}}, {_plain(own)}]" if others else ""
    key = "new.payers" if others else "new.funding"
    yield key, {"known": known, "example": example}, (f"funding: {_plain(own)}",)
    yield "new.budget", {"currency": programme.currency}, ("max_cost_per_year: 3000",)


def _units(programme: Programme, names: list[str]) -> Iterator[Block]:
    """Wishes about single units: of a choice, where there is one."""
    choice = next((rule.units for rule in programme.requirements if rule.kind != "all"), ())
    other = [*programme.courses()[:2], *choice]
    goal = programme.certificates[0].units if programme.certificates else programme.courses()
    fitting = (each for each in programme.patterns if each.unit in goal and each.unit not in other)
    pattern = next(fitting, programme.patterns[0])
    terms = programme.calendar.period(pattern.period, pattern.modality)
    first = terms.positions[0] if terms else 0
    # Neither the term of the pause nor an annual unit across it.
    later = list(enumerate(names))[programme.calendar.size :]
    index = next(name for place, name in later if _position(programme, names[0], place) == first)
    modalities = ", ".join(dict.fromkeys(each.modality for each in programme.patterns))
    example = f"pins: [{{unit: {_plain(pattern.unit)}, term: {index}, modality: {pattern.modality}}}]"
    yield "new.pins", {"known": modalities}, (example,)
    if len(choice) > 1:
        yield "new.avoid", {}, (f"avoid: [{_plain(choice[-1])}]",)
        yield "new.extra", {}, (f"extra: [{_plain(choice[0])}]",)
    for waiver in prerequisites(programme)[:1]:
        yield (
            "new.waive",
            {},
            (f"waive: [{{unit: {_plain(waiver.unit)}, prerequisite: {_plain(waiver.prerequisite)}}}]",),
        )


def _position(programme: Programme, first: str, place: int) -> int:
    """The position in the academic year of a term that is so many terms after the first."""
    return ((programme.calendar.index(first) or 0) + place) % programme.calendar.size
