"""Jobs of the desk."""

TEXTS = {
    "jobs.title": "Jobs",
    "jobs.about": "The long work of the desk: it goes on when the page is closed, and is taken up again after a stop.",
    "jobs.none": "No jobs.",
    "jobs.progress": "Progress",
    "jobs.cancel": "Stop",
    "jobs.stopping": "Stops at its next step.",
    "job.kind.recheck": "Plans checked again",
    "job.state.waiting": "Waiting",
    "job.state.running": "Running",
    "job.state.done": "Done",
    "job.state.failed": "Failed",
    "job.state.cancelled": "Stopped",
    "job.rechecked.one": "{count} plan checked, {broken} to be looked at.",
    "job.rechecked.many": "{count} plans checked, {broken} to be looked at.",
    "job.died": "The work broke off three times.",
    "job.refused": "The work was refused.",
    "job.defect": "An error of the program.",
    "logged.job_cancelled": "Job stopped",
}
