"""Tables as spreadsheets save them: read alike whatever the separator, the encoding and the form of the file."""

from __future__ import annotations

import zipfile
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.errors import BadInput
from planner.storage import csv_writer, tables
from tests.support import INSTANCES, refused
from tests.worded import text_of

COLUMNS = ("unit", "term", "result", "note")
ROWS = [(2, {"unit": "AST004", "term": "2019-S1", "result": "passed", "note": ""})]
LINES = "unit,term,result\nAST004,2019-S1,passed\n"


def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    return tables.rows(tables.load(path, "results"), COLUMNS[:3], COLUMNS)


def saved(folder: Path, content: str | bytes, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def wrong(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(path)
    assert text_of(caught.value, "en") != text_of(caught.value, "fr")
    return caught.value


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        LINES.replace(",", ";"),
        LINES.replace(",", "\t"),
        LINES.replace("\n", "\r\n"),
        LINES.replace("\n", "\r"),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.replace("\n", ",,,\n"),
        LINES.replace("result\n", "result,,\n"),
        LINES + ",,\n , ,\n\n",
        ",,,\n".join(["", "Unit, TERM ,Result", "AST004,2019-S1,passed", ""]).lstrip(",\n"),
        '"unit","term","result"\n"AST004"," 2019-S1 ","passed"\n',
        LINES.replace("AST004,", "AST004\u00a0,"),
    ],
)
def test_what_says_nothing_is_read_over(content: str | bytes, tmp_path: Path) -> None:
    assert read(saved(tmp_path, content)) == ROWS


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "sep=;;;\n", "\ufeffsep=;\n"])
def test_the_first_line_of_excel(first: str, tmp_path: Path) -> None:
    found = read(saved(tmp_path, first + LINES.replace(",", ";")))
    assert found == [(3, ROWS[0][1])]


def test_the_separator_is_that_of_the_names(tmp_path: Path) -> None:
    text = 'unit;term;result;note\nAST004;2019-S1;passed;"one, two; three\nfour"\nTRS001;2019-S1;failed;x\n'
    assert [(line, row["unit"], row["note"]) for line, row in read(saved(tmp_path, text))] == [
        (2, "AST004", "one, two; three\nfour"),
        (4, "TRS001", "x"),
    ]


def test_windows_text_is_read_where_it_can_be_nothing_else(tmp_path: Path) -> None:
    text = LINES.replace("result\n", "result,note\n").replace("passed", "passed,réussie — «\u00a0déjà\u00a0», cœur")
    text = text.replace(", cœur", " cœur")
    assert read(saved(tmp_path, text.encode("cp1252")))[0][1]["note"] == "réussie — «\u00a0déjà\u00a0» cœur"
    for other, encoding in (("зачёт", "cp1251"), ("zaliczył", "cp1250"), ("réussie", "mac_roman"), ("déjà", "cp850")):
        problem = wrong(saved(tmp_path, LINES.replace("passed", other).encode(encoding)))
        assert (problem.key, problem.line) == ("file.binary", 2), other


@pytest.mark.parametrize("text", ["=1+1", "-A", "+33", "@x", " =1", "'=1", "'tis", "x;=1", "-5"])
def test_what_we_guard_in_csv_is_read_back(text: str, tmp_path: Path) -> None:
    table = csv_writer.lines([[*COLUMNS], ["AST004", "2019-S1", "passed", text]])
    assert read(saved(tmp_path, table))[0][1]["note"] == text.strip()


def test_accents_are_the_same_however_they_are_written(tmp_path: Path) -> None:
    assert read(saved(tmp_path, LINES.replace("AST004", "E\u0301101")))[0][1]["unit"] == "É101"


@pytest.mark.parametrize(
    ("content", "key", "line", "word"),
    [
        (LINES.replace("result", "reslut"), "csv.unknown_column", 1, "did you mean result?"),
        (LINES.replace("result", "unit"), "csv.twice", 1, "unit"),
        (LINES.replace(",result", ""), "csv.missing_column", 1, "result"),
        (LINES.replace("passed", "passed,surplus"), "csv.nameless", 2, "surplus"),
        (LINES.replace("passed", '"passed'), "csv.quote", 2, "quotation"),
        (LINES.replace("passed", '"pas"sed'), "csv.quote", 2, "quotation"),
        (LINES.replace("passed", "x" * 140_000), "csv.long_cell", 2, "quotation"),
        (LINES.replace("passed", "#REF!"), "table.error", 2, "#REF!"),
        (LINES.replace("passed", "pas\x00sed"), "file.control", 2, "U+0000"),
        (LINES.encode("utf-16-le"), "file.control", 1, "UTF-8"),
        ("", "file.empty", None, "empty"),
        ("," * 300, "csv.missing_column", 1, "unit"),
        (",".join(f"c{n}" for n in range(300)), "table.columns", 1, "200"),
    ],
)
def test_what_is_refused_says_where_and_why(
    content: str | bytes, key: str, line: int | None, word: str, tmp_path: Path
) -> None:
    problem = wrong(saved(tmp_path, content))
    assert (problem.key, problem.line) == (key, line)
    assert word in text_of(problem, "en")


