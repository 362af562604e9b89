"""Addresses of the calendars of a dossier."""

from __future__ import annotations

from django.urls import path

from planner.web.calendars import pages

urlpatterns = [
    path("<str:key>/calendar", pages.page, name="calendar"),
    path("<str:key>/calendar/<int:number>/revoke", pages.revoke, name="calendar_revoke"),
]
