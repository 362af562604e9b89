"""The application's name."""

from django.apps import AppConfig


class Calendars(AppConfig):
    """Calendars that programs follow."""

    name = "planner.web.calendars"
    label = "calendars"
