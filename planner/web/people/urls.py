"""Addresses about people."""

from __future__ import annotations

from django.urls import include, path

from planner.web.people import link

urlpatterns = [
    path("link/<str:secret>", link.page, name="link"),
    path("account/", include("allauth.account.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
