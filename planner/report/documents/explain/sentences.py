"""What an explanation says of the best plan, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from planner.domain.text import Cents, Key, Words
from planner.messages import say
from planner.report.documents.explain import shape
from planner.report.documents.explain.shape import ExplainDocument
from planner.report.documents.plan.about import about
from planner.report.listing import listed
from planner.report.values import priced
from planner.study.bottleneck import FIRST, WISHES


def best(data: ExplainDocument) -> str:
    """Length, award and cost of the best plan; of older documents what they tell."""
    gives = data.get("best")
    if gives is None:
        ends = data["award"] or data["certificate"]
        if ends is None or ends["term"] is None or ends["date"] is None:
            return ""
        return say("why.chain_award", term=ends["term"])
    programme = about(data)["programme"]
    total = data["cost"]["total"]
    price = Key("why.cost_unknown") if total is None else cents(total, programme["currency"])
    values = {"count": gives["duration"], "term": gives["award"], "day": date.fromisoformat(gives["date"])}
    return say(priced("why.best", has_prices=programme["priced"]), **values, cost=price)


def not_by_rules(sooner: shape.Sooner) -> str:
    """Why the award is not earlier where no rule forbids it."""
    if sooner["kind"] == WISHES:
        return say("compare.wishes", names=tuple(Key(f"objective.{name}") for name in sooner["wishes"]))
    return say("why.sooner_first" if sooner["kind"] == FIRST else "compare.binds_open")


def chain(data: ExplainDocument) -> Iterator[str]:
    """The units and milestones that hold the award where it is; the award alone is no news."""
    links = data["chain"]
    if len(links) == 1 and links[0]["rule"] in ("report", None):
        if data["sooner"]["conflicts"]:
            yield say("why.chain_places")
        return
    for link in links:
        if link["what"] != "award" or link["why"] is not None:
            yield _link(link)


def _link(link: shape.Link) -> str:
    milestone, modality = link["what"] in ("award", "experience", "internship"), link.get("modality")
    what = Key(f"why.chain_{link['what']}" if milestone else "why.chain_unit", unit=link["what"], term=link["term"])
    if link["why"] is not None:
        return say("why.chain_why", what=what, why=link["why"])
    if link["earliest"] and modality is not None:
        return say("why.chain_first", what=what, modality=modality)
    return say(what.key, **what.values)


def cheaper(data: ExplainDocument) -> Iterator[str]:
    """The parts of the cost, and the least that any plan costs; nothing where the programme has no prices at all."""
    programme = about(data)["programme"]
    if not programme["priced"]:
        return
    total, currency = data["cost"]["total"], programme["currency"]
    if total is None:
        yield say("why.cheaper_unknown")
        return
    yield from _made_of(data.get("cost_parts", []), total, currency)
    if data["cheapest"] is None:
        yield say("why.cheaper_open")
        return
    least, anyone = data["cheapest"]["cost"], data.get("anyone")
    if least is None:
        return
    if least < total:
        values = {"amount": cents(least, currency), "less": cents(total - least, currency)}
        yield say("why.cheaper_longer", count=data["cheapest"]["duration"], **values)
    elif anyone is None:
        yield say("why.cheaper_none_so" if data.get("payers_open") else "why.cheaper_none")
    if anyone is not None:
        yield _with_others(data, anyone, total, "why.cheaper_payers_too" if least < total else "why.cheaper_payers")


def _made_of(paid: list[shape.Part], total: float, currency: str) -> Iterator[str]:
    parts = tuple(
        Key(f"why.cheaper_{part['part']}", amount=cents(part["amount"], currency), years=", ".join(part["years"]))
        for part in paid
    )
    if parts:
        key = "why.cheaper_made" if len(parts) > 1 else "why.cheaper_only"
        yield say(key, total=cents(total, currency), names=parts)


def _with_others(data: ExplainDocument, anyone: shape.Anyone, total: float, key: str) -> str:
    """The cheapest plan that all fundings pay together."""
    known = about(data)
    names: list[Words] = [known["fundings"].get(name, name) for name in anyone["payers"]]
    least, currency = anyone["cost"] or 0, known["programme"]["currency"]
    return say(key, payers=listed(names), amount=cents(least, currency), less=cents(total - least, currency))


def gains(data: ExplainDocument) -> Iterator[str]:
    """What each change brings, then the kinds of change that bring nothing."""
    programme = about(data)["programme"]
    for gain in data["gains"]:
        what = gained(gain["gain"], programme["currency"], has_prices=programme["priced"])
        yield say("why.gain", change=gain["change"], gain=what)
    helped = {gain["kind"] for gain in data["gains"]}
    kinds: list[Words] = [Key(f"kind.{kind}") for kind in data["tried"] if kind not in helped]
    if names := tuple(data.get("without_gain", kinds)):
        yield say("why.no_gain", names=names)
    if data.get("gains_open"):
        yield say("why.gains_open")


def gained(gain: shape.Gained, currency: str, *, has_prices: bool = True) -> tuple[Key, ...]:
    """Terms, money and order that are gained, or given for it; with `has_prices`, also that a cost is unknown."""
    found = [] if not gain["duration"] else [_terms(gain["duration"])]
    if own := gain.get("own"):
        found.append(_money(own, currency, "why.gain_own_less", "why.gain_own_more"))
    if gain["cost"] and gain["cost"] != own:
        in_all = "_all" if own else ""
        found.append(_money(gain["cost"], currency, f"why.gain_less{in_all}", f"why.gain_more{in_all}"))
    unknown = [Key("why.cost_unknown")] if gain["cost"] is None and has_prices else []
    found += unknown
    if balance := gain.get("balance"):
        key = "why.gain_lighter" if balance > 0 else "why.gain_heavier"
        found.append(Key(key, credits=Fraction(abs(balance)).limit_denominator(1000)))
    if gain["order"] > 0:
        found.append(Key("why.gain_order", count=gain["order"]))
    if found != unknown:
        return tuple(found)
    rest = (("certificate", gain["certificate"]), ("recommended", gain.get("recommended", 0)), ("load", gain["load"]))
    return (*(Key(f"why.gain_{name}", count=count) for name, count in rest if count > 0), *unknown)


def _terms(count: int) -> Key:
    return Key("why.gain_terms" if count > 0 else "why.gain_later", count=abs(count))


def _money(amount: float, currency: str, less: str, more: str) -> Key:
    return Key(less if amount > 0 else more, amount=cents(abs(amount), currency))


def cents(amount: float, currency: str) -> Cents:
    """An amount of the document as messages print it."""
    return Cents(round(amount * 100), currency)
