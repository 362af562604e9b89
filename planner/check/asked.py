"""What is asked of the learner: of one whose goal is a certificate, that certificate's units and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.case import Case
from planner.domain.programme import Certificate, Requirement


def certificates(case: Case) -> tuple[Certificate, ...]:
    """Certificates on the way to the award; none where a certificate is the goal itself."""
    return case.programme.certificates if case.learner.goal is None else ()


def requirements(case: Case) -> Iterator[Requirement]:
    """What the plan has to meet beside the units wanted beyond it, which count for a choice only where the units that
    are left to choose from are too few.
    """
    rules = case.programme.requirements
    for one in case.programme.certificates:
        if one.id == case.learner.goal:
            rules = (Requirement(one.id, "all", one.units, len(one.units), one.title, one.assumption),)
    needed = {unit for rule in rules if rule.kind == "all" for unit in rule.units}
    beyond = set(case.learner.extra) - needed - set(case.learner.acquired)
    for rule in rules:
        left = tuple(unit for unit in rule.units if unit not in beyond)
        free = [unit for unit in left if case.acquired(unit) or unit not in case.learner.avoid]
        credits = sum(case.programme.units[unit].credits or 0 for unit in free)
        enough = (credits if rule.kind == "credits" else len(free)) >= rule.need
        yield replace(rule, units=left) if beyond and enough else rule
