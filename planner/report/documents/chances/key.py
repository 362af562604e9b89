"""Chances as the key `chances` of a learner's file, or a programme's."""

from __future__ import annotations

from planner.messages import say
from planner.report.documents.chances.shape import ChancesDocument
from planner.report.json import dumps


def key_text(data: ChancesDocument) -> str:
    """Lines of YAML, with a comment that says where the chances come from."""
    past, chances = data["past"], data["chances"]
    told = say("past.key", count=past["mean"]["attempted"], first=past["first"], last=past["last"])
    lines = [f"# {told}", "chances:", f"  fail: {chances['fail']}"]
    if chances["units"]:
        lines += ["  units:", *(f"    {dumps(unit).strip()}: {chance}" for unit, chance in chances["units"].items())]
    if "second_session" in chances:
        lines.append(f"  second_session: {chances['second_session']}")
    return "\n".join(lines) + "\n"
