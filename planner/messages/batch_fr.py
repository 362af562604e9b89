"""Les messages en français des cohortes et des lots de plans."""

BATCH = {
    "cohort.empty": "aucune ligne sous les noms de colonnes ; écrivez une ligne par auditeur·rice",
    "cohort.form": "« {value} » : la forme attendue est {form}",
    "cohort.no_id": "cette ligne n'a pas d'identifiant ; donnez-en un, différent de tous les autres",
    "cohort.twice": "l'identifiant « {value} » est déjà celui de la ligne {first}",
    "batch.exists": "ce dossier contient déjà des plans faits par planner batch ; ajoutez --resume pour continuer, --overwrite pour tout refaire, ou choisissez un autre dossier",
    "batch.not_ours": "ce fichier existe déjà et n'a pas été fait par planner batch ; choisissez un autre dossier",
    "batch.worker": "un processus s'est arrêté (mémoire insuffisante ?) ; relancez avec moins de --workers, et --resume où un dossier se remplit",
    "batch.progress": "Plans",
    "batch.so_far": "{made} sur {total}",
    "batch.kept.one": "{count} plan déjà fait est gardé.",
    "batch.kept.many": "{count} plans déjà faits sont gardés.",
    "batch.end": "Lignes : {rows} (plans : {plans}, impossibles : {impossible}, sans réponse : {unknown}, refusées : {bad}). Tableau : {table}",
    "batch.interrupted": "Interrompu : {made} sur {total} sont faits. Relancez la même commande avec --resume pour continuer.",
    "batch.left": "Restes d'un lot précédent, pour des lignes qui ne sont plus dans le fichier : {names}",
    "batch.reason": "Ne tiennent pas ensemble : {names}.",
    "batch.undecided": "Pas de réponse dans le temps accordé ({seconds} s).",
    "batch.title": "Plans de {name}",
}
