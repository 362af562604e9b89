"""Files of every kind that the product reads, and random damage to them, as people, programs and disks do it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import yaml

from tests.support import tiny_programme

ODD_TEXTS = (
    "", " ", "0", "-1", "3", "1e9", "9" * 400, "9" * 5000, "1.5", "6.100", "1 200 €", "1.200", "é", "e\u0301", "\xa0",
    "=1+1", "'=1", "2019-S1", "2020-S2", "2020-S9", "9999-S1", "0000-S1", "2020", "2020-2021", "2020-02-30",
    "0001-01-01", "9999-12-31", "2020-10-05", "18:00", "24:00", "25:99", "18h00", "null", "none", "[]", "{}", "[[]]",
    "{a: {b: c}}", "- -", "&a", "*a", "!!x", "\t", "A;B", "A=B", "A:VAE", "A=2020-S1", "A", "B", "a", "true", "no",
    "x" * 70, "x" * 3000, "../a", "/", ".", "..", "C:\\x", "a\nb", "\u202e", "\ufeff", "“A”", "mon", "lun", "evening",
    "S1", "year", "-", "%", "1..2", "2020-09-01..2020-12-31", "#REF!", "\u2028", "A/B", "C++",
)  # fmt: skip
LIKE_CODES = ("A", "B", "C", "D")
LIKE_TERMS = ("2019-S2", "2020-S1", "2020-S2", "2021-S1", "2022-S2", "2035-S1")
LIKE_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LIKE_WORDS = (
    "evening", "daytime", "mixed", "distance", "individual", "employer", "cpf", "passed", "failed", "pending", "absent",
    "S1", "S2", "duration", "cost", "load", "balance", "evenness", "prefer", "require", "ignore", "optimal", "feasible",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 5, 10**6, 10**12, 10**30, 1.5, -0.0, 1e-9, [], {}, [None], [[]], {"a": 1},
    ["A", "A"], {"A": {"A": []}}, [{"unit": "A"}],
)  # fmt: skip
ODD_CELLS: tuple[Any, ...] = (
    date(2020, 10, 5), datetime(2020, 10, 5, 18, 30), time(18, 0), timedelta(hours=30), timedelta(days=-1), True, 1.0,
    101, -3, 1e300, "=SUM(A1:A3)", "x\ny", 44109,
)  # fmt: skip


def files(folder: Path) -> dict[str, Path]:
    """One file of each kind that can be read, for the tiny programme; the plan in JSON is added by who can plan."""
    programme = tiny_programme(
        folder, fundings=[{"id": "individual", "title": "I", "own": True}, {"id": "employer", "title": "E"}],
        tariffs=[{"modality": m, "funding": f, "per_credit": 14, "yearly": 170}
                 for m in ("evening", "daytime") for f in ("individual", "employer")],
        prerequisites=[{"unit": "B", "after": ["A"]}],
        certificates=[{"id": "CP", "title": "C", "units": ["A", "B"], "recommended_first": True}],
    )  # fmt: skip
    data = json.loads(programme.read_text(encoding="utf-8"))
    rows = (
        "offering,section,unit,period,modality,weekday,date,start,end,site,room,teacher,seats,confidence,assumption\n"
    )
    rows += "".join(
        f"{unit}{period},,{unit},{period},evening,{day},,18:00,20:00,Site {n},R,T;U,20,usual,\n"
        for period in ("S1", "S2")
        for n, (unit, day) in enumerate(zip("ABCD", ("mon", "tue", "wed", "thu"), strict=True))
    )
    texts = {
        "programme.yaml": yaml.safe_dump(data, sort_keys=False, allow_unicode=True),
        "learner.yaml": LEARNER,
        "timetable.csv": rows,
        "cohort.csv": COHORT,
        "results.csv": "unit,term,result\nA,2020-S1,passed\nC,2020-S1,failed\n",
        "hand.csv": "unit,term,modality,payer\nA,2020-S1,evening,\nC,2020-S1,,\n"
        "B,2020-S2,evening,individual\nD,2020-S2,,\n",
        "hand.yaml": "units:\n- {unit: A, term: 2020-S1}\n- {unit: C, term: 2020-S1, modality: evening}\n"
        "- {unit: B, term: 2020-S2, payer: individual}\n- {unit: D, term: 2020-S2}\n",
        "scenarios.yaml": SCENARIOS,
        "distribution.yaml": DISTRIBUTION,
        "offer.yaml": OFFER,
    }
    found = {}
    for name, text in texts.items():
        found[name] = folder / name
        found[name].write_text(text, encoding="utf-8")
    for name in ("timetable", "cohort", "results", "hand"):
        found[f"{name}.xlsx"] = folder / f"{name}.xlsx"
        save(found[f"{name}.xlsx"], list(csv.reader(io.StringIO(texts[f"{name}.csv"]))))
    return found


LEARNER = """programme: programme.yaml
start: 2020-S1
id: someone
funding: individual
acquired: [{unit: D, by: VAE}]
experience: {months: 6, in_sector: true, working: true}
internship_windows: [{from: 2020-09-01, to: 2020-12-31}]
max_units_per_term: {default: 2, terms: {2021-S1: 3}}
availability: {evenings: [mon, wed, thu], terms: {2020-S2: {evenings: [tue, thu]}}}
order: prefer
minimise: [duration, cost]
deadline: 2022-S2
pins: [{unit: A, term: 2020-S1}]
max_cost_per_year: {default: 900, years: {2020-2021: 800}}
"""
COHORT = """id,programme,start,pathway,acquired,experience.months,availability.evenings,max_cost_per_year
a,programme.yaml,2020-S1,evening,D:VAE,6,mon;wed,700;2020-2021=900
b,programme.yaml,2020-S1,mixed,A;D,,none,
c,programme.yaml,2020-S2,,,12,,1 200 €
"""
SCENARIOS = """format: planner/scenarios/1
scenarios:
- id: closed
  title: {fr: Fermé, en: Closed}
  changes: [{close: {unit: A, period: 2020-S1}}]
