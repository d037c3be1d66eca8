"""Parses an exercise's Python file without running it: its reference, mistakes, alternatives."""

from __future__ import annotations

import ast
import copy
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from lessons.diagnostics import Faults

_OF_AUTHORS = ("exercise", "also", "mistake", "slow", "accepts")
LONGEST_MINUTES = 60
"""The longest time that an exercise may be said to take."""

Definition = ast.FunctionDef | ast.ClassDef
"""What an exercise can ask for."""

Level = Literal["easy", "medium", "hard"]
"""How hard an exercise is, as its author judges it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One implementation of a mistake, or a right alternative to the reference."""

    source: str  # its function has the name that learners use
    line: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named mistake: its implementations, and the facts that a shared text of it needs."""

    variants: tuple[Variant, ...]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """The line of its first implementation, 1-based."""
        return self.variants[0].line


@dataclass(frozen=True, slots=True)
class ExerciseSource:
    """The contents of an exercise's Python file, from its syntax tree."""

    path: Path
    function: str
    signature: str
    reference: str  # source: imports, then the function as a learner would write it
    mistakes: dict[str, Mistake]
    alternatives: tuple[Variant, ...]  # right answers in another style
    line: int  # of the reference, 1-based
    version: str  # digest of the file
    accepts_line: int | None = None  # of the function under @accepts, if there is one
    slow: tuple[Variant, ...] = ()  # right values, but not as the exercise requires
    is_class: bool = False  # learners write a class
    revision: int = 1  # a pass of an older one stays, and is marked
    after: str | None = None  # id of the exercise whose passed code runs before
    level: Level | None = None
    minutes: int | None = None  # None exactly if `level` is
    uses_devices: bool = False  # its cases read `rng.devices`


def read_source(path: Path, faults: Faults) -> ExerciseSource | None:
    """Return what an exercise's Python file declares. If it is invalid, add faults, return None."""
    text = faults.read(path)
    if text is None:
        return None
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        faults.add(path, error.lineno or 1, f"not Python: {error.msg}")
        return None
    before = len(faults)
    marked = _Marked(path, faults)
    for function, decorator in _decorated_functions(tree):
        marked.add(function, decorator)
    references, mistakes = marked.references, marked.mistakes
    misplaced = list(_misplaced_decorators(tree))
    for line, message in misplaced:
        faults.add(path, line, message)
    if len(references) != 1 and not misplaced:
        message = (
            f"{len(references)} functions are marked @exercise(); mark the reference, and only it"
        )
        faults.add(path, references[1].lineno if references else 1, message)
    if not any(isinstance(node, ast.FunctionDef) and node.name == "cases" for node in tree.body):
        faults.add(path, 1, "there are no cases; write def cases(rng) that yields them")
    if len(faults) > before:
        return None
    reference = references[0]
    options = _exercise_options(reference)
    for message in _option_problems(options):
        faults.add(path, reference.lineno, message)
    if len(faults) > before:
        return None

    def variant(function: Definition) -> Variant:
        source = _standalone_source(text, tree, function, reference.name)
        return Variant(source, function.lineno)

    return ExerciseSource(
        path=path,
        function=reference.name,
        signature=f"{reference.name}({_unparse_parameters(_arguments_of(reference))})",
        is_class=isinstance(reference, ast.ClassDef),
        reference=_standalone_source(text, tree, reference, reference.name),
        mistakes={
            key: Mistake(tuple(map(variant, functions)), marked.facts[key])
            for key, functions in mistakes.items()
        },
        alternatives=tuple(map(variant, marked.alternatives)),
        line=reference.lineno,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        accepts_line=marked.accepts_line,
        slow=tuple(map(variant, marked.slow)),
        revision=_literal(options.get("revision"), 1),
        after=_literal(options.get("after"), None),
        level=marked.level,
        minutes=marked.minutes,
        uses_devices="devices" in text and _reads_devices(tree),
    )


