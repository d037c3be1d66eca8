"""Makes a lesson from a Jupyter notebook; what cannot be taken over is a TODO with its cell.

Headings begin pages, code is a snippet with its stored output, and a function with a solution
region of nbgrader or otter is an exercise. Asserts about it become its cases, or its property.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessons import scaffold
from lessons.catalog_checks import SLUG
from lessons.diagnostics import display_path
from lessons.languages import track_languages
from lessons.notebook_asserts import RESULT, Asserted, Property, read_asserts
from lessons.scaffold import ScaffoldError

_SOLUTION = re.compile(
    r"^[ \t]*#+[ \t]*(?:BEGIN|END) SOLUTION\b.*$\n?|[ \t]*# SOLUTION[ \t]*$", re.MULTILINE
)
_MARKER = re.compile(r"#+[ \t]*BEGIN SOLUTION\b|# SOLUTION[ \t]*$", re.M)
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_NEWLINE = "\n"
_NO_PYTHON = re.compile(r"^[ \t]*[%!]", re.M)
_NOT_SHOWN = re.compile(r"</?[A-Za-z][^>\n]*>|!\[|\$")
"""What pages cannot show: HTML, pictures that are not files beside the page, formulas."""


@dataclass(slots=True)
class _Exercise:
    name: str
    parameters: tuple[str, ...]
    imports: list[str]
    source: str  # of the function
    cell: int
    asserts: list[tuple[int, Asserted]] = field(default_factory=list)  # with their cells

    @property
    def cases(self) -> list[str]:
        """The arguments that asserts write out, each once."""
        found = [each.arguments for _, each in self.asserts if each.arguments is not None]
        return list(dict.fromkeys(found))

    @property
    def properties(self) -> list[tuple[int, Asserted, Property]]:
        """What asserts say about every right result, with their cells; none if a value is asked.

        Where an assert is about the value of one case, results are compared with the reference's,
        which says more. That is also how shapes and types are compared.
        """
        if any(each.is_taken and each.holds is None for _, each in self.asserts):
            return []
        found = [(cell, each, each.holds) for cell, each in self.asserts if each.holds]
        return [] if all(each.is_about_form for _, _, each in found) else found


@dataclass(slots=True)
class _Page:
    title: str
    parts: list[tuple[str, str]] = field(default_factory=list)  # kind ("text", …) and source


def import_notebook(notebook: Path, folder: Path) -> list[Path]:
    """Write a lesson in a track's folder, list it in track.toml, and return the files.

    Raise ScaffoldError if the notebook cannot be read, or the lesson cannot be written.
    """
    try:
        title, pages, exercises = _read(_cells(notebook), notebook.stem)
    except (AttributeError, TypeError) as error:  # a cell or an output that is none
        message = f"{display_path(notebook)} is no Jupyter notebook; save it as .ipynb again"
        raise ScaffoldError(message) from error
    written = scaffold.new_lesson(folder)
    languages = track_languages(folder.parent)
    first = "en" if "en" in languages else languages[0]
    for language in languages:
        path = folder / f"lesson.{language}.md"
        path.write_text(_markdown(title, pages, _Words(language, first)), encoding="utf-8")
    for exercise in exercises.values():
        slug = exercise.name.replace("_", "-")
        new = scaffold.new_exercise(folder / slug)
        written += [path for path in new if path not in written]
        (folder / f"{exercise.name}.py").write_text(_python(exercise), encoding="utf-8")
        for language in languages:
            text = folder / f"{exercise.name}.{language}.md"
            text.write_text(_exercise_text(exercise, language), encoding="utf-8")
    return written


def _cells(notebook: Path) -> list[Mapping[str, Any]]:
    shown = display_path(notebook)
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [dict(each) for each in cells]
    except OSError as error:
        raise ScaffoldError(f"cannot read {shown}: {error.strerror}; name a notebook") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ScaffoldError(f"{shown} is no Jupyter notebook; save it as .ipynb again") from error


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source or "")


def _read(
    cells: list[Mapping[str, Any]], name: str
) -> tuple[str, list[_Page], dict[str, _Exercise]]:
    """Return the title, the pages and the exercises by the names of their functions."""
    title, pages = "", [_Page("")]
    exercises: dict[str, _Exercise] = {}
    imports = dict[str, str]()  # statements, by the names that they bind
    for number, cell in enumerate(cells, start=1):
        source = _text(cell.get("source")).strip("\n")
        if not source.strip():
            continue
        if cell.get("cell_type") == "code":
            imports |= _imports_of(source)
        if cell.get("cell_type") == "markdown":
            title = _add_prose(source, number, title, pages)
        elif cell.get("cell_type") != "code" or _NO_PYTHON.search(source):
            todo = f"TODO: cell {number} is no plain Python, and was left out"
            pages[-1].parts.append(("text", todo))
        elif _MARKER.search(source):
            exercise = _exercise(source, number)
            if exercise is None or exercise.name in exercises:
                todo = f"TODO: cell {number} has a solution that is no function of its own"
                pages[-1].parts.append(("text", todo))
            else:
                exercises[exercise.name] = exercise
        elif not _take_asserts(source, number, exercises, imports):
            pages[-1].parts.append(("python", source))
            if output := _output(cell):
                pages[-1].parts.append(("output", output))
    kept = [page for page in pages if page.parts or page.title]
    return title or f"TODO: {name}", kept or [_Page("TODO: the first page")], exercises


def _add_prose(source: str, cell: int, title: str, pages: list[_Page]) -> str:
    """Add a Markdown cell to the pages. Return the lesson's title, which may be in this cell."""
    for heading, prose in _split_prose(source):
        if heading and not title:
            title = heading
        elif heading:
            pages.append(_Page(heading))
        if left := _NOT_SHOWN.search(prose):
            todo = f"TODO: cell {cell} has text with {left[0]!r}, which no page shows"
            pages[-1].parts.append(("text", todo))
        elif prose:
            pages[-1].parts.append(("text", prose))
    return title


