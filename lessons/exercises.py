"""Reads an exercise's Python file without running it, and its Markdown in every language."""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.fuzzy_match import nearest
from lessons.curriculum import LANGUAGES, Exercise, Language
from lessons.diagnostics import Faults
from lessons.markdown import Fence, Heading, Section, split_sections

SECTIONS = ("starter", "hint", "mistake", "afterwards")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a mistake is written."""

    source: str  # under the learner's function name
    line: int


@dataclass(frozen=True, slots=True)
class ExerciseSource:
    """What an exercise's Python file says of itself."""

    function: str
    signature: str
    reference: str  # source: the imports, then the function as a learner would write it
    mistakes: dict[str, tuple[Variant, ...]]
    line: int  # of the reference
    version: str  # digest of the file


@dataclass(frozen=True, slots=True)
class ExerciseText:
    """An exercise's Markdown in one language."""

    title: str
    prompt: str
    starter: str
    hints: tuple[str, ...]
    mistakes: dict[str, str]
    afterwards: str


def read_exercise(lesson: str, path: Path, faults: Faults) -> Exercise | None:
    """The exercise of that Python file and the Markdown beside it, or None and faults."""
    code = read_source(path, faults)
    sheets = {language: _read_sheet(path, language, code, faults) for language in LANGUAGES}
    if code is None:
        return None
    whole = {language: sheet for language, sheet in sheets.items() if sheet is not None}
    if len(whole) < len(LANGUAGES):
        return None
    if len({len(sheet.hints) for sheet in whole.values()}) > 1:
        counts = ", ".join(f"{len(sheet.hints)} in {name}" for name, sheet in whole.items())
        faults.add(text_path(path, "en"), 1, f"hints: {counts}; write as many in each language")
    return Exercise(
        id=f"{lesson}/{path.stem.replace('_', '-')}",
        function=code.function,
        signature=code.signature,
        titles={name: sheet.title for name, sheet in whole.items()},
        prompts={name: sheet.prompt for name, sheet in whole.items()},
        starters={name: sheet.starter for name, sheet in whole.items()},
        hints={name: sheet.hints for name, sheet in whole.items()},
        mistakes={
            key: {name: sheet.mistakes.get(key, "") for name, sheet in whole.items()}
            for key in code.mistakes
        },
        afterwards={name: sheet.afterwards for name, sheet in whole.items()},
        reference=code.reference,
        path=path,
        version=code.version,
    )


def text_path(path: Path, language: Language) -> Path:
    """Where the words of the exercise at `path` are."""
    return path.with_suffix(f".{language}.md")


