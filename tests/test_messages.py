"""The catalogue of messages: the same in both languages, and complete."""

from __future__ import annotations

import ast
import importlib.util
import pickle
import re
import string
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import planner
from planner import messages
from planner.check import CHECKS
from planner.cli import COMMANDS
from planner.cli.terminal import ARGUMENTS, REMEDIES, tell_problems
from planner.domain.learner import OBJECTIVES, WEEKDAYS
from planner.domain.text import Cents
from planner.errors import BadInput, PlannerError
from planner.messages import LANGUAGES, Language, in_every_language, language, spaced, speaking
from planner.storage import schema_types
from tests.worded import catalogue, day, money, obstacle, say

PACKAGE = Path(planner.__file__).parent
CALLS = {
    "say": 0,
    "in_every_language": 0,
    "Violation": 1,
    "BadInput": 0,
    "Inconsistent": 0,
    "Undecided": 0,
    "Key": 0,
    "error": 0,
    "wrong": 1,
    "Misuse": 0,
}
"""Callables that take the key of a message, and where."""
PREFIXES = tuple(sorted({f"{key.partition('.')[0]}." for key in catalogue("en") if "." in key}))
OPTION = re.compile(r"(?<![\w-])--[a-z]")
PLURALS = (".one", ".many")
CONFLICT_KEYS = {"load_cap": "cap.evening", "availability": "evenings"}
"""Rules whose conflicts are worded under another key than their name."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def known(key: str) -> bool:
    found = catalogue("en")
    return key in found or all(key + plural in found for plural in PLURALS)


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "messages" not in path.parts and "migrations" not in path.parts:
            yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def literal_keys() -> dict[str, set[str]]:
    """Every text in the code that has the form of a key of the catalogue, with the files that have it."""
    found: dict[str, set[str]] = {}
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and looks_like_key(node.value):
                found.setdefault(node.value, set()).add(name)
    return found


def looks_like_key(text: str) -> bool:
    head, dot, tail = text.partition(".")
    return bool(dot) and f"{head}." in PREFIXES and tail.replace("_", "").replace(".", "").isalnum() and " " not in text


def key_arguments() -> Iterator[tuple[str, int, str]]:
    """(file, line, key) of each literal that stands where a key is expected."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                place = CALLS.get(called)
                if place is not None and len(node.args) > place:
                    argument = node.args[place]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield name, node.lineno, argument.value


