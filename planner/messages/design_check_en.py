"""The English messages of the check of a design."""

DESIGN_CHECK = {
    "design_check.no_place": "{unit} has no place.",
    "design_check.closed_place": "{unit} stands in term {terms}, which is not open to it.",
    "design_check.unit": "{unit} is not a unit of the offer.",
    "design_check.curriculum": "{curriculum} is not a curriculum of the offer.",
    "design_check.prerequisite": "{unit} starts in term {terms}, before the end of {needed} (term {needed_terms}).",
    "design_check.taken": "{curriculum}: {unit} is not to be chosen, or is taken twice.",
    "design_check.choice": "{curriculum}: {count} taken where {take} are due, among: {units}.",
    "design_check.few_units": "{curriculum}, term {term}: {count} units, at least {least} are due.",
    "design_check.many_units": "{curriculum}, term {term}: {count} units, at most {most} are allowed.",
    "design_check.few_credits": "{curriculum}, term {term}: {count} credits, at least {least} are due.",
    "design_check.many_credits": "{curriculum}, term {term}: {count} credits, at most {most} are allowed.",
}
