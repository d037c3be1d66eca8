"""Makes a lesson from a Jupyter notebook; what cannot be taken over is a TODO with its cell.

Headings begin pages, code is a snippet with its stored output, and a function with a solution
region of nbgrader or otter is an exercise. Calls in asserts about it become its cases.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessons import scaffold
from lessons.catalog import SLUG
from lessons.diagnostics import display_path
from lessons.scaffold import ScaffoldError

_SOLUTION = re.compile(
    r"^[ \t]*#+[ \t]*(?:BEGIN|END) SOLUTION\b.*$\n?|[ \t]*# SOLUTION[ \t]*$", re.MULTILINE
)
_MARKER = re.compile(r"#+[ \t]*BEGIN SOLUTION\b|# SOLUTION[ \t]*$", re.M)
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_NO_PYTHON = re.compile(r"^[ \t]*[%!]", re.M)
_NOT_SHOWN = re.compile(r"</?[A-Za-z][^>\n]*>|!\[|\$")
"""What pages cannot show: HTML, pictures that are not files beside the page, formulas."""


@dataclass(slots=True)
class _Exercise:
    name: str
    parameters: list[str]
    source: str  # imports and the function
    cell: int
    cases: list[str] = field(default_factory=list)
    checks: list[tuple[int, str]] = field(default_factory=list)  # cell and assert


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
    for language in ("en", "ja"):
        path = folder / f"lesson.{language}.md"
        path.write_text(_markdown(title, pages, language), encoding="utf-8")
    for exercise in exercises.values():
        slug = exercise.name.replace("_", "-")
        new = scaffold.new_exercise(folder / slug)
        written += [path for path in new if path not in written]
        (folder / f"{exercise.name}.py").write_text(_python(exercise), encoding="utf-8")
        for language in ("en", "ja"):
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
    for number, cell in enumerate(cells, start=1):
        source = _text(cell.get("source")).strip("\n")
        if not source.strip():
            continue
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
        elif not _take_checks(source, number, exercises):
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
    header = "\n".join(map(ast.unparse, imports))
    parameters = [each.arg for each in function.args.args]
    return _Exercise(function.name, parameters, f"{header}\n\n\n@exercise()\n{code}", cell)


def _take_checks(source: str, cell: int, exercises: Mapping[str, _Exercise]) -> bool:
    """Give the asserts of a cell to the exercises that they call. Return whether it has any."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    asserts = [each for each in body if isinstance(each, ast.Assert)]
    taken = False
    for each in asserts:
        calls = (call for call in ast.walk(each) if isinstance(call, ast.Call))
        for call in calls:
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            exercise = exercises.get(name)
            if exercise is not None:
                taken = True
                arguments = ", ".join(map(ast.unparse, call.args))
                used = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
                fits = len(call.args) == len(exercise.parameters) and not call.keywords
                if fits and used <= {name, "torch"}:
                    exercise.cases.append(arguments)
                exercise.checks.append((cell, ast.unparse(each)))
                break
    return taken


def _markdown(title: str, pages: list[_Page], language: str) -> str:
    lines = [f"# {title}" if language == "en" else f"# TODO {title}"]
    for number, page in enumerate(pages, start=1):
        heading = page.title or f"TODO: the title of page {number}"
        lines += ["", f"## {heading}" if language == "en" else f"## TODO {heading}"]
        for kind, source in page.parts:
            if kind == "text":
                lines += ["", source if language == "en" else "TODO この段落を日本語で書く"]
            else:
                lines += ["", f"```{kind}", source, "```"]
    return "\n".join(lines) + "\n"


def _python(exercise: _Exercise) -> str:
    cases = list(dict.fromkeys(exercise.cases))
    inputs = ", ".join("rng.normal(count)" for _ in exercise.parameters)
    checks = [f"#     {check}  (cell {cell})" for cell, check in exercise.checks]
    notes = ["", "", "# TODO the notebook checks it so; write a property with @accepts, or cases:"]
    lines = [
        f'"""TODO what the exercise is about (cell {exercise.cell} of the notebook)."""',
        "",
        "import torch",
        "",
        "from lessons.authoring import Cases, Rng, exercise, hidden, shown",
        exercise.source.removeprefix("import torch\n").rstrip(),
        "",
        "",
        "def cases(rng: Rng) -> Cases:  # TODO inputs that fit, and a @mistake below",
        *(f"    yield shown({each})" for each in cases),
        "    for count in (1, 3, 8):",
        f"        yield hidden({inputs})",
        *([*notes, *checks] if checks else []),
    ]
    return "\n".join(lines) + "\n"


def _exercise_text(exercise: _Exercise, language: str) -> str:
    call = f"{exercise.name}({', '.join(exercise.parameters)})"
    words = {
        "en": ("the title", "the prompt", "a hint", "other ways"),
        "ja": ("題", "問題文", "ヒント", "ほかの書き方"),
    }[language]
    title, prompt, hint, after = (f"TODO {each}" for each in words)
    starter = f"```python\nimport torch\n\n\ndef {call}:\n    ...\n```"
    parts = [f"# {title}", f"{prompt}: `{call}`", "## starter", starter]
    parts += ["## hint", hint, "## afterwards", after]
    return "\n\n".join(parts) + "\n"