def test_both_languages_have_the_same_keys() -> None:
    assert LANGUAGES == ("fr", "en")
    assert set(catalogue("fr")) == set(catalogue("en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_key_stands_in_one_module(lang: str) -> None:
    """The words of one page do not take the place of another's."""
    found: dict[str, list[str]] = {}
    for path in sorted((PACKAGE / "messages" / lang).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                for key in (each.value for each in node.keys if isinstance(each, ast.Constant)):
                    found.setdefault(str(key), []).append(path.name)
    assert len(found) > 1000
    assert {key: names for key, names in found.items() if len(names) > 1} == {}


def test_both_languages_have_the_same_placeholders() -> None:
    found = {lang: {key: placeholders(text) for key, text in catalogue(lang).items()} for lang in LANGUAGES}
    assert found["fr"] == found["en"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_options_are_named_by_the_command_line_alone(lang: str) -> None:
    own = import_module(f"planner.messages.{lang}.usage").TEXTS
    assert [key for key, text in catalogue(lang).items() if OPTION.search(text) and key not in own] == []
    rooms = {key: {file for file in files if not file.startswith("cli/")} for key, files in literal_keys().items()}
    assert {key: files for key, files in rooms.items() if files and key in own} == {}
    for name, tree in trees():
        texts = [
            each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if not name.startswith("cli/"):
            assert [text for text in texts if OPTION.search(text)] == [], name


def test_the_command_line_adds_its_options_to_what_is_advised(capsys: pytest.CaptureFixture[str]) -> None:
    commands = [import_module(f"planner.cli.{name}").command for name in COMMANDS]
    options = {option for command in commands for param in command.params for option in param.opts}
    assert {option for options in REMEDIES.values() for option in options if option[0] == "-"} | set(
        ARGUMENTS.values()
    ) <= options
    assert [key for key in REMEDIES if not known(key)] == []
    with speaking("en"):
        tell_problems(BadInput("batch.exists", file="plans"))
        tell_problems(BadInput("set.form", where="changes funding"))
    advised, placed = capsys.readouterr().err.splitlines()
    assert advised.endswith("choose another folder (--resume, --overwrite)")
    assert placed == "--set funding: write key=value"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_says_something_and_marks_pair_up(lang: str) -> None:
    for key, text in catalogue(lang).items():
        assert text.strip() == text != "", key
        assert text.count("«") == text.count("»"), key
        assert text.count("(") == text.count(")"), key
    assert len(catalogue(lang)["months"].split()) == 12


def test_counts_have_both_forms() -> None:
    for lang in LANGUAGES:
        ones = {key.removesuffix(".one") for key in catalogue(lang) if key.endswith(".one")}
        manys = {key.removesuffix(".many") for key in catalogue(lang) if key.endswith(".many")}
        assert ones == manys


def test_keys_where_a_key_is_expected_exist() -> None:
    found = list(key_arguments())
    assert len(found) > 100
    missing = [place for place in found if not known(place[2]) and looks_like_key(place[2])]
    assert missing == []
    odd = [place for place in found if not known(place[2]) and "." in place[2]]
    assert odd == []


def test_every_text_of_the_form_of_a_key_exists() -> None:
    """Keys also stand in tuples and variables before they are said; `f"rule.{name}"` gives a beginning of keys."""
    missing = {key: files for key, files in literal_keys().items() if not known(key)}
    beginnings = {
        key for key in missing if key.endswith(("_", ".")) and any(k.startswith(key) for k in catalogue("en"))
    }
    endings = (".yaml", ".csv", ".json", ".jsonl", ".sqlite3", ".dump", ".html", ".typ")
    files = {key for key in missing if key.endswith(endings) or key.rpartition(".")[2].istitle()}
    assert {key: where for key, where in missing.items() if key not in beginnings | files} == {}


def said() -> Iterator[str]:
    """A pattern of each key that the code and its templates can say, a word for all that is filled in."""
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if any(str(part or "").strip("._-") for part in parts):
                    yield "".join(r"[\w.-]+" if part is None else re.escape(str(part)) for part in parts)
    for template in (*(PACKAGE / "report/formats/templates").iterdir(), *(PACKAGE / "web/templates").rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        yield from re.findall(r"[\"']([\w.]+)[\"']", text)
        for parts in re.findall(r"{% say_part ([^%]+)%}", text):
            words = (part for part in parts.split() if "=" not in part)
            yield "".join(re.escape(word.strip("\"'")) if word[0] in "\"'" else r"[\w.-]+" for word in words)


def test_every_message_is_said() -> None:
    """Some keys are other ones with a word changed, or two words that documents put together."""
    pattern = re.compile("|".join(f"(?:{each})" for each in sorted(set(said()))))
    two_words = re.compile(r"(alternatives|frontier|unpriced)\.(optimal|feasible)|order\.(ignore|prefer|require)")

    def is_said(key: str) -> bool:
        base = re.sub(r"(_unpriced)?(\.one|\.many)?$", "", key)
        as_is = base.replace("would.", "check.").replace("change.hours", "change.evening")
        return any(pattern.fullmatch(each) for each in (key, base, as_is)) or bool(two_words.fullmatch(key))

    assert [key for key in catalogue("en") if not is_said(key)] == []


def test_every_violation_conflict_and_warning_has_a_name() -> None:
    for lang in LANGUAGES:
        words = catalogue(lang)
        assert {f"rule.{rule}" for rule in CHECKS} <= set(words)
        assert {f"objective.{name}" for name in OBJECTIVES} <= set(words)
        assert {f"weekday.{name}" for name in WEEKDAYS} <= set(words)
        assert all(known(f"conflict.{CONFLICT_KEYS.get(rule, rule)}") for rule in CHECKS)
        for kind, names in (("modality", schema_types.Modality), ("pathway", schema_types.Pathway)):
            assert {f"{kind}.{name}" for name in get_args(names)} <= set(words)
        for kind in ("text.optimal", "text.feasible", "text.impossible", "text.unknown"):
            assert kind in words


def test_values_are_worded_in_the_language() -> None:
    assert day("fr", date(2019, 10, 1)) == "1er octobre 2019"
    assert day("en", date(2019, 10, 1)) == "1 October 2019"
    assert money("fr", 146200) == "1\u202f462\u00a0€"
    assert money("en", 146200) == "€1,462"
    assert money("fr", 466650) == "4\u202f666,50\u00a0€"
    assert money("en", 466650) == "€4,666.50"
    assert money("en", 0) == "€0"
    assert money("fr", None) == "inconnu"
    assert money("en", None) == "unknown"
    assert money("en", 150, "CHF") == "1.50 CHF"
    budget = {"year": "2019-2020", "amount": Cents(61800), "most": Cents(60000)}
    assert say("en", "check.budget", **budget) == "2019-2020 costs €618, the budget is €600."
    assert "618\u00a0€" in say("fr", "check.budget", **budget)


def test_amounts_keep_their_currency() -> None:
    asked = {"amount": Cents(150, "CHF"), "year": "2019-2020"}
    assert say("en", "change.budget", **asked) == "a budget of 1.50 CHF for the year 2019-2020"
    assert Cents(150).currency == "EUR"


def test_french_marks_never_begin_a_line() -> None:
    assert [key for key, text in catalogue("fr").items() if re.search(r" [;?!»]| :(\W|$)|« ", text)] == []
    assert spaced("S1 : du 1er octobre ; « oui »") == "S1\u00a0: du 1er octobre\u00a0; «\u00a0oui\u00a0»"
    assert spaced("cost: 5; 10:30, a :b") == "cost: 5; 10:30, a :b"


def test_french_has_apostrophes_and_not_the_straight_marks_of_keyboards() -> None:
    told = {**catalogue("fr"), **language("fr").help}
    assert [key for key, text in told.items() if re.search(r"\w'\w", language("fr").typeset(text))] == []
    assert [key for key, text in catalogue("fr").items() if re.search(r"\w'\w", text)] == []
    assert spaced("l'UE d'avril, pip install '.[web]', 'a' ou 'b'") == "l’UE d’avril, pip install '.[web]', 'a' ou 'b'"
    assert say("fr", "act.placed", unit="l'UE", after="avril") == "l'UE placée en avril"  # what people typed is theirs


def test_what_breaks_is_worded_for_a_plan_that_is_not_so() -> None:
    values = {"unit": "AST005", "needed": "AST004", "starts": date(2011, 2, 28)}
    told = "AST005 would start on 28 February 2011, before the end of AST004."
    assert obstacle("en", "check.prerequisite", values) == told
    assert obstacle("en", "check.acquired", values) == say("en", "check.acquired", **values)
    clauses = {key for key in catalogue("en") if key.startswith("would.")}
    assert {key.replace("would.", "check.") for key in clauses} <= set(catalogue("en"))
    for key in clauses:
        assert placeholders(catalogue("en")[key]) <= placeholders(catalogue("en")[key.replace("would.", "check.")])


@pytest.mark.parametrize(
    "count, french, english",
    [
        (0, "0 règle enfreinte", "0 rules broken"),
        (1, "1 règle enfreinte", "1 rule broken"),
        (2, "2 règles enfreintes", "2 rules broken"),
    ],
)
def test_plurals(count: int, french: str, english: str) -> None:
    assert say("fr", "verify.rules", count=count) == french
    assert say("en", "verify.rules", count=count) == english


def test_nothing_is_said_before_a_language_is_bound() -> None:
    with pytest.raises(LookupError):
        messages.say("unknown")
    with speaking("en"):
        with speaking("fr"):
            assert messages.say("unknown") == "inconnu"
        assert messages.say("unknown") == "unknown"
    with pytest.raises(LookupError):
        messages.say("unknown")
    with pytest.raises(KeyError):
        language("xx")


def test_a_thread_does_not_hear_the_language_of_another() -> None:
    with speaking("en"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(say, "fr", "unknown").result() == "inconnu"
        with pytest.raises(LookupError):
            pool.submit(messages.say, "unknown").result()
        assert messages.say("unknown") == "unknown"


def test_words_for_another_aim_leave_those_for_the_usual_one_as_they_are() -> None:
    spoken = type(language("fr"))()
    before = dict(spoken.messages)
    assert dict(spoken.in_words(aim="certificate").messages) != before
    assert dict(type(spoken)().messages) == before


def test_another_process_gets_the_same_words() -> None:
    for lang in LANGUAGES:
        for spoken in (language(lang), language(lang).about([], "certificate")):
            assert dict(pickle.loads(pickle.dumps(spoken)).messages) == dict(spoken.messages)


def test_a_text_of_a_file_is_said_in_every_language_whatever_is_bound() -> None:
    with speaking("en"):
        assert in_every_language("unknown") == {"fr": "inconnu", "en": "unknown"}


def test_a_language_without_words_speaks_english_until_it_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new language is a folder with a class; nothing else has to know it."""
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "words.py").write_text('TEXTS = {"unknown": "unbekannt"}\n')
    for name, file in (("xx", "__init__.py"), ("xx.words", "words.py")):
        spec = importlib.util.spec_from_file_location(f"planner.messages.{name}", tmp_path / file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        monkeypatch.setitem(sys.modules, f"planner.messages.{name}", module)

    class New(Language):
        code = "xx"

    with speaking(New()):
        assert messages.say("unknown") == messages.money(None) == "unbekannt"
        assert messages.say("verify.rules", count=2) == "2 rules broken"
        assert set(messages.catalogue()) == set(catalogue("en"))
        assert PlannerError("unknown").text() == "unbekannt"
    assert str(PlannerError("unknown")) == "unknown"


def test_french_drops_a_vowel_before_another() -> None:
    french = language("fr")
    moved = french.say("replan.move", unit="AST004", before="octobre 2020", after="avril 2021", why="…")
    assert "passe d’octobre 2020 à avril 2021" in moved
    assert french.say("letter.from_to", starts="août", ends="janvier") == "D’août à janvier"
    assert french.say("letter.from_to", starts="février", ends="juin") == "De février à juin"
    assert french.say("agenda.term_end", term="onze semaines", title="…").startswith("Fin de onze ")


def test_no_french_message_leaves_a_vowel_before_another() -> None:
    french = language("fr")
    for key, told in french.messages.items():
        fields = {name for _, name, _, _ in string.Formatter().parse(told) if name}
        filled = told.format(**{name: french.within("Alice") for name in fields})
        assert not re.search(r"\b(de|que) Alice", filled, re.IGNORECASE), key