def read_source(path: Path, faults: Faults) -> ExerciseSource | None:
    """What the exercise's Python file declares, found in its syntax tree."""
    text = faults.read(path)
    if text is None:
        return None
    try:
        tree = ast.parse(text)
    except SyntaxError as problem:
        faults.add(path, problem.lineno or 1, f"not Python: {problem.msg}")
        return None
    before = len(faults)
    references: list[ast.FunctionDef] = []
    mistakes: dict[str, list[ast.FunctionDef]] = {}
    for function, decorator in _decorated(tree):
        if _called(decorator) == "exercise":
            references.append(function)
        elif _called(decorator) == "mistake":
            key = _only_text(decorator)
            if key is None:
                faults.add(path, function.lineno, 'name the mistake: @mistake("its-key")')
            else:
                mistakes.setdefault(key, []).append(function)
    odd = list(_oddly_marked(tree))
    for line, what in odd:
        faults.add(path, line, what)
    if len(references) != 1 and not odd:
        what = (
            f"{len(references)} functions are marked @exercise(); mark the reference, and only it"
        )
        faults.add(path, references[1].lineno if references else 1, what)
    if not any(isinstance(x, ast.FunctionDef) and x.name == "cases" for x in tree.body):
        faults.add(path, 1, "there are no cases; write def cases(rng) that yields them")
    if len(faults) > before:
        return None
    reference = references[0]
    return ExerciseSource(
        function=reference.name,
        signature=f"{reference.name}({_without_types(reference.args)})",
        reference=_standing_alone(text, tree, reference, reference.name),
        mistakes={
            key: tuple(
                Variant(_standing_alone(text, tree, x, reference.name), x.lineno) for x in functions
            )
            for key, functions in mistakes.items()
        },
        line=reference.lineno,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def _decorated(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            for decorator in statement.decorator_list:
                yield statement, decorator


def _oddly_marked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What @exercise stands on without being a mark of it: (line, what to do)."""
    for statement in tree.body:
        for decorator in getattr(statement, "decorator_list", ()):
            if _called(decorator) != "exercise":
                continue
            if isinstance(statement, ast.ClassDef | ast.AsyncFunctionDef):
                what = "an exercise asks for a plain function: put @exercise() on a def"
                yield statement.lineno, what
            elif not isinstance(decorator, ast.Call):
                yield statement.lineno, "write @exercise() with its brackets"


def _called(decorator: ast.expr) -> str:
    """The last part of a decorator's name: "exercise" of @exercise(…) or @authoring.exercise."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _only_text(decorator: ast.expr) -> str | None:
    if isinstance(decorator, ast.Call) and decorator.args:
        first = decorator.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return first.value
    return None


def _without_types(arguments: ast.arguments) -> str:
    bare = copy.deepcopy(arguments)
    for argument in ast.walk(bare):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return ast.unparse(bare)


def _standing_alone(text: str, tree: ast.Module, function: ast.FunctionDef, name: str) -> str:
    """The function as a paste of its own: under `name`, undecorated, after the imports it uses."""
    lines = text.splitlines()[function.lineno - 1 : function.end_lineno]
    lines[0] = lines[0].replace(f"def {function.name}(", f"def {name}(", 1)
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    imports = [
        ast.unparse(statement)
        for statement in tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        and not (isinstance(statement, ast.ImportFrom) and statement.module == "lessons.authoring")
        and any((x.asname or x.name).split(".")[0] in used for x in statement.names)
    ]
    source = "\n".join(lines)
    return "\n".join([*imports, "", "", source]) if imports else source


def _read_sheet(
    path: Path, language: Language, code: ExerciseSource | None, faults: Faults
) -> ExerciseText | None:
    where = text_path(path, language)
    text = faults.read(where)
    if text is None:
        return None
    before = len(faults)
    sheet = _SheetReader(where, text, faults).read(code)
    return sheet if len(faults) == before else None


class _SheetReader:
    """Reads one Markdown file of an exercise, noting what is wrong with it."""

    def __init__(self, path: Path, text: str, faults: Faults) -> None:
        self.path = path
        self.text = text
        self.faults = faults

    def read(self, code: ExerciseSource | None) -> ExerciseText:
        opening, parts = split_sections(self.text, level=2)
        title = opening[0] if opening and isinstance(opening[0], Heading) else None
        prompt = "\n".join(
            self.text.splitlines()[1 : parts[0].heading.line - 1 if parts else None]
        ).strip()
        if title is None or title.level != 1 or title.line != 1:
            self.faults.add(self.path, 1, 'the first line must be the title: "# Title"')
        if not prompt:
            self.faults.add(self.path, 2, "there is no prompt; write it under the title")
        return ExerciseText(
            title=title.text if title else "",
            prompt=prompt,
            starter=self._starter(parts),
            hints=tuple(part.source for part in self._named(parts, "hint", at_least=1)),
            mistakes=self._mistakes(parts, code),
            afterwards="\n\n".join(
                part.source for part in self._named(parts, "afterwards", at_least=1, at_most=1)
            ),
        )

    def _named(
        self, parts: tuple[Section, ...], name: str, at_least: int, at_most: int | None = None
    ) -> list[Section]:
        found = [part for part in parts if part.heading.text == name]
        for part in found:
            if not part.source:
                self.faults.add(self.path, part.heading.line, f'"## {name}" is empty; write it')
        if len(found) < at_least:
            self.faults.add(self.path, 1, f'there is no "## {name}"; add one')
        if at_most is not None and len(found) > at_most:
            self.faults.add(
                self.path, found[at_most].heading.line, f'a second "## {name}"; keep one'
            )
        return found

    def _starter(self, parts: tuple[Section, ...]) -> str:
        found = self._named(parts, "starter", at_least=1, at_most=1)
        if not found:
            return ""
        inside = found[0].parse_blocks
        if len(inside) == 1 and isinstance(inside[0], Fence) and inside[0].info == "python":
            return inside[0].content
        self.faults.add(
            self.path, found[0].heading.line, "a starter is one ```python fence and nothing else"
        )
        return ""

    def _mistakes(self, parts: tuple[Section, ...], code: ExerciseSource | None) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in parts:
            keyword, _, key = part.heading.text.partition(" ")
            line = part.heading.line
            if keyword not in SECTIONS or (key and keyword != "mistake"):
                close = nearest(keyword, SECTIONS)
                means = f'; did you mean "## {close}"?' if close else ""
                known = ", ".join(SECTIONS)
                what = f'"## {part.heading.text}" is not a section (there are: {known}){means}'
                self.faults.add(self.path, line, what)
            elif keyword == "mistake":
                if code is not None and key not in code.mistakes:
                    known = ", ".join(code.mistakes) or "none"
                    what = f'the Python file has no @mistake("{key}") (it has: {known})'
                    self.faults.add(self.path, line, what)
                elif key in found:
                    self.faults.add(self.path, line, f'"{key}" is explained twice; keep one')
                elif not part.source:
                    self.faults.add(self.path, line, f'"{key}" is not explained; write it')
                found[key] = part.source
        for key in code.mistakes if code is not None else ():
            if key not in found:
                self.faults.add(self.path, 1, f'there is no "## mistake {key}"; explain it')
        return found