def _reads_devices(tree: ast.Module) -> bool:
    """Return whether `cases` reads an attribute `devices`, which is that of its `rng`."""
    found = (each for each in tree.body if isinstance(each, ast.FunctionDef))
    return any(
        isinstance(node, ast.Attribute) and node.attr == "devices"
        for function in found
        if function.name == "cases"
        for node in ast.walk(function)
    )


_REVISIONS = range(1, 1000)
_ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


def find_earlier(path: Path) -> Path | None:
    """Return the file of the exercise that the one in `path` comes after; None if there is none.

    Both are of one track. A file that is no exercise comes after none.
    """
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    for definition, decorator in _decorated_functions(tree):
        if _decorator_name(decorator) == "exercise":
            after = _literal(_exercise_options(definition).get("after"), None)
            if isinstance(after, str) and _ID.fullmatch(after):
                lesson, _, name = after.partition("/")
                return path.parent.parent / lesson / f"{name.replace('-', '_')}.py"
    return None


def _exercise_options(reference: Definition) -> dict[str, ast.expr]:
    """Return the arguments of @exercise(…) by name."""
    return {
        keyword.arg: keyword.value
        for decorator in reference.decorator_list
        if isinstance(decorator, ast.Call) and _decorator_name(decorator) == "exercise"
        for keyword in decorator.keywords
        if keyword.arg is not None
    }


def _literal(node: ast.expr | None, otherwise: Any) -> Any:
    return node.value if isinstance(node, ast.Constant) else otherwise


def _option_problems(options: Mapping[str, ast.expr]) -> Iterator[str]:
    """Yield what is wrong with the options that are read without running the file."""
    revision = options.get("revision")
    if revision is not None:
        number = _literal(revision, None)
        if type(number) is not int or number not in _REVISIONS:
            yield "a revision is a whole number from 1 on, such as revision=2"
    after = options.get("after")
    if after is not None:
        id = _literal(after, None)
        if not isinstance(id, str) or not _ID.fullmatch(id):
            yield 'after is the id of an earlier exercise, such as after="modules/two-layer"'


