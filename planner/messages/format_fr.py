"""Les messages des documents en français : pages, tableaux, grilles et graphiques."""

FORMAT = {
    "format.skip": "Aller au contenu",
    "format.contents": "Sommaire",
    "format.page": "page {page} sur {pages}",
    "format.yes": "oui",
    "format.no": "non",
    "format.marked": "ligne à remarquer",
    "format.warning": "À vérifier",
    "format.scroll": "{title} (zone à faire défiler)",
    "format.continued": "{title} (suite)",
    "format.figures": "Les chiffres du graphique",
    "format.steps": "Les dates du graphique",
    "format.category": "Catégorie",
    "format.decimal": ",",
    "format.hour": "{hours}\u00a0h",
    "format.time": "{hours}\u00a0h\u00a0{minutes}",
    "format.times": "{starts} à {ends}",
    "format.free": "pas de cours",
    "format.short_months": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "format.unknown_value": "? ({unknown})",
}
