"""The frame of a dossier."""

TEXTS = {
    "frame.tabs": "Pages of the dossier",
    "frame.dossier": "Plan",
    "frame.learner": "Situation",
    "frame.why": "Why and what if",
    "frame.versions": "Versions",
    "frame.documents": "Documents",
    "frame.broken": "The programme or its timetable has changed since: this plan no longer holds as it is. The page “Plan” shows what is wrong.",
}
