"""Messages in English on who pays."""

PAYER = {
    "objective.own-cost": "what you pay",
    "expected.funding": "a funding, or a list such as [{{cpf: [TET003]}}, individual]",
    "funding.empty": "this list is empty; name units, or remove it",
    "funding.no_rest": "no funding pays for the rest; add one alone to the list, for example: - individual",
    "funding.two_rests": "two fundings pay for the rest; keep one, and give units to the other",
    "funding.twice": "{value} is listed twice; a unit has a single payer",
    "payer_budgets.own": "'{value}' is your own money already; to limit it, use max_cost_per_year",
    "payer.units": "{funding} for {units}",
    "payer.rest": "{funding} for the rest",
    "payer.own": "{funding} (you)",
    "payer.beyond": "you, beyond the budget '{funding}'",
    "text.payers": "Who pays",
    "text.payers_all": "In all",
    "text.own": "What you pay",
    "text.left.funding": "Units with a funding of their own (funding) that {programme} does not have: {names}",
    "warning.own_unsaid": "What you pay is unknown: nothing says whether it is you who pay with this funding ({names}).",
    "why.gain_own_less": "{amount} less for you to pay",
    "why.gain_own_more": "{amount} more for you to pay",
    "mismatch.own": "The plan states that you pay {claimed}; recomputed, it is {value}.",
    "mismatch.payer": "The plan states {claimed} for '{payer}'; recomputed, it is {value}.",
}
