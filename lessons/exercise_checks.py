"""The checks of one exercise's files that run no code: what learners could not use or must not see.

The Python file is read as a syntax tree, the Markdown as text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from lessons.curriculum import Exercise
from lessons.diagnostics import Fault, find_line
from lessons.exercises import text_path
from lessons.markdown import Fence, split_sections

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_NAMES = {"exercise": "the reference", "mistake": "this mistake", "also": "this right answer"}
"""How a message calls what stands under each decorator."""

_RANDOM_MODULES = ("random.", "np.random.", "numpy.random.")
_TORCH_DRAWS = frozenset(
    {"rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "poisson"}
    | {"rand_like", "randn_like", "randint_like"}
)
_SHORTEST_ANSWER = 8
"""Characters of a reference's expression from which a hint that holds it gives the answer away."""


def exercise_faults(exercise: Exercise) -> Iterator[Fault]:
    """Yield the faults of an exercise that can be found without running its code."""
    tree = ast.parse(exercise.path.read_text(encoding="utf-8"))
    for definition, use in _dependent(tree, exercise.function):
        message = (
            f'{_role(definition)} uses "{use.id}" of this file, but learners see it alone; define '
            "it inside, or write it out"
        )
        yield Fault(exercise.path, use.lineno, message)
    for definition in _marked(tree):
        for call in _calls(definition):
            if _dotted(call.func).split(".")[-1] == "sleep":
                message = f"{_role(definition)} sleeps; every submission would wait for it"
                yield Fault(exercise.path, call.lineno, message)
    line = draw_line(tree, (*_RANDOM_MODULES,))
    if line is not None:
        yield Fault(exercise.path, line, DRAWS_BY_ITSELF)
    for language in exercise.languages:
        yield from _text_faults(exercise, language)


DRAWS_BY_ITSELF = (
    "cases(rng) draws random numbers of its own; draw them from rng, so that a seed gives the same "
    "cases again"
)


def dependent_lines(path: Path, function: str) -> frozenset[int]:
    """Return the lines of the functions and classes that need more of their file than its imports.

    A submission with such code would raise NameError, so it cannot be graded.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(definition.lineno for definition, _ in _dependent(tree, function))


def draw_line(tree: ast.Module, modules: tuple[str, ...] = ()) -> int | None:
    """Return the line of `cases` that draws random numbers without `rng`, if one is found.

    With `modules`, only calls whose dotted name begins so are looked at.
    """
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "cases":
            for call in _calls(statement):
                name = _dotted(call.func)
                is_torch = name.startswith("torch.") and name.split(".")[-1] in _TORCH_DRAWS
                if name.startswith(modules or _RANDOM_MODULES) or (is_torch and not modules):
                    return call.lineno
    return None


def _text_faults(exercise: Exercise, language: str) -> Iterator[Fault]:
    path = text_path(exercise.path, language)
    if not _defines(exercise.starters[language], exercise.function):
        message = (
            f'the starter does not begin "{exercise.function}"; give learners its first line, as in'
            f" {exercise.signature}"
        )
        yield Fault(path, find_line(path, "## starter"), message)
    answer = _answer(exercise.reference)
    _, sections = split_sections(path.read_text(encoding="utf-8"), level=2)
    seen: set[str] = set()
    for section in (each for each in sections if each.heading.text == "hint"):
        if section.source in seen:
            yield Fault(path, section.heading.line, "this hint is there twice; keep one")
        seen.add(section.source)
        blocks = [each.content for each in section.blocks if isinstance(each, Fence)]
        holds = any(_defines(each, exercise.function, whole=True) for each in blocks)
        code = [*(line for each in blocks for line in each.splitlines()), *_spans(section.source)]
        if holds or answer in {_squeezed(each).removeprefix("return") for each in code} - {""}:
            message = "this hint holds the answer; say what to look at instead"
            yield Fault(path, section.heading.line, message)


def _answer(reference: str) -> str:
    """Return the one expression that the reference is, without spaces; else an empty string."""
    functions = [each for each in ast.parse(reference).body if isinstance(each, Definition)]
    body = functions[-1].body if functions else []
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        return ""
    answer = _squeezed(ast.unparse(body[0].value))
    return answer if len(answer) >= _SHORTEST_ANSWER else ""


def _spans(markdown: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", markdown)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).replace('"', "'")


def _defines(code: str, name: str, *, whole: bool = False) -> bool:
    """Return whether code defines `name`, or might; with `whole`, with more than an empty body."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a starter with a blank to fill in
        pattern = rf"^(?:async\s+def|def|class)\s+{re.escape(name)}\b"
        return not whole and re.search(pattern, code, re.MULTILINE) is not None
    for statement in tree.body:
        if isinstance(statement, Definition) and statement.name == name:
            return not whole or any(isinstance(each, ast.Return) for each in ast.walk(statement))
    return False


def _marked(tree: ast.Module) -> Iterator[Definition]:
    """Yield what stands under a decorator for authors that learners' code is compared with."""
    for statement in tree.body:
        if isinstance(statement, Definition) and _decorator(statement):
            yield statement


def _role(definition: Definition) -> str:
    return _NAMES[_decorator(definition)]


def _decorator(definition: Definition) -> str:
    """Return the name of the decorator of `_NAMES` on a definition; an empty string if none is."""
    for each in definition.decorator_list:
        name = _dotted(each.func if isinstance(each, ast.Call) else each).split(".")[-1]
        if name in _NAMES:
            return name
    return ""


def _dependent(tree: ast.Module, function: str) -> Iterator[tuple[Definition, ast.Name]]:
    """Yield each marked definition that needs more of its file than its imports, and the name."""
    missing = _missing_names(tree) - {function, "_"}
    for definition in _marked(tree):
        inside = [each for part in _parts(definition) for each in ast.walk(part)]
        bound = set(_bound_names(inside)) | {definition.name}
        for node in inside:
            if isinstance(node, ast.Name) and node.id in missing - bound:
                yield definition, node
                break


def _parts(definition: Definition) -> list[ast.AST]:
    """Return a definition without its decorators, which a submission does not have."""
    if isinstance(definition, ast.ClassDef):
        return [*definition.bases, *definition.body]
    returns = [definition.returns] if definition.returns else []
    return [definition.args, *returns, *definition.body]


def _missing_names(tree: ast.Module) -> set[str]:
    """Return the names of a file that its code lacks when it stands alone."""
    missing: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            continue
        if isinstance(statement, ast.ImportFrom):
            if statement.module == "lessons.authoring":
                missing |= {alias.asname or alias.name for alias in statement.names}
        elif isinstance(statement, Definition):
            missing.add(statement.name)
        else:
            missing |= set(_bound_names(ast.walk(statement)))
    return missing


def _bound_names(nodes: Iterator[ast.AST] | list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, Definition):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


def _calls(definition: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(definition) if isinstance(node, ast.Call))


def _dotted(node: ast.expr) -> str:
    """Return a dotted name such as "np.random.rand"; an empty string for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (rest := _dotted(node.value)):
        return f"{rest}.{node.attr}"
    return ""
