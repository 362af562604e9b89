"""Credits, which are exact: whole ones are ints, others fractions of at most two decimals, and never floats.

Fractions take a while to import, and few programmes have any: so the functions that make one import them.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm
from typing import TYPE_CHECKING, TypeAlias, overload

if TYPE_CHECKING:
    from fractions import Fraction

    Worth: TypeAlias = int | Fraction


@overload
def exact(value: float) -> Worth: ...
@overload
def exact(value: float | None) -> Worth | None: ...
def exact(value: float | None) -> Worth | None:
    """Credits as a file gives them, with two decimals at most, or None. The shortest text of a float is what was
    written, since credits have few digits.
    """
    if value is None or isinstance(value, int):
        return value
    from fractions import Fraction

    found = Fraction(float.__repr__(value))
    return int(found) if found.denominator == 1 else found


def price_of(cents: int, credits: Worth) -> int:
    """Cents of so many credits at a price a credit; half a cent is paid as a whole one."""
    return (2 * cents * credits + 1).__floor__() // 2


@overload
def plain(value: Worth) -> float | int: ...
@overload
def plain(value: Worth | None) -> float | int | None: ...
def plain(value: Worth | None) -> float | int | None:
    """Credits, or a share of some, as JSON writes them: 6 and 2.5, and null where unknown."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def scale_of(values: Iterable[Worth | None]) -> int:
    """The least factor that makes all of them whole."""
    return lcm(*{1 if value is None else value.denominator for value in values})
