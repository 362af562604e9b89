"""The application's name."""

from django.apps import AppConfig


class Mail(AppConfig):
    """Letters by mail."""

    name = "planner.web.mail"
    label = "mail"