- id: more
  runs: 2
  changes:
  - {open: {unit: B, period: S1, modality: evening, weekday: mon, start: "18:00", end: "20:00", seats: 5}}
  - {move: {unit: C, period: S1, to: {period: S2}}}
  - {cap: {max_units_per_term: 1, term: 2020-S1}}
  - {evenings: {lost: [mon], term: 2020-S1}}
  - {fees: {percent: 10, funding: individual}}
  - {fail: {rate: 0.2, units: {A: 0.5}, second_session: 0.5}}
"""
DISTRIBUTION = """programme: programme.yaml
everyone:
  columns: {start: {2020-S1: 3, 2020-S2: 1}, max_cost_per_year: {700: 1, "-": 2}}
profiles:
- name: fresh
  share: 2
  evenings: {number: {3: 1, 5: 2}, days: {mon: 1, tue: 2, wed: 1, thu: 1, fri: 1}}
- name: known
  share: 1
  acquired: {number: {1: 1, 2: 1}, units: {A: 2, D: 1}, by: {VAE: 1, "-": 3}}
  deadline_terms: {8: 1, "-": 1}
  internship: {after_months: {3: 1}, months: {4: 1}}
"""
OFFER = """format: planner/offer/1
id: offer
terms: 4
year: [S1, S2]
units:
- {code: A, credits: 6, periods: [S1], today: S1}
- {code: B, credits: 4, terms: [2, 3]}
- {code: C, credits: 6}
- {code: D, credits: 4.0}
curricula:
- {id: one, units: [A, B, C], max_units: 3}
- {id: two, units: [A], choices: [{take: 1, of: [C, D]}]}
prerequisites: [{unit: B, after: [A]}]
unwanted: [{unit: C, term: 1, weight: 2}]
fixed: [{unit: A, term: 1}]
weights: {balance: 1, unwanted: 5, change: 1}
""".replace("4.0", "4")


def save(path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def mutate(random: Random, path: Path) -> None:
    """Damage the file, once or a few times, in a way of its kind."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        _ways(path)[random.randrange(len(_ways(path)))](random, path)


def _ways(path: Path) -> list[Callable[[Random, Path], None]]:
    match path.suffix:
        case ".xlsx":
            return [_cell, _cell, _cell, _rows, _rows, _part, _bytes]
        case ".csv":
            return [_cell, _cell, _rows, _lines, _words, _words, _bytes, _encoding]
        case ".json":
            return [_data, _data, _data, _words, _lines, _bytes]
    return [_data, _data, _data, _data, _words, _words, _lines, _bytes, _encoding]


def _bytes(random: Random, path: Path) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 1, 3, 30))):
        if data:
            place = random.randrange(len(data))
            match random.randrange(4):
                case 0:
                    data[place] = random.randrange(256)
                case 1:
                    del data[place : place + random.choice((1, 5, 200))]
                case 2:
                    data[place:place] = bytes(random.randrange(256) for _ in range(random.choice((1, 2, 9))))
                case _:
                    data[place:place] = data[place : place + 40]
    path.write_bytes(data)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _lines(random: Random, path: Path) -> None:
    lines = _text(path).splitlines() or [""]
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines[one] = random.choice(("\t", " ", "  ", "\u00a0", "- ", "#", '"', "? ", ": ")) + lines[one]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _words(random: Random, path: Path) -> None:
    """A word of the text becomes an odd one."""
    text = _text(path)
    marks = [place for place, sign in enumerate(text) if sign in " ,:;[]{}\n\"'="] or [0]
    one = random.choice(marks)
    end = next((place for place in marks if place > one), len(text))
    odd = random.choice(ODD_TEXTS) if random.random() < 0.8 else random.choice("[]{}:,;&*#?|-<>=!%@`\"'\\")
    path.write_text(text[: one + 1] + odd + text[end:], encoding="utf-8", newline="")


