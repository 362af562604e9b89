"""Addresses of dossiers. The form and `plans` come first: these are no keys of dossiers."""

from __future__ import annotations

from django.urls import include, path

from planner.web.dossiers import handing, unplanned_page

urlpatterns = [
    path("", include("planner.web.dossiers.form.urls")),
    path("plans", unplanned_page.ask, name="plans_ask"),
    path("plans/<int:number>", unplanned_page.page, name="plans"),
    path("<str:key>/hand-over", handing.hand_over, name="hand_over"),
    path("", include("planner.web.sharing.dossier_urls")),
    path("", include("planner.web.calendars.dossier_urls")),
    path("", include("planner.web.dossiers.board.urls")),
    path("", include("planner.web.dossiers.questions.urls")),
]
