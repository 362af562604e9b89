"""A model is a message to the solver, written in Python, or by compiled code where the numpy that this loads is there.

Both write the same message, byte for byte.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeAlias

from ortools.sat.python.cp_model_helper import (
    BoolArgumentConstraint,
    BoundedLinearExpression,
    CpBaseModel,
    CpModelProto,
    CpSatHelper,
    FlatIntExpr,
    IntVar,
    LinearArgumentConstraint,
    LinearExpr,
    Literal,
)
from ortools.util.python.sorted_interval_list import Domain  # type: ignore[import-untyped]

LinearExprT: TypeAlias = LinearExpr | int
_BOOLEAN = Domain(0, 1)
_INFINITE = (-(2**63), 2**63 - 1)
_KINDS = BoolArgumentConstraint.__members__
_TARGETS = {"lin_max": LinearArgumentConstraint.max, "int_prod": LinearArgumentConstraint.prod}


class Constraint(Protocol):
    """What was added to a model, and may be asked for in some cases only."""

    def only_enforce_if(self, *literals: Literal) -> Any:
        """It holds where all of these are true."""


class _Written:
    """A constraint in the message."""

    __slots__ = ("proto",)

    def __init__(self, proto: Any) -> None:
        self.proto = proto

    def only_enforce_if(self, *literals: Literal) -> _Written:
        self.proto.enforcement_literal.extend([literal.index for literal in literals])
        return self


class CpModel:
    """The variables, constraints, hints and objective that the solver gets, written one by one."""

    def __init__(self) -> None:
        self.model_proto: Any = CpModelProto()
        self._constants: dict[int, int] | None = {}
        self._constraints = self.model_proto.constraints

    @property
    def proto(self) -> Any:
        """The message itself."""
        return self.model_proto

    def new_bool_var(self, name: str) -> IntVar:
        """A literal; nothing is done for a name that is empty."""
        literal = IntVar(self.model_proto).with_domain(_BOOLEAN)
        return literal.with_name(name) if name else literal

    def new_int_var(self, low: int, high: int, name: str) -> IntVar:
        """A number between two others, which it can be."""
        variable = IntVar(self.model_proto).with_domain(Domain(low, high))
        return variable.with_name(name) if name else variable

    def new_constant(self, value: int) -> IntVar:
        """The variable that can only be this, one for the whole model."""
        return IntVar(self.model_proto, self.get_or_make_index_from_constant(value))

    def get_or_make_index_from_constant(self, value: int) -> int:
        """The place of that variable."""
        if self._constants is None:
            domains = ((place, one.domain) for place, one in enumerate(self.model_proto.variables))
            self._constants = {d[0]: place for place, d in domains if len(d) == 2 and d[0] == d[1]}
        if value not in self._constants:
            self._constants[value] = IntVar(self.model_proto).with_domain(Domain(value, value)).index
        return self._constants[value]

    def rebuild_constant_map(self) -> None:
        """The constants are those of the message, which is another now; they are looked up when one is asked for."""
        self._constants = None

    def add(self, relation: BoundedLinearExpression | bool) -> Constraint:
        """An inequality or an equation; one between numbers is decided already."""
        if isinstance(relation, BoundedLinearExpression):
            return self._of_terms(relation)
        return self.add_bool_or([self.new_constant(1)] if relation else [])

    def add_linear_constraint(self, expression: LinearExpr, low: int, high: int) -> Constraint:
        """A sum between two numbers, which it can be."""
        return self._of_terms(BoundedLinearExpression(expression, Domain(low, high)))

    def add_implication(self, why: Literal, what: Literal) -> Constraint:
        """Where the first is true, so is the other."""
        constraint = self._of_literals("bool_and", [what])
        constraint.only_enforce_if(why)
        return constraint

    def add_bool_or(self, literals: Iterable[Literal]) -> Constraint:
        """One of them is true, or several; never, of none."""
        return self._of_literals("bool_or", literals)

    def add_at_most_one(self, literals: Iterable[Literal]) -> Constraint:
        """One of them is true, or none."""
        return self._of_literals("at_most_one", literals)

    def add_exactly_one(self, literals: Iterable[Literal]) -> Constraint:
        """One of them is true."""
        return self._of_literals("exactly_one", literals)

    def add_max_equality(self, target: LinearExpr, expressions: Iterable[LinearExpr]) -> Constraint:
        """The target is the largest of them."""
        return self._of_expressions("lin_max", target, expressions)

    def add_multiplication_equality(self, target: LinearExpr, expressions: Iterable[LinearExpr]) -> Constraint:
        """The target is their product."""
        return self._of_expressions("int_prod", target, expressions)

    def _of_terms(self, relation: BoundedLinearExpression) -> Constraint:
        proto = self._constraints.add()
        linear, offset, bounds = proto.linear, relation.offset, relation.bounds.flattened_intervals()
        linear.vars.extend([variable.index for variable in relation.vars])
        linear.coeffs.extend(relation.coeffs)
        linear.domain.extend(
            [bound if bound in _INFINITE else bound - offset for bound in bounds] if offset else bounds
        )
        return _Written(proto)

    def _of_literals(self, kind: str, literals: Iterable[Literal]) -> Constraint:
        proto = self._constraints.add()
        getattr(proto, kind).literals.extend([literal.index for literal in literals])
        return _Written(proto)

    def _of_expressions(self, kind: str, target: LinearExpr, expressions: Iterable[LinearExpr]) -> Constraint:
        proto = self._constraints.add()
        argument = getattr(proto, kind)
        _fill(argument.target, target)
        for expression in expressions:
            _fill(argument.exprs.add(), expression)
        return _Written(proto)

    def minimize(self, expression: LinearExprT) -> None:
        """Look for the smallest value of this."""
        self._set_objective(expression, 1)

    def maximize(self, expression: LinearExprT) -> None:
        """Look for the largest value of this."""
        self._set_objective(expression, -1)

    def _set_objective(self, expression: LinearExprT, sign: int) -> None:
        self.model_proto.clear_objective()
        objective = self.model_proto.objective
        if isinstance(expression, int):
            objective.scaling_factor, objective.offset = 1.0, expression
            return
        flat = FlatIntExpr(expression)
        objective.scaling_factor, objective.offset = float(sign), sign * flat.offset
        objective.vars.extend([variable.index for variable in flat.vars])
        objective.coeffs.extend([sign * factor for factor in flat.coeffs])

    def add_hint(self, variable: IntVar, value: int) -> None:
        """A value to try first."""
        hint = self.model_proto.solution_hint
        hint.vars.append(variable.index)
        hint.values.append(int(value))

    def validate(self) -> str:
        """What is wrong with the message; empty where nothing is."""
        return CpSatHelper.validate_model(self.model_proto)

    def clone(self) -> CpModel:
        """Another model of the same, to go on with."""
        copy = type(self)()
        copy.model_proto.copy_from(self.model_proto)
        copy.rebuild_constant_map()
        return copy


def _fill(place: Any, expression: LinearExpr) -> None:
    flat = FlatIntExpr(expression)
    place.vars.extend([variable.index for variable in flat.vars])
    place.coeffs.extend(flat.coeffs)
    if flat.offset:
        place.offset = flat.offset


class Compiled(CpBaseModel, CpModel):
    """The same, built by the solver's own code: quicker, once numpy is there; the first one loads it."""

    _of_terms: Callable[..., Constraint] = CpBaseModel._add_bounded_linear_expression  # type: ignore[attr-defined]
    _by_kind: Callable[..., Constraint] = CpBaseModel._add_bool_argument_constraint  # type: ignore[attr-defined]
    _by_target: Callable[..., Constraint] = CpBaseModel._add_linear_argument_constraint  # type: ignore[attr-defined]

    def __init__(self) -> None:
        CpBaseModel.__init__(self, None)

    def _of_literals(self, kind: str, literals: Iterable[Literal]) -> Constraint:
        return self._by_kind(_KINDS[kind], literals)

    def _of_expressions(self, kind: str, target: LinearExpr, expressions: Iterable[LinearExpr]) -> Constraint:
        return self._by_target(_TARGETS[kind], target, expressions)


def new_model() -> CpModel:
    """An empty model; the compiled code builds it where numpy has been loaded, which takes longer than a plan."""
    return Compiled() if "numpy" in sys.modules else CpModel()