def _encoding(random: Random, path: Path) -> None:
    text = _text(path)
    encoding = random.choice(("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32", "mac_roman", "cp1251"))
    ends = random.choice(("\n", "\r\n", "\r"))
    path.write_bytes(text.replace("\n", ends).encode(encoding, "replace"))


def _data(random: Random, path: Path) -> None:
    """A place of the data is removed, doubled, swapped with another, or holds something odd."""
    try:
        data = json.loads(_text(path)) if path.suffix == ".json" else yaml.safe_load(_text(path))
    except (ValueError, yaml.YAMLError, RecursionError):
        return _words(random, path)
    places = list(_places(data))
    if not places:
        return _words(random, path)
    holder, key = random.choice(places)
    other, place = random.choice(places)
    match random.randrange(9):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.append(holder[key])
        case 1:
            holder[random.choice(ODD_TEXTS)] = holder[key]
        case 2:
            holder[key] = json.loads(json.dumps(other[place], default=str))
        case 3:
            holder[key] = random.choice(ODD_TEXTS)
        case 4:
            holder[key] = random.choice(ODD_VALUES)
        case _:
            holder[key] = _like(random, holder[key])
    if path.suffix == ".json":
        text = json.dumps(data, default=str, ensure_ascii=random.random() < 0.5)
    else:
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=random.random() < 0.5)
    path.write_text(text, encoding="utf-8", errors="replace")
    return None


def _like(random: Random, value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int() | float():
            return random.choice((0, 1, 2, 3, 4, 6, 8, 12, 60, 170, 400, 900, 2.5, 5000))
        case str():
            kinds = (LIKE_CODES, LIKE_TERMS, LIKE_DAYS, LIKE_WORDS)
            return random.choice(next((kind for kind in kinds if value in kind), LIKE_CODES))
        case list():
            return random.sample(value, random.randrange(len(value) + 1)) * random.choice((1, 1, 2))
    return value


def _places(data: Any) -> Any:
    for key, value in list(
        data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ())
    ):
        yield data, key
        yield from _places(value)


def _table(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        lines = _text(path).replace("\x00", "").splitlines()
        return [list(row) for row in csv.reader(lines)]
    try:
        sheet = openpyxl.load_workbook(path).active
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    except Exception:
        return [["unit"]]


def _store(random: Random, path: Path, rows: list[list[Any]]) -> None:
    if path.suffix == ".xlsx":
        strip = str.maketrans(dict.fromkeys((*range(9), 11, 12, *range(14, 32))))
        save(
            path, [[cell.translate(strip)[:30_000] if isinstance(cell, str) else cell for cell in row] for row in rows]
        )
        return
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=random.choice(",,,;\t"), lineterminator="\n").writerows(rows)
    path.write_text(file.getvalue(), encoding="utf-8")


def _cell(random: Random, path: Path) -> None:
    rows = _table(path)
    row = random.choice(rows) if rows else []
    odd = random.choice(ODD_CELLS if path.suffix == ".xlsx" and random.random() < 0.4 else ODD_TEXTS)
    if not row or random.random() < 0.1:
        row.append(odd)
    else:
        place = random.randrange(len(row))
        row[place] = _like(random, row[place]) if random.random() < 0.5 else odd
    _store(random, path, rows or [row])


def _rows(random: Random, path: Path) -> None:
    """A row or column is removed, doubled, swapped, or padded."""
    rows = _table(path) or [[""]]
    one, other = random.randrange(len(rows)), random.randrange(len(rows))
    column = random.randrange(max(map(len, rows)) or 1)
    match random.randrange(6):
        case 0:
            del rows[one]
        case 1:
            rows.insert(other, list(rows[one]))
        case 2:
            rows[one], rows[other] = rows[other], rows[one]
        case 3:
            rows = [row[:column] + row[column + 1 :] for row in rows]
        case 4:
            rows = [row[: column + 1] + row[column:] for row in rows]
        case _:
            rows[one] += [""] * random.randrange(1, 4) + ([random.choice(ODD_TEXTS)] if random.random() < 0.5 else [])
    _store(random, path, rows)


def _part(random: Random, path: Path) -> None:
    """A part of a workbook is damaged inside the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _bytes(random, path)
    name = random.choice(sorted(parts))
    if random.random() < 0.2:
        del parts[name]
    else:
        beside = path.with_suffix(".part")
        beside.write_bytes(parts[name])
        random.choice((_bytes, _words, _words))(random, beside)
        parts[name] = beside.read_bytes()
        beside.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        for other, content in parts.items():
            archive.writestr(other, content)
    return None