def _split_prose(source: str) -> Iterator[tuple[str, str]]:
    """Yield each heading, which may be empty, and the text up to the next one."""
    heading, lines = "", list[str]()
    for line in source.splitlines():
        if found := _HEADING.match(line):
            yield heading, "\n".join(lines).strip()
            heading, lines = found[2].strip(), []
        else:
            lines.append(line)
    yield heading, "\n".join(lines).strip()


def _output(cell: Mapping[str, Any]) -> str:
    """Return the stored output as a notebook shows it."""
    parts = []
    for each in cell.get("outputs") or ():
        if each.get("output_type") == "error":
            parts.append(f"{each.get('ename')}: {each.get('evalue')}")
        else:
            parts.append(_text(each.get("text") or each.get("data", {}).get("text/plain")))
    return "\n".join(part.rstrip("\n") for part in parts if part.strip())


def _exercise(source: str, cell: int) -> _Exercise | None:
    """Return the exercise of a cell that is one function with imports; None for another cell."""
    solved = _SOLUTION.sub("", source)
    try:
        body = ast.parse(solved).body
    except SyntaxError:
        return None
    functions = [each for each in body if isinstance(each, ast.FunctionDef)]
    imports = [each for each in body if isinstance(each, ast.Import | ast.ImportFrom)]
    if len(functions) != 1 or len(functions) + len(imports) != len(body):
        return None
    function = functions[0]
    if not SLUG.fullmatch(function.name.replace("_", "-")) or function.decorator_list:
        return None
    code = "\n".join(solved.splitlines()[function.lineno - 1 : function.end_lineno])
    parameters = tuple(each.arg for each in function.args.args)
    return _Exercise(function.name, parameters, list(map(ast.unparse, imports)), code, cell)


def _imports_of(source: str) -> dict[str, str]:
    """Return a statement for each name that a cell imports."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return {}
    found = {}
    for each in body:
        for alias in each.names if isinstance(each, ast.Import | ast.ImportFrom) else ():
            alone = copy.copy(each)
            alone.names = [alias]  # type: ignore[attr-defined]
            found[(alias.asname or alias.name).split(".")[0]] = ast.unparse(alone)
    return found


def _take_asserts(
    source: str, cell: int, exercises: Mapping[str, _Exercise], imports: Mapping[str, str]
) -> bool:
    """Give a cell's asserts to the exercises that they are about. Return whether it has any."""
    parameters = {name: each.parameters for name, each in exercises.items()}
    found = read_asserts(source, parameters, imports)
    for each in found:
        exercise = exercises[each.function]
        exercise.asserts.append((cell, each))
        names = each.holds.names if each.holds else frozenset[str]()
        exercise.imports += [imports[name] for name in sorted(names & imports.keys())]
    return bool(found)


