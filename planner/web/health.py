"""`/healthz`: whether the desk answers and its database does."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse

from planner import __version__


@login_not_required
def page(request: HttpRequest) -> JsonResponse:
    """What is asked by whoever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})
