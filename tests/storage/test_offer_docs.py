"""The example of docs/offers.md is an offer, uses every key of the schema, and has a proposal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from planner.storage import offers
from planner.storage.schema_offer import OfferFile
from planner.storage.shapes import keys_of
from planner.storage.validation import Source
from planner.storage.yaml_reader import parse
from tests.support import ROOT

DOCS = (ROOT / "docs" / "offers.md").read_text(encoding="utf-8")


def test_the_example_uses_every_key_and_is_proposed_for(planner: Callable[..., Result], tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    data = parse(text, "offers.md")
    missing = set(keys_of(OfferFile)) - set(data)
    assert missing == {"note", "min_credits", "max_credits"}
    brief = offers.read(Source(data, "offers.md", text))
    assert len(brief.units) == 6
    path = tmp_path / "offer.yaml"
    path.write_text(text, encoding="utf-8")
    result = planner("design", path, "--lang", "en", "--write", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "Proposal proven best" in result.stdout
    assert sum("within the 4 terms" in line for line in result.stderr.splitlines()) == 2
