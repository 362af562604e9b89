"""Who may pay for what of a learner's plan, and at which price."""

from __future__ import annotations

from functools import cached_property

from planner.domain.history import History
from planner.domain.learner import Learner
from planner.domain.offering import DAYTIME, DISTANCE, EVENING, Offering
from planner.domain.programme import Programme


class Paying:
    """The part of a case that is about money: all that the model and the checker read off the tariffs."""

    programme: Programme
    learner: Learner
    history: History | None

    @cached_property
    def modalities(self) -> tuple[str, ...]:
        """What the pathway allows; nothing where the programme does not know the pathway."""
        pathway = self.programme.pathways.get(self.learner.pathway)
        return pathway.modalities if pathway else ()

    @cached_property
    def fundings(self) -> tuple[str, ...]:
        """Every funding that may pay for something: first the one for the rest, then those of the file in its order."""
        learner, past = self.learner, self.past_payers.values()
        return tuple(dict.fromkeys((learner.funding, *learner.payers, *learner.shares.values(), *past)))

    def listed_payer(self, unit: str) -> str | None:
        """The funding that the learner's file says pays for the unit; None where it is to be chosen."""
        return self.learner.shares.get(unit, None if self.learner.alone else self.learner.funding)

    def candidates(self, unit: str) -> tuple[str, ...]:
        """The fundings that may pay for a unit not taken before: the one that does, or those to choose from."""
        given = self.listed_payer(unit)
        return self.learner.alone if given is None else (given,)

    def is_chosen(self, offering: Offering) -> bool:
        """Whether who pays for the offering is for the plan to say."""
        return bool(self.learner.alone) and not (
            offering.unit in self.learner.shares or offering.place in self.past_payers
        )

    def payers_of(self, offering: Offering) -> tuple[str, ...]:
        """The fundings that may pay for the offering: the one that does, or those to choose from that have a price."""
        given = self.past_payers.get(offering.place) or self.listed_payer(offering.unit)
        if given is not None:
            return (given,)
        return tuple(payer for payer in self.learner.alone if self.price(offering, payer) is not None)

    @cached_property
    def past_payers(self) -> dict[tuple[str, str], str]:
        """Who paid for what was taken already, where that was a choice and is known."""
        attempts = self.history.attempts if self.history else ()
        return {attempt.offering.place: attempt.payer for attempt in attempts if attempt.payer is not None}

    @cached_property
    def has_prices(self) -> bool:
        """Whether any document prices anything under the funding that pays for the rest; without, costs are unknown."""
        return any(funding == self.learner.funding for _, funding in self.programme.tariffs)

    def price(self, offering: Offering, payer: str) -> int | None:
        """Cents of an offering under a funding, or None when not known."""
        return 0 if offering.resit else self.programme.price(offering.unit, offering.modality, payer)

    def yearly(self, offering: Offering, payer: str) -> int:
        """Yearly fee in cents that the offering makes due under a funding."""
        return 0 if offering.resit else self._yearly(offering.modality, payer)

    def least_yearly(self, offering: Offering) -> int:
        """Yearly fee in cents that the offering makes due whoever pays for it."""
        return min((self.yearly(offering, payer) for payer in self.payers_of(offering)), default=0)

    @property
    def report_modality(self) -> str | None:
        """The modality whose yearly fee a report alone makes due; None in the daytime, which has none."""
        if self.learner.pathway == DAYTIME:
            return None
        return next((modality for modality in (EVENING, DISTANCE) if modality in self.modalities), None)

    @property
    def yearly_with_report(self) -> int:
        """Yearly fee in cents that a report alone makes due."""
        modality = self.report_modality
        return 0 if modality is None else self._yearly(modality, self.learner.funding)

    def _yearly(self, modality: str, funding: str) -> int:
        tariff = self.programme.tariffs.get((modality, funding))
        return tariff.yearly if tariff else 0

    def unit_limit(self, modality: str, funding: str) -> int | None:
        """Units of the modality under the funding beyond which the price is unknown."""
        tariff = self.programme.tariffs.get((modality, funding))
        return tariff.at_most_units if tariff else None
