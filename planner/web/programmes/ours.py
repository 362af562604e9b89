"""The prices that the school entered for a programme: where they are kept, and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.conf import settings

from planner.domain.programme import Programme
from planner.messages import money, say, word, worded
from planner.storage.registry import FILE_NAME
from planner.web.configuration import PROGRAMMES
from planner.web.dossiers.form.choices import capital

SUFFIX = "-prices"
KINDS = ("per_credit", "per_unit", "per_hour")


class Price(NamedTuple):
    """Whose price it is, how much, and what comes beside each year."""

    what: str
    amount: str
    yearly: str


def folder(name: str) -> Path:
    """Where the programme with the school's prices is kept."""
    return Path(settings.DESK) / PROGRAMMES / f"{name}{SUFFIX}"


def kept(name: str) -> dict[str, Any]:
    """What was saved for a programme; empty where nothing was."""
    target = folder(name) / FILE_NAME
    return yaml.safe_load(target.read_text(encoding="utf-8")) if target.is_file() else {}


def reason_of(told: dict[str, Any]) -> str:
    """Where the prices come from."""
    return str(next((one["reason"]["fr"] for one in told.get("assumptions", ())), ""))


def legend(modality: str, title: Any) -> str:
    """What a price is for: courses, and who pays."""
    return capital(f"{word('modality', modality)}, {worded(title)}")


def prices(programme: Programme, told: dict[str, Any]) -> Iterator[Price]:
    """The prices, in words."""
    for one in told.get("tariffs", ()):
        kind = next(kind for kind in KINDS if kind in one)
        amount = f"{money(round(one[kind] * 100))} {say(f'prices.{kind}')}"
        yearly = money(round(one["yearly"] * 100)) if "yearly" in one else ""
        yield Price(legend(one["modality"], programme.fundings[one["funding"]]), amount, yearly)
