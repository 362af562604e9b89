"""What a page offers to adopt: keys to set in the learner's data, a plan, or both, signed: nobody makes one up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core import signing

from planner.domain.text import Words
from planner.web.dossiers.board.acts import kept
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, State, audited, planned

SALT = "planner.offer"


class Offer(NamedTuple):
    """An act of the log with its values, what it sets in the learner's data, and the plan; None for the best one.

    With `anew` the learner's data is `set` alone, and nothing is left of results that were entered.
    """

    act: str
    values: Mapping[str, Any]
    set: Mapping[str, Any]
    plan: Mapping[str, Any] | None = None
    anew: bool = False

    def learner(self, version: Version) -> dict[str, Any]:
        """The learner's data with it."""
        return dict(self.set) if self.anew else {**version.learner, **self.set}

    def state(self, version: Version) -> dict[str, Any]:
        """What the next version says.

        Raises:
            BadInput, Busy
        """
        learner, past = self.learner(version), None if self.anew else version.past
        known, now = Known(learner, past), State(version.plan, version.by_hand, version.status, version.document or {})
        made = planned(known, kept=None if self.anew else now) if self.plan is None else audited(known, self.plan)
        rest: dict[str, Any] = {"past": None, "results": []} if self.anew else {}
        return {"learner": learner, **rest, **made.kept()}


def offered(
    dossier: Dossier, act: str, values: Mapping[str, Words], *, set: Mapping[str, Any] | None = None,
    plan: Mapping[str, Any] | None = None, anew: bool = False,
) -> str:  # fmt: skip
    """What the button of the offer sends."""
    return signing.dumps([dossier.key, act, kept(**values), set or {}, plan, anew], salt=SALT, compress=True)


def taken(dossier: Dossier, text: str) -> Offer | None:
    """The offer that a button sent; None where it is none of this dossier."""
    try:
        key, *parts = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return Offer(*parts) if key == dossier.key else None
