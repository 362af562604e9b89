"""The English messages of scenario files."""

SCENARIO = {
    "scenario.twice": "the id '{value}' is already taken; give each scenario its own ('baseline' is reserved)",
    "scenario.one_change": "one change each: exactly one of {known}",
    "scenario.no_selector": "say which offerings: offering, unit, period, modality or year",
    "scenario.no_offering": "no offering of the cohort's programmes is like this; there are: {known}",
    "scenario.no_period": "'{value}' is not a period of {modality}; known: {known}",
    "scenario.no_tariff": "no price of the cohort's programmes is like this; there are: {known}",
    "scenario.confidence": "no offering of the cohort's programmes has the confidence '{value}'; there are: {known} (a timetable tells it, column confidence)",
    "scenario.times": 'give the weekday\'s times too: start and end, such as "18:00" and "21:30"',
    "scenario.weekday": "give the weekday of these times too",
    "scenario.nowhere": "say where it goes: period, weekday, start and end, or site",
    "scenario.price": "give either percent, or new amounts (per_credit, yearly)",
    "scenario.two_years": "'{value}' is not the year of the period; give one of them",
    "scan.close": "{name} closed for good",
    "scan.close_year": "{name} closed in {year}",
    "scan.weekday": "{name} moved to {weekday}",
    "scan.period": "{name} moved to {period}",
    "scan.seats.one": "{name}: {count} seat",
    "scan.seats.many": "{name}: {count} seats",
}
