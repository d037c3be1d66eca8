"""Summarizes code for the judge: whether it can be parsed, and what it defines.

A summary is small whatever the code is, so that nothing that is done with it takes long.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.syntax.style_hints import style_hints

FILE_NAME = "<your code>"
"""The name under which learner code is compiled."""

LONGEST_NAME = 100
MOST_NAMES = 100
"""More names are not sent on: each is compared with the name that is missing."""

_MAX_MESSAGE = 1000
_MAX_SOURCE = 4000
_DYNAMIC = {"exec", "eval", "globals", "locals", "vars", "setattr", "__import__"}
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Binding:
    """How a module binds the name that an exercise asks for."""

    kind: str  # "function", "async", "lambda", "class" or "other"
    decorated: bool = False
    least: int = 0  # positional arguments that it needs, of the first three kinds
    most: int | None = None  # that it takes; None: any number
    needs_names: bool = False  # some of its keyword-only parameters have no default


@dataclass(frozen=True, slots=True)
class Summary:
    """What the syntax of a submission says. With `error`, the code cannot be parsed."""

    error: dict[str, Any] | None = None  # fields of protocol.Raised but `key`
    is_empty: bool = False  # there is no statement
    binding: Binding | None = None
    is_dynamic: bool = False  # the name may come to be when the code runs
    is_inside: bool = False  # a function of that name is defined inside another block
    functions: tuple[str, ...] = ()  # names of the functions that the module binds
    style_hints: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Summary:
        """Return the summary that `dataclasses.asdict` and JSON made these fields of."""
        binding = fields["binding"]
        return cls(
            **{
                **fields,
                "binding": None if binding is None else Binding(**binding),
                "functions": tuple(fields["functions"]),
                "style_hints": tuple(fields["style_hints"]),
            }
        )


def summarize(code: str, function: str, out_of_place: Collection[str] = frozenset()) -> Summary:
    """Return what the code says by its syntax, for an exercise that asks for that function.

    `out_of_place` names the tensor methods whose only effect is what they return. Some codes make
    the parser take seconds or gigabytes: parse those of learners in a `ParserProcess`.
    """
    try:
        tree = _parsed(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Summary(error=_described(error, code))
    if not tree.body:
        return Summary(is_empty=True)
    nodes = list(ast.walk(tree))
    bound = dict(_bound(tree.body))
    node = bound.get(function)
    functions = (name for name, node in bound.items() if isinstance(node, _FUNCTIONS))
    return Summary(
        binding=None if node is None else _binding(node),
        is_dynamic="*" in bound or any(_is_dynamic(each) for each in nodes),
        is_inside=any(isinstance(x, _FUNCTIONS) and x.name == function for x in nodes),
        functions=tuple(_shortened(functions)),
        style_hints=style_hints(tree, out_of_place),
    )


def _parsed(code: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a learner's odd escape is no line in our log
        return ast.parse(code, FILE_NAME)


def _described(error: BaseException, code: str) -> dict[str, Any]:
    """The same fields as `probe.raised` gives, of an error that no code was run for."""
    line = column = source = None
    message = str(error)
    if isinstance(error, SyntaxError):
        message = str(error.msg)
        if error.filename in (FILE_NAME, "<unknown>"):
            line, column = error.lineno, error.offset
    if line is not None:
        lines = code.splitlines()
        source = lines[line - 1][:_MAX_SOURCE] if 0 < line <= len(lines) else None
    return {
        "type": type(error).__name__,
        "message": message[:_MAX_MESSAGE],
        "line": line,
        "column": column,
        "source": source,
        "traceback": "",
        "facts": {},
    }


def _is_dynamic(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in _DYNAMIC


def _shortened(names: Iterable[str]) -> list[str]:
    """The names that a sentence can hold, no more than MOST_NAMES."""
    return [name for name in names if len(name) <= LONGEST_NAME][:MOST_NAMES]


def _binding(node: ast.AST) -> Binding:
    if isinstance(node, ast.ClassDef):
        return Binding("class")
    if not isinstance(node, _FUNCTIONS | ast.Lambda):
        return Binding("other")
    kinds = {ast.Lambda: "lambda", ast.AsyncFunctionDef: "async"}
    arguments = node.args
    most = len(arguments.posonlyargs) + len(arguments.args)
    return Binding(
        kinds.get(type(node), "function"),
        decorated=bool(getattr(node, "decorator_list", [])),
        least=most - len(arguments.defaults),
        most=None if arguments.vararg else most,
        needs_names=any(default is None for default in arguments.kw_defaults),
    )


def _bound(body: Iterable[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """The names that a module's statements bind, with the node that binds each; the last counts.

    Each node is looked at once: blocks can stand in blocks to a depth of a hundred.
    """
    left = [*body][::-1]
    while left:
        node = left.pop()
        if isinstance(node, _FUNCTIONS | ast.ClassDef):
            yield node.name, node
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((x.asname or x.name.partition(".")[0], node) for x in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node
        named = _named(node)
        yield from ((target.id, value) for target, value in named)
        known = {id(target) for target, _ in named}
        left += [each for each in ast.iter_child_nodes(node) if id(each) not in known][::-1]


def _named(node: ast.AST) -> list[tuple[ast.Name, ast.expr]]:
    """The plain names to which an assignment gives its whole value."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [(target, node.value) for target in targets if isinstance(target, ast.Name)]
