"""Jobs of the desk."""

TEXTS = {
    "jobs.title": "Tâches",
    "jobs.about": "Les travaux longs du bureau : ils continuent quand la page est fermée, et reprennent après un arrêt.",
    "jobs.none": "Aucune tâche.",
    "jobs.progress": "Avancement",
    "jobs.cancel": "Arrêter",
    "jobs.stopping": "S'arrête à la prochaine étape.",
    "job.kind.recheck": "Plans vérifiés de nouveau",
    "job.state.waiting": "En attente",
    "job.state.running": "En cours",
    "job.state.done": "Terminée",
    "job.state.failed": "Échouée",
    "job.state.cancelled": "Arrêtée",
    "job.rechecked.one": "{count} plan vérifié, {broken} à revoir.",
    "job.rechecked.many": "{count} plans vérifiés, {broken} à revoir.",
    "job.died": "Le travail s'est interrompu trois fois.",
    "job.refused": "Le travail a été refusé.",
    "job.defect": "Une erreur du programme.",
    "logged.job_cancelled": "Tâche arrêtée",
}
