"""Addresses of the desk. No address holds a name."""

from __future__ import annotations

from django.urls import include, path

from planner.web import health, metrics
from planner.web.dossiers import home
from planner.web.people import language
from planner.web.rights import notices, rule_page

urlpatterns = [
    path("", home.page, name="home"),
    path("healthz", health.page, name="health"),
    path("metrics", metrics.page, name="metrics"),
    path("favicon.ico", health.icon, name="icon"),
    path("language/<str:code>", language.choose, name="language"),
    path("", include("planner.web.people.urls")),
    path("dossiers/", include("planner.web.rights.urls")),
    path("", include("planner.web.signin.urls")),
    path("", include("planner.web.agreements.urls")),
    path("", include("planner.web.mail.urls")),
    path("retention/", rule_page.page, name="retention"),
    path("personal-data", notices.personal_data, name="personal_data"),
    path("accessibility", notices.accessibility, name="accessibility"),
    path("dossiers/", include("planner.web.dossiers.urls")),
    path("api/v1/", include("planner.web.api.urls")),
    path("programmes/", include("planner.web.programmes.urls")),
    path("plan/", include("planner.web.sharing.urls")),
    path("calendar/", include("planner.web.calendars.urls")),
    path("school/", include("planner.web.school.urls")),
    path("jobs/", include("planner.web.jobs.urls")),
]
handler400 = "planner.web.errors.bad_request"
handler403 = "planner.web.errors.forbidden"
handler404 = "planner.web.errors.missing"
handler429 = "planner.web.errors.often"
handler500 = "planner.web.errors.defect"
