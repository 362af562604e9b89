"""The bindings write what `cp_model` writes, load neither pandas nor numpy, and give way to it where they must."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import CpSatHelper

from planner.model import cpsat
from planner.model.build import build
from planner.model.cpsat import CpModel, IntVar, LinearExpr, builder
from planner.solve import engine, horizon
from planner.solve.engine import CpSolver
from planner.solve.pipeline import solve
from planner.storage import learners
from tests.support import INSTANCES, ROOT, SAMPLES, sample_name

Builder = Callable[[], CpModel]
BUILDERS: dict[str, Builder] = {"written": CpModel, "compiled": builder.Compiled, "cp_model": cp_model.CpModel}
LEARNERS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = LEARNERS / "autumn-evening.yaml"
LOADED = (
    "import sys; from planner.cli import main\n"
    "try: main(sys.argv[1:])\n"
    "finally: print(sorted({'ortools', 'pandas', 'numpy'} & set(sys.modules)), file=sys.stderr)"
)


def message(model: CpModel, path: Path) -> bytes:
    """What the solver gets."""
    assert CpSatHelper.write_model_to_file(model.proto, str(path))
    return path.read_bytes()


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_name)
def test_every_builder_writes_the_same_model(sample: Path, tmp_path: Path) -> None:
    case = learners.load(sample)
    models = [build(case, horizon.last_term(case), model=make())[0] for make in BUILDERS.values()]
    written, *others = [message(model, tmp_path / "model.pb") for model in models]
    assert written
    assert others == [written, written]


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_name)
def test_every_builder_leads_to_the_same_searches(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the objectives, what each of them adds to the model, and the copies on the way."""
    given = dict[str, list[bytes]]()

    class Recording(CpSolver):
        def solve(self, model: CpModel, solution_callback: object = None) -> object:
            given[name].append(message(model, tmp_path / "model.pb"))
            return super().solve(model)

    monkeypatch.setattr(engine, "CpSolver", Recording)
    for name in ("written", "compiled"):
        given[name] = []
        monkeypatch.setattr("planner.model.build.new_model", BUILDERS[name])
        solve(learners.load(sample))
    assert given["written"] == given["compiled"]


def constants(model: CpModel, x: IntVar, y: IntVar, n: IntVar) -> None:
    model.new_int_var(4, 4, "")
    model.new_constant(4)
    model.new_constant(4)
    model.new_int_var(4, 4, "")
    copy = model.clone()
    model.add(x + model.new_constant(4) + copy.new_constant(4) >= copy.new_constant(9).index)


def hints(model: CpModel, x: IntVar, y: IntVar, n: IntVar) -> None:
    model.add_hint(x, True)
    model.add_hint(n, 7)
    model.maximize(2 * x - n + 3)


ADDED: dict[str, Callable[[CpModel, IntVar, IntVar, IntVar], object]] = {
    "offset": lambda m, x, y, n: m.add(x + 5 <= 2 * n - 2),
    "different": lambda m, x, y, n: m.add(x + 5 != n),
    "less": lambda m, x, y, n: m.add(2 * x + 5 < n),
    "equal": lambda m, x, y, n: m.add(LinearExpr.sum([n, y, x]) == 3),
    "cancelled": lambda m, x, y, n: m.add(x - x >= 1),
    "nothing": lambda m, x, y, n: m.add(LinearExpr.sum([]) <= 1),
    "negated": lambda m, x, y, n: m.add(LinearExpr.weighted_sum([~x, y], [2, -3]) >= 1),
    "decided": lambda m, x, y, n: (m.add(True), m.add(False), m.add(True)),
    "between": lambda m, x, y, n: m.add_linear_constraint(x + n + 1, 0, 5),
    "far": lambda m, x, y, n: m.add_linear_constraint(n + 1, -(2**63), 2**63 - 1),
    "enforced": lambda m, x, y, n: m.add(n >= y).only_enforce_if(x, ~y),
    "implied": lambda m, x, y, n: m.add_implication(x, ~y),
    "one of": lambda m, x, y, n: (m.add_bool_or([x, ~y]), m.add_exactly_one([x, y]), m.add_at_most_one([~x, y])),
    "none of": lambda m, x, y, n: (m.add_bool_or([]), m.add_bool_or([~m.new_constant(1)])),
    "largest": lambda m, x, y, n: m.add_max_equality(n, [x, ~y, 2 * y + 1, m.new_constant(0)]),
    "product": lambda m, x, y, n: m.add_multiplication_equality(n, [x, y]),
    "named": lambda m, x, y, n: (m.new_bool_var("b"), m.new_int_var(1, 2, "i")),
    "constant objective": lambda m, x, y, n: m.minimize(7),
    "objective again": lambda m, x, y, n: (m.minimize(x + 1), m.minimize(n - 2 * y - 4)),
    "constants": constants,
    "hints": hints,
}


