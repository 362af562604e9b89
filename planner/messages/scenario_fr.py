"""Les messages en français des fichiers de scénarios."""

SCENARIO = {
    "scenario.twice": "l'identifiant « {value} » est déjà pris ; donnez à chaque scénario le sien (« baseline » est réservé)",
    "scenario.one_change": "un changement à la fois : exactement une clé parmi {known}",
    "scenario.no_selector": "dites quels cours sont concernés : offering, unit, period, modality ou year",
    "scenario.no_offering": "aucun cours des programmes de la cohorte ne correspond ; il y a : {known}",
    "scenario.no_period": "« {value} » n'est pas une période pour {modality} ; connues : {known}",
    "scenario.no_tariff": "aucun tarif des programmes de la cohorte ne correspond ; il y a : {known}",
    "scenario.confidence": "aucun cours des programmes de la cohorte n'a la fiabilité « {value} » ; il y a : {known} (un emploi du temps la donne, colonne confidence)",
    "scenario.times": 'donnez aussi les heures de ce jour : start et end, par exemple "18:00" et "21:30"',
    "scenario.weekday": "donnez aussi le jour de ces heures",
    "scenario.nowhere": "dites où va le cours : period, weekday, start et end, ou site",
    "scenario.price": "donnez soit percent, soit de nouveaux montants (per_credit, yearly)",
    "scenario.two_years": "« {value} » n'est pas l'année de la période ; n'en donnez qu'une",
    "scan.close": "{name} fermé définitivement",
    "scan.close_year": "{name} fermé en {year}",
    "scan.weekday": "{name} déplacé au {weekday}",
    "scan.period": "{name} déplacé en {period}",
    "scan.seats.one": "{name} : {count} place",
    "scan.seats.many": "{name} : {count} places",
}
