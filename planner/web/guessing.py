"""Who tries addresses or tokens is slowed down, by the address that they ask from; nobody else is, nor a log filled.

What is right opens nevertheless: a school, or a mobile network, is one address, and nobody finds one of 2²⁵⁶ secrets by
trying faster. Each process counts for itself and in its memory, so that nobody waits for a try; all of them together
keep a tally, of which the worker makes one line of the log a minute.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter, OrderedDict
from ipaddress import ip_address, ip_network
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from planner.messages import say
from planner.web.configuration import COUNTS
from planner.web.people.log import note
from planner.web.turns import aside
from planner.web.writing import writing

LOG = logging.getLogger("planner.web")
TRIES, WITHIN = 20, 600
"""So many that were wrong; so many seconds without one, and all is forgotten."""
HOME = 64
"""Bits of an IPv6 address that are one household's: the others change as it likes."""
MOST = 10_000
"""Addresses that are remembered; who asks from more is not one whom counting slows down."""
HOLD, HELD = 0.5, 2
"""Seconds for which somebody slowed down waits, as long as no more of them do: threads are there for others."""
TALLY, READ, LARGEST = f"{COUNTS}/tries", f"{COUNTS}/tries.read", 2**20
"""In the folder of the desk: a sign for each try; and how many bytes it holds where no worker reads it."""
KINDS = {"p": "plans", "c": "calendars", "l": "links", "t": "tokens", "s": "slowed"}
"""What was tried, by its sign; and addresses that were slowed down."""
EVERY = 60.0
"""Seconds between two lines of the log."""
_TRIED: OrderedDict[str, tuple[int, float]] = OrderedDict()
_COUNTING, _WAITING = Lock(), BoundedSemaphore(HELD)
_looked = [0.0]


def often(request: HttpRequest, sign: str) -> bool:
    """Whether whoever asks has tried many that were wrong, with this one; if so, they have waited for this answer."""
    address = request.META.get("REMOTE_ADDR", "")
    tries = _count(_whose(address))
    _keep(sign)
    if tries <= TRIES:
        return False
    if tries == TRIES + 1:
        LOG.warning("addresses or tokens are tried from %s: slowed down", address)
        _keep("s")
    if _WAITING.acquire(blocking=False):
        try:
            with aside():
                time.sleep(HOLD)
        finally:
            _WAITING.release()
    return True


def answer() -> HttpResponse:
    """What they get: a few words, since a page is work."""
    words = f"{say('shown.often')}. {say('shown.often_do')}\n"
    headers = {"Retry-After": str(WITHIN), "Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer"}
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=429, headers=headers)


def watch() -> None:
    """By the worker: what was tried since the last line, as one line; nothing where nothing was."""
    if time.monotonic() - _looked[0] < EVERY:
        return
    _looked[0] = time.monotonic()
    tally, read = settings.DESK / TALLY, settings.DESK / READ
    if not read.exists():
        if not tally.exists():
            return
        tally.replace(read)
    signs = Counter(read.read_text(encoding="ascii", errors="replace"))
    told = {name: signs[sign] for sign, name in KINDS.items() if signs[sign]}
    with writing():
        note(None, "tried", f"tries:{signs.total() - signs['s']}", who="desk", after=told)
    read.unlink()


def forget() -> None:
    """All is as if nobody had tried."""
    with _COUNTING:
        _TRIED.clear()


def _count(address: str) -> int:
    now = time.monotonic()
    with _COUNTING:
        tries, last = _TRIED.pop(address, (0, now))
        tries = tries + 1 if now - last < WITHIN else 1
        _TRIED[address] = tries, now
        if len(_TRIED) > MOST:
            _TRIED.popitem(last=False)
    return tries


def _keep(sign: str) -> None:
    """One more, whatever other processes do."""
    handle = os.open(settings.DESK / TALLY, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.fstat(handle).st_size < LARGEST:
            os.write(handle, sign.encode())
    finally:
        os.close(handle)


def _whose(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if found.version == 4 else str(ip_network((found, HOME), strict=False).network_address)