@dataclass(frozen=True, slots=True)
class _Words:
    """Writes texts in a language: the notebook's own are in the first one."""

    language: str
    first: str

    def heading(self, text: str) -> str:
        return text if self.language == self.first else f"TODO {text}"

    def paragraph(self, text: str) -> str:
        if self.language == self.first:
            return text
        is_japanese = self.language == "ja"
        return "TODO この段落を日本語で書く" if is_japanese else "TODO write this paragraph"


def _markdown(title: str, pages: list[_Page], words: _Words) -> str:
    lines = [f"# {words.heading(title)}"]
    for number, page in enumerate(pages, start=1):
        heading = page.title or f"TODO: the title of page {number}"
        lines += ["", f"## {words.heading(heading)}"]
        for kind, source in page.parts:
            if kind == "text":
                lines += ["", words.paragraph(source)]
            else:
                lines += ["", f"```{kind}", source, "```"]
    return "\n".join(lines) + "\n"


def _python(exercise: _Exercise) -> str:
    properties = exercise.properties
    inputs = ", ".join("rng.normal(count)" for _ in exercise.parameters)
    authoring = ["accepts", "mistake"] if properties else []
    names = ", ".join(sorted([*authoring, "Cases", "Rng", "exercise", "hidden", "shown"]))
    lines = [
        f'"""TODO what the exercise is about (cell {exercise.cell} of the notebook)."""',
        "",
        *dict.fromkeys(["import torch", *exercise.imports]),
        "",
        f"from lessons.authoring import {names}",
        *("", "", "@exercise()", exercise.source.rstrip(), "", ""),
        "def cases(rng: Rng) -> Cases:  # TODO inputs that fit, and a @mistake below",
        *(f"    yield shown({each})" for each in exercise.cases),
        "    for count in (1, 3, 8):",
        f"        yield hidden({inputs})",
        *(_property_lines(exercise) if properties else []),
    ]
    notes = [
        f"#     {each.source.replace(_NEWLINE, _NEWLINE + '#     ')}  (cell {cell})"
        for cell, each in exercise.asserts
        if not each.is_taken
    ]
    if notes:
        lines += [
            "",
            "",
            "# TODO the notebook checks this too; write a property, or cases:",
            *notes,
        ]
    return "\n".join(lines) + "\n"


def _property_lines(exercise: _Exercise) -> list[str]:
    """Return the function under `@accepts`, and a mistake for each of its conditions."""
    parameters = ", ".join((RESULT, *exercise.parameters))
    lines = ["", "", "@accepts", f"def _({parameters}):  # TODO is it enough? add two @also"]
    mistakes: list[str] = []
    before: tuple[str, ...] = ()
    for key, (cell, _, found) in _keyed(exercise):
        if found.before != before:
            lines += [f"    {each}" for each in found.before]
            before = found.before
        lines += [f"    if not ({found.condition}):  # cell {cell}", f'        return "{key}"']
        mistakes += [
            *("", "", f'@mistake("{key}")'),
            f"def _({', '.join(exercise.parameters)}):  # TODO a wrong answer that is refused so",
            "    raise NotImplementedError",
        ]
    return [*lines, "    return None", *mistakes]


def _keyed(exercise: _Exercise) -> Iterator[tuple[str, tuple[int, Asserted, Property]]]:
    """Yield each property of an exercise, with the key of the mistake that it names."""
    for number, each in enumerate(exercise.properties, start=1):
        yield f"check-{number}", each


def _exercise_text(exercise: _Exercise, language: str) -> str:
    call = f"{exercise.name}({', '.join(exercise.parameters)})"
    english = ("the title", "the prompt", "a hint", "other ways", "what was thought")
    japanese = ("題", "問題文", "ヒント", "ほかの書き方", "どう考えたのか")
    words = japanese if language == "ja" else english
    title, prompt, hint, after, thought = (f"TODO {each}" for each in words)
    starter = f"```python\nimport torch\n\n\ndef {call}:\n    ...\n```"
    parts = [f"# {title}", f"{prompt}: `{call}`", "## starter", starter]
    parts += ["## hint", hint]
    for key, (_, asserted, found) in _keyed(exercise):
        said = asserted.message or f"`{found.condition}`"
        parts += [f"## mistake {key}", f"{thought}: {said}"]
    parts += ["## afterwards", after]
    return "\n\n".join(parts) + "\n"
