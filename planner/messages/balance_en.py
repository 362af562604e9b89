"""Messages in English on loads in credits and on the length that was chosen."""

BALANCE = {
    "objective.balance": "largest load (credits in a term)",
    "objective.evenness": "distances from the even load (sum of squares, in credits)",
    "terms.too_many": "{value} terms: a plan has {most} at most",
    "terms.deadline": "{value} terms lead to {last}, after the deadline {deadline}; change one of them",
    "check.terms.one": "The title comes in {term}; in a plan of a single term it has to be {last}.",
    "check.terms.many": "The title comes in {term}; in a plan of {count} terms it has to be {last}.",
    "would.terms.one": "the title would come in {term}; in a plan of a single term it has to be {last}.",
    "would.terms.many": "the title would come in {term}; in a plan of {count} terms it has to be {last}.",
    "conflict.terms.one": "You want a plan of a single term ({term}).",
    "conflict.terms.many": "You want a plan of exactly {count} terms, up to {term}.",
    "conflict.own_bounds": "You bound the units or credits of a term: {terms}.",
    "warning.balance_unknown": "Even terms were not looked for: the credits of {names} are unknown.",
    "warning.bounds_unknown": "Your bounds on credits do not count {names}, whose credits are unknown.",
    "change.bounds": "no bounds of your own on units and credits ({names})",
    "change.terms": "a plan as long as it takes, without a number of terms",
}
