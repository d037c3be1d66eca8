"""Finds in the syntax tree what an exercise does not allow its code to use.

It reads the text of the code, so what it finds is proven, whatever the code does when it runs. A
list of allowed names is complete: code that uses no other name can call nothing else. A list of
forbidden names proves that none of them is in the text, and that the usual ways to reach a function
under another name are not either; torch's operations are counted in the jail in addition.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_NAME = 40

MODULES = frozenset({"torch", "numpy", "math", "typing", "itertools", "functools", "__future__"})
"""The modules that code with such requirements may import, with their parts."""

REACHES_ANY_NAME = frozenset(
    (
        *("getattr", "setattr", "delattr", "getattr_static", "get_type_hints", "import_module"),
        *("exec", "globals", "locals", "vars", "builtins", "attrgetter", "methodcaller"),
        *("sys", "os", "importlib", "inspect", "operator", "ctypes"),
    )
)
"""Names with which code reaches a function whose name is not in its text."""

_FUNCTIONS_OF_TEXT = frozenset({"eval", "compile"})
"""Builtin functions that run a text. Methods of these names, such as `model.eval`, do not."""

FREE_BUILTINS = frozenset(
    {"len", "int", "float", "bool", "tuple", "list", "print", "torch", "np", "super"}
)
FREE_ATTRIBUTES = frozenset(
    (
        *("shape", "dtype", "device", "ndim", "Tensor", "__init__"),
        *("float16", "float32", "float64", "float", "double", "half", "bfloat16"),
        *("int8", "uint8", "int16", "int32", "int64", "long", "bool", "complex64", "complex128"),
    )
)
"""Names that `allows` need not list: they say of which form a value is, and compute nothing."""

_BUILTINS = frozenset(dir(builtins)) - {"input", "id", "hash", "dir", "format", "type", "object"}
"""Names of builtin functions that compute something, or lead to such functions."""

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_WORDS: Mapping[type[ast.AST], str] = {
    **dict.fromkeys((ast.For, ast.AsyncFor, *_COMPREHENSIONS), "for"),
    ast.While: "while",
    **dict.fromkeys((ast.If, ast.IfExp, ast.Match), "if"),
    ast.Lambda: "lambda",
    ast.Try: "try",
    ast.ClassDef: "class",
    ast.Subscript: "[]",
    ast.MatMult: "@",
    ast.Add: "+",
    ast.Sub: "-",
    ast.USub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}
_NAMED_WORDS = frozenset({"for", "while", "class", "@"})
"""The words that `allows` has to list; the others compute nothing that an array could."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The names that code must not use, and those that it may use alone; None: any."""

    forbids: tuple[str, ...] = ()
    allows: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """The first use of something that is not allowed."""

    kind: str  # "forbidden", "not-allowed", "dynamic" or "import"
    name: str
    line: int | None


def find_use(tree: ast.Module, rules: Rules) -> Use | None:
    """Return the first use in the code that the rules exclude, or None. Each node is visited once.

    Identifiers have been normalised by the parser, as Python does when it runs the code.
    """
    found = min(_uses(tree, rules), key=lambda use: (use.line is None, use.line or 0), default=None)
    return found and Use(found.kind, found.name[:LONGEST_NAME], found.line)


def _uses(tree: ast.Module, rules: Rules) -> Iterator[Use]:
    own = _own_names(tree)
    line: int | None = None
    remaining: list[tuple[ast.AST, int | None]] = [(tree, None)]
    while remaining:
        node, line = remaining.pop()
        line = getattr(node, "lineno", line)  # operators have no line of their own
        yield from _uses_at(node, line, rules, own)
        remaining += [(each, line) for each in ast.iter_child_nodes(node)]


def _uses_at(node: ast.AST, line: int | None, rules: Rules, own: frozenset[str]) -> Iterator[Use]:
    word = _WORDS.get(type(node))
    if word is not None:
        if word in rules.forbids or (word == "@" and "matmul" in rules.forbids):
            yield Use("forbidden", word, line)
        elif rules.allows is not None and word in _NAMED_WORDS and word not in rules.allows:
            yield Use("not-allowed", word, line)
    for module in _modules(node):
        if module.partition(".")[0] not in MODULES:
            yield Use("import", module, line)
    module_parts: frozenset[str] = frozenset()
    if isinstance(node, ast.ImportFrom):
        module_parts = frozenset((node.module or "").split("."))
    for name in (*_names(node), *module_parts):
        if _reaches_any_name(node, name):
            yield Use("dynamic", name, line)
        elif _plain(name) in rules.forbids:
            yield Use("forbidden", name, line)
        elif rules.allows is None or name in rules.allows or name in module_parts:
            continue
        elif not _is_free(node, name, own):
            yield Use("not-allowed", name, line)


def _reaches_any_name(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Constant | ast.FunctionDef) or name == "__init__":
        return False  # a method of a class of one's own may be called `__call__`
    if name in _FUNCTIONS_OF_TEXT:
        return isinstance(node, ast.Name)
    return name in REACHES_ANY_NAME or (name.startswith("__") and name != "__future__")


def _plain(name: str) -> str:
    """Return a name without the underscores around it: `sort_` and `_sort` are `sort`, too."""
    return name.strip("_")


def _modules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." if node.level else node.module or "."


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node looks up or imports, and those of functions it defines."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield from alias.name.split(".")
    elif isinstance(node, ast.MatchClass):
        yield from node.kwd_attrs  # each reads an attribute
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        # A text that is the name alone is for a function that looks names up.
        yield from (node.value,) if node.value.isidentifier() else ()


def _is_free(node: ast.AST, name: str, own: frozenset[str]) -> bool:
    """Return whether a node may have a name that `allows` does not list."""
    match node:
        case ast.Attribute() | ast.MatchClass():
            return name in FREE_ATTRIBUTES
        case ast.Name():
            return name in own or name in FREE_BUILTINS
        case ast.ImportFrom():
            return False
    return True


def _own_names(tree: ast.Module) -> frozenset[str]:
    """Return the names that the code binds. A builtin function stays one: `sorted = sorted`."""
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound.update(each.asname or each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.MatchAs | ast.MatchStar | ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return frozenset(bound - _BUILTINS)
