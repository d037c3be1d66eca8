"""What can be said of code without running it: can it be graded at all?"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator

from grader.judge.errors import explained
from grader.judge.records import Finding
from grader.probe import FILE_NAME, raised
from grader.protocol import Problem, ProblemKind, Status, unfit
from lessons.nearest import LONGEST, nearest
from lessons.records import Exercise

_DEFINES = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)\b", re.MULTILINE)
_DYNAMIC = {"exec", "eval", "globals", "locals", "vars", "setattr", "__import__"}


def look(exercise: Exercise, code: str) -> Finding | None:
    """Why the code cannot be graded, or None when it can be run."""
    reason = unfit(code)
    if reason is not None:
        return Finding(Status.INVALID, reason=reason)
    try:
        tree = _parsed(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        found = explained(raised(error, code))
        if found.key == "syntax-return" and not _DEFINES.search(code):
            return missing(exercise, ())
        return Finding(Status.INVALID, Problem(kind=ProblemKind.SYNTAX, raised=found))
    if not tree.body:
        return Finding(Status.INVALID, reason="empty")
    return _missing(exercise, tree) or _wrong_signature(exercise, tree)


def missing(exercise: Exercise, names: Iterable[str], found: str = "nothing") -> Finding:
    """The finding for code that does not define the exercise's function, but those names.

    Facts: `function` and `signature` as asked; `found`: "similar" (then `nearest` is the name that
    stands there instead), "class", "inside" (defined inside another block), or "nothing".
    """
    facts = {"function": exercise.function, "signature": exercise.signature, "found": found}
    if found == "nothing":
        others = sorted(name for name in names if len(name) <= LONGEST)
        close = nearest(exercise.function, others)
        if close is None and len(others) == 1:
            close = others[0]
        if close is not None:
            facts |= {"found": "similar", "nearest": close}
    facts.setdefault("nearest", "none")
    return Finding(Status.INVALID, Problem(kind=ProblemKind.MISSING_FUNCTION, facts=facts))


def _parsed(code: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a learner's odd escape is no line in our log
        tree = ast.parse(code, FILE_NAME)
        # The compiler refuses more than the parser does: a return outside a function, say.
        compile(tree, FILE_NAME, "exec", dont_inherit=True)
    return tree


def _missing(exercise: Exercise, tree: ast.Module) -> Finding | None:
    wanted = exercise.function
    bound = dict(_bound(tree.body))
    if wanted in bound:
        if isinstance(bound[wanted], ast.ClassDef):
            return missing(exercise, (), "class")
        return None
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    if "*" in bound or _DYNAMIC & set(names):
        return None  # it may still come to be when the code runs
    functions = {name for name, node in bound.items() if isinstance(node, _FUNCTIONS)}
    if any(isinstance(x, _FUNCTIONS) and x.name == wanted for x in ast.walk(tree)):
        return missing(exercise, functions, "inside")
    return missing(exercise, functions)


_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


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
            yield from ((x.asname or x.name.split(".")[0], node) for x in node.names)
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


def _wrong_signature(exercise: Exercise, tree: ast.Module) -> Finding | None:
    """The finding for a function that cannot take the arguments, where the code alone tells."""
    binding = dict(_bound(tree.body)).get(exercise.function)
    asked = len(_reference_parameters(exercise))
    if not isinstance(binding, _FUNCTIONS | ast.Lambda) or getattr(binding, "decorator_list", []):
        return None
    if isinstance(binding, ast.AsyncFunctionDef):
        return _signature(exercise, "async", asked, asked)
    least, most = _arity(binding.args)
    if most is None or least <= asked <= most:
        needs_names = any(default is None for default in binding.args.kw_defaults)
        if least > asked or needs_names:
            return _signature(exercise, "count", asked, least + needs_names)
        return None
    return _signature(exercise, "count", asked, least if least > asked else most)


def _signature(exercise: Exercise, found: str, asked: int, takes: int) -> Finding:
    facts = {
        "function": exercise.function,
        "signature": exercise.signature,
        "found": found,
        "expected_count": str(asked),
        "got_count": str(takes),
    }
    return Finding(Status.INVALID, Problem(kind=ProblemKind.SIGNATURE, facts=facts))


def _reference_parameters(exercise: Exercise) -> list[ast.arg]:
    function = ast.parse(f"def {exercise.signature}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return function.args.posonlyargs + function.args.args


def _arity(arguments: ast.arguments) -> tuple[int, int | None]:
    """How many positional arguments it needs, and how many it takes (None: any number)."""
    most = len(arguments.posonlyargs) + len(arguments.args)
    least = most - len(arguments.defaults)
    return least, None if arguments.vararg else most
