"""Addresses of programmes."""

from __future__ import annotations

from django.urls import path

from planner.web.programmes import pages, prices

urlpatterns = [
    path("", pages.everything, name="programmes"),
    path("<str:name>/", pages.one, name="programme"),
    path("<str:name>/document.<str:form>", pages.document_of, name="programme_document"),
    path("<str:name>/prices", prices.page, name="prices"),
]
