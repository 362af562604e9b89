"""The frame of a dossier."""

TEXTS = {
    "frame.tabs": "Pages du dossier",
    "frame.dossier": "Plan",
    "frame.learner": "Situation",
    "frame.why": "Pourquoi, et si…",
    "frame.versions": "Versions",
    "frame.documents": "Documents",
    "frame.broken": "La formation ou son emploi du temps a changé depuis : ce plan ne tient plus tel quel. La page « Plan » montre ce qui ne va pas.",
}