def _decorated_functions(tree: ast.Module) -> Iterator[tuple[Definition, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, Definition):
            for decorator in statement.decorator_list:
                yield statement, decorator


def _misplaced_decorators(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and message for each @exercise that does not mark a function."""
    for statement in tree.body:
        for decorator in getattr(statement, "decorator_list", ()):
            if _decorator_name(decorator) != "exercise":
                continue
            if isinstance(statement, ast.AsyncFunctionDef):
                message = "an exercise asks for a plain function or a class: put @exercise() there"
                yield statement.lineno, message
            elif not isinstance(decorator, ast.Call):
                yield statement.lineno, "write @exercise() with its brackets"


def _decorator_name(decorator: ast.expr) -> str:
    """Return the last part of a decorator's name: "exercise" for @authoring.exercise(…)."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _string_argument(decorator: ast.expr) -> str | None:
    """Return the decorator's first argument if it is a string literal."""
    if isinstance(decorator, ast.Call) and decorator.args:
        first = decorator.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return first.value
    return None


class _Marked:
    """Collects the functions of a file by their decorators, and adds faults of these."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self._path = path
        self._faults = faults
        self.references: list[Definition] = []
        self.alternatives: list[Definition] = []
        self.mistakes: dict[str, list[Definition]] = {}
        self.facts: dict[str, dict[str, str]] = {}  # by the mistake's key
        self.accepts_line: int | None = None
        self.slow: list[Definition] = []
        self.level: Level | None = None
        self.minutes: int | None = None

    def add(self, function: Definition, decorator: ast.expr) -> None:
        """Add a function if the decorator is one of those for authors."""
        match _decorator_name(decorator):
            case "exercise":
                self.references.append(function)
                self._read_effort(decorator)
            case "also":
                self.alternatives.append(function)
                if isinstance(decorator, ast.Call):
                    self._faults.add(self._path, function.lineno, "write @also without brackets")
            case "slow":
                self.slow.append(function)
            case "accepts":
                self.accepts_line = function.lineno
            case "mistake":
                self._add_mistake(function, decorator)

    def _read_effort(self, decorator: ast.expr) -> None:
        """Read `level` and `minutes` of @exercise(…), which need each other."""
        keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
        given = {each.arg: each.value for each in keywords if each.arg in ("level", "minutes")}
        values = {
            name: node.value if isinstance(node, ast.Constant) else None
            for name, node in given.items()
        }
        levels = {str(each): each for each in get_args(Level)}
        level, minutes = levels.get(str(values.get("level"))), values.get("minutes")
        if "level" in given and level is None:
            message = f"@exercise(level=…) is one of {', '.join(map(repr, levels))}"
            self._faults.add(self._path, given["level"].lineno, message)
        if "minutes" in given and not (type(minutes) is int and 1 <= minutes <= LONGEST_MINUTES):
            message = f"@exercise(minutes=…) is a whole number from 1 to {LONGEST_MINUTES}"
            self._faults.add(self._path, given["minutes"].lineno, message)
        if len(given) == 1:
            (missing,) = {"level", "minutes"} - given.keys()
            message = f"@exercise(…) has no {missing}; give level and minutes, or neither"
            self._faults.add(self._path, decorator.lineno, message)
        self.level, self.minutes = level, minutes if isinstance(minutes, int) else None

    def _add_mistake(self, function: Definition, decorator: ast.expr) -> None:
        key = _string_argument(decorator)
        if key is None or not isinstance(decorator, ast.Call):
            message = 'name the mistake: @mistake("its-key")'
            self._faults.add(self._path, function.lineno, message)
            return
        self.mistakes.setdefault(key, []).append(function)
        facts = self.facts.setdefault(key, {})
        for keyword in decorator.keywords:
            name, value = keyword.arg, keyword.value
            if name is None or not isinstance(value, ast.Constant) or type(value.value) is not str:
                message = 'a fact is a text: @mistake("its-key", name="text")'
                self._faults.add(self._path, function.lineno, message)
            elif facts.setdefault(name, value.value) != value.value:
                message = f'another variant of "{key}" gives another text for "{name}"'
                self._faults.add(self._path, function.lineno, message)


def _arguments_of(definition: Definition) -> ast.arguments:
    """Return the parameters of a function, or those of a class's `__init__` without `self`."""
    if isinstance(definition, ast.FunctionDef):
        return definition.args
    for statement in definition.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            arguments = copy.deepcopy(statement.args)
            del (arguments.posonlyargs or arguments.args)[:1]
            return arguments
    return ast.arguments([], [], None, [], [], None, [])


def _unparse_parameters(arguments: ast.arguments) -> str:
    """Return the source of a function's parameters without their type hints."""
    untyped = copy.deepcopy(arguments)
    for argument in ast.walk(untyped):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return ast.unparse(untyped)


def _uses(function: Definition, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(function))


def _standalone_source(text: str, tree: ast.Module, function: Definition, name: str) -> str:
    """Return the function as a submission: its imports, then its definition under `name`.

    Decorators are kept, but for those of authors.
    """
    lines = text.splitlines()[function.lineno - 1 : function.end_lineno]
    lines[0] = re.sub(rf"^(def|class) {function.name}\b", rf"\1 {name}", lines[0], count=1)
    kept = [each for each in function.decorator_list if _decorator_name(each) not in _OF_AUTHORS]
    lines = [*(f"@{ast.unparse(each)}" for each in kept), *lines]
    source = "\n".join(lines)
    imports = [
        ast.unparse(statement)
        for statement in tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        and not (isinstance(statement, ast.ImportFrom) and statement.module == "lessons.authoring")
        and any(
            name in source and _uses(function, name)
            for name in ((alias.asname or alias.name).split(".")[0] for alias in statement.names)
        )
    ]
    return "\n".join([*imports, "", "", source]) if imports else source
