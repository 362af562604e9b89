"""The frame of a dossier."""

TEXTS = {
    "frame.tabs": "Pages of the dossier",
    "frame.dossier": "Plan",
    "frame.learner": "Situation",
    "frame.why": "Why and what if",
    "frame.share": "Sharing",
    "frame.versions": "Versions",
    "frame.documents": "Documents",
    "frame.broken": "The programme or its timetable has changed since: this plan no longer holds as it is. The page “Plan” shows what is wrong.",
    "lost.gone": "The programme of this dossier is no longer at the desk",
    "lost.broken": "The programme of this dossier can no longer be read",
    "lost.who_brings": "Your administrator can bring it back: the file {file} is missing from the folder of the desk on its machine.",
    "lost.who_mends": "Your administrator can correct its file: {file}, in the folder of the desk on its machine.",
    "lost.meanwhile": "As long as it is missing, the plan cannot be changed, checked or proposed. Everything comes back with it; nothing is lost. Meanwhile:",
    "lost.readable": "Can be read as they were:",
    "lost.others": "Or else, all that is known and planned holds as it is in another programme:",
    "lost.follow": "From now on follow: {programme}",
    "lost.no_others": "To move to another programme this one must be read: that will be possible once it is back.",
    "need.lost": "The programme of this dossier is missing.",
    "problem.unknown": "{name} is an answer that this desk does not know. It is left out when the situation is saved again.",
}
