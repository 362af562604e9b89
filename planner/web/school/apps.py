"""The application's name."""

from django.apps import AppConfig


class School(AppConfig):
    """The school's own look."""

    name = "planner.web.school"
    label = "school"