@pytest.mark.parametrize("added", ADDED)
def test_every_builder_writes_each_method_alike(added: str, tmp_path: Path) -> None:
    found = []
    for make in BUILDERS.values():
        model = make()
        ADDED[added](model, model.new_bool_var(""), model.new_bool_var(""), model.new_int_var(0, 9, ""))
        found.append((str(model.proto), message(model, tmp_path / "model.pb")))
        assert model.validate() == ""
    assert found == [found[0]] * 3


@pytest.mark.parametrize("make", BUILDERS.values(), ids=list(BUILDERS))
def test_constraints_are_taken_out_of_a_copy_and_put_back(make: Builder) -> None:
    model = make()
    x = model.new_bool_var("")
    model.add(x == 0)
    model.add(x == 1)
    model.add_bool_or([x])
    copy = model.clone()
    cpsat.take_out(copy, [0])
    assert [len(one.proto.constraints) for one in (model, copy)] == [3, 3]
    for solver in (CpSolver(), cp_model.CpSolver()):
        assert solver.solve(model) == cpsat.INFEASIBLE  # type: ignore[arg-type]
        assert solver.solve(copy) == cpsat.OPTIMAL  # type: ignore[arg-type]
        assert solver.value(x + 1) == 2
        assert not solver.boolean_value(~x)
    cpsat.put_back(copy, model, [0])
    assert str(copy.proto) == str(model.proto)


@pytest.mark.parametrize("make", BUILDERS.values(), ids=list(BUILDERS))
@pytest.mark.parametrize("added", ADDED)
def test_a_constraint_holds_of_what_the_solver_allows(added: str, make: Builder) -> None:
    for values in product((0, 1), (0, 1), (0, 1, 4, 9)):
        model = make()
        variables = model.new_bool_var(""), model.new_bool_var(""), model.new_int_var(0, 9, "")
        ADDED[added](model, *variables)
        constraints = list(model.proto.constraints)
        given = [*values, *(one.domain[0] for one in list(model.proto.variables)[len(values) :])]
        claimed = all(cpsat.holds(one, given) for one in constraints)
        for variable, value in zip(variables, values, strict=True):
            model.add(variable == value)
        allowed = CpSolver().solve(model) in (cpsat.OPTIMAL, cpsat.FEASIBLE)
        known = not any(one.has_lin_max() or one.has_int_prod() for one in constraints)
        assert claimed == (allowed and known)


def test_a_solver_that_has_not_run_has_no_answer() -> None:
    with pytest.raises(RuntimeError):
        CpSolver().value(1)


def process(*arguments: object, code: str = LOADED) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", EVENING),
        ("plan", LEARNERS / "impossible-deadline.yaml"),
        ("plan", LEARNERS / "mix-employer-own-cost.yaml"),
        ("explain", LEARNERS / "impossible-deadline.yaml"),
        ("alternatives", EVENING),
        ("compare", EVENING),
        ("frontier", EVENING),
        ("cohort", INSTANCES / "casp-2019-2020" / "cohort.csv"),
        ("design", INSTANCES / "casp-offer" / "offer.yaml", "--time-limit", 3),
    ],
    ids=lambda arguments: f"{arguments[0]} {arguments[1].stem}",
)
def test_a_process_that_plans_loads_neither_pandas_nor_numpy(arguments: tuple[object, ...]) -> None:
    done = process(*arguments, "--format", "json")
    assert done.stderr.splitlines()[-1] == "['ortools']", done.stderr
    assert json.loads(done.stdout)["schema"].startswith("planner/")


def test_a_process_with_numpy_builds_by_compiled_code() -> None:
    code = "import sys; from planner.model.cpsat import new_model; print(type(new_model()).__name__)"
    assert process(code=code).stdout == "CpModel\n"
    assert process(code=f"import numpy; {code}").stdout == "Compiled\n"


def test_another_helper_makes_cp_model_do_it_all() -> None:
    code = (
        "from ortools.sat.python import cp_model, cp_model_helper\n"
        "del cp_model_helper.Literal\n"
        "from planner.model.cpsat import CpSolver, new_model\n"
        "assert (CpSolver, type(new_model())) == (cp_model.CpSolver, cp_model.CpModel)\n"
    )
    arguments = ("plan", EVENING, "--format", "json")
    ours, theirs = process(*arguments), process(*arguments, code=code + LOADED)
    assert theirs.stderr.splitlines()[-1] == "['numpy', 'ortools', 'pandas']", theirs.stderr
    assert json.loads(ours.stdout)["terms"] == json.loads(theirs.stdout)["terms"]


def test_too_little_memory_for_the_helper_is_no_reason_to_load_more() -> None:
    code = (
        "import sys\n"
        "class Full:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.endswith('cp_model_helper'):\n"
        "            raise ImportError('failed to map segment from shared object')\n"
        "sys.meta_path.insert(0, Full())\n"
    )
    done = process("plan", EVENING, "--lang", "en", code=code + LOADED)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("not enough memory")
    assert "pandas" not in done.stderr
