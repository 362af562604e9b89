"""What is said of risks where nothing is exact."""

TEXTS = {
    "risk.feasible": "Il n'y a pas de réponse exacte pour ce cas : voici une façon de continuer, et des estimations de ce qu'elle donne.",
    "risk.estimate.title": "Estimations",
    "risk.estimate.lead": "Ces chiffres sont des estimations : la façon de continuer a été jouée avec {number} tirages au sort de tous les résultats. L'intervalle contient la vraie valeur dans 95 % des cas.",
    "risk.estimate.waived": "Dans {share} des tirages, ce qui restait après un échec ne suffisait plus pour le minimum par semestre, et aucun plan ne le respectait : il est alors laissé de côté, ce qui est une hypothèse.",
    "risk.estimate.bound_means": "La borne est prouvée : aucune façon de continuer ne fait mieux. L'écart dit de combien, au plus, une meilleure façon pourrait encore gagner (à l'intervalle près).",
    "risk.estimate.figure": "Donnée",
    "risk.estimate.estimate": "Estimation",
    "risk.estimate.interval": "Intervalle (95 %)",
    "risk.estimate.bound": "Borne",
    "risk.estimate.sampled": "Si tout était su d'avance",
    "risk.estimate.gap": "Écart à la borne",
    "risk.estimate.from_to": "{low} à {high}",
}
