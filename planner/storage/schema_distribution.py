"""A distribution: of what learners a synthetic cohort is made, in shares that need not add up to 100."""

from typing import Annotated

from planner.storage.schema_types import Weekday
from planner.storage.shapes import AtLeast, FileModel, Limits, key

Share = Annotated[float, Limits(0, 1_000_000)]
Shares = dict[str, Share]


class AcquiredShares(FileModel):
    """How many units are held at the start, which ones, and how they were validated."""

    number: Shares = key(description="Shares of how many units: {0: 70, 2: 30}.")
    units: Shares = key({}, description="How often each unit is among them; all alike where none is named.")
    by: Shares = key({}, description="Shares of VAE, VES and others; '-' for units validated earlier.")


class EveningShares(FileModel):
    """How many evenings a week are free, and which."""

    number: Shares = key(description="Shares of how many evenings: {5: 70, 3: 30}.")
    days: dict[Weekday, Share] = key({}, description="How often each is among them; Monday to Friday alike if none.")


class InternshipShares(FileModel):
    """Windows for the internship of those outside the sector (`experience.in_sector` is `no` or `false`)."""

    after_months: Shares = key(description="Shares of the months between the start and a window.")
    months: Shares = key(description="Shares of the months that a window lasts.")
    windows: Shares = key({}, description="Shares of how many windows there are; one if not given.")


class Group(FileModel):
    """What is drawn for a learner: each column of a cohort on its own, so that only profiles make them go together."""

    columns: dict[str, Shares] = key({}, description="For a column of a cohort, shares of its cells; '-' is empty.")
    acquired: AcquiredShares | None = None
    evenings: EveningShares | None = None
    deadline_terms: Shares | None = key(None, description="Shares of a deadline in terms from the start; '-': none.")
    internship: InternshipShares | None = None


class Profile(Group):
    """A kind of learner; what it gives stands in place of what `everyone` has."""

    name: str
    share: Share


class DistributionFile(FileModel):
    """Learners of a programme: what holds for everyone, and profiles that differ from it."""

    programme: str = key(description="Id of a programme, or path of a programme file.")
    note: str | None = None
    everyone: Group | None = None
    profiles: Annotated[list[Profile], AtLeast(1)]
