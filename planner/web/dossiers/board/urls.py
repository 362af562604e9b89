"""Addresses of the board."""

from __future__ import annotations

from django.urls import path

from planner.web.dossiers.board import views

urlpatterns = [
    path("<str:key>", views.page, name="dossier"),
    path("<str:key>/places", views.places, name="board-places"),
    path("<str:key>/board/<str:name>", views.act, name="board-act"),
]
