"""`/metrics`: how the desk fares, in numbers that monitoring reads (the text of Prometheus), for who shows a token. No
name of a person, a dossier or a token is in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET
from ninja.errors import Throttled

from planner import __version__
from planner.web import counters, guessing
from planner.web.api.tokens import Bearer
from planner.web.configuration import BACKUPS
from planner.web.copying import LAST
from planner.web.database import FILE
from planner.web.dossiers.models import Dossier
from planner.web.jobs.models import OPEN, Job, State

KIND = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[str, float]
GAUGE, COUNTER, HISTOGRAM = "gauge", "counter", "histogram"


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """All numbers; 401 without a token that opens, 429 for who tried many."""
    try:
        known = Bearer()(request)
    except Throttled:
        return guessing.answer()
    if not known:
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse("".join(f"{line}\n" for line in lines()), content_type=KIND)


def lines() -> Iterator[str]:
    """Each number with what it is."""
    numbers = counters.sums()
    yield from _told(
        "info", GAUGE, "What answers.", [(f'{{version="{__version__}",database="{connection.vendor}"}}', 1)]
    )
    yield from _told("requests_total", COUNTER, "Answers since the start, by status.", _by_status(numbers))
    yield from _told("request_seconds", HISTOGRAM, "How long answers took.", _by_seconds(numbers))
    lanes = [(f'{{lane="{name}"}}', numbers[slot]) for name, slot in counters.LANES.items()]
    yield from _told("lane_busy", GAUGE, "Solves that are under way.", lanes)
    yield from _told(
        "lane_refused_total", COUNTER, "Solves without a place in time.", [("", numbers[counters.REFUSED])]
    )
    yield from _told("jobs", GAUGE, "Jobs by state; those that failed, of the last 30 days.", _jobs())
    yield from _told("oldest_job_seconds", GAUGE, "Age of the oldest job to be done.", [("", _oldest())])
    yield from _told("dossiers", GAUGE, "Dossiers that are kept.", [("", Dossier.objects.count())])
    yield from _told("database_bytes", GAUGE, "Size of the database.", [("", _size())])
    free = shutil.disk_usage(settings.DESK).free
    yield from _told("disk_free_bytes", GAUGE, "Room on the disk of the folder.", [("", free)])
    yield from _told("last_copy_timestamp_seconds", GAUGE, "When `planner backup` made a copy.", _last_copy())


def _told(name: str, kind: str, what: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP planner_{name} {what}"
    yield f"# TYPE planner_{name} {kind}"
    for rest, number in samples:
        yield f"planner_{name}{rest} {number:.15g}"


def _by_status(numbers: list[int]) -> list[Sample]:
    return [(f'{{status="{status}"}}', numbers[status]) for status in counters.STATUSES if numbers[status]]


def _by_seconds(numbers: list[int]) -> Iterator[Sample]:
    every = sum(numbers[status] for status in counters.STATUSES)
    for slot, seconds in zip(counters.BUCKETS, counters.QUICK, strict=True):
        yield f'_bucket{{le="{seconds}"}}', numbers[slot]
    yield '_bucket{le="+Inf"}', every
    yield "_sum", numbers[counters.MICROSECONDS] / 1e6
    yield "_count", every


def _jobs() -> list[Sample]:
    states = (*OPEN, State.FAILED)
    found = dict(Job.objects.filter(state__in=states).order_by().values_list("state").annotate(Count("pk")))
    return [(f'{{state="{state.value}"}}', found.get(state.value, 0)) for state in states]


def _oldest() -> float:
    oldest = Job.objects.filter(state__in=OPEN).aggregate(oldest=Min("created"))["oldest"]
    return (timezone.now() - oldest).total_seconds() if oldest else 0


def _size() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    return sum(path.stat().st_size for path in Path(settings.DESK).glob(f"{FILE}*"))


def _last_copy() -> list[Sample]:
    last = Path(settings.DESK) / BACKUPS / LAST
    return [("", last.stat().st_mtime)] if last.exists() else []
