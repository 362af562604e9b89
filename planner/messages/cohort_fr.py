"""Les messages en français des cohortes : demande, places partagées, cohortes fictives."""

COHORT = {
    "distribution.count": "« {value} » n'est pas un nombre entier de 0 à {most}",
    "distribution.nothing": "aucune part n'est plus grande que 0 ; donnez-en une au moins",
    "distribution.start": "ce profil n'a pas de début ; donnez columns.start, ici ou sous everyone",
    "distribution.twice": "{name} est donné deux fois, sous columns et par sa propre clé ; gardez l'un des deux",
}
