"""Wrong usage of a command, told in the language of the run: click itself speaks English only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, Any

import click

from planner.cli import helping
from planner.domain.text import visible
from planner.messages import DEFAULT, LANGUAGES, say

EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)
"""Click names what is too much only in its message."""


REFUSED = re.compile(r"(?:'(.*)'|(\S+)) is not ", re.DOTALL)
"""Nor is there another way to the value that it refuses."""


class Misuse(click.UsageError):
    """What does not go together: a key of the catalogue and its values, where known the option and the value."""

    def __init__(self, key: str, *, option: str = "", value: str = "", **values: Any) -> None:
        super().__init__(key)
        self.key, self.option, self.value, self.values = key, option, value, values


class Told(click.UsageError):
    """A message that is in the reader's language already, shown with the usage and a hint in it."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(visible(_sentence(_text(error))), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """On stderr: how the command is used, where its help is, and what is wrong."""
        ctx = self.ctx
        if ctx is not None:
            pieces = helping.usage(" ".join(ctx.command.collect_usage_pieces(ctx)))
            click.echo(say("usage.line", usage=f"{ctx.command_path} {pieces}"), file=file, err=True)
            hint = say("usage.try", command=ctx.command_path, option="--help")
            click.echo(f"{hint}\n", file=file, err=True)
        click.echo(say("usage.error", what=self.message), file=file, err=True)


@contextmanager
def telling() -> Iterator[None]:
    """Wrong usage inside is told in the language."""
    try:
        yield
    except (Told, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise Told(error) from None


def language(args: Sequence[str]) -> str:
    """The language that the words of the command line ask for, before anything is read."""
    named = {*pairwise(args), *(tuple(arg.split("=", 1)) for arg in args)}
    return next((code for code in LANGUAGES if ("--lang", code) in named), DEFAULT)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(error: click.UsageError) -> str:
    match error:
        case Misuse():
            return _about(error.option, error.value, say(error.key, **error.values))
        case click.NoSuchOption():
            return _near(say("usage.no_option", name=error.option_name), error.possibilities or ())
        case click.MissingParameter(param=param) if param is not None:
            return say(f"usage.missing_{param.param_type_name}", name=_name(param))
        case click.BadParameter(param=param) if param is not None and (wanted := _describe_type(param.type)):
            value = REFUSED.match(error.message)
            return _about(_name(param), (value[1] or value[2]) if value else "", wanted)
        case click.BadOptionUsage():
            key = "usage.takes_nothing" if "does not take" in error.message else "usage.needs_value"
            return say(key, name=error.option_name)
    if extra := EXTRA.search(error.message):
        return say("usage.extra", names=extra[1], count=len(extra[1].split()))
    return error.format_message()


def _about(name: str, value: str, what: str) -> str:
    """What is asked for, with the option or argument and the value that does not fit where they are known."""
    if not name:
        return what
    return say("usage.refused" if value else "usage.value", name=name, what=what, **({"value": value} if value else {}))


def _name(param: click.Parameter) -> str:
    """An option as it is written, an argument as the usage names it."""
    return (
        "/".join(param.opts) if param.param_type_name == "option" else helping.usage(param.human_readable_name.upper())
    )


def _describe_type(kind: click.ParamType[Any]) -> str:
    """What a parameter of the type asks for; nothing where its own message says it."""
    if isinstance(kind, click.Choice):
        return say("usage.choice", known=", ".join(map(str, kind.choices)))
    if not isinstance(kind, (click.types.IntParamType, click.types.FloatParamType)):
        return ""
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    what = say("usage.whole" if isinstance(kind, click.types.IntParamType) else "usage.number")
    if high is not None:
        what = say(
            "usage.above_to" if getattr(kind, "min_open", False) else "usage.from_to",
            what=what,
            low=low,
            high=high,
        )
    elif low is not None:
        what = say("usage.at_least", what=what, low=low)
    return say("usage.give", what=what)


def no_command(name: str, known: Sequence[str]) -> str:
    """That there is no such command, with those most like it."""
    from difflib import get_close_matches

    return _near(say("usage.no_command", name=name), get_close_matches(name, known, 2))


def _near(text: str, names: Sequence[str]) -> str:
    if not names:
        return text
    first, *others = names
    several = say("usage.or", names=", ".join([first, *others[:-1]]), last=others[-1]) if others else first
    return say("usage.did_you_mean", what=text, names=several)
