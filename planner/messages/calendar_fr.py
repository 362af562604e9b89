"""Les messages en français sur les jours et les années."""

CALENDAR = {
    "date.none": "« {value} » n'est pas un jour du calendrier ; écrivez AAAA-MM-JJ",
    "term.range": "{value} est trop loin : les années universitaires vont de {first} à {last}",
    "date.range": "{value} est trop loin : donnez un jour du {first} au {last}",
    "date.backwards": "la période finit ({ends}) avant de commencer ({starts}) ; échangez les dates",
    "programme.terms_overlap": "ce semestre commence avant la fin du précédent",
    "programme.terms_overlap_in": "en {year}, ce semestre commence le {starts}, avant la fin du précédent ({ends})",
    "programme.years_overlap": "« {value} » de {year} se poursuit jusqu'au {ends}, alors que l'année universitaire suivante commence le {starts} ; les années ne doivent pas se chevaucher",
    "programme.years_early": "« {value} » de {year} commence le {starts}, alors que l'année universitaire précédente se poursuit jusqu'au {ends} ; les années ne doivent pas se chevaucher",
}
