"""The English messages of cohorts: demand, shared seats, fictional cohorts."""

COHORT = {
    "distribution.count": "'{value}' is not a whole number from 0 to {most}",
    "distribution.nothing": "no share is above 0; give one at least",
    "distribution.start": "this profile has no start; give columns.start, here or under everyone",
    "distribution.twice": "{name} is given twice, under columns and by its own key; keep one of the two",
}
