"""Addresses of the school's own look."""

from __future__ import annotations

from django.urls import path

from planner.web.school import pages

urlpatterns = [
    path("", pages.page, name="school"),
    path("logo", pages.logo, name="school_logo"),
    path("reset", pages.reset, name="school_reset"),
    path("<str:colour>.css", pages.colours, name="school_colours"),
    path("<str:mark>.png", pages.picture, name="school_picture"),
]
