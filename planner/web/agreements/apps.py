"""The application's name."""

from django.apps import AppConfig


class Agreements(AppConfig):
    """Agreement on plans."""

    name = "planner.web.agreements"
    label = "agreements"

    def ready(self) -> None:
        """See to dossiers that stand on another version, and to those that are erased."""
        from django.db.models.signals import post_delete

        from planner.web.agreements.bulk import forget
        from planner.web.agreements.steps import follow
        from planner.web.dossiers.models import Dossier
        from planner.web.dossiers.store import stands_on

        stands_on.connect(follow, dispatch_uid="agreements")
        post_delete.connect(forget, Dossier, dispatch_uid="agreements")
