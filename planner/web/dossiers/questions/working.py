"""Questions as jobs: begun at once, their answers kept for the version of the dossier, its programme, and the day."""

from __future__ import annotations

from datetime import date
from time import monotonic, sleep
from typing import Any

from django.utils import timezone

from planner.report.documents import read_document
from planner.solve.progress import Progress
from planner.web import engine
from planner.web.dossiers.models import Version
from planner.web.dossiers.planning import Known, print_of
from planner.web.dossiers.questions.asked import QUESTIONS, Answer
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Person
from planner.web.turns import aside
from planner.web.writing import one_at_a_time, writing

LOOK = 0.05
"""Seconds between two looks at whether there is an answer."""
SHORT = 3.0
"""Seconds after which an answer is no longer waited for by a page, but asked for by it now and then."""


class Waiting(Exception):
    """There is no answer yet, or there will be none: how the `job` stands tells."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.pk)
        self.job = job


def answer(
    version: Version, question: str, more: Any = None, *, person: Person, patience: float, anew: bool = False
) -> Answer:
    """The answer about a version, waited for so many seconds. One that is there already is given again, unless it is
    asked for `anew`.

    Raises:
        Waiting
    """
    job = _asked(version, question, more, person, anew)
    end = monotonic() + (patience if (timezone.now() - job.created).total_seconds() < SHORT else 0.0)
    while job.open and monotonic() < end:
        with aside():
            sleep(LOOK)
        job.refresh_from_db(fields=["state"])
    job.refresh_from_db()
    if job.state != State.DONE or job.result is None:
        raise Waiting(job)
    return Answer(read_document(job.result["document"]), job.result["plans"])


def _asked(version: Version, question: str, more: Any, person: Person, anew: bool) -> Job:
    """The job of the question; a new one where nobody asked the same, or it is over and asked for anew."""
    given = {
        "question": question, "more": more, "version": version.pk, "day": date.today().isoformat(),
        "programme": print_of(str(version.learner.get("programme", ""))),
    }  # fmt: skip
    same = Job.objects.filter(kind=work.QUESTION, dossier=version.dossier_id, given=given).defer("result")
    found = same.first()
    if found is not None and (found.open or not anew):
        return found
    with writing():
        one_at_a_time("question", version.dossier_id)
        if not anew and (found := same.first()) is not None:
            return found
        made = Job.objects.create(kind=work.QUESTION, dossier=version.dossier, given=given, person=person)
    work.at_once(made)
    return made


def run(job: Job) -> dict[str, Any]:
    """The answer: a document as JSON, and where it is of several plans, these."""
    version = Version.objects.get(pk=job.given["version"])

    def heard(progress: Progress | None) -> None:
        stage = {"stage": str(progress.stage)} if progress is not None else {}
        queue.keep(job, stage, progress.done if progress else 0, (progress.total if progress else None) or 0)

    case = Known(version.learner, version.past).case()
    return engine.explaining(QUESTIONS[job.given["question"]], case, job.given["more"], heard=heard)
