"""The English messages on pauses."""

PAUSE = {
    "rule.pause": "pause",
    "check.pause_unit": "{unit} has classes in {term}, a term of pause.",
    "check.pause_resit": "The second session of {unit} falls in {term}, a term of pause.",
    "check.pause_internship": "The internship ({starts} – {ends}) falls in {term}, a term of pause.",
    "check.pause_workshop": "Workshop {unit} is in {term}, a term of pause.",
    "check.pause_award": "The end of the plan is in {term}, a term of pause.",
    "would.pause_unit": "{unit} would have classes in {term}, a term of pause.",
    "would.pause_resit": "the second session of {unit} would fall in {term}, a term of pause.",
    "would.pause_internship": "the internship ({starts} – {ends}) would fall in {term}, a term of pause.",
    "would.pause_workshop": "workshop {unit} would be in {term}, a term of pause.",
    "would.pause_award": "the end of the plan would be in {term}, a term of pause.",
    "conflict.pause": "You pause: {terms}. No class, no second session, no internship and no defence in that time.",
    "conflict.pause_running": "You pause: {terms}, while {units} is still running. If you give it up, give its result: absent.",
    "change.pause": "no pause in {term}",
    "said.pause": "when you pause (pause)",
    "text.pause": "(pause)",
    "text.paused": "Pause: {names}",
    "column.pause": "Pause",
    "choice.pause": "pause",
    "agenda.pause": "Pause in {term}.",
}
