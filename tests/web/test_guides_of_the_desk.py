"""What the guides say of a desk in service is so: its units, what a proxy sets, what copies hold, its numbers."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from django.urls import reverse

from planner.messages import DEFAULT, speaking
from planner.web import copying, metrics
from planner.web.api.urls import api
from planner.web.mail import server
from planner.web.serving import LARGEST, behind_a_proxy
from planner.web.signin import provider, proxy
from tests.guides import DOCS, blocks

GUIDE = DOCS / "guide" / "administrateurs.md"
TEXT = GUIDE.read_text(encoding="utf-8")
FILES = {name: content for _, name, content in blocks(GUIDE) if name}
UNITS = sorted(name for name in FILES if Path(name).suffix in (".service", ".timer"))
PROGRAM = "/opt/planner/bin/planner"


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_unit_starts_a_command_that_there_is(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(FILES[name])
    program, command, *options = unit["Service"]["ExecStart"].split()
    assert (program, unit["Service"]["User"], unit["Service"]["UMask"]) == (PROGRAM, "planner", "0077")
    made: click.Command = import_module(f"planner.cli.{command}").command
    with speaking(DEFAULT):  # which reading the options binds, until the block ends
        assert str(made.make_context(command, options).params["data"]) == "/var/lib/planner/bureau"


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Where it is there to be asked."""
    for name in UNITS:
        (tmp_path / name).write_text(FILES[name].replace(PROGRAM, sys.executable), encoding="utf-8")
    assert UNITS == ["planner-copie.service", "planner-copie.timer", "planner.service"]
    if shutil.which("systemd-analyze"):
        units = [str(tmp_path / name) for name in UNITS]
        told = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
        assert [line for line in told.stderr.splitlines() if "planner" in line] == []


def test_a_proxy_sets_what_the_desk_believes() -> None:
    assert set(re.findall(r"proxy_set_header (X-\S+)", FILES["bureau.conf"])) == {
        header.title() for header in behind_a_proxy("127.0.0.1")["trusted_proxy_headers"]
    }
    megabytes = LARGEST >> 20
    assert f"client_max_body_size {megabytes}m;" in FILES["bureau.conf"]
    assert f"max_size {megabytes}MB" in FILES["Caddyfile"]


def test_a_copy_holds_what_the_guide_says() -> None:
    rows = re.findall(r"^\| (`.+?) \| .+? \| (oui|non)[^|]*\|$", TEXT, re.MULTILINE)
    told = {name.strip("/"): held for names, held in rows for name in re.findall(r"`([^`]+)`", names)}
    assert {name for name, held in told.items() if held == "non"} == copying.OF_THIS_MACHINE
    assert {name for name, held in told.items() if held == "oui"} >= {copying.FILE, "secret", "jobs", provider.FILE}


def test_a_proxy_that_speaks_saml_guards_one_address_and_lets_no_name_pass(tmp_path: Path) -> None:
    text, headers = FILES["bureau-saml.conf"], {proxy.PERSON, proxy.NAME, proxy.SECRET}
    every, guarded = text.partition(f"<Location {reverse('school_proxied')}>")[::2]
    assert set(re.findall(r"RequestHeader unset (\S+)", every)) == headers
    assert set(re.findall(r"RequestHeader set (X-Desk-\S+)", guarded)) == headers
    assert "MellonEnable off" in every
    assert "MellonEnable auth" in guarded
    forwarded = behind_a_proxy("127.0.0.1")["trusted_proxy_headers"]
    assert {name.lower() for name in re.findall(r"RequestHeader set (X-Forwarded-\S+)", every)} == forwarded
    assert f"LimitRequestBody {LARGEST}\n" in every
    (said,) = [content for kind, _, content in blocks(GUIDE) if kind == "yaml" and "\nsecret:" in content]
    (tmp_path / proxy.FILE).write_text(said)
    (tmp_path / proxy.FILE).chmod(0o600)
    assert f'"{proxy.values(tmp_path)["PROXY"]["secret"]}"' in guarded


@pytest.mark.parametrize("guide", ["administrateurs", "engineers"])
def test_the_mail_server_of_a_guide_can_be_set_so(guide: str, tmp_path: Path) -> None:
    """Also with what stands there as a remark; each key is explained."""
    found = (content for kind, _, content in blocks(DOCS / "guide" / f"{guide}.md") if kind == "yaml")
    (text,) = [content for content in found if content.startswith("host:")]
    told = {line.removeprefix("# ").partition(":")[0] for line in text.splitlines() if re.match(r"(# )?\w+:", line)}
    told |= set(re.findall(r"or (\w+): ", text))
    assert told == {*server.NEEDED, *server.OTHERS}
    (tmp_path / "mail.password").write_text("secret")
    (tmp_path / "mail.password").chmod(0o600)
    (tmp_path / server.FILE).write_text(re.sub(r"(?m)^# (port)", r"\1", text))
    assert server.values(tmp_path)["EMAIL_HOST_PASSWORD"] == "secret"


@pytest.mark.django_db
def test_every_number_is_explained() -> None:
    told = {line.split()[2] for line in metrics.lines() if line.startswith("# HELP")}
    assert set(re.findall(r"`(planner_\w+)`", TEXT)) == told


def test_every_address_of_the_api_is_named() -> None:
    engineers = (DOCS / "guide" / "engineers.md").read_text(encoding="utf-8")
    section = engineers.partition("**The API.**")[2].partition("```")[0]
    names = {path.split("/")[-1] for path in api.get_openapi_schema()["paths"] if "{" not in path}
    assert {name for name in names if f"`{name}`" not in section and f"/{name}`" not in section} == set()
    given = set(re.findall(r"`(\w+)`", section.partition("answers with")[0].partition("to `")[2])) | {"plan"}
    assert given <= names
