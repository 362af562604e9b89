"""Les messages du contrôle d'une offre, en français."""

DESIGN_CHECK = {
    "design_check.no_place": "{unit} n'a pas de place.",
    "design_check.closed_place": "{unit} est placée au semestre {terms}, qui ne lui est pas ouvert.",
    "design_check.unit": "{unit} n'est pas une UE de l'offre.",
    "design_check.curriculum": "{curriculum} n'est pas un cursus de l'offre.",
    "design_check.prerequisite": "{unit} commence au semestre {terms}, avant la fin de {needed} (semestre {needed_terms}).",
    "design_check.taken": "{curriculum} : {unit} n'est pas au choix, ou est prise deux fois.",
    "design_check.choice": "{curriculum} : {count} UE choisies, pour {take} à choisir parmi : {units}.",
    "design_check.few_units": "{curriculum}, semestre {term} : {count} UE, pour {least} au moins.",
    "design_check.many_units": "{curriculum}, semestre {term} : {count} UE, pour {most} au plus.",
    "design_check.few_credits": "{curriculum}, semestre {term} : {count} crédits, pour {least} au moins.",
    "design_check.many_credits": "{curriculum}, semestre {term} : {count} crédits, pour {most} au plus.",
}
