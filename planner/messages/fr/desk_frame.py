"""The frame of a dossier."""

TEXTS = {
    "frame.tabs": "Pages du dossier",
    "frame.dossier": "Tableau",
    "frame.learner": "Auditeur·rice",
    "frame.why": "Pourquoi, et si…",
    "frame.versions": "Versions",
    "frame.documents": "Documents",
    "frame.broken": "La formation ou son calendrier a changé depuis : ce plan ne tient plus tel quel. Le tableau montre ce qui ne va pas.",
}