def test_rows_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    row = "AST004,2019-S1,passed\n"
    assert len(read(saved(tmp_path, LINES + "\n\n" + row))) == 2
    assert (wrong(saved(tmp_path, LINES + "\n" + row + row)).key) == "table.rows"
    head = ["unit", "term", "result"]
    blank: list[object] = [None]
    many = workbook(tmp_path / "rows.xlsx", ("x", [head, *[["AST004", "2019-S1", "passed"]] * 2, blank, blank]))
    assert len(read(many)) == 2
    many = workbook(tmp_path / "rows.xlsx", ("x", [head, *[["AST004", "2019-S1", "passed"]] * 3]))
    assert (wrong(many).key, wrong(many).file) == ("table.rows", f"{many} [x]")


def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    columns = ("unit", "term", "start", "end", "day", "id", "grade", "ok", "many")
    row = [101, "2019-S1", timedelta(hours=18), time(21, 30), date(2019, 10, 7), 20190012, 12.5, True, "mon\ntue"]
    path = workbook(tmp_path / "rows.xlsx", ("x", [list(columns), row]))
    (found,) = tables.rows(tables.load(path, "results"), (), columns)
    assert found == (2, dict(zip(columns, ("101", "2019-S1", "18:00", "21:30", "2019-10-07", "20190012", "12.5", "true",
                                           "mon\ntue"), strict=True)))  # fmt: skip


def test_which_sheet_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["unit", "term", "result"], ["AST004", "2019-S1", "passed"]]
    first = workbook(tmp_path / "first.xlsx", ("Empty", []), ("Other", rows), ("More", [["x"]]))
    assert read(first) == ROWS
    named = workbook(tmp_path / "named.xlsx", ("Notes", [["x"]]), ("Results ", rows))
    assert read(named) == ROWS
    hidden = saved(tmp_path, named.read_bytes(), "no-suffix")
    assert read(hidden) == ROWS
    wrong_row = workbook(tmp_path / "row.xlsx", ("Feuil1", [*rows, [], ["TRS001", "2019-S1", "passed", "surplus"]]))
    assert text_of(wrong(wrong_row), "en").startswith(f"{wrong_row} [Feuil1]:4: 'surplus'")


def test_what_is_packed_into_little_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomb.xlsx", ("x", [["unit"]]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, size in (("xl/worksheets/sheet1.xml", 70_000_000), ("xl/styles.xml", 5_000_000)):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content + b" " * (size if part == name else 0))
        assert path.stat().st_size < 100_000
        assert wrong(path).key == "workbook.large"


@pytest.mark.parametrize("sheet", ['<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>' * 1000, '<row r="999999999"/>'])
def test_a_sheet_of_nothing_but_places_ends_soon(sheet: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "wide.xlsx", ("x", [["unit"]]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    main = "xl/worksheets/sheet1.xml"
    parts[main] = parts[main].partition("<sheetData>")[0] + f"<sheetData>{sheet}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert wrong(path).key in ("table.rows", "file.empty")


OTHERS = [("a.xls", b"\xd0\xcf\x11\xe0", "old"), ("a.ods", b"PK\x03\x04", "unreadable")]


@pytest.mark.parametrize(("name", "first", "key"), OTHERS)
def test_other_spreadsheets(planner: Any, name: str, first: bytes, key: str, tmp_path: Path) -> None:
    path = saved(tmp_path, first + b" and more", name)
    assert wrong(path).key == f"workbook.{key}"
    learner = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
    assert "as XLSX" in refused(planner, "check", learner, path)


def test_the_tables_that_we_write_for_people_are_read_back(planner: Any, tmp_path: Path) -> None:
    learner = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
    for lang in ("fr", "en"):
        out = tmp_path / f"{lang}.xlsx"
        assert planner("plan", learner, "--out", out, "--lang", lang).exit_code == 0
        assert planner("check", learner, out).exit_code == 0
