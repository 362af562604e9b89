"""What keeps a text from being YAML, in the words of people and at the line of the slip, as far as that can be told."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from planner.errors import BadInput

_Wrong = Callable[..., BadInput]
_TOLD_APART = re.compile(r"""(?m)(?<![^\s\[{,])(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?<!\S)#.*$""")
"""Texts in quotation marks, and comments: what stands in them is no slip."""
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What the parser counts as the end of a line."""
_KEY = re.compile(r"[ \t]*(?:- +)*([^\s:#\[\]{},'\"][^:#\[\]{},'\"]*)(:)(\S)?")
"""A line that begins as one with a key does: its name, the colon, and what follows it without a blank."""


def bare(text: str) -> str:
    """The text with what stands in quotation marks and comments blotted out, sign by sign."""
    return _TOLD_APART.sub(lambda found: "_" * len(found[0]), text)


def explain(text: str, file: str, error: yaml.MarkedYAMLError) -> BadInput:
    """The message of an error of the parser's in a text."""
    problem, lines = error.problem or "", _BREAK.split(text)
    at = min(error.problem_mark.line, len(lines) - 1) if error.problem_mark else 0
    column = error.problem_mark.column if error.problem_mark else 0
    begun = min(error.context_mark.line, len(lines) - 1) if error.context_mark else at

    def wrong(key: str, line: int, **values: str) -> BadInput:
        return BadInput(key, file=file, line=line + 1, **values)

    here = lines[at]
    sign = here[column : column + 1]
    if closing := re.search(r"',' or '([\]}])'", problem):
        return wrong("yaml.unclosed", begun, sign="[" if closing[1] == "]" else "{", closing=closing[1])
    if "quoted scalar" in (error.context or ""):
        return wrong("yaml.escape" if sign and "end of" not in problem else "yaml.unquoted", begun)
    if "expected ':'" in problem:
        return _no_key(lines, begun, wrong)
    if "mapping values" in problem:
        return _two_values(lines, at, column, wrong)
    if sign and sign in "]}":
        return wrong("yaml.opening", at, sign=sign)
    if "expected key" in problem or "block end" in problem or "'-' indicator" in problem:
        return wrong("yaml.dash" if here.lstrip().startswith("- ") else "yaml.indent", at)
    if "cannot start any token" in problem or "undefined alias" in problem:
        return wrong("yaml.sign", at, sign=sign)
    if "another document" in problem:
        return wrong("yaml.documents", at)
    return wrong("yaml.syntax", at, why=problem)


def _no_key(lines: list[str], at: int, wrong: _Wrong) -> BadInput:
    """A line where a key was expected: the blank after its colon is missing, or all of it."""
    found = _KEY.match(lines[at])
    if found and found[3]:
        name, value = found[1].strip(), lines[at][found.end(2) :].strip()
        return wrong("yaml.colon", at, name=name, value=value if len(value) <= 40 else value[:37] + "...")
    return wrong("yaml.no_key", at)


def _two_values(lines: list[str], at: int, column: int, wrong: _Wrong) -> BadInput:
    """A colon where no key can be: after another one, or below a line that has its value already."""
    if ": " in lines[at][:column]:
        return wrong("yaml.two_colons", at)
    above = at - 1
    while above > 0 and not bare(lines[above]).strip("_ \t"):
        above -= 1
    found = _KEY.match(lines[above]) if above >= 0 else None
    if above >= 0 and (found is None or found[3]):
        return _no_key(lines, above, wrong)
    return wrong("yaml.indent", at)
