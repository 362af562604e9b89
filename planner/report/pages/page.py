"""A page: sections of blocks, which ways of showing it have them, and its tables for machines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from planner.messages import bound, say
from planner.report.pages.blocks import Block, Bullets, Table

TEXT, MARKDOWN, DRAWN = "text", "markdown", "drawn"
"""Ways of showing a page: plain text, for work at a terminal; Markdown; HTML and paper, with pictures."""
PAGES = (MARKDOWN, DRAWN)
"""Those to read at ease."""


class Section(NamedTuple):
    """A part of a page; `level` is 2, or 3 under the section before it. `new_page` asks paper to begin a page.

    `ways` are those that show it; the others leave it out.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    new_page: bool = False
    ways: tuple[str, ...] = (TEXT, *PAGES)

    def heads(self, block: Block) -> bool:
        """Whether the heading names the section's only table, or a box, so that its title need not be read twice."""
        if isinstance(block, Bullets):
            return bool(block.warning) and say(block.warning) == self.title
        tables = [other for other in self.blocks if isinstance(other, Table)]
        return len(tables) == 1 and tables[0] is block and tables[0].title == self.title


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document. `sheets` are its tables for machines and spreadsheets, the main one first.

    `created` is the day that the document carries, the same for the same input. `mark` is a word that stands on every
    page and beside everything that is drawn, such as that a timetable is made up.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    sheets: tuple[Table, ...]
    footer: str
    created: date
    lang: str = field(default_factory=lambda: bound().code)
    mark: str = ""

    def filled(self) -> Page:
        """The page whose tables for people are without columns that say nothing; those for machines keep them."""
        sections = (
            part._replace(blocks=tuple(block.filled() if isinstance(block, Table) else block for block in part.blocks))
            for part in self.sections
        )
        return replace(self, sections=tuple(sections))

    def shown(self, way: str) -> list[Section]:
        """The sections that a way of showing pages has."""
        return [section for section in self.sections if way in section.ways]
