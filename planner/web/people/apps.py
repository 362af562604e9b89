"""The application's name."""

from django.apps import AppConfig


class People(AppConfig):
    """Accounts, links, tokens, the log."""

    name = "planner.web.people"
    label = "people"

    def ready(self) -> None:
        """Notice in which language people read."""
        from django.contrib.auth.signals import user_logged_in

        from planner.web.people.language import signed_in

        user_logged_in.connect(signed_in, dispatch_uid="language")
