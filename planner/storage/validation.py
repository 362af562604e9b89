"""Data against the schemas: first the quick one, and pydantic to word what is wrong."""

from __future__ import annotations

from typing import Any, NoReturn

from planner.errors import BadInput
from planner.storage import quick, yaml_reader


class Source:
    """A piece of data and how to name a place in it: its file and, where the text is known, the line."""

    def __init__(self, data: Any, file: str, text: str | None = None) -> None:
        self.data, self.file, self.text = data, file, text

    def error(self, key: str, path: tuple[str | int, ...] = (), **values: Any) -> BadInput:
        """An error at a key path."""
        line = yaml_reader.line_of(self.text, path) if self.text is not None and path else None
        return BadInput(key, file=self.file, line=line, where=dotted(path), **values)


def dotted(path: tuple[str | int, ...]) -> str:
    """`units[3].credits` for ("units", 3, "credits")."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def validate(source: Source, kind: str) -> dict[str, Any]:
    """The data of a file of this kind (a key of `schemas.MODELS`) if it fits.

    Raises:
        BadInput: naming the first key that does not fit.
    """
    if not isinstance(source.data, dict):
        raise source.error("schema.mapping")
    if not quick.fits(source.data, kind):
        _explain(source, kind)
    return source.data


def _explain(source: Source, kind: str) -> NoReturn:
    from pydantic import ValidationError

    from planner.storage import schemas

    try:
        schemas.MODELS[kind].model_validate(source.data)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        _raise(source, problem, schemas.MODELS[kind])
    raise source.error("schema.other", why="schemas.json refuses what the schema accepts")


def _raise(source: Source, problem: Any, model: Any) -> NoReturn:
    """Word a problem of pydantic's; the steps of its path that exist in the data name the place."""
    path, node = [], source.data
    for step in problem["loc"]:
        if isinstance(node, dict) and (step in node or (problem["type"] == "missing" and step == problem["loc"][-1])):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        path.append(step)
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "extra_forbidden":
        raise source.error("schema.unknown_key", tuple(path), hint=_nearest(str(path[-1]), problem, model))
    if kind == "missing":
        raise source.error("schema.missing", tuple(path))
    if kind == "literal_error":
        raise source.error("schema.choice", tuple(path), value=_short(node), choices=context.get("expected", ""))
    raise source.error("schema.other", tuple(path), why=problem["msg"], value=_short(node))


def _nearest(name: str, problem: Any, model: Any) -> str:
    import difflib

    keys = [field.alias or key for key, field in model.model_fields.items()] if len(problem["loc"]) == 1 else []
    return ", ".join(difflib.get_close_matches(name, keys, 2))


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
