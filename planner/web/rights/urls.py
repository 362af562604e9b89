"""Addresses of people's rights, below a dossier."""

from __future__ import annotations

from django.urls import path

from planner.web.rights import pages

urlpatterns = [
    path("<str:key>/data", pages.data, name="data"),
    path("<str:key>/data.zip", pages.copy, name="data_copy"),
    path("<str:key>/erase", pages.erase, name="erase"),
]
