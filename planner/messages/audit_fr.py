"""Ce que dit un plan, recalculé : ce qui est faux, et ce que personne ne peut recalculer."""

AUDIT = {
    "mismatch.wrong": "{place} : le plan annonce {claimed} ; le calcul donne {value}.",
    "mismatch.missing": "{place} : rien dans le plan ; le calcul donne {value}.",
    "mismatch.extra": "{place} : le plan annonce {claimed} ; rien de tel n'est à annoncer.",
    "mismatch.twice": "{place} : le plan l'annonce plus d'une fois ({claimed}).",
    "mismatch.at_most": "{place} : le plan annonce {claimed} ; une borne est un nombre de 0 à {value}, la valeur atteinte.",
    "value.nothing": "rien",
    "value.text": "« {text} »",
    "value.true": "vrai",
    "value.false": "faux",
    "verify.not_checked": "Non vérifié",
    "unchecked.proof": "Qu'aucun plan meilleur n'existe : c'est la preuve du solveur, qui n'est pas refaite ici.",
    "unchecked.bounds": "Les bornes des objectifs qui ne sont pas prouvés : seul le solveur peut les établir.",
    "unchecked.day": "Les avertissements qui dépendent du jour : le fichier ne dit pas pour quel jour il a été fait.",
    "unchecked.history": "Ce qui s'est passé avant le premier semestre encore ouvert (history) : repris tel que le fichier le dit.",
    "unchecked.before": "Le plan d'avant (replan) : il n'est pas dans le fichier ; son coût et la place de ses UE sont repris tels quels.",
    "unchecked.otherwise": "Les plans pour les résultats encore attendus (replan.otherwise) : ils ne sont pas dans le fichier.",
    "unchecked.settings": "Les réglages du solveur (meta : {names}).",
    "unchecked.version": "Ce qu'une autre version du planificateur a pu écrire autrement (celle-ci : {version}).",
    "unchecked.unknown": "Des clés que le planificateur ne connaît pas : {names}.",
    "warning.cost_unpriced": "Le coût est inconnu : aucun document ne donne de prix pour {names}.",
}
