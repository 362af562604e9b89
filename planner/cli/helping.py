"""Help in the language of the run: commands and click write it in English, and it is translated as it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from planner.cli import terminal
from planner.messages import bound

NAME = re.compile(r"[A-Z]{2,}")
"""What stands for a value in a usage."""
OPTION = re.compile(r"(-\S+(?:, -\S+)*) (.+)")
"""An option, and what stands for its value."""
READS = "Exit codes: 0 done, 1 bad input, 2 usage."
SOLVES = "Exit codes: 0 done, 1 bad input, 2 usage, 3 impossible, 4 not decided within the limit."
AUDITS = "Exit codes: 0 nothing is wrong, 1 bad input, 2 usage, 3 a rule is broken or a statement false."
EXIT_CODES = {
    "programmes": READS,
    "new": READS,
    "schema": READS,
    "check": AUDITS,
    "serve": READS,
    "token": READS,
    "link": READS,
    "backup": READS,
    "restore": READS,
}
"""How commands end that do not say it themselves; the others solve."""


def translate(text: str) -> str:
    """A paragraph, a word of click or the name of a value in the language; as it is where there is no translation."""
    spoken = bound()
    found = spoken.help.get(" ".join(text.split()))
    return text if found is None else spoken.typeset(found)


def usage(pieces: str) -> str:
    """The arguments of a command as people write them, with their names in the language."""
    return NAME.sub(lambda name: translate(name[0]), pieces)


class _Formatter(click.HelpFormatter):
    """What click lays out, in the language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, usage(args), f"{translate('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(translate(f"{heading}:").removesuffix(":"))

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(map(translate, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_names(first), _meaning(second)) for first, second in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        return terminal.showable(super().getvalue())


class HelpContext(click.Context):
    """A command's context, whose help is in the language."""

    formatter_class = _Formatter


def speaking_help(command: click.Command, name: str) -> click.Command:
    """The command with help in the language, which also says how it ends."""
    command.context_class = HelpContext
    command.epilog = command.epilog or EXIT_CODES.get(name, SOLVES)
    return command


def _names(text: str) -> str:
    """An option with the name of its value, or a command."""
    found = OPTION.fullmatch(text)
    return text if found is None else f"{found[1]} {translate(found[2])}"


def _meaning(text: str) -> str:
    """What an option does, with what click adds in brackets: the default, the range, that it is required."""
    help_text, sign, added = text.partition("  [")
    if not sign:
        return translate(text)
    parts = (part.partition(": ") for part in added[:-1].split("; "))
    told = "; ".join(f"{translate(f'{word}:')} {value}" if colon else translate(word) for word, colon, value in parts)
    return f"{translate(help_text)}  [{told}]"
