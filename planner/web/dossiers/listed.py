"""What the list of dossiers goes by, kept in columns of each: where it stands in the list, and what finds it.

They follow from the rest of the dossier and from the day. Who changes a dossier keeps them in the same transaction.
Once the day comes on which something turns (`look_again`), the worker keeps them anew, or who lists dossiers before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from planner.web.dossiers.models import Dossier
from planner.web.dossiers.needs import answer_by, closing, needs_of, status_of, turns
from planner.web.dossiers.planning import NONE
from planner.web.people.models import Person
from planner.web.searching import folded, words_of
from planner.web.writing import writing

UNREAD = tuple(f"current__{name}" for name in ("document", "learner", "plan", "past", "results", "values"))
"""What of a version the list does not go by, and some of which is long."""
KEPT = ("pressing", "pressing_to_approver", "closes", "unplanned", "look_again")
CORRECTION = "correction"
"""The kind of a message that says that something is wrong which is kept of who wrote it."""
AT_ONCE = 1000
"""Dossiers of a transaction."""


def keep(dossier: Dossier, today: date | None = None) -> None:
    """The columns say what the dossier is now; it is not saved yet."""
    today = today or timezone.localdate()
    dossier.pressing = bool(needs_of(dossier, today))
    dossier.pressing_to_approver = dossier.pressing or bool(needs_of(dossier, today, approves=True))
    dossier.closes = closing(dossier, today) or date.max
    dossier.unplanned = status_of(dossier) == NONE
    dossier.look_again = turns(dossier, today) or date.max
    dossier.found_by = folded(dossier.name)


def save(dossier: Dossier, *more: str) -> None:
    """The columns of a dossier that is held, and `more` fields, are kept in the database; nothing else of it is."""
    keep(dossier)
    dossier.save(update_fields=[*KEPT, *more])


def held(dossiers: QuerySet[Dossier], most: int = AT_ONCE) -> list[Dossier]:
    """So many of the dossiers with all that the columns follow from, locked for this transaction; always in the order
    of their keys, so that nobody waits for who waits for them. What they rest on is read once they are held, since what
    PostgreSQL reads beside a row that it waited for is as it was before.
    """
    keys = list(dossiers.select_for_update().order_by("pk").values_list("pk", flat=True)[:most])
    found = Dossier.objects.filter(pk__in=keys).select_related("current", "standing")
    return list(found.defer(*UNREAD).order_by("pk"))


@contextmanager
def heard(number: int) -> Iterator[None]:
    """A block in which a message to the dossier of a number comes, or is answered."""
    with writing():
        dossier = Dossier.objects.select_for_update().get(pk=number)  # what else it rests on is read after that
        yield
        waiting = dossier.messages.filter(answered=None)
        corrections = waiting.filter(kind=CORRECTION).order_by("at")
        dossier.written = waiting.exclude(kind=CORRECTION).count()
        dossier.correct_by = next(map(answer_by, corrections.values_list("at", flat=True)[:1]), None)
        save(dossier, "written", "correct_by")


def look_again(today: date) -> None:
    """The columns of all dossiers say what is so today: of most nothing turns by the day."""
    stale = Dossier.objects.filter(look_again__lte=today)
    while stale.exists():
        with writing():
            _keep_all(held(stale), today)


def _keep_all(dossiers: Iterable[Dossier], today: date) -> None:
    """Many have the same days, so that few statements write them."""
    same, renamed = defaultdict[tuple[object, ...], list[int]](list), []
    for each in dossiers:
        name = each.found_by
        keep(each, today)
        same[tuple(getattr(each, column) for column in KEPT)].append(each.pk)
        renamed += [each] if each.found_by != name else []
    for values, keys in same.items():
        Dossier.objects.filter(pk__in=keys).update(**dict(zip(KEPT, values, strict=True)))
    Dossier.objects.bulk_update(renamed, ["found_by"], batch_size=200)


def searched(dossiers: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """Those that have each word in their name or in that of their adviser, whatever its accents and case."""
    words = words_of(text)
    names = [(pk, folded(name)) for pk, name in Person.objects.values_list("pk", "name")] if words else []
    for word in words:
        theirs = Q(adviser__in=[pk for pk, name in names if word in name])
        dossiers = dossiers.filter(Q(found_by__contains=word) | theirs)
    return dossiers
