"""Summarizes code for the judge: whether it can be parsed, and what it defines.

The size of a summary is bounded for any code, so that processing it is quick.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.syntax.answer_digest import answer_digest
from grader.syntax.none_reasons import NoneReason, find_none_reasons
from grader.syntax.normalized import normalized_digest
from grader.syntax.requirements import Rules, Use, find_use
from grader.syntax.style_hints import StyleHint, style_hints
from grader.syntax.tree_nodes import TreeNodes

FILE_NAME = "<your code>"
"""The file name under which learner code is compiled."""

MAX_NAME_LENGTH = 100
MAX_NAMES = 100
"""Longer names and more names are dropped, because each is compared with a missing name."""

_MAX_MESSAGE = 1000
_MAX_SOURCE = 4000
_DYNAMIC = {"exec", "eval", "globals", "locals", "vars", "setattr", "__import__"}
_OPENING_METHODS = {"__new__", "__call__", "__getattr__", "__getattribute__"}
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Method:
    """A method that a class defines, and how many positional arguments it accepts beside self."""

    name: str
    min_positional: int
    max_positional: int | None  # None: any number, or not known


@dataclass(frozen=True, slots=True)
class Binding:
    """How a module binds the name of an exercise's function."""

    kind: str  # "function", "async", "lambda", "class" or "other"
    decorated: bool = False
    min_positional: int = 0  # required positional arguments, for the first three kinds
    max_positional: int | None = None  # accepted positional arguments; None: any number
    needs_keywords: bool = False  # a keyword-only parameter has no default
    parameters: tuple[str, ...] = ()  # names of the positional ones
    overwrites: int | None = None  # line of this binding, if a function of the name is above it
    methods: tuple[Method, ...] = ()  # of a class, the last of each name
    is_open: bool = False  # a class may have more methods, and another __init__, than `methods`

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Binding:
        """Return the binding from JSON of its `dataclasses.asdict`."""
        methods = tuple(Method(**each) for each in fields["methods"])
        parameters = tuple(fields["parameters"])
        return cls(**{**fields, "parameters": parameters, "methods": methods})


@dataclass(frozen=True, slots=True)
class Summary:
    """The syntax of a submission. With `error`, the code cannot be parsed."""

    error: dict[str, Any] | None = None  # fields of protocol.ExceptionInfo except `key`
    is_empty: bool = False  # there is no statement
    binding: Binding | None = None
    is_dynamic: bool = False  # the name may be bound when the code runs
    is_nested: bool = False  # a function of that name is defined inside another block
    functions: tuple[str, ...] = ()  # names of the functions that the module binds
    reads_grad: bool = False  # some `.grad` is read
    style_hints: tuple[StyleHint, ...] = ()
    digest: str | None = None  # see `normalized_digest`
    answer_digest: str | None = None  # see `answer_digest.answer_digest`
    use: Use | None = None  # the first use of what the exercise does not allow
    none_reasons: tuple[NoneReason, ...] = ()  # for places of the result, if None is there

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Summary:
        """Return the summary from JSON of its `dataclasses.asdict`."""
        binding = fields["binding"]
        return cls(
            **{
                **fields,
                "binding": None if binding is None else Binding.from_json(binding),
                "functions": tuple(fields["functions"]),
                "style_hints": tuple(StyleHint(**each) for each in fields["style_hints"]),
                "use": Use(**fields["use"]) if fields["use"] else None,
                "none_reasons": tuple(NoneReason(**each) for each in fields["none_reasons"]),
            }
        )


