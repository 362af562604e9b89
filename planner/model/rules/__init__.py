"""Hard rules: one file each, named as in messages and in `planner.check`. Their order never matters."""

from __future__ import annotations

from planner.model.rules import (
    availability,
    budget,
    certificate_order,
    clash,
    deadline,
    experience,
    internship,
    load_cap,
    offering,
    pause,
    payer_budget,
    pin,
    prerequisite,
    report,
    requirement,
    workshop,
)

RULES = {
    "requirement": requirement.add,
    "offering": offering.add,
    "prerequisite": prerequisite.add,
    "load_cap": load_cap.add,
    "availability": availability.add,
    "clash": clash.add,
    "certificate_order": certificate_order.add,
    "experience": experience.add,
    "internship": internship.add,
    "workshop": workshop.add,
    "report": report.add,
    "deadline": deadline.add,
    "pin": pin.add,
    "pause": pause.add,
    "budget": budget.add,
    "payer_budget": payer_budget.add,
}
