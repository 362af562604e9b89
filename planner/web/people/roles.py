"""The one table of who may do what. What is not here is not allowed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from planner.web.people.models import Person


class Role(StrEnum):
    """What a person is to the school."""

    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What pages do, by what it touches."""

    OWN_ACCOUNT = "own_account"
    DOSSIERS_READ = "dossiers_read"
    DOSSIERS_WRITE = "dossiers_write"
    DOSSIERS_HAND_OVER = "dossiers_hand_over"
    DOSSIERS_OF_ALL = "dossiers_of_all"
    DOSSIERS_EXPORT = "dossiers_export"
    DOSSIERS_ERASE = "dossiers_erase"
    PLANS_APPROVE = "plans_approve"
    PROGRAMMES_READ = "programmes_read"
    PRICES_WRITE = "prices_write"
    JOBS = "jobs"
    PEOPLE = "people"
    TOKENS = "tokens"
    LOG = "log"
    SCHOOL = "school"
    RETENTION = "retention"
    PLAN_BY_LINK = "plan_by_link"


_ADVISER = {
    Action.OWN_ACCOUNT, Action.DOSSIERS_READ, Action.DOSSIERS_WRITE, Action.DOSSIERS_HAND_OVER,
    Action.DOSSIERS_EXPORT, Action.PROGRAMMES_READ, Action.JOBS,
}  # fmt: skip
LEARNER_BY_LINK = frozenset({Action.PLAN_BY_LINK})
"""What somebody may do who has not signed in and holds a link to a plan: nobody of the school needs it."""
ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADVISER: frozenset(_ADVISER),
    Role.COORDINATOR: frozenset(
        _ADVISER | {Action.DOSSIERS_OF_ALL, Action.DOSSIERS_ERASE, Action.PLANS_APPROVE, Action.PRICES_WRITE}
    ),
    Role.ADMINISTRATOR: frozenset(Action) - LEARNER_BY_LINK,
    Role.AUDITOR: frozenset(
        {Action.OWN_ACCOUNT, Action.DOSSIERS_READ, Action.DOSSIERS_OF_ALL, Action.PROGRAMMES_READ, Action.LOG}
    ),
}
"""An adviser sees the dossiers that are theirs; `DOSSIERS_OF_ALL` those of everybody. An auditor writes nothing.
Who advises gives a person a copy of what is kept; that it is erased is for who answers for all dossiers.
"""


def may(person: Person | AnonymousUser | Any) -> frozenset[Action]:
    """What a person may do; nothing for who has not signed in."""
    role = getattr(person, "role", None)
    return ALLOWED[Role(role)] if role and person.is_active else frozenset()
