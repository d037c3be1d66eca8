"""Parses an exercise: its Python file, without running it, and its Markdown in every language."""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.fuzzy_match import find_nearest
from lessons.curriculum import LANGUAGES, Exercise, Language
from lessons.diagnostics import Faults
from lessons.markdown import Fence, Heading, Section, split_sections

SECTIONS = ("starter", "hint", "mistake", "afterwards")


@dataclass(frozen=True, slots=True)
class Variant:
    """One implementation of a mistake."""

    source: str  # its function has the name that learners use
    line: int


@dataclass(frozen=True, slots=True)
class ExerciseSource:
    """The contents of an exercise's Python file, from its syntax tree."""

    function: str
    signature: str
    reference: str  # source: imports, then the function as a learner would write it
    mistakes: dict[str, tuple[Variant, ...]]
    line: int  # of the reference, 1-based
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
    """Return the exercise of a Python file and the Markdown files beside it.

    If something is wrong with them, add faults and return None.
    """
    source = read_source(path, faults)
    texts = {language: _read_text(path, language, source, faults) for language in LANGUAGES}
    if source is None:
        return None
    valid = {language: text for language, text in texts.items() if text is not None}
    if len(valid) < len(LANGUAGES):
        return None
    if len({len(text.hints) for text in valid.values()}) > 1:
        counts = ", ".join(f"{len(text.hints)} in {language}" for language, text in valid.items())
        faults.add(text_path(path, "en"), 1, f"hints: {counts}; write as many in each language")
    return Exercise(
        id=f"{lesson}/{path.stem.replace('_', '-')}",
        function=source.function,
        signature=source.signature,
        titles={language: text.title for language, text in valid.items()},
        prompts={language: text.prompt for language, text in valid.items()},
        starters={language: text.starter for language, text in valid.items()},
        hints={language: text.hints for language, text in valid.items()},
        mistakes={
            key: {language: text.mistakes.get(key, "") for language, text in valid.items()}
            for key in source.mistakes
        },
        afterwards={language: text.afterwards for language, text in valid.items()},
        reference=source.reference,
        path=path,
        version=source.version,
    )


