"""YAML as people write it: plain data only, dates and times as text, duplicate keys refused, and lines for errors."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, ClassVar

import yaml

from planner.errors import BadInput
from planner.storage import numbers
from planner.storage.files import LARGEST_TEXT, compose

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RANGES = (range(0x2000, 0x2010), range(0x2028, 0x2030), range(0x205F, 0x2065))
ODD_BLANKS = "\u00a0\u00ad\u1680\u3000\ufeff" + "".join(chr(sign) for signs in _RANGES for sign in signs)
"""Blanks that look like the ordinary one, or like none: word processors and web pages leave them."""
_ODD = f"[{ODD_BLANKS}]"
_ODD_PLACE = f"(?m)^ *(?:- *)?[{ODD_BLANKS}]|[{ODD_BLANKS}] *:|: *[{ODD_BLANKS}]"
_MOST_NODES = 200_000
"""Nodes of a file that repeats parts of itself (`*name`), the repeated ones counted each time."""


class _ProblemError(yaml.MarkedYAMLError):
    """A problem with a message of its own."""

    def __init__(self, key: str, node: Any, **values: str) -> None:
        super().__init__(problem_mark=node.start_mark)
        self.key, self.values = key, values


class _Loader(_Base):  # type: ignore[misc]
    """YAML 1.2's plain scalars: no dates, no sexagesimal times, no yes and no, no merge keys. Keys are texts as they
    are written, and numbers know their text.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is yaml.ScalarNode and implicit[0] and not value.isascii():
            value = _trim(value)
        tag = super().resolve(kind, value, implicit)
        return "tag:yaml.org,2002:str" if tag in _NUMBERS and len(value) > numbers.LONGEST else tag

    def construct_scalar(self, node: Any) -> Any:
        found = super().construct_scalar(node)
        plain = not node.style and not found.isascii()
        return _trim(found) if plain else found

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag not in self.yaml_constructors:
                raise _ProblemError("yaml.key", key)
            name = str(key.value)
            if not name.isascii() and (odd := re.search(_ODD, name)) and _trim(name) != name:
                raise _ProblemError("yaml.blank", key, name=re.sub(_ODD, "", name).strip(), sign=f"U+{ord(odd[0]):04X}")
            if name in found:
                raise _ProblemError("yaml.duplicate", key, name=name)
            found[name] = self.construct_object(value, deep=deep)
        return found

    def construct_number(self, node: Any) -> Any:
        return numbers.number(str(self.construct_scalar(node)))


_NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
for _tag in _NUMBERS:
    _Loader.add_constructor(_tag, _Loader.construct_number)


def _trim(text: str) -> str:
    return text.strip(ODD_BLANKS + " ")


def parse(text: str, file: str) -> Any:
    """The data of a YAML text; errors name file and line."""
    if len(text) > LARGEST_TEXT:
        raise BadInput("file.large", file=file, most=LARGEST_TEXT // 1_000_000)
    text = compose(text)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None and "&" in text and "*" in text:
            _check_repeats(node)
        data = None if node is None else loader.construct_document(node)
    except _ProblemError as problem:
        raise BadInput(problem.key, file=file, line=_line(problem), **problem.values) from None
    except yaml.MarkedYAMLError as error:
        raise _syntax(text, file, error) from None
    except RecursionError:
        raise BadInput("yaml.deep", file=file) from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise BadInput("yaml.syntax", file=file, why=str(error).splitlines()[0] if str(error) else "?") from None
    odd = None if isinstance(data, (dict, list)) else _odd_place(text)
    if odd is not None:
        raise _blank(text, file, odd)
    return data


def _line(error: yaml.MarkedYAMLError) -> int | None:
    return error.problem_mark.line + 1 if error.problem_mark else None


def _syntax(text: str, file: str, error: yaml.MarkedYAMLError) -> BadInput:
    """What keeps the text from being YAML, in the words of people where that can be told from its line."""
    line, problem, lines = _line(error), error.problem or "", text.split("\n")
    here = lines[line - 1] if line and line <= len(lines) else ""
    if "could not determine a constructor" in problem:
        return BadInput("yaml.tag", file=file, line=line)
    if "nesting" in problem:
        return BadInput("yaml.deep", file=file, line=line)
    if "\t" in here[: len(here) - len(here.lstrip())] or "\\t" in problem or "'\t'" in problem:
        return BadInput("yaml.tab", file=file, line=line)
    begun = error.context_mark.line if error.context_mark else max(0, (line or 1) - 2)
    odd = _odd_place(text, begun, line or len(lines))
    if odd is not None:
        return _blank(text, file, odd)
    begun = error.context_mark.line if error.context_mark else len(lines)
    for number, tried in ((begun + 1, lines[begun : begun + 1]), (line, [here])):
        quote = next((sign for sign in "".join(tried) if sign in "“”„‟‘’‚«»"), None)
        if quote is not None:
            return BadInput("yaml.quotes", file=file, line=number, sign=quote)
    from planner.storage.yaml_slips import explain

    return explain(text, file, error)


def _odd_place(text: str, first: int = 0, last: int | None = None) -> re.Match[str] | None:
    """The first odd blank beside a key in these lines, outside of comments and quoted texts."""
    from planner.storage.yaml_slips import bare

    lines = bare(text).split("\n")
    start = sum(len(line) + 1 for line in lines[:first])
    return re.compile(_ODD_PLACE).search("\n".join(lines[:last]), start)


def _blank(text: str, file: str, found: re.Match[str]) -> BadInput:
    """An odd blank where YAML needs an ordinary one."""
    sign = re.search(_ODD, found[0])
    name = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0].partition(":")[0]
    values = {"name": re.sub(_ODD, "", name).strip(" -"), "sign": f"U+{ord(sign[0]):04X}" if sign else "?"}
    return BadInput("yaml.blank", file=file, line=text.count("\n", 0, found.start()) + 1, **values)


def _check_repeats(node: Any) -> None:
    """No more than a person's file holds once every repeated part is written out, and no part inside itself."""
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if isinstance(node, yaml.ScalarNode):
            return 1
        if id(node) not in sizes:
            sizes[id(node)] = _MOST_NODES + 1
            parts = (part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,)))
            sizes[id(node)] = 1 + sum(map(size, parts))
        if sizes[id(node)] > _MOST_NODES:
            raise _ProblemError("yaml.repeats", node)
        return sizes[id(node)]

    size(node)


class Lines:
    """Where in a text its keys and items stand; the text is read once, when somebody asks."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _root(self) -> Any:
        try:
            return yaml.compose(self.text, Loader=_Loader)
        except yaml.YAMLError:
            return None

    def at(self, path: tuple[str | int, ...]) -> int | None:
        """The line, from 1, of the key or item at a path; of the nearest enclosing one where it does not exist."""
        node = self._root
        line = node.start_mark.line + 1 if node else None
        for step in path:
            found = None
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                found = (node.value[step], node.value[step])
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        return line
