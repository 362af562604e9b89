"""axe-core finds no violation in any sample page, at 320 and 1200 pixels, and nothing is wider than the window.

It runs where `node`, a Chromium (`chromium`, `chromium-browser` or `google-chrome` on PATH, or CHROMIUM) and the node
modules `axe-core` and `playwright-core` are found: AXE_MODULES names their `node_modules` folder, else the one at the
top of the project is taken. Nothing is downloaded: `npm install axe-core playwright-core` in any folder makes them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from planner.report.formats import html
from tests.report import pages_sample as sample
from tests.support import ROOT
from tests.worded import in_own_language

render = in_own_language(html.render)

MODULES = Path(os.environ.get("AXE_MODULES", ROOT / "node_modules"))
BROWSERS = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
BROWSER = os.environ.get("CHROMIUM") or next((path for path in BROWSERS if path), None)
MISSING = [
    name
    for name, found in {
        "node": shutil.which("node"),
        "chromium": BROWSER,
        "axe-core and playwright-core in AXE_MODULES": all(
            (MODULES / m).is_dir() for m in ("axe-core", "playwright-core")
        ),
    }.items()
    if not found
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not found: {', '.join(MISSING)}")


def violations(*files: Path) -> list[dict[str, object]]:
    environment = {**os.environ, "AXE_MODULES": str(MODULES), "CHROMIUM": str(BROWSER)}
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("axe.cjs")), *map(str, files)],
        capture_output=True, text=True, check=False, env=environment, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_sample_pages_have_no_violation(tmp_path: Path) -> None:
    files = []
    for name, make in sample.PAGES.items():
        files.append(tmp_path / f"{name}.html")
        files[-1].write_text(render(make()), encoding="utf-8")
    assert violations(*files) == []


def test_the_check_finds_what_is_wrong(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.html"
    source = render(sample.small())
    hidden.write_text(source.replace(".sessions li {", ".sessions li { height: 2rem;"), encoding="utf-8")
    assert [entry["width"] for entry in violations(hidden) if entry["rule"] == "class hidden"] == [320, 1200]
    broken = tmp_path / "broken.html"
    broken.write_text(render(sample.small()).replace(' lang="fr"', "").replace("#4d4d4d", "#bbbbbb"), encoding="utf-8")
    source = render(sample.compare(12))
    cut = tmp_path / "cut.html"
    cut.write_text(source.replace("max-width: 100cqi", "min-width: 60rem"), encoding="utf-8")
    assert [entry["width"] for entry in violations(cut) if entry["rule"] == "caption cut"] == [320]
    assert {"html-has-lang", "color-contrast"} <= {entry["rule"] for entry in violations(broken)}
