"""Help in both languages: written in English, translated into French whole, and saying how each command ends."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from planner.cli import COMMANDS, main
from planner.messages import language
from planner.messages.fr._help import HELP
from tests.support import INSTANCES
from tests.worded import in_language

Run = Callable[..., Result]
LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
OF_CLICK = {"Usage:", "Options:", "Commands:", "default:", "required"}
SAME = {"IP", "OPTIONS", "PROGRAMME", "PLAN", "ID", "ID,…", "N", "C.csv"}
"""Names of values that are French too."""
ENGLISH = {"the", "of", "and", "with", "this", "instead", "unless", "otherwise", "for", "that", "what", "when", "done"}
"""Words that no French sentence has."""


def contexts() -> Iterator[tuple[str, click.Context]]:
    group = main.make_context("planner", [], resilient_parsing=True)
    yield "", group
    for name in COMMANDS:
        command = main.get_command(group, name)
        assert command is not None
        yield name, click.Context(command, info_name=name, parent=group)


def flat(text: str) -> str:
    """The text in one line, with plain spaces."""
    return " ".join(text.split())


def sentences() -> Iterator[str]:
    """Every text of every help, as it is written in English, and every name of a value."""
    yield from COMMANDS.values()
    for _, ctx in contexts():
        command = ctx.command
        for text in (command.help, command.epilog):
            yield from map(flat, inspect.cleandoc(text or "").split("\n\n"))
        for param in command.get_params(ctx):
            if isinstance(param, click.Option):
                assert param.help, param.name
                yield param.help


def names() -> Iterator[str]:
    for _, ctx in contexts():
        for piece in ctx.command.collect_usage_pieces(ctx):
            yield from re.findall(r"[A-Z]{2,}", piece)
        for param in ctx.command.get_params(ctx):
            if isinstance(param, click.Argument):
                yield param.human_readable_name.upper()
            elif isinstance(param, click.Option) and not param.is_flag:
                yield param.make_metavar(ctx)


def known(told: str) -> set[str]:
    return set(re.findall(r"[a-zéèêàùûîôç]+", told.lower()))


@pytest.fixture(scope="module")
def texts() -> set[str]:
    return set(in_language("en", lambda: list(sentences()))) - {""}


def test_every_text_has_a_translation_and_none_is_left_over(texts: set[str]) -> None:
    assert texts - set(HELP) == set()
    assert set(HELP) - texts - OF_CLICK - set(in_language("en", lambda: list(names()))) == set()
    told = set(in_language("en", lambda: list(names())))
    assert {name for name in told - set(HELP) - SAME if not name.startswith("[")} == set()
    assert language("en").help == {}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_french_unless_english_is_asked_for(planner: Run, texts: set[str], name: str) -> None:
    arguments = [name] if name else []
    told = planner(*arguments, "--help")
    assert told.exit_code == 0
    assert told.stdout.startswith("Usage\u00a0: ")
    assert "Codes de sortie : 0" in flat(told.stdout)
    assert known(told.stdout) & ENGLISH == set()
    assert [text for text in texts if text.count(" ") > 1 and text in flat(told.stdout)] == []
    assert planner("--lang", "fr", *arguments, "--help").stdout == told.stdout

    english = planner("--lang", "en", *arguments, "--help").stdout
    assert english.startswith("Usage: ")
    assert "Exit codes: 0" in flat(english)
    assert "Affiche" not in english
    if name:
        assert planner(name, "--help", "--lang", "en").stdout == english.replace("[default: en]", "[default: fr]")
        assert "LEARNER" not in told.stdout
    else:
        for short in map(HELP.__getitem__, COMMANDS.values()):
            assert flat(language("fr").typeset(short)) in flat(told.stdout)


def test_help_says_defaults_ranges_and_what_must_be_given(planner: Run) -> None:
    assert "[par défaut : 5; 2<=x<=12]" in flat(planner("alternatives", "--help").stdout)
    assert "Dossier à remplir. [obligatoire]" in flat(planner("batch", "--help").stdout)
    assert "--pin UE=SEMESTRE[:MODALITÉ]" in planner("plan", "--help").stdout


def test_a_language_before_the_command_is_that_of_its_answer_unless_told_another(planner: Run) -> None:
    assert planner("--lang", "en", "programmes").stdout != planner("programmes").stdout
    assert planner("--lang", "en", "programmes").stdout == planner("programmes", "--lang", "en").stdout
    assert planner("--lang", "en", "programmes", "--lang", "fr").stdout == planner("programmes").stdout
    assert planner("--lang", "xx", "programmes").exit_code == 2


def test_texts_of_help_are_loaded_for_help_alone() -> None:
    code = (
        "import sys\nfrom planner.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print('planner.messages.fr._help' in sys.modules, file=sys.stderr)"
    )
    for arguments, loaded in ((["schema"], "False"), (["--help"], "True")):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
        assert done.stderr.strip().endswith(loaded), done.stderr


def test_help_is_shown_where_not_every_letter_can_be() -> None:
    for encoding in ("ascii", "latin-1", "utf-8"):
        done = subprocess.run(
            [sys.executable, "-m", "planner", "batch", "--help"], capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert encoding == "ascii" or "à remplir".encode(encoding) in done.stdout
