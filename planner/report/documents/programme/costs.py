"""What a programme costs, and whose money it is: a line each, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import money, say
from planner.report.documents.programme.origin import entitled, of, origin, words
from planner.storage.numbers import number
from planner.storage.schema_programme import ProgrammeFile, Tariff


def fundings(file: ProgrammeFile) -> Iterator[str]:
    """Whose money each funding is, where the file says so."""
    for funding in file.fundings:
        if funding.own is not None:
            whose = say("show.own" if funding.own else "show.not_own")
            yield entitled(say("colon", name=words(funding.title), value=whose), of(funding))


def tariffs(file: ProgrammeFile) -> Iterator[str]:
    """Prices by modality and funding."""
    titles = {funding.id: words(funding.title) for funding in file.fundings}
    for tariff in file.tariffs:
        name = f"{say(f'modality.{tariff.modality}')} · {titles[tariff.funding]}"
        yield entitled(say("colon", name=name, value=", ".join(_prices(file, tariff))), of(tariff))


def _prices(file: ProgrammeFile, tariff: Tariff) -> Iterator[str]:
    """What a tariff asks for: by credit, hour, unit, size of the unit, or part of the whole; then what comes beside."""
    single = (("credit", tariff.per_credit), ("hour", tariff.per_hour), ("unit", tariff.per_unit))
    for name, price in single:
        if price is not None:
            yield say(f"show.per_{name}", price=_priced(file, price))
    for credits, price in (tariff.by_credits or {}).items():
        yield say("show.by_credits", credits=number(credits), price=_priced(file, price))
    if tariff.whole is not None and tariff.parts:
        part = say("show.part", price=_priced(file, tariff.whole / tariff.parts))
        yield entitled(part, origin(None, tariff.parts_assumption))
    if tariff.at_most_units:
        yield say("show.at_most", count=tariff.at_most_units)
    if tariff.yearly:
        yearly = say("show.yearly", price=_priced(file, tariff.yearly))
        yield entitled(yearly, origin(tariff.yearly_source, tariff.yearly_assumption))


def fees(file: ProgrammeFile) -> Iterator[str]:
    """What is due once."""
    for fee in file.fees:
        what = f"{_priced(file, fee.amount)}, {say(f'show.due.{fee.due}')}"
        yield entitled(say("colon", name=words(fee.title), value=what), of(fee))


def _priced(file: ProgrammeFile, amount: float) -> str:
    return money(round(amount * 100), file.currency)
