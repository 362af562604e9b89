"""One colour of a school: whether everybody can read with it, the nearest one with which they can, and its tokens."""

from __future__ import annotations

import re

Rgb = tuple[int, int, int]
CODE = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
READABLE = 4.5
"""Contrast of text, at least (WCAG, AA)."""
GROUNDS = ("#ffffff", "#f4f7fa", "#e9f5ee", "#fff6e0", "#fdeeee", "#e5f0f8")
"""What links and buttons stand on; and white is what is written on the colour."""
PALETTE = {
    "blue": "", "teal": "#0b5d63", "green": "#1e5c3a", "slate": "#3a4856",
    "violet": "#5b2a86", "burgundy": "#8a1538", "brown": "#6b3e1d",
}  # fmt: skip
"""Colours that everybody can read with. The first is the one with which the desk comes."""
SHADE, TINT = 0.74, 0.2
NIGHT = 0.02
"""What is darker than this grows lighter under the pointer, not darker."""


def code(typed: str) -> str | None:
    """The colour as it is kept; None where that is no code of one."""
    found = CODE.fullmatch(typed.strip())
    if found is None:
        return None
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def readable(colour: str) -> bool:
    """Whether white can be read on it, and it on all that it stands on."""
    return all(contrast(_rgb(colour), _rgb(ground)) >= READABLE for ground in GROUNDS)


def nearest(colour: str) -> str:
    """The lightest shade of the same hue that is readable."""
    red, green, blue = _rgb(colour)
    shades = (_code((red * part / 1000, green * part / 1000, blue * part / 1000)) for part in range(1000, -1, -5))
    return next(shade for shade in shades if readable(shade))


def tokens(colour: str) -> dict[str, str]:
    """The properties of the stylesheet that hang on the colour."""
    rgb = _rgb(colour)
    if luminance(rgb) < NIGHT:
        under = _code(tuple(255 * TINT + value * (1 - TINT) for value in rgb))
    else:
        under = _code(tuple(value * SHADE for value in rgb))
    return {"brand": colour, "brand-dark": under}


def stylesheet(colour: str) -> str:
    """What is served beside the stylesheet of the desk."""
    return ":root { " + " ".join(f"--{name}: {value};" for name, value in tokens(colour).items()) + " }\n"


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1, the same, to 21, black and white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(rgb: Rgb) -> float:
    """How light it is, from 0 to 1 (WCAG)."""
    red, green, blue = (_linear(value / 255) for value in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _code(rgb: tuple[float, ...]) -> str:
    return "#" + "".join(f"{int(value):02x}" for value in rgb)
