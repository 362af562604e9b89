"""The hard rules, each once: model, checker, explanations and sentences take their names and orders from here.

A rule is a line here; `add` in a file of its name in `planner.model.rules`, `violations` in one in `planner.check`; and
three messages in each language: `rule.<name>` names it, `conflict.<name>` says that it stands in the way (or an entry
of `planner.report.conflicts.sentences.SENTENCES`, where that takes more than the subjects), and `cause.<name>` what
keeps a learner from a plan, where `named` is given.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule, and what explanations make of it; of rules with the same place, the one that stands first here is first.

    `dropped` is the place in which a search for a smallest conflict tries to do without it. `named` is the place among
    the reasons that a person is given; None where the rule holds for everybody. A `wish` is the learner's own.
    `of_units` rules only matter while units are to be taken, `of_hours` rules speak of days and hours of classes.
    """

    name: str
    dropped: int
    named: int | None = None
    wish: bool = False
    of_units: bool = False
    of_hours: bool = False


RULES = (
    Rule("requirement", dropped=8, of_units=True),
    Rule("offering", dropped=3, of_units=True),
    Rule("prerequisite", dropped=5, named=12, of_units=True),
    Rule("load_cap", dropped=9, named=3, of_units=True),
    Rule("availability", dropped=10, named=4, of_units=True, of_hours=True),
    Rule("clash", dropped=2, named=9, of_units=True, of_hours=True),
    Rule("certificate_order", dropped=4, named=8, of_units=True),
    Rule("experience", dropped=7, named=11),
    Rule("internship", dropped=6, named=10),
    Rule("workshop", dropped=1, of_units=True),
    Rule("report", dropped=11),
    Rule("deadline", dropped=16, named=1, wish=True),
    Rule("pin", dropped=14, named=7, wish=True),
    Rule("pause", dropped=15, named=2, wish=True),
    Rule("budget", dropped=12, named=5, wish=True),
    Rule("payer_budget", dropped=13, named=6, wish=True),
)
"""What says least to a learner is dropped first, so that what they can change stays in a conflict."""
NAMES = tuple(rule.name for rule in RULES)
DROPPED = tuple(rule.name for rule in sorted(RULES, key=lambda rule: rule.dropped))
NAMED = tuple(rule.name for rule in sorted(RULES, key=lambda rule: rule.named or 0) if rule.named is not None)
WISHES = tuple(name for name in NAMED if name in {rule.name for rule in RULES if rule.wish})
OF_UNITS = frozenset(rule.name for rule in RULES if rule.of_units)
OF_HOURS = frozenset(rule.name for rule in RULES if rule.of_hours)
