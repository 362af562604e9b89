"""Addresses of agreement on a plan."""

from __future__ import annotations

from django.urls import path

from planner.web.agreements import pages, selection

urlpatterns = [
    path("dossiers/<str:key>/agreement", pages.page, name="agreement"),
    path("dossiers/<str:key>/agreement/propose", pages.propose, name="agreement_proposed"),
    path("dossiers/<str:key>/agreement/agree", pages.agree, name="agreement_agreed"),
    path("dossiers/<str:key>/agreement/approve", pages.approve, name="agreement_approved"),
    path("dossiers/<str:key>/agreement/withdraw", pages.withdraw, name="agreement_withdrawn"),
    path("selection/", selection.page, name="selection"),
    path("selection/propose", selection.propose, name="selection_propose"),
    path("selection/remind", selection.remind, name="selection_remind"),
    path("selection/papers", selection.papers, name="selection_papers"),
    path("selection/<int:number>", selection.job_page, name="selection_job"),
    path("selection/<int:number>/file", selection.file, name="selection_file"),
]
