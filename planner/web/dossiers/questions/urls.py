"""Addresses of why, what else, what if, risks, results, migration, versions and documents."""

from __future__ import annotations

from django.urls import path

from planner.web.dossiers.questions import (
    adopting,
    comparing,
    documents,
    migrating,
    others,
    results,
    risks,
    versions,
    why,
)

urlpatterns = [
    path("<str:key>/why", why.why, name="why"),
    path("<str:key>/alternatives", others.alternatives, name="alternatives"),
    path("<str:key>/frontier", others.frontier, name="frontier"),
    path("<str:key>/compare", comparing.compare, name="compare"),
    path("<str:key>/risk", risks.risk, name="risk"),
    path("<str:key>/adopt", adopting.adopt, name="adopt"),
    path("<str:key>/results", results.results, name="results"),
    path("<str:key>/results/keep", results.keep, name="results_keep"),
    path("<str:key>/migrate", migrating.migrate, name="migrate"),
    path("<str:key>/versions", versions.versions, name="versions"),
    path("<str:key>/versions/restore", versions.restore, name="restore"),
    path("<str:key>/documents", documents.documents, name="documents"),
    path("<str:key>/documents/<str:kind>/<str:code>/<str:form>", documents.document, name="document"),
]
