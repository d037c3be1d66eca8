"""Rewrites the functions of a submission so that the values of their expressions are recorded.

An expression E becomes `record(site, E)`, and `record` returns its second argument. So everything
is evaluated once, in the same order and with the same objects. Tracing functions (`sys.settrace`,
`sys.monitoring`) see names and lines only, and no intermediate results of a line such as
`return (x - x.mean(1)) / x.std(1)`.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

RECORD = "__tensei_record__"
"""Global name of the recorder. Names that end in two underscores are not mangled in classes."""

_Node = TypeVar("_Node", bound=ast.AST)


class Role(IntEnum):
    """What an expression is to its statement."""

    PART = 0  # a part of a larger expression
    STATEMENT = 1  # all that the statement computes
    RETURNED = 2


@dataclass(frozen=True, slots=True)
class Site:
    """A piece of the source whose value is recorded: 1-based lines, 0-based columns in UTF-8."""

    line: int
    column: int
    end_line: int
    end_column: int
    role: Role


def instrument(source: str, *, whole: bool = False) -> tuple[ast.Module, list[Site]]:
    """Return the tree of the code with recorded functions, and the sites by their numbers.

    With `whole`, code outside of functions is recorded, too. Decorators, default values,
    annotations and patterns are not changed. Raise SyntaxError, and RecursionError for code that is
    nested very deeply.
    """
    instrumenter = _Instrumenter(depth=int(whole))
    tree = instrumenter.visit(ast.parse(source))
    return ast.fix_missing_locations(tree), instrumenter.sites


_COMPUTED = (
    ast.Call,
    ast.BinOp,
    ast.UnaryOp,
    ast.Compare,
    ast.BoolOp,
    ast.Subscript,
    ast.Attribute,
)


class _Instrumenter(ast.NodeTransformer):
    """Wraps expressions that are evaluated in the body of a function, or in the whole code."""

    def __init__(self, depth: int) -> None:
        self.sites: list[Site] = []
        self._depth = depth  # of functions; code at depth 0 is not recorded

    # --- functions and classes --------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._depth += 1
        node.body = self.visit(node.body)
        self._depth -= 1
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = self._statements(node.body)
        return node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        self._depth += 1
        node.body = self._statements(node.body)
        self._depth -= 1
        return node

    def _statements(self, body: Iterable[ast.stmt]) -> list[ast.stmt]:
        """Visit statements, each of which may become several."""
        visited: list[ast.stmt] = []
        for statement in body:
            result = self.visit(statement)
            visited += result if isinstance(result, list) else [result]
        return visited

    # --- statements -------------------------------------------------------------------------------

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        if not self._depth:
            return self.generic_visit(node)
        node.value = self._whole(node.value, node, Role.STATEMENT)
        base = _changed_name(node.targets[0])
        return node if base is None else [node, self._record_later(base, node)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = (
                self._whole(node.value, node, Role.STATEMENT)
                if self._depth
                else self.visit(node.value)
            )
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.stmt]:
        node.value = self.visit(node.value)
        target = node.target
        base = target.id if isinstance(target, ast.Name) else _changed_name(target)
        if not self._depth or base is None:
            return node
        return [node, self._record_later(base, node)]

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is not None:
            node.value = self._wrap(self._inner(node.value), node, Role.RETURNED)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if not self._depth:
            return self.generic_visit(node)
        node.value = self._whole(node.value, node, Role.STATEMENT)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """Record the variable of a loop at the start of its body."""
        node.iter = self._inner(node.iter)
        node.body = self._statements(node.body)
        node.orelse = self._statements(node.orelse)
        if self._depth and isinstance(node.target, ast.Name):
            header = ast.copy_location(ast.Pass(), node)
            header.end_lineno, header.end_col_offset = (
                node.iter.end_lineno,
                node.iter.end_col_offset,
            )
            node.body.insert(0, self._record_later(node.target.id, header))
        return node

    def visit_With(self, node: ast.With) -> ast.AST:
        for item in node.items:
            item.context_expr = self._inner(item.context_expr)
        node.body = self._statements(node.body)
        return node

    def visit_Delete(self, node: ast.Delete) -> ast.AST:
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        if node.guard is not None:
            node.guard = self.visit(node.guard)
        node.body = self._statements(node.body)
        return node

    # --- expressions ------------------------------------------------------------------------------

    def visit(self, node: ast.AST) -> Any:
        """Visit a node; wrap it if it is an expression that computes something."""
        if isinstance(node, _COMPUTED) and self._depth and _is_read(node):
            inner = self._inner(node)
            return inner if _is_constant(node) else self._wrap(inner, node, Role.PART)
        return super().visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def _inner(self, node: _Node) -> _Node:
        """Visit the parts of an expression, but do not wrap the expression itself."""
        if isinstance(node, ast.Call):
            # A method is looked up on the recorded object; the bound method is no result.
            node.func = self._inner(node.func)
            node.args = [self._visited(each) for each in node.args]
            for keyword in node.keywords:
                keyword.value = self._visited(keyword.value)
            return node
        if isinstance(node, ast.Subscript) and _is_shape(node.value):
            node.value = self._inner(node.value)  # of x.shape[0], the number is enough
            node.slice = self._visited(node.slice)
            return node
        if isinstance(node, _COMPUTED):
            self.generic_visit(node)
            return node
        visited: _Node = self.visit(node)
        return visited

    def _visited(self, node: ast.expr) -> ast.expr:
        visited = self.visit(node)
        assert isinstance(visited, ast.expr)
        return visited

    def _whole(self, value: ast.expr, statement: ast.stmt, role: Role) -> ast.expr:
        """Wrap the value of a statement, unless it only names something."""
        inner = self._inner(value)
        if isinstance(value, ast.Name | ast.Yield | ast.YieldFrom) or _is_constant(value):
            return inner
        return self._wrap(inner, statement, role)

    def _wrap(self, value: ast.expr, shown: ast.AST, role: Role) -> ast.expr:
        """Return the call that records a value; its text in the trace is that of `shown`."""
        arguments: list[ast.expr] = [ast.Constant(self._add_site(shown, role)), value]
        call = ast.Call(ast.Name(RECORD, ast.Load()), arguments, [])
        return ast.copy_location(call, value)

    def _record_later(self, name: str, shown: ast.stmt) -> ast.stmt:
        """Return a statement that records a variable which the shown statement has changed."""
        value = ast.copy_location(ast.Name(name, ast.Load()), shown)
        wrapped = self._wrap(value, shown, Role.STATEMENT)
        return ast.copy_location(ast.Expr(wrapped), shown)

    def _add_site(self, shown: ast.AST, role: Role) -> int:
        line, column = getattr(shown, "lineno", 1), getattr(shown, "col_offset", 0)
        end_line = getattr(shown, "end_lineno", None) or line
        end_column = getattr(shown, "end_col_offset", None) or column
        self.sites.append(Site(line, column, end_line, end_column, role))
        return len(self.sites) - 1


def _is_read(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _is_shape(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


def _is_constant(node: ast.AST) -> bool:
    """Return whether an expression has no name in it, such as `-1` or `2 * 3`."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_constant(operand)
        case ast.BinOp(left=left, right=right):
            return _is_constant(left) and _is_constant(right)
    return False


def _changed_name(target: ast.AST) -> str | None:
    """Return the variable `x` of a target such as `x[0]`, whose object the assignment changes."""
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        return target.value.id
    return None