def text_path(path: Path, language: Language) -> Path:
    """Return the path of the Markdown of the exercise whose Python file is at `path`."""
    return path.with_suffix(f".{language}.md")


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
    references: list[ast.FunctionDef] = []
    mistakes: dict[str, list[ast.FunctionDef]] = {}
    for function, decorator in _decorated_functions(tree):
        if _decorator_name(decorator) == "exercise":
            references.append(function)
        elif _decorator_name(decorator) == "mistake":
            key = _string_argument(decorator)
            if key is None:
                faults.add(path, function.lineno, 'name the mistake: @mistake("its-key")')
            else:
                mistakes.setdefault(key, []).append(function)
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
    return ExerciseSource(
        function=reference.name,
        signature=f"{reference.name}({_unparse_parameters(reference.args)})",
        reference=_standalone_source(text, tree, reference, reference.name),
        mistakes={
            key: tuple(
                Variant(_standalone_source(text, tree, function, reference.name), function.lineno)
                for function in functions
            )
            for key, functions in mistakes.items()
        },
        line=reference.lineno,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def _decorated_functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            for decorator in statement.decorator_list:
                yield statement, decorator


def _misplaced_decorators(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and message for each @exercise that does not mark a function."""
    for statement in tree.body:
        for decorator in getattr(statement, "decorator_list", ()):
            if _decorator_name(decorator) != "exercise":
                continue
            if isinstance(statement, ast.ClassDef | ast.AsyncFunctionDef):
                message = "an exercise asks for a plain function: put @exercise() on a def"
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


def _unparse_parameters(arguments: ast.arguments) -> str:
    """Return the source of a function's parameters without their type hints."""
    untyped = copy.deepcopy(arguments)
    for argument in ast.walk(untyped):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return ast.unparse(untyped)


def _standalone_source(text: str, tree: ast.Module, function: ast.FunctionDef, name: str) -> str:
    """Return the function as a submission: its imports, then its undecorated def under `name`."""
    lines = text.splitlines()[function.lineno - 1 : function.end_lineno]
    lines[0] = lines[0].replace(f"def {function.name}(", f"def {name}(", 1)
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    imports = [
        ast.unparse(statement)
        for statement in tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        and not (isinstance(statement, ast.ImportFrom) and statement.module == "lessons.authoring")
        and any((alias.asname or alias.name).split(".")[0] in used for alias in statement.names)
    ]
    source = "\n".join(lines)
    return "\n".join([*imports, "", "", source]) if imports else source


def _read_text(
    path: Path, language: Language, source: ExerciseSource | None, faults: Faults
) -> ExerciseText | None:
    markdown_path = text_path(path, language)
    markdown = faults.read(markdown_path)
    if markdown is None:
        return None
    before = len(faults)
    text = _TextReader(markdown_path, markdown, faults).read(source)
    return text if len(faults) == before else None


class _TextReader:
    """Parses one Markdown file of an exercise, and adds faults for what is wrong with it."""

    def __init__(self, path: Path, text: str, faults: Faults) -> None:
        self.path = path
        self.text = text
        self.faults = faults

    def read(self, source: ExerciseSource | None) -> ExerciseText:
        opening, sections = split_sections(self.text, level=2)
        title = opening[0] if opening and isinstance(opening[0], Heading) else None
        prompt = "\n".join(
            self.text.splitlines()[1 : sections[0].heading.line - 1 if sections else None]
        ).strip()
        if title is None or title.level != 1 or title.line != 1:
            self.faults.add(self.path, 1, 'the first line must be the title: "# Title"')
        if not prompt:
            self.faults.add(self.path, 2, "there is no prompt; write it under the title")
        return ExerciseText(
            title=title.text if title else "",
            prompt=prompt,
            starter=self._starter(sections),
            hints=tuple(
                section.source for section in self._find_sections(sections, "hint", at_least=1)
            ),
            mistakes=self._mistakes(sections, source),
            afterwards="\n\n".join(
                section.source
                for section in self._find_sections(sections, "afterwards", at_least=1, at_most=1)
            ),
        )

    def _find_sections(
        self, sections: tuple[Section, ...], name: str, at_least: int, at_most: int | None = None
    ) -> list[Section]:
        found = [section for section in sections if section.heading.text == name]
        for section in found:
            if not section.source:
                self.faults.add(self.path, section.heading.line, f'"## {name}" is empty; write it')
        if len(found) < at_least:
            self.faults.add(self.path, 1, f'there is no "## {name}"; add one')
        if at_most is not None and len(found) > at_most:
            self.faults.add(
                self.path, found[at_most].heading.line, f'a second "## {name}"; keep one'
            )
        return found

    def _starter(self, sections: tuple[Section, ...]) -> str:
        found = self._find_sections(sections, "starter", at_least=1, at_most=1)
        if not found:
            return ""
        blocks = found[0].blocks
        if len(blocks) == 1 and isinstance(blocks[0], Fence) and blocks[0].info == "python":
            return blocks[0].content
        self.faults.add(
            self.path, found[0].heading.line, "a starter is one ```python fence and nothing else"
        )
        return ""

    def _mistakes(
        self, sections: tuple[Section, ...], source: ExerciseSource | None
    ) -> dict[str, str]:
        explanations: dict[str, str] = {}
        for section in sections:
            keyword, _, key = section.heading.text.partition(" ")
            line = section.heading.line
            if keyword not in SECTIONS or (key and keyword != "mistake"):
                close = find_nearest(keyword, SECTIONS)
                hint = f'; did you mean "## {close}"?' if close else ""
                known = ", ".join(SECTIONS)
                message = f'"## {section.heading.text}" is not a section (there are: {known}){hint}'
                self.faults.add(self.path, line, message)
            elif keyword == "mistake":
                if source is not None and key not in source.mistakes:
                    known = ", ".join(source.mistakes) or "none"
                    message = f'the Python file has no @mistake("{key}") (it has: {known})'
                    self.faults.add(self.path, line, message)
                elif key in explanations:
                    self.faults.add(self.path, line, f'"{key}" is explained twice; keep one')
                elif not section.source:
                    self.faults.add(self.path, line, f'"{key}" is not explained; write it')
                explanations[key] = section.source
        for key in source.mistakes if source is not None else ():
            if key not in explanations:
                self.faults.add(self.path, 1, f'there is no "## mistake {key}"; explain it')
        return explanations
