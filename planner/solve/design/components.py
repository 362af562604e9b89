"""An offer falls into components that have nothing in common: no curriculum, no precedence. Their values add up."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.offer import Offer


def components(offer: Offer) -> list[Offer]:
    """The components as offers, those with few units first; units in the order of the offer.

    A curriculum without units goes with the first unit, for its bounds can still fail.
    """
    if not offer.units:
        return [offer]
    anyone = next(iter(offer.units))
    leader = {code: code for code in offer.units}

    def find(code: str) -> str:
        while leader[code] != code:
            leader[code] = leader[leader[code]]
            code = leader[code]
        return code

    together = [(*one.units, *(code for choice in one.choices for code in choice.units)) for one in offer.curricula]
    for group in (*together, *offer.precedences):
        for code in group[1:]:
            leader[find(code)] = find(group[0])
    units: dict[str, list[str]] = {}
    for code in offer.units:
        units.setdefault(find(code), []).append(code)
    found = []
    for first, codes in units.items():
        found.append(
            replace(
                offer,
                units={code: offer.units[code] for code in codes},
                curricula=tuple(
                    one
                    for one, group in zip(offer.curricula, together, strict=True)
                    if find(group[0] if group else anyone) == first
                ),
                precedences=tuple(pair for pair in offer.precedences if find(pair[0]) == first),
            )
        )
    return sorted(found, key=lambda part: len(part.units))
