"""Les messages en français sur les pauses."""

PAUSE = {
    "rule.pause": "pause",
    "check.pause_unit": "{unit} a cours en {term}, un semestre de pause.",
    "check.pause_resit": "Le rattrapage de {unit} tombe en {term}, un semestre de pause.",
    "check.pause_internship": "Le stage ({starts} – {ends}) tombe en {term}, un semestre de pause.",
    "check.pause_workshop": "L'atelier {unit} est en {term}, un semestre de pause.",
    "check.pause_award": "La fin du parcours est en {term}, un semestre de pause.",
    "would.pause_unit": "{unit} aurait cours en {term}, un semestre de pause.",
    "would.pause_resit": "le rattrapage de {unit} tomberait en {term}, un semestre de pause.",
    "would.pause_internship": "le stage ({starts} – {ends}) tomberait en {term}, un semestre de pause.",
    "would.pause_workshop": "l'atelier {unit} serait en {term}, un semestre de pause.",
    "would.pause_award": "la fin du parcours serait en {term}, un semestre de pause.",
    "conflict.pause": "Vous faites une pause : {terms}. Ni cours, ni rattrapage, ni stage, ni soutenance pendant ce temps.",
    "conflict.pause_running": "Vous faites une pause : {terms}, alors que {units} est encore en cours. Si vous abandonnez ce cours, donnez son résultat : absent.",
    "change.pause": "pas de pause en {term}",
    "said.pause": "quand vous faites une pause (pause)",
    "text.pause": "(pause)",
    "text.paused": "Pause : {names}",
    "column.pause": "Pause",
    "choice.pause": "pause",
    "agenda.pause": "Pause en {term}.",
}
