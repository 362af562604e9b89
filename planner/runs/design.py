"""A proposal in a folder: a programme for each curriculum, for all other commands, and the document beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planner.domain.brief import Brief
from planner.messages import bound
from planner.report.documents import document
from planner.report.formats import JSON
from planner.service.design import DesignAnswer
from planner.storage import offer_folder, offer_output
from planner.study.design.learners import Fresh
from planner.study.design.proposal import plan_on_written


def check(folder: Path, brief: Brief, *, overwrite: bool) -> None:
    """Whether a proposal for the offer could be written there, before it is looked for.

    Raises:
        BadInput: the offer lacks what a programme needs, or the folder may not be written.
    """
    offer_output.check_brief(brief)
    offer_folder.check_target(folder, overwrite=overwrite)


def write(folder: Path, answer: DesignAnswer, *, overwrite: bool = False) -> DesignAnswer:
    """Write every file, or none, and say which they are in the answer. The document is in the language that is bound.

    Raises:
        BadInput: there is no proposal's folder to replace, or it cannot be written.
    """
    design = answer.proposal.design
    assert design is not None, "there is a proposal"
    files = offer_folder.files(answer.proposal.brief, design)
    answer = replace(answer, written=tuple(sorted(files)))
    mark = str(document(answer).render(JSON, bound().code))
    offer_folder.write(folder, {**files, offer_folder.MARK: mark}, overwrite=overwrite)
    return answer


def follow(folder: Path, answer: DesignAnswer) -> Iterator[Fresh]:
    """Read every programme that was written, and plan a new learner on it."""
    return plan_on_written(folder, answer.proposal)
