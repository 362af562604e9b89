"""The frame of a dossier."""

TEXTS = {
    "frame.tabs": "Pages du dossier",
    "frame.dossier": "Plan",
    "frame.learner": "Situation",
    "frame.why": "Pourquoi, et si…",
    "frame.share": "Partage",
    "frame.versions": "Versions",
    "frame.documents": "Documents",
    "frame.broken": "La formation ou son emploi du temps a changé depuis : ce plan ne tient plus tel quel. La page « Plan » montre ce qui ne va pas.",
    "lost.gone": "La formation de ce dossier n'est plus au bureau",
    "lost.broken": "La formation de ce dossier ne se lit plus",
    "lost.who_brings": "L'administration du bureau peut la remettre : il manque le fichier « {file} », dans le dossier du bureau sur sa machine.",
    "lost.who_mends": "L'administration du bureau peut corriger son fichier : « {file} », dans le dossier du bureau sur sa machine.",
    "lost.meanwhile": "Tant qu'elle manque, le plan ne peut être ni changé, ni vérifié, ni proposé. Tout revient avec elle ; rien n'est perdu. En attendant :",
    "lost.readable": "Restent lisibles, tels qu'ils étaient :",
    "lost.others": "Ou bien, ce qui est connu et planifié tient tel quel dans une autre formation :",
    "lost.follow": "Suivre désormais : {programme}",
    "lost.no_others": "Passer à une autre formation demande de lire celle-ci : ce sera possible dès qu'elle sera revenue.",
    "need.lost": "La formation de ce dossier manque au bureau.",
    "problem.unknown": "« {name} » est une réponse que ce bureau ne connaît pas. Elle est laissée de côté quand la situation est enregistrée de nouveau.",
}
