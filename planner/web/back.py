"""Going back to where a form or an address says that one was: to a path of this desk, and nowhere else."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(path: str | None, otherwise: str) -> HttpResponseRedirect:
    """There, where it is a path; else to the other one."""
    safe = path and path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return HttpResponseRedirect(path if path and safe else otherwise)
