"""Les messages en français sur qui paie."""

PAYER = {
    "objective.own-cost": "ce que vous payez",
    "expected.funding": "un financement, ou une liste comme [{{cpf: [TET003]}}, individual]",
    "funding.empty": "cette liste est vide ; indiquez des UE, ou retirez-la",
    "funding.no_rest": "il manque le financement du reste ; ajoutez-le seul dans la liste, par exemple : - individual",
    "funding.two_rests": "deux financements paient le reste ; gardez-en un seul, et donnez des UE à l'autre",
    "funding.twice": "{value} figure deux fois ; une seule personne ou un seul organisme paie une UE",
    "payer_budgets.own": "« {value} » est déjà votre argent ; pour le limiter, utilisez max_cost_per_year",
    "payer.units": "{funding} pour {units}",
    "payer.rest": "{funding} pour le reste",
    "payer.own": "{funding} (vous)",
    "payer.beyond": "vous, au-delà du budget « {funding} »",
    "text.payers": "Qui paie",
    "text.payers_all": "En tout",
    "text.own": "Ce que vous payez",
    "text.left.funding": "UE financées à part (funding) qui n'existent pas dans {programme} : {names}",
    "warning.own_unsaid": "Ce que vous payez est inconnu : rien ne dit si c'est vous qui payez avec ce financement ({names}).",
    "why.gain_own_less": "{amount} de moins à votre charge",
    "why.gain_own_more": "{amount} de plus à votre charge",
    "mismatch.own": "Le plan annonce que vous payez {claimed} ; le calcul donne {value}.",
    "mismatch.payer": "Le plan annonce {claimed} pour « {payer} » ; le calcul donne {value}.",
}
