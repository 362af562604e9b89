"""Addresses of dossiers. The form comes first: `new` and `import` are no keys of dossiers."""

from __future__ import annotations

from django.urls import include, path

from planner.web.dossiers import handing

urlpatterns = [
    path("", include("planner.web.dossiers.form.urls")),
    path("<str:key>/hand-over", handing.hand_over, name="hand_over"),
    path("", include("planner.web.dossiers.board.urls")),
    path("", include("planner.web.dossiers.questions.urls")),
]
