"""What is asked beside pages: whether the desk answers and its database does, and where its icon is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from planner import __version__


@login_not_required
def page(request: HttpRequest) -> JsonResponse:
    """What is asked by whoever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


@login_not_required
def icon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for where a page or a file names no icon."""
    return redirect(static("desk/icon.svg"))
