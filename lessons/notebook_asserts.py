"""Reads what asserts of a notebook say about a function: inputs for cases, and properties.

An assert is a property of the result where it relates the result to the arguments, or where the
arguments are random numbers. `assert torch.allclose(Q @ R, A)` after `Q, R = decompose(A)` is one.
"""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

RESULT = "result"
"""How properties call the result; an argument of this name makes an assert no property."""

_RANDOM = frozenset(
    {"rand", "randn", "randint", "randperm", "rand_like", "randn_like", "normal", "uniform"}
    | {"standard_normal", "random", "bernoulli", "multinomial", "choice", "sample", "integers"}
)
_OF_FORM = frozenset({"shape", "dtype", "ndim", "device", "size", "dim", "numel"})
_FUNCTIONS_OF_FORM = frozenset({"isinstance", "type", "len"})


@dataclass(frozen=True, slots=True)
class Property:
    """A condition that holds for every right result, as source."""

    before: tuple[str, ...]  # assignments that it needs
    condition: str
    names: frozenset[str]  # of modules and functions that it uses
    is_about_form: bool  # only of shapes, dtypes and types, which are compared anyway


@dataclass(frozen=True, slots=True)
class Asserted:
    """What one assert says about a function."""

    function: str
    source: str  # the assert itself
    message: str  # that it would raise; empty if it has none
    arguments: str | None  # of the call, where they are written out
    holds: Property | None  # for every right result

    @property
    def is_taken(self) -> bool:
        """Whether something of it can be used."""
        return self.arguments is not None or self.holds is not None


def read_asserts(
    source: str, parameters: Mapping[str, tuple[str, ...]], imported: Iterable[str]
) -> list[Asserted]:
    """Return what the asserts of a cell say about functions with these `parameters`.

    `imported` are the names that the notebook imports. A cell that is not Python says nothing.
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    reader = _Reader(parameters, frozenset(imported) | {"torch"})
    found = []
    for statement in _flattened(body):
        if isinstance(statement, ast.Assert):
            asserted = reader.read(statement)
            if asserted is not None:
                found.append(asserted)
        else:
            reader.bind(statement)
    return found


def _flattened(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements in order, those in loops, `with` and test functions among them."""
    for statement in body:
        is_test = isinstance(statement, ast.FunctionDef) and statement.name.startswith("test")
        if isinstance(statement, ast.For | ast.With):
            yield statement
            yield from _flattened(statement.body)
        elif isinstance(statement, ast.FunctionDef) and is_test and not statement.args.args:
            yield from _flattened(statement.body)
        else:
            yield statement


@dataclass(frozen=True, slots=True)
class _Value:
    """What was assigned to a name, perhaps with others."""

    target: ast.expr
    value: ast.expr


class _UnresolvedError(Exception):
    """An expression has a name that a property does not know."""


class _Reader:
    """Reads the asserts of a cell, with what the statements before them assign."""

    def __init__(self, parameters: Mapping[str, tuple[str, ...]], known: frozenset[str]) -> None:
        self._parameters = parameters
        self._known = known
        self._values: dict[str, _Value] = {}

    def bind(self, statement: ast.stmt) -> None:
        """Take in what a statement assigns."""
        stored = {each.id for each in _names(statement) if isinstance(each.ctx, ast.Store)}
        for name, value in list(self._values.items()):
            used = {each.id for each in _names(value.value)}
            if name in stored or used & stored:  # what was computed from an older value
                del self._values[name]
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if not stored & {each.id for each in _names(statement.value)}:
                for name in stored:
                    self._values[name] = _Value(target, statement.value)

    def read(self, statement: ast.Assert) -> Asserted | None:
        """Return what an assert says about one of the functions; None if about none."""
        calls = {ast.dump(call): call for call in self._calls(statement.test)}
        if not calls:
            return None
        call = next(iter(calls.values()))
        assert isinstance(call.func, ast.Name)
        function = call.func.id
        arguments = self._arguments(call, self._parameters[function]) if len(calls) == 1 else None
        message = statement.msg
        is_text = isinstance(message, ast.Constant) and isinstance(message.value, str)
        return Asserted(
            function=function,
            source=ast.unparse(statement),
            message=str(getattr(message, "value", "")) if is_text else "",
            arguments=self._written_out(arguments) if arguments else None,
            holds=self._property(statement.test, call, arguments) if arguments else None,
        )

    def _calls(self, node: ast.expr, depth: int = 10) -> Iterator[ast.Call]:
        """Yield the calls of the functions in an expression, and in what its names stand for."""
        for each in ast.walk(node):
            is_call = isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
            if isinstance(each, ast.Call) and is_call and _called(each) in self._parameters:
                yield each
            elif isinstance(each, ast.Name) and each.id in self._values and depth:
                yield from self._calls(self._values[each.id].value, depth - 1)

    def _arguments(self, call: ast.Call, names: tuple[str, ...]) -> dict[str, ast.expr] | None:
        """Return the arguments by parameter; None unless each one is given once."""
        given = dict(zip(names, call.args, strict=False))
        given |= {each.arg: each.value for each in call.keywords if each.arg is not None}
        is_whole = set(given) == set(names) and len(call.args) + len(call.keywords) == len(names)
        is_starred = any(isinstance(each, ast.Starred) for each in call.args)
        return {name: given[name] for name in names} if is_whole and not is_starred else None

    def _written_out(self, arguments: Mapping[str, ast.expr]) -> str | None:
        """Return the arguments as source; None where they need names, or are random."""
        written = [
            _Substitution(self._values).visit(copy.deepcopy(each)) for each in arguments.values()
        ]
        used = {name.id for each in written for name in _names(each)}
        if used - {"torch", *vars(builtins)} or any(map(_is_random, written)):
            return None
        return ", ".join(map(ast.unparse, written))

    def _property(
        self, test: ast.expr, call: ast.Call, arguments: Mapping[str, ast.expr]
    ) -> Property | None:
        if RESULT in arguments:
            return None
        renamed = {each.id: name for name, each in arguments.items() if isinstance(each, ast.Name)}
        writer = _PropertyWriter(self._values, call, renamed, self._known)
        try:
            condition = writer.write(test)
        except _UnresolvedError:
            return None
        resolved = [
            _Substitution(self._values).visit(copy.deepcopy(each)) for each in arguments.values()
        ]
        if not writer.uses_result or not (writer.relates or any(map(_is_random, resolved))):
            return None
        return Property(
            tuple(writer.before),
            ast.unparse(condition),
            frozenset(writer.used),
            is_about_form=not writer.before and _is_about_form(condition),
        )


