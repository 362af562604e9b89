"""The application's name, and what it listens to."""

from django.apps import AppConfig


class SignIn(AppConfig):
    """The second step of a sign-in."""

    name = "planner.web.signin"
    label = "signin"

    def ready(self) -> None:
        """The log hears of what the library does."""
        from planner.web.signin import heard  # noqa: F401