def summarize(
    code: str,
    function: str,
    out_of_place: Collection[str] = frozenset(),
    rules: Rules | None = None,
) -> Summary:
    """Return the summary of code for an exercise that asks for the function of that name.

    `out_of_place` names the tensor methods that have no effect but their return value, and `rules`
    are those of the exercise. Some code
    makes the parser use seconds or gigabytes: parse code of learners in a `ParserProcess`.
    """
    try:
        tree = _parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Summary(error=_describe_error(error, code))
    if not tree.body:
        return Summary(is_empty=True)
    nodes = TreeNodes(tree, frozenset(out_of_place))
    bindings = list(_bindings(tree.body))
    bound = dict(bindings)
    node = bound.get(function)
    is_defined = any(
        name == function and isinstance(x, _FUNCTIONS | ast.ClassDef) for name, x in bindings
    )
    functions = (name for name, node in bound.items() if isinstance(node, _FUNCTIONS))
    return Summary(
        binding=None if node is None else _make_binding(node, is_defined),
        is_dynamic="*" in bound or any(each.id in _DYNAMIC for each in nodes.of(ast.Name)),
        is_nested=any(
            each.name == function
            for each in nodes.of(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        ),
        functions=tuple(_limit_names(functions)),
        reads_grad=any(map(_reads_grad, nodes.of(ast.Attribute))),
        style_hints=style_hints(tree, nodes, function),
        digest=normalized_digest(tree),
        answer_digest=answer_digest(tree),
        use=None if rules is None else find_use(tree, rules),
        none_reasons=find_none_reasons(tree, function),
    )


def _parse(code: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # warnings on learner code, such as invalid escapes, do not belong in the log
        return ast.parse(code, FILE_NAME)


def _describe_error(error: BaseException, code: str) -> dict[str, Any]:
    """Return the fields that `probe.raised` returns, for an error of the parser."""
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


def _reads_grad(node: ast.Attribute) -> bool:
    return node.attr == "grad" and isinstance(node.ctx, ast.Load)


def _limit_names(names: Iterable[str]) -> list[str]:
    """Return the first MAX_NAMES names that are not longer than MAX_NAME_LENGTH."""
    return [name for name in names if len(name) <= MAX_NAME_LENGTH][:MAX_NAMES]


def _make_binding(node: ast.AST, is_defined: bool) -> Binding:
    """Return what a node binds to the function's name.

    `is_defined` says whether the module also defines a function of that name.
    """
    if isinstance(node, ast.ClassDef):
        return _class_binding(node)
    if not isinstance(node, _FUNCTIONS | ast.Lambda):
        line = getattr(node, "lineno", None) if is_defined else None
        return Binding("other", overwrites=line)
    kinds = {ast.Lambda: "lambda", ast.AsyncFunctionDef: "async"}
    arguments = node.args
    max_positional = len(arguments.posonlyargs) + len(arguments.args)
    return Binding(
        kinds.get(type(node), "function"),
        decorated=bool(getattr(node, "decorator_list", [])),
        min_positional=max_positional - len(arguments.defaults),
        max_positional=None if arguments.vararg else max_positional,
        needs_keywords=any(default is None for default in arguments.kw_defaults),
        parameters=tuple(
            _limit_names(each.arg for each in (*arguments.posonlyargs, *arguments.args))
        ),
    )


def _class_binding(node: ast.ClassDef) -> Binding:
    """Return the binding of a class. One with bases of its own, or assignments, is open."""
    known_bases = {"object", "Module"}
    bases = [getattr(base, "attr", getattr(base, "id", "")) for base in node.bases]
    plain = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Pass, ast.Expr, ast.AnnAssign)
    is_open = bool(
        node.decorator_list
        or node.keywords
        or not known_bases.issuperset(bases)
        or not all(isinstance(each, plain) for each in node.body)
    )
    found = {each.name: each for each in node.body if isinstance(each, _FUNCTIONS)}
    is_open = is_open or not _OPENING_METHODS.isdisjoint(found)
    methods = tuple(_method(found[name]) for name in _limit_names(found))
    if "Module" in bases:
        methods = (*methods, Method("nn.Module", 0, None))
    return Binding("class", methods=methods, is_open=is_open)


def _method(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Method:
    arguments = node.args
    count = len(arguments.posonlyargs) + len(arguments.args) - 1
    is_certain = not node.decorator_list and count >= 0 and arguments.vararg is None
    return Method(
        node.name,
        max(0, count - len(arguments.defaults)) if is_certain else 0,
        count if is_certain else None,
    )


def _bindings(body: Iterable[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Yield the names that a module's statements bind, with the binding node; the last counts.

    Each node is visited once, because blocks can be nested to a depth of a hundred.
    """
    remaining = [*body][::-1]
    while remaining:
        node = remaining.pop()
        if isinstance(node, _FUNCTIONS | ast.ClassDef):
            yield node.name, node
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((x.asname or x.name.partition(".")[0], node) for x in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node
        assigned = _assigned_names(node)
        yield from ((target.id, value) for target, value in assigned)
        seen = {id(target) for target, _ in assigned}
        remaining += [each for each in ast.iter_child_nodes(node) if id(each) not in seen][::-1]


def _assigned_names(node: ast.AST) -> list[tuple[ast.Name, ast.expr]]:
    """Return the plain names to which an assignment binds its whole value, with the value."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [(target, node.value) for target in targets if isinstance(target, ast.Name)]
