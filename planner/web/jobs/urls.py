"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from planner.web.jobs import pages

urlpatterns = [
    path("", pages.everything, name="jobs"),
    path("<int:number>/cancel", pages.cancel, name="job_cancel"),
]
