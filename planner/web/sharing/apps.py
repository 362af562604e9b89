"""The application's name."""

from django.apps import AppConfig


class Sharing(AppConfig):
    """Plans that learners read by a link."""

    name = "planner.web.sharing"
    label = "sharing"
