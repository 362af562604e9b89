"""Which risks a learner may read: those that their adviser let them, as long as they are about the plan that is shown.

The answer is kept as it was, so that nothing is computed for who holds a link, and nobody reads what no adviser saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.errors import BadInput
from planner.messages import REFERENCE
from planner.report.documents import Document, read_document
from planner.web.dossiers.models import Dossier, Version
from planner.web.sharing.models import RiskRelease
from planner.web.sharing.shown import Shown

BESIDE = ("chances", "id", "note")
"""Keys of a learner's data by which no other plan is possible."""
TOLD = ("policy", "plan", "units", "chances")
"""What an answer says of one learner, on any day."""


def release_of(dossier: Dossier) -> RiskRelease | None:
    """What was released, whether or not it is shown; None where nothing is."""
    return getattr(dossier, "risk_release", None)


def is_shown(release: RiskRelease | None, shown: Shown | None) -> bool:
    """Whether the learner reads it: it is about the situation of the plan that they see, which nobody is changing."""
    if release is None or shown is None or shown.reworked:
        return False
    return release.version == shown.version or _situation(release.version) == _situation(shown.version)


def _situation(version: Version) -> tuple[dict[str, Any], Any]:
    """What the answer hangs on, but for chances: these are what was assumed then."""
    return {key: value for key, value in version.learner.items() if key not in BESIDE}, version.past


def tells(data: Mapping[str, Any]) -> bool:
    """Whether an answer has dates to tell."""
    return bool(data.get("policy", {}).get("award"))


def is_same(release: RiskRelease, document: Document) -> bool:
    """Whether the learner would read nothing else of another answer."""
    now = document.plain(REFERENCE)
    return all(release.document.get(key) == now.get(key) for key in TOLD)


def released(release: RiskRelease | None, shown: Shown | None) -> Document | None:
    """The answer that the learner reads; None where they read none."""
    if release is None or not is_shown(release, shown):
        return None
    try:
        return read_document(release.document)
    except BadInput:
        return None  # of a version that told it otherwise: it is to be released anew
