"""Messages in English on days and academic years."""

CALENDAR = {
    "date.none": "'{value}' is not a day of the calendar; write YYYY-MM-DD",
    "term.range": "{value} is too far away: academic years go from {first} to {last}",
    "date.range": "{value} is too far away: give a day from {first} to {last}",
    "date.backwards": "the span ends ({ends}) before it starts ({starts}); swap the days",
    "programme.terms_overlap": "this term starts before the one before it has ended",
    "programme.terms_overlap_in": "in {year} this term starts on {starts}, before the one before it has ended ({ends})",
    "programme.years_overlap": "'{value}' of {year} goes on until {ends}, but the academic year after it begins on {starts}; years must not overlap",
    "programme.years_early": "'{value}' of {year} begins on {starts}, when the academic year before it goes on until {ends}; years must not overlap",
}
