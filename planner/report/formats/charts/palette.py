"""Colours that people with any colour vision tell apart (Okabe and Ito), always with dark edges, forms or hatches."""

from __future__ import annotations

INK = "#1a1a1a"
GRID = "#d0d0d0"
MUTED = "#595959"
"""Text that stands back: 7:1 on white."""

BLUE, ORANGE, GREEN, SKY, RED, PURPLE, YELLOW = (
    "#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#cc79a7", "#f0e442",
)  # fmt: skip
SERIES = (SKY, ORANGE, GREEN, YELLOW, PURPLE, BLUE, RED)
HATCHES = ("", "//", "\\\\", "xx", "--", "||", "++")
"""Seven layers stay apart in grey too."""
