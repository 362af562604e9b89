"""Les messages en français de ce qui s'écrit, et des fins forcées."""

OUTPUT = {
    "file.write": "écriture impossible ({why})",
    "write.missing": "ce dossier n'existe pas ; créez-le ou vérifiez le chemin",
    "write.not_folder": "une partie du chemin n'est pas un dossier",
    "write.folder": "c'est un dossier ; indiquez un fichier",
    "write.refused": "ce dossier ou ce fichier ne vous est pas ouvert en écriture",
    "write.full": "il n'y a plus de place sur ce disque",
    "write.long": "ce nom est trop long pour ce disque ; choisissez-en un plus court",
    "write.closed": "la sortie est fermée",
    "file.not_folder": "ce n'est pas un dossier ; choisissez un autre nom",
    "file.circle": "ces liens symboliques tournent en rond ; indiquez un autre chemin",
    "file.held": "une autre exécution de planner écrit ici en ce moment ; attendez sa fin, ou donnez un autre nom",
    "end.interrupted": "Interrompu.",
    "end.memory": "mémoire insuffisante ; fermez d'autres programmes, donnez moins de --workers ou une demande plus petite",
    "problems.more.one": "… et un autre problème",
    "problems.more.many": "… et {count} autres problèmes",
    "problems.many_more": "… et au moins {count} autres problèmes",
}
