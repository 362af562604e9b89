"""The part `risk` of the benchmarks: a quick run has its lines, and a learner that does not fit has none."""

from __future__ import annotations

from benchmarks import risks


def test_a_quick_run_has_its_lines() -> None:
    rows = {row.name: row for row in risks.measure(1, fast=True)}
    assert set(rows) == {
        f"evening: {what}, {of}" for what in ("policy", "whole answer") for of in ("processor", "memory")
    }
    assert 0 < rows["evening: policy, processor"].high < rows["evening: whole answer, processor"].high
    assert 0 < rows["evening: policy, memory"].high <= rows["evening: whole answer, memory"].high


def test_a_pathway_that_is_unknown_has_no_line() -> None:
    assert risks._of_vintage("casp-2019-2020", "nightly", 1) is None
