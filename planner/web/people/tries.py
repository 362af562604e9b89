"""Who tried passwords or codes too often, and how long they wait: the same whether or not there is such an account."""

from __future__ import annotations

import time
from math import ceil

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from planner.messages import say

APP, ACTION = "allauth.account", "login_failed"
"""What the library of sign-in counts such tries by."""
MINUTE = 60


def too_often(request: HttpRequest, key: str, code: str | None) -> ValidationError:
    """What is told, as an error of this code, to who tried by the key so often that no more is looked at."""
    return ValidationError(say("error.often.wait", count=minutes(_wait(request, key))), code=code)


def minutes(seconds: float) -> int:
    """So many whole minutes that the seconds are over, one at least."""
    return max(1, ceil(seconds / MINUTE))


def _wait(request: HttpRequest, key: str) -> float:
    """Seconds until a try is looked at again: until of every limit that is reached one try is forgotten."""
    now, waits = time.time(), [0.0]
    for rate in ratelimit.get_rates(app=APP, action=ACTION):
        newest_first = cache.get(
            ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key, user=None), []
        )
        if len(newest_first) >= rate.amount:
            waits.append(newest_first[rate.amount - 1] + rate.duration - now)
    return max(waits)
