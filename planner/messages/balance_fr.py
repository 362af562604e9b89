"""Les messages en français sur la charge en crédits et la durée choisie."""

BALANCE = {
    "objective.balance": "charge maximale (crédits par semestre)",
    "objective.evenness": "écarts à la charge moyenne (somme des carrés, en crédits)",
    "terms.too_many": "{value} semestres : un plan en compte {most} au plus",
    "terms.deadline": "{value} semestres mènent en {last}, après l'échéance {deadline} ; changez l'un des deux",
    "check.terms.one": "Le titre arrive en {term} ; pour un plan d'un seul semestre, ce doit être en {last}.",
    "check.terms.many": "Le titre arrive en {term} ; pour un plan de {count} semestres, ce doit être en {last}.",
    "would.terms.one": "le titre arriverait en {term} ; pour un plan d'un seul semestre, ce doit être en {last}.",
    "would.terms.many": "le titre arriverait en {term} ; pour un plan de {count} semestres, ce doit être en {last}.",
    "conflict.terms.one": "Vous voulez un plan d'un seul semestre ({term}).",
    "conflict.terms.many": "Vous voulez un plan de {count} semestres exactement, jusqu'en {term}.",
    "conflict.own_bounds": "Vous limitez le nombre d'UE ou de crédits d'un semestre : {terms}.",
    "warning.balance_unknown": "L'équilibre des semestres n'a pas été recherché : les crédits de {names} sont inconnus.",
    "warning.bounds_unknown": "Vos limites de crédits ne comptent pas {names}, dont les crédits sont inconnus.",
    "change.bounds": "aucune limite d'UE ni de crédits de votre part ({names})",
    "change.terms": "un plan de la durée qu'il faut, sans nombre de semestres imposé",
}
