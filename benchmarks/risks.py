"""When exams can be failed: what fresh learners of each vintage ask of a processor and of memory, each in a process of
its own; and estimates for the fictional programme of forty units.

`python -m benchmarks.risks FILE KEY=VALUE ...` is such a process: its last line tells, as JSON, the status and what the
best way to go on alone took, then the whole answer with plan, delays, tree, changes and margins.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

from benchmarks.alone import ROOT, peak
from benchmarks.measure import Row, row

VINTAGES = ("casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021", "casp-rncp36625")
PATHWAYS = ("evening", "daytime", "mixed")
LARGE = "fictional-three-terms"
POLICY_TARGET_S = {"evening": 0.5, "daytime": 5.0, "mixed": 5.0}
ANSWER_TARGET_S = 10.0
LARGE_TARGET_S = 60.0
MEMORY_TARGET_MIB = 150.0


def measure(rounds: int, *, fast: bool = False) -> list[Row]:
    """Lines of each pathway over the vintages that have it (one vintage in the evening where it shall be fast), and of
    the large programme in the evening.
    """
    rows = []
    for pathway in PATHWAYS[: 1 if fast else None]:
        told = [_of_vintage(name, pathway, rounds) for name in VINTAGES[-1 if fast else None :]]
        known = [one for one in told if one is not None]
        for name, key, unit, target in (
            ("policy, processor", "policy_s", "s", POLICY_TARGET_S[pathway]),
            ("policy, memory", "policy_mib", "MiB", MEMORY_TARGET_MIB if pathway == "evening" else None),
            ("whole answer, processor", "answer_s", "s", ANSWER_TARGET_S),
            ("whole answer, memory", "answer_mib", "MiB", None),
        ):
            rows.append(row("risk", f"{pathway}: {name}", unit, [one[key] for one in known], target))
    if not fast:
        path = ROOT / "instances" / LARGE / "learners" / "evening-fresh.yaml"
        clock = [_asked(path, "chances={fail: 0.15}") for _ in range(rounds)]
        rows.append(row("risk", "forty units, estimates, by the clock", "s", [one["clock"] for one in clock],
                        LARGE_TARGET_S))  # fmt: skip
    return rows


def _of_vintage(programme: str, pathway: str, rounds: int) -> dict[str, float] | None:
    """Medians of a fresh learner, with chances of 15 %; None where the pathway is unknown or nothing is exact."""
    path = ROOT / "instances" / programme / "learners" / "autumn-evening.yaml"
    year = int(next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("start:"))[7:11])
    keys = (f"pathway={pathway}", f"deadline={year + 2}-S2", "chances={fail: 0.15}")
    found = [_asked(path, *keys) for _ in range(rounds)]
    if any("policy_s" not in one for one in found):
        return None
    return {key: median(one[key] for one in found) for key in found[0]}


def _asked(path: Path, *changes: str) -> dict[str, float]:
    """What a process of its own told, and its seconds by the `clock`."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.risks", str(path), *changes], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise ChildProcessError(f"{path}: {done.stderr[-500:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told | {"clock": time.perf_counter() - begun}


def main() -> None:
    """Answer for the learner of the arguments."""
    from planner.errors import BadInput
    from planner.service.risk import risk_of
    from planner.storage import learners
    from planner.study.risk import answer
    from planner.study.risk.inexact import Inexact

    told: dict[str, float] = {}
    with suppress(BadInput):
        case = learners.load(Path(sys.argv[1]), sys.argv[2:])
        if case.chances is None:
            raise ValueError("no chances are stated")
        begun = time.process_time()
        with suppress(Inexact):
            answer.quick(case, case.chances)
            told |= {"policy_s": time.process_time() - begun, "policy_mib": peak()}
        begun = time.process_time()
        risk_of(case)
        told |= {"answer_s": time.process_time() - begun, "answer_mib": peak()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
