"""An offer falls into components that have nothing in common: no curriculum, no precedence. Their values add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.offer import Offer


def components(offer: Offer) -> list[Offer]:
    """The components as offers, those with few units first; units in the order of the offer.

    A curriculum without units goes with the first unit, for its bounds can still fail.
    """
    if not offer.units:
        return [offer]
    members = [(*one.units, *(code for choice in one.choices for code in choice.units)) for one in offer.curricula]
    leader = _leaders(offer.units, [*members, *offer.precedences])
    anyone = next(iter(offer.units))
    own = [leader[group[0] if group else anyone] for group in members]
    found = [
        replace(
            offer,
            units={code: unit for code, unit in offer.units.items() if leader[code] == first},
            curricula=tuple(one for one, its in zip(offer.curricula, own, strict=True) if its == first),
            precedences=tuple(pair for pair in offer.precedences if leader[pair[0]] == first),
        )
        for first in dict.fromkeys(leader.values())
    ]
    return sorted(found, key=lambda part: len(part.units))


def _leaders(codes: Iterable[str], groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each unit one of its component, the same for all of them: units of a group belong together."""
    leader = {code: code for code in codes}

    def find(code: str) -> str:
        while leader[code] != code:
            leader[code] = leader[leader[code]]
            code = leader[code]
        return code

    for group in groups:
        for code in group[1:]:
            leader[find(code)] = find(group[0])
    return {code: find(code) for code in leader}
