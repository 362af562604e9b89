"""Several dossiers at once: plans proposed or printed, learners reminded. A job, one by one, that may be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.db import transaction
from django.utils.text import slugify

from planner.messages import speaking
from planner.web import gone
from planner.web.agreements.models import Act
from planner.web.agreements.steps import NotNow, holds, standing_of, take, told_of
from planner.web.document_file import signed
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import Stale, dossiers_of
from planner.web.jobs import files, queue, work
from planner.web.jobs.models import OPEN, Job
from planner.web.mail import reminding
from planner.web.people.models import Person
from planner.web.people.roles import Action, may

PROPOSE, PAPERS, REMIND = "propose", "papers", "remind"
ENDINGS = {PAPERS: ".zip", REMIND: reminding.ENDING}
"""Of the files that are made."""
MOST = 1000
"""Dossiers of a selection."""


def ask(person: Person, act: str, dossiers: Iterable[Dossier], language: str, **more: Any) -> Job:
    """A job that does the act with each of the dossiers."""
    return queue.ask(work.SELECTION, person, act=act, keys=[each.key for each in dossiers], language=language, **more)


def run(job: Job) -> dict[str, Any]:
    """The keys of the dossiers with which it was done (`made`), and of the others (`left`)."""
    keys: list[str] = job.given["keys"]
    told: dict[str, Any] = job.step
    begun = job.done
    if not told or _is_lost(job):
        told, begun = {"made": [], "left": []}, 0
        files.take_away(files.place_of(job, ".zip"))
    act = {PROPOSE: _propose, PAPERS: _print, REMIND: reminding.remind}[job.given["act"]]
    try:
        queue.keep(job, told, begun, len(keys))
        for number, key in enumerate(keys[begun:], begun + 1):
            dossier = _theirs(job.person, key)
            told["made" if dossier is not None and _done(act, job, dossier, number) else "left"].append(key)
            queue.keep(job, told, number, len(keys))
    except queue.Cancelled:
        if job.given["act"] == REMIND and job.cancel:
            _pack(job)  # whoever is in it counts as reminded
        elif job.given["act"] != REMIND:
            files.take_away(files.place_of(job))
        raise
    if job.given["act"] in ENDINGS:
        _pack(job)
    return told


def _pack(job: Job) -> None:
    """What was made as one file, without what is of dossiers that were erased meanwhile; no file where one was erased
    just after.
    """
    before, act = _gone(job), job.given["act"]
    try:
        files.pack(job, ENDINGS[act], _zip if act == PAPERS else reminding.bind_texts)
    except FileNotFoundError:  # taken away with who was erased
        if _gone(job) == before:
            raise
        _pack(job)
        return
    if _gone(job) != before:
        files.take_away(files.place_of(job, ENDINGS[act]))


def _done(act: Callable[..., bool], job: Job, dossier: Dossier, number: int) -> bool:
    """Whether it was done; not with a dossier that somebody erases meanwhile."""
    try:
        return act(job, job.person, dossier, number)
    except gone.FAILED:
        if gone.is_gone(dossier.key):
            return False
        raise


def _is_lost(job: Job) -> bool:
    """Whether what was printed is not there, as in a desk that was restored from a copy."""
    packed = job.done == len(job.given["keys"]) and files.place_of(job, ".zip").exists()
    return job.given["act"] == PAPERS and not packed and not files.place_of(job).exists()


def forget(instance: Dossier, **_: Any) -> None:
    """What was printed or written of a dossier goes with it, once it is gone for all."""
    for job in Job.objects.filter(kind=work.SELECTION, given__act__in=tuple(ENDINGS)):
        if instance.key in job.given["keys"]:
            transaction.on_commit(partial(_forget, job, instance.key))


def _forget(job: Job, key: str) -> None:
    """Its own file, while others are still being made; the one of them all."""
    _take_out(job, key)
    for ending in (".part", ENDINGS[job.given["act"]]):
        files.take_away(files.place_of(job, ending))
    if not Job.objects.filter(pk=job.pk, state__in=OPEN).exists():
        files.take_away(files.place_of(job))


def _take_out(job: Job, key: str) -> None:
    for path in files.place_of(job).glob(f"{job.given['keys'].index(key) + 1:04}[-.]*"):
        files.take_away(path)


def _gone(job: Job) -> set[str]:
    """The dossiers that were erased meanwhile; what was made of them is taken out."""
    keys = job.given["keys"]
    found = set(keys) - set(Dossier.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in found:
        _take_out(job, key)
    return found


def _theirs(person: Person | None, key: str) -> Dossier | None:
    """The dossier, as long as the person may still work on it."""
    if person is None or Action.DOSSIERS_WRITE not in may(person):
        return None
    return dossiers_of(person).select_related("standing").filter(key=key).first()


def _propose(job: Job, person: Person, dossier: Dossier, _: int) -> bool:
    """Whether the plan is proposed; also where this job had come so far when it was broken off."""
    standing = standing_of(dossier)
    if standing is not None and not standing.changed and standing.stage == Act.PROPOSED:
        return standing.since >= job.created and standing.step.person_id == person.pk
    try:
        take(dossier, person, dossier.revision, Act.PROPOSED)
    except (NotNow, Stale):
        return False
    return True


def _print(job: Job, person: Person, dossier: Dossier, number: int) -> bool:
    """Whether there is a file of the plan now."""
    told = (dossier.current.document or {}).get("plan") if dossier.current is not None else None
    if not told or not holds(dossier):
        return False
    language = job.given["language"]
    folder = files.place_of(job)
    folder.mkdir(exist_ok=True)
    with speaking(language):
        made = signed(told, person, told_of(dossier)).render("pdf", language)
    for before in folder.glob(f"{number:04}-*"):  # of a job that was broken off, under the name of then
        before.unlink()
    path = folder / f"{number:04}-{slugify(dossier.name) or dossier.key}.pdf"
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    if not Dossier.objects.filter(pk=dossier.pk).exists():  # it was erased meanwhile
        files.take_away(path)
        return False
    return True


def _zip(folder: Path, target: Path) -> None:
    with ZipFile(target, "w", ZIP_STORED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
