"""What a plan says, recomputed: what is false, and what nobody can recompute."""

AUDIT = {
    "mismatch.wrong": "{place}: the plan states {claimed}; recomputed, it is {value}.",
    "mismatch.missing": "{place}: the plan states nothing; recomputed, it is {value}.",
    "mismatch.extra": "{place}: the plan states {claimed}; there is no such thing to state.",
    "mismatch.twice": "{place}: the plan states it more than once ({claimed}).",
    "mismatch.at_most": "{place}: the plan states {claimed}; a bound is a number from 0 to {value}, the value reached.",
    "value.nothing": "nothing",
    "value.text": "'{text}'",
    "value.true": "true",
    "value.false": "false",
    "verify.not_checked": "Not checked",
    "unchecked.proof": "That no better plan exists: this is the solver's proof, which is not redone here.",
    "unchecked.bounds": "The bounds of objectives that are not proven: only the solver can establish them.",
    "unchecked.day": "Warnings that depend on the day: the file does not say for which day it was made.",
    "unchecked.history": "What happened before the first open term (history): taken as the file says it.",
    "unchecked.before": "The plan before (replan): it is not in the file; its cost and the places of its units are taken as they stand.",
    "unchecked.otherwise": "The plans for results that are still to come (replan.otherwise): they are not in the file.",
    "unchecked.settings": "The settings of the solver (meta: {names}).",
    "unchecked.version": "What another version of the planner may have written otherwise (this one: {version}).",
    "unchecked.unknown": "Keys that the planner does not know: {names}.",
    "warning.cost_unpriced": "The cost is unknown: no document gives a price for {names}.",
}