class _Substitution(ast.NodeTransformer):
    """Replaces names by the expressions that were assigned to them alone."""

    def __init__(self, values: Mapping[str, _Value], depth: int = 10) -> None:
        self._values = values
        self._depth = depth

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._values.get(node.id)
        if found is None or not isinstance(found.target, ast.Name) or not self._depth:
            return node
        inner = _Substitution(self._values, self._depth - 1)
        replaced: ast.expr = inner.visit(copy.deepcopy(found.value))
        return replaced


class _PropertyWriter(ast.NodeTransformer):
    """Rewrites an expression of a cell as one of the result and the parameters."""

    def __init__(
        self,
        values: Mapping[str, _Value],
        call: ast.Call,
        renamed: Mapping[str, str],
        known: frozenset[str],
    ) -> None:
        self._values = values
        self._call = ast.dump(call)
        self._renamed = renamed
        self._known = known
        self._local: set[str] = set()
        self._written: set[str] = set()
        self.before: list[str] = []
        self.used: set[str] = set()
        self.uses_result = False
        self.relates = False  # an argument is named beside the call

    def write(self, node: ast.expr) -> ast.expr:
        """Return the rewritten expression. Raise _UnresolvedError."""
        bound = {each.id for each in _names(node) if isinstance(each.ctx, ast.Store)}
        bound |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
        self._local |= bound
        written: ast.expr = self.visit(copy.deepcopy(node))
        return written

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if ast.dump(node) == self._call:
            self.uses_result = True
            return ast.Name(RESULT, ast.Load())
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        name = node.id
        if name in self._local:
            return node
        if name in self._renamed:
            self.relates = True
            return ast.Name(self._renamed[name], ast.Load())
        if name in self._values:
            return self._assigned(node, self._values[name])
        if name not in self._known and not hasattr(builtins, name):
            raise _UnresolvedError(name)
        self.used.add(name)
        return node

    def _assigned(self, node: ast.Name, found: _Value) -> ast.AST:
        is_alone = isinstance(found.target, ast.Name)
        if ast.dump(found.value) == self._call and is_alone:
            self.uses_result = True
            return ast.Name(RESULT, ast.Load())
        if node.id in {RESULT, *self._renamed.values()}:  # it would hide another value
            raise _UnresolvedError(node.id)
        if node.id not in self._written:
            self._written |= {each.id for each in _names(found.target)}
            value = self.visit(copy.deepcopy(found.value))
            target = ast.unparse(found.target)
            if isinstance(found.target, ast.Tuple):
                target = target.removeprefix("(").removesuffix(")")
            self.before.append(f"{target} = {ast.unparse(value)}")
        return node


def _is_about_form(condition: ast.expr) -> bool:
    """Return whether a condition looks at the shape, the dtype or the type of the result only."""
    parents = {
        id(child): node for node in ast.walk(condition) for child in ast.iter_child_nodes(node)
    }
    for each in _names(condition):
        if each.id != RESULT:
            continue
        parent = parents.get(id(each))
        is_form = isinstance(parent, ast.Attribute) and parent.attr in _OF_FORM
        is_function = isinstance(parent, ast.Call) and _called(parent) in _FUNCTIONS_OF_FORM
        if not is_form and not is_function:
            return False
    return True


def _is_random(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call) and _called(each) in _RANDOM for each in ast.walk(node))


def _called(call: ast.Call) -> str:
    """Return the last part of the name of what is called; an empty string for anything else."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Name))
