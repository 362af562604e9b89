"""Addresses of letters."""

from __future__ import annotations

from django.urls import path

from planner.web.mail import pages

urlpatterns = [
    path("mail/", pages.school, name="mail"),
    path("mail/held", pages.held, name="mail_held"),
    path("mail/trial", pages.trial, name="mail_trial"),
    path("dossiers/<str:key>/mail", pages.page, name="dossier_mail"),
    path("dossiers/<str:key>/mail/link", pages.send_link, name="mail_link"),
    path("dossiers/<str:key>/mail/forget", pages.forget, name="mail_forget"),
]
