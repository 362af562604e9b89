"""Addresses of the desk. No address holds a name."""

from __future__ import annotations

from django.urls import include, path

from planner.web import health
from planner.web.dossiers import home
from planner.web.people import language

urlpatterns = [
    path("", home.page, name="home"),
    path("healthz", health.page, name="health"),
    path("language/<str:code>", language.choose, name="language"),
    path("", include("planner.web.people.urls")),
    path("dossiers/", include("planner.web.dossiers.urls")),
    path("api/v1/", include("planner.web.api.urls")),
    path("programmes/", include("planner.web.programmes.urls")),
    path("jobs/", include("planner.web.jobs.urls")),
]
handler400 = "planner.web.errors.bad_request"
handler403 = "planner.web.errors.forbidden"
handler404 = "planner.web.errors.missing"
handler500 = "planner.web.errors.defect"
