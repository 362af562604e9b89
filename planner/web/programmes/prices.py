"""Our prices: a short form for a programme without prices, which writes the small file that adds them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import LANGUAGES, language, say
from planner.storage import programmes as files
from planner.storage.registry import FILE_NAME
from planner.web.dossiers.form.fields import Amount
from planner.web.dossiers.frame import OUR_PRICES, titled
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action
from planner.web.programmes.ours import KINDS, folder, kept, legend, reason_of
from planner.web.programmes.pages import programme_of
from planner.web.writing import writing

MOST = 100_000


class Row(forms.Form):
    """What a unit costs in a modality under a funding, as far as the school says."""

    kind = forms.ChoiceField()
    amount = Amount(required=False, min_value=0, max_value=MOST, decimal_places=2)
    yearly = Amount(required=False, min_value=0, max_value=MOST, decimal_places=2)

    def __init__(self, *rest: Any, modality: str, funding: str, title: Any, kinds: list[str], **extra: Any) -> None:
        super().__init__(*rest, **extra)
        self.fields["kind"] = forms.ChoiceField(choices=[(kind, say(f"prices.{kind}")) for kind in kinds])
        self.modality, self.funding, self.title = modality, funding, title
        for name, field in self.fields.items():
            field.label = say(f"prices.{name}")
            field.error_messages |= {
                "required": say("form.choose"), "invalid": say("form.number"), "min_value": say("form.least", least=0),
                "max_value": say("form.most", most=MOST),
            }  # fmt: skip

    @property
    def legend(self) -> str:
        """What the row is about."""
        return legend(self.modality, self.title)

    @property
    def cells(self) -> list[Any]:
        """Its fields, the price first."""
        return [self[name] for name in ("amount", "kind", "yearly")]

    def clean(self) -> dict[str, Any]:
        """A yearly fee needs a price beside it.

        Raises:
            ValidationError: it has none.
        """
        given = super().clean() or {}
        if given.get("yearly") is not None and given.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", say("prices.amount_missing"))
        return given


class Why(forms.Form):
    """Where the prices come from."""

    reason = forms.CharField(max_length=300)

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        self.fields["reason"].label = say("prices.reason")
        self.fields["reason"].error_messages["required"] = say("form.missing")


@needs(Action.PRICES_WRITE)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponse:
    """The form; saved, it is a programme of its own beside the one that it extends.

    Raises:
        Http404: there is no such programme, or it has prices.
    """
    programme = programme_of(name)
    if programme.tariffs:
        raise Http404
    target = folder(name) / FILE_NAME
    told = kept(name)
    rows = _rows(programme, request.POST if request.method == "POST" else None, told)
    why = Why(request.POST if request.method == "POST" else None, initial={"reason": reason_of(told)})
    problem = ""
    if request.method == "POST" and all([why.is_valid(), *(row.is_valid() for row in rows)]):
        tariffs = [_tariff(row) for row in rows if row.cleaned_data["amount"] is not None]
        problem = "" if tariffs else say("prices.none")
        if tariffs:
            save(name, target, tariffs, why.cleaned_data["reason"])
            with writing():
                note(person_of(request), "prices.saved", f"programme:{target.parent.name}", before=told, after=tariffs)
            messages.success(request, say("prices.saved", name=target.parent.name))
            return redirect("programme", target.parent.name)
    status = 422 if request.method == "POST" else 200
    shown = {"title": titled(programme), "name": name, "rows": rows, "why": why, "problem": problem}
    shown["uncounted"] = [unit for unit in programme.units.values() if unit.kind == "course" and unit.credits is None]
    return render(request, "programmes/prices.html", shown, status=status)


def save(name: str, target: Path, tariffs: list[dict[str, Any]], reason: str) -> None:
    """Write the file, whole or not at all, once it can be read.

    Raises:
        BadInput: it does not fit the programme that it extends.
    """
    data = {
        "extends": name,
        "id": target.parent.name,
        "tariffs": tariffs,
        "assumptions": [
            {
                "id": OUR_PRICES,
                "text": {code: language(code).say("prices.assumption") for code in LANGUAGES},
                "reason": dict.fromkeys(LANGUAGES, reason),
            }
        ],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=target.parent, suffix=".yaml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        yaml.safe_dump(data, file, allow_unicode=True, sort_keys=False)
    try:
        files.read(Path(part))
    except BadInput:
        Path(part).unlink()
        raise
    Path(part).replace(target)


def _tariff(row: Row) -> dict[str, Any]:
    given = row.cleaned_data
    yearly = {} if given["yearly"] is None else {"yearly": float(given["yearly"]), "yearly_assumption": OUR_PRICES}
    price = {given["kind"]: float(given["amount"]), "assumption": OUR_PRICES}
    return {"modality": row.modality, "funding": row.funding, **price, **yearly}


def _rows(programme: Programme, posted: Any, told: dict[str, Any]) -> list[Row]:
    """A row for each modality and funding of the programme, with what was saved before."""
    saved = {(one["modality"], one["funding"]): one for one in told.get("tariffs", ())}
    modalities = sorted({one.modality for one in programme.patterns})
    timed = any(unit.hours for unit in programme.units.values())
    kinds = [kind for kind in KINDS if timed or kind != "per_hour"]
    return [
        Row(
            posted,
            prefix=f"{modality}-{funding}",
            modality=modality,
            funding=funding,
            title=title,
            kinds=kinds,
            initial=_initial(saved.get((modality, funding))),
        )
        for modality in modalities
        for funding, title in programme.fundings.items()
    ]


def _initial(saved: dict[str, Any] | None) -> dict[str, Any]:
    if saved is None:
        return {}
    kind = next(kind for kind in KINDS if kind in saved)
    yearly = saved.get("yearly")
    return {"kind": kind, "amount": f"{saved[kind]:.2f}", "yearly": None if yearly is None else f"{yearly:.2f}"}
