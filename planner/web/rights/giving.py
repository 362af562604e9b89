"""A copy of all that the desk keeps of a person, as a ZIP with words on each file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone

from planner.errors import BadInput
from planner.messages import bound, say, worded
from planner.report.documents import read_document
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.form.taking import as_yaml
from planner.web.dossiers.frame import title_of
from planner.web.dossiers.models import Dossier, Version
from planner.web.rights.held import columns, held, label, lines

PLANS = ("plan", "impossible")
"""Documents that a version keeps."""


class File(NamedTuple):
    """A file of the copy: `kind` says what it is (`rights.file.<kind>` its name, `rights.what.<kind>` its meaning)."""

    kind: str
    ending: str
    content: str | bytes

    @property
    def name(self) -> str:
        """As it stands in the ZIP; nothing in it names the person."""
        return f"{say(f'rights.file.{self.kind}')}.{self.ending}"


def copy_of(dossier: Dossier) -> bytes:
    """The ZIP, in the language that is bound."""
    files = list(_files(dossier))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (_about(dossier, files), *files):
            archive.writestr(file.name, file.content)
    return made.getvalue()


def _files(dossier: Dossier) -> Iterator[File]:
    version = dossier.current
    yield from _plans(version)
    yield File("learner", "yaml", as_yaml(version.learner if version is not None else {}))
    if version is not None and version.results:
        yield _data("results", version.results)
    yield _data("dossier", columns(dossier))
    rows: dict[str, list[Model]] = {}
    for row in held(dossier):
        if not isinstance(row, Dossier):
            rows.setdefault(label(row), []).append(row)
    for table in sorted(rows):
        yield _data(table, [_told(row) for row in sorted(rows[table], key=lambda row: row.pk)])
    yield _data("log", [{**columns(line), "told": worded(line.told())} for line in lines(dossier)])


def _plans(version: Version | None) -> Iterator[File]:
    """The plan as it is handed out; nothing of one that can be drawn no longer, since `versions` has it all."""
    for kind in PLANS:
        told = ((version.document if version is not None else None) or {}).get(kind)
        if told:
            try:
                drawn = read_document(told).render("pdf", bound().code)
            except BadInput:
                continue
            yield File("plan", "pdf", drawn)


def _told(row: Model) -> dict[str, Any]:
    """A row; a version also tells what was done, in words."""
    done = {"told": worded(act_words(row.act, row.values))} if isinstance(row, Version) else {}
    return columns(row) | done


def _data(kind: str, said: Any) -> File:
    return File(kind, "json", json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n")


def _about(dossier: Dossier, files: list[File]) -> File:
    """What each file is, in words."""
    told = [
        say("rights.about", name=dossier.name, programme=title_of(dossier.programme)),
        say("rights.about_day", day=timezone.localdate(), adviser=str(dossier.adviser)),
        "",
        *(f"{file.name}\n    {say(f'rights.what.{file.kind}')}" for file in files),
        "",
        say("rights.about_more"),
    ]
    return File("about", "txt", "\n".join(told) + "\n")
