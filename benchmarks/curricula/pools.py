"""Large made programmes with pools of choice, with tracks, and of four hundred units: each command in a process of its
own, by the processor's time and the most memory that it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks import alone
from benchmarks.measure import Row, row

GROUP = "large pools"
GOALS = {"duration": 3.0, "duration,balance": 10.0}
"""The most seconds of each."""
TARGET_MIB = 150.0
LIMIT = "60"
TERMS = (("A", "autumn", "2027-09-01", "2028-01-31"), ("P", "spring", "2028-02-07", "2028-06-30"))


@dataclass(slots=True)
class Made:
    """Units with credits and the terms of the year that offer them; lines of requirements; what is needed before."""

    random: Random
    credits: dict[str, int] = field(default_factory=dict)
    seasons: dict[str, str] = field(default_factory=dict)
    requirements: list[str] = field(default_factory=list)
    after: dict[str, list[str]] = field(default_factory=dict)

    def units(self, prefix: str, number: int, *credits: int, chain: int = 4) -> list[str]:
        """So many more units, one in `chain` after an earlier one of its kind."""
        codes = [f"{prefix}{place:03}" for place in range(number)]
        for place, code in enumerate(codes):
            self.credits[code] = self.random.choice(credits)
            self.seasons[code] = self.random.choice(("A", "P", "AP", "AP"))
            if place and self.random.randrange(chain) == 0:
                self.after[code] = [self.random.choice(codes[:place])]
        return codes


def pools(seed: int, number: int) -> Made:
    """Units in five pools, of which credits are chosen: 180 in all, and the fewest of each kind."""
    made = Made(Random(seed))
    shares = {"CS": 0.32, "TM": 0.34, "EC": 0.09, "ME": 0.17}
    named = {kind: made.units(kind, round(number * share), 4, 5, 6, 6, 6) for kind, share in shares.items()}
    named["PR"] = made.units("PR", number - len(made.credits), 3, 4, chain=10)
    for kind, least in {"CS": 48, "TM": 54, "EC": 12, "ME": 24}.items():
        made.requirements.append(f"{{id: {kind}, credits: {least}, of: [{', '.join(named[kind])}]}}")
    made.requirements.append(f"{{id: all, credits: 180, of: [{', '.join(made.credits)}]}}")
    return made


def tracks(seed: int, number: int) -> Made:
    """A common trunk, and four tracks of which one is taken: each has units of its own and a pool."""
    made = Made(Random(seed))
    trunk = made.units("T", 20, 6)
    made.requirements.append(f"{{id: trunk, all_of: [{', '.join(trunk)}]}}")
    own = (number - len(trunk)) // 4
    lines = []
    for place, letter in enumerate("JKLM"):
        codes = made.units(letter, own + (number - len(trunk) - 4 * own if place == 3 else 0), 4, 6, 6)
        core, pool = codes[:8], codes[8:]
        lines.append(f"[{{all_of: [{', '.join(core)}]}}, {{credits: 30, of: [{', '.join(pool)}]}}]")
    made.requirements.append(f"{{id: track, one_of: [{', '.join(lines)}]}}")
    return made


def many(seed: int, number: int) -> Made:
    """A trunk of 30 units, and ten pools out of which 30 more are taken."""
    made = Made(Random(seed))
    made.requirements.append(f"{{id: trunk, all_of: [{', '.join(made.units('T', 30, 6))}]}}")
    for place in range(10):
        pool = made.units(f"P{place}", (number - 30) // 10, 4, 5, 6)
        made.requirements.append(f"{{id: P{place}, k: 3, of: [{', '.join(pool)}]}}")
    return made


KINDS = {
    "133 units, pools": lambda seed: pools(seed, 133), "165 units, pools": lambda seed: pools(seed, 165),
    "146 units, tracks": lambda seed: tracks(seed, 146), "400 units, pools": lambda seed: many(seed, 400),
}  # fmt: skip


def write(made: Made, folder: Path) -> Path:
    """`programme.yaml` and `learner.yaml` in the folder; the learner's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programme.yaml").write_text("\n".join(_lines(made, folder.name)) + "\n", encoding="utf-8")
    learner = folder / "learner.yaml"
    learner.write_text("programme: programme.yaml\nstart: 2027-A\npathway: daytime\nfictional: true\n", "utf-8")
    return learner


def _lines(made: Made, name: str) -> Iterator[str]:
    yield from ("format: planner/programme/1", f"id: {name}", f"title: {name}", f"short_title: {name}")
    yield from ('vintage: "2027-2028"', "school: Benchmark", "fictional: true", "units:")
    yield from (f"- {{code: {code}, title: {code}, credits: {worth}}}" for code, worth in made.credits.items())
    yield from ("requirements:", *(f"- {line}" for line in made.requirements), "prerequisites:")
    yield from (f"- {{unit: {unit}, after: [{', '.join(needed)}]}}" for unit, needed in made.after.items())
    yield from ("calendar:", "  year: 2027", "  terms:")
    for term, title, starts, ends in TERMS:
        yield f'  - {{id: {term}, title: {title}, starts: "{starts}", ends: "{ends}"}}'
    yield "  periods: [" + ", ".join(f"{{id: {term}, terms: [{term}]}}" for term, *_ in TERMS) + "]"
    yield "offerings:"
    for term, *_ in TERMS:
        codes = [code for code, seasons in made.seasons.items() if term in seasons]
        yield f"- {{units: [{', '.join(codes)}], period: {term}, modality: daytime}}"
    yield from ("load: {max_credits: 30}", "pathways: {daytime: {modalities: [daytime]}}")


def measure(work: Path, seed: int, only: int | None = None) -> list[Row]:
    """Each programme and goal once; its line also says how the command ended."""
    rows = []
    for name, make in list(KINDS.items())[:only]:
        learner = write(make(seed), work / name.replace(" ", "-").replace(",", ""))
        for goal, target in GOALS.items():
            asked = ("plan", str(learner), "--format", "json", "--minimise", goal, "--time-limit", LIMIT)
            done = alone.run(*asked)
            status = {0: "proven" if '"status": "optimal"' in done.stdout else "not proven"}.get(done.code, "no plan")
            rows += [
                row(GROUP, f"{name}, {goal}, {status}", "s", [done.processor], target),
                row(GROUP, f"{name}, {goal}, memory", "MiB", [done.memory], TARGET_MIB),
            ]
    return rows
