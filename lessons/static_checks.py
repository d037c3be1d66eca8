"""What can be seen in lessons without running anything: words, spacing, parallel code, TODOs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons.curriculum import LANGUAGES, Exercise, Language, Lesson, Snippet
from lessons.diagnostics import CatalogError, Fault, Faults
from lessons.exercises import text_path
from lessons.markdown import CommandLink, TableBlock, Heading, Image, TextBlock, parse_blocks
from lessons.toml_tables import Table, read_table

GLOSSARY = Path(__file__).with_name("glossary.toml")

FEWEST_QUESTIONS = 5

_CODE = re.compile(r"`[^`]*`")
_JAPANESE = r"[぀-ヿ㐀-䶿一-鿿々〆]"
_TOUCHING = re.compile(rf"{_JAPANESE}[A-Za-z0-9`]|[A-Za-z0-9`]{_JAPANESE}")
_HALF_WIDTH = re.compile(rf"{_JAPANESE}[,.:;!?()]|[()]{_JAPANESE}")
_HTML = re.compile(r"</?[A-Za-z][^>]*>|<!--")


class Term(Table):
    """One word of the glossary, and the words that are not used for the same thing."""

    ja: str
    en: str
    avoid_ja: tuple[str, ...] = ()
    avoid_en: tuple[str, ...] = ()
    note: str = ""


class Glossary(Table):
    """lessons/glossary.toml."""

    term: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """One line that a learner reads, and where it stands."""

    path: Path
    line: int
    language: Language
    text: str

    def fault(self, what: str) -> Fault:
        """A fault at the line of this text."""
        return Fault(self.path, self.line, what)


def word_faults(lesson: Lesson, folder: Path) -> Iterator[Fault]:
    """Everything in a lesson's files that is wrong to the eye.

    Raises CatalogError when the glossary itself is at fault.
    """
    for path in sorted(folder.iterdir()):
        if path.suffix in {".md", ".toml", ".py"}:
            yield from _unfinished(path)
    for saying in _sayings(lesson, folder):
        yield from _misworded(saying)
        if saying.language == "ja":
            yield from _misspaced(saying)
    yield from _unparallel(lesson, folder)
    yield from _too_few(lesson, folder / "quiz.toml")


def lesson_path(folder: Path, language: Language) -> Path:
    """Where a lesson's pages in that language are."""
    return folder / f"lesson.{language}.md"


def _unfinished(path: Path) -> Iterator[Fault]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if "TODO" in line:
            rest = line.partition("TODO")[2].strip(" :*`\"'")
            yield Fault(path, number, f"TODO: {rest}" if rest else "something is left to do here")


def _sayings(lesson: Lesson, folder: Path) -> Iterator[Saying]:
    for language in LANGUAGES:
        yield from _written(lesson_path(folder, language), language, keywords=False)
        for exercise in lesson.exercises:
            yield from _written(text_path(exercise.path, language), language, keywords=True)
        heads = _question_lines(folder / "quiz.toml")
        for question, line in zip(lesson.questions, heads, strict=False):
            prose = question.texts[language].partition("\n\n```")[0]
            texts = (prose, *question.options[language], question.explanations[language])
            for text in texts:
                yield Saying(folder / "quiz.toml", line, language, text)


def _question_lines(path: Path) -> list[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [at for at, line in enumerate(lines, start=1) if line.strip() == "[[question]]"]


def _written(path: Path, language: Language, *, keywords: bool) -> Iterator[Saying]:
    """A Markdown file's lines outside code. Where its second headings are keywords, not those."""
    for block in parse_blocks(path.read_text(encoding="utf-8")):
        if isinstance(block, TextBlock):
            for offset, text in enumerate(block.markdown.splitlines()):
                yield Saying(path, block.line + offset, language, text)
        elif isinstance(block, Heading) and not (keywords and block.level == 2):
            yield Saying(path, block.line, language, block.text)
        elif isinstance(block, Image):
            yield Saying(path, block.line, language, block.alt)
        elif isinstance(block, CommandLink):
            yield Saying(path, block.line, language, block.label)
        elif isinstance(block, TableBlock):
            for text in (cell for row in (block.head, *block.rows) for cell in row):
                yield Saying(path, block.line, language, text)


@cache
def _avoided() -> tuple[tuple[Language, re.Pattern[str], str], ...]:
    """Language, what finds the word to avoid, and the word to use."""
    faults = Faults()
    found = read_table(GLOSSARY, Glossary, faults)
    if found is None:
        raise CatalogError(faults.ordered())
    terms = found[0].term
    return (
        *(("ja", re.compile(re.escape(word)), x.ja) for x in terms for word in x.avoid_ja),
        *(
            ("en", re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), x.en)
            for x in terms
            for word in x.avoid_en
        ),
    )


def _misworded(saying: Saying) -> Iterator[Fault]:
    text = _CODE.sub("", saying.text)
    for language, avoided, term in _avoided():
        if language == saying.language and (found := avoided.search(text)):
            yield saying.fault(f'the glossary says "{term}", not "{found[0]}"')
    if found := _HTML.search(text):
        yield saying.fault(f"{found[0]} is HTML, which is not shown anywhere; use Markdown")


def _misspaced(saying: Saying) -> Iterator[Fault]:
    text = _CODE.sub("`x`", saying.text).replace("*", "")
    if found := _TOUCHING.search(text):
        near = text[max(0, found.start() - 6) : found.end() + 6]
        what = f"a half-width space between Japanese and Latin, digits or code: …{near}…"
        yield saying.fault(what)
    if found := _HALF_WIDTH.search(text):
        near = text[max(0, found.start() - 6) : found.end() + 6]
        yield saying.fault(f"full-width punctuation beside Japanese: …{near}…")


def _unparallel(lesson: Lesson, folder: Path) -> Iterator[Fault]:
    first = LANGUAGES[0]
    for language in LANGUAGES[1:]:
        pairs = zip(_snippets(lesson, first), _snippets(lesson, language), strict=True)
        for one, two in pairs:
            if _bare(one.code) != _bare(two.code):
                what = (
                    f"this snippet is not that of {first} (line {one.line}); only comments and "
                    "strings may differ"
                )
                yield Fault(lesson_path(folder, language), two.line, what)
        yield from _different_starters(lesson.exercises, first, language)


def _different_starters(
    exercises: Iterable[Exercise], first: Language, language: Language
) -> Iterator[Fault]:
    for exercise in exercises:
        if _bare(exercise.starters[first]) != _bare(exercise.starters[language]):
            path = text_path(exercise.path, language)
            what = f"the starter is not that of {first}; only comments may differ"
            yield Fault(path, line_of(path, "## starter"), what)


def line_of(path: Path, start: str) -> int:
    """The 1-based line of `path` that starts so; 1 when there is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, start=1) if line.startswith(start)), 1)


def _too_few(lesson: Lesson, path: Path) -> Iterator[Fault]:
    if len(lesson.questions) < FEWEST_QUESTIONS:
        what = f"questions: {len(lesson.questions)}; write {FEWEST_QUESTIONS} or more"
        yield Fault(path, 1, what)
    for kind in {"choose", "true-false", "output"} - {x.kind for x in lesson.questions}:
        yield Fault(path, 1, f'no question is of the kind "{kind}"; write one')


def _snippets(lesson: Lesson, language: Language) -> Iterator[Snippet]:
    for page in lesson.pages[language]:
        yield from (part for part in page.parts if isinstance(part, Snippet))


def _bare(code: str) -> str:
    """The code without its comments and without the words in its strings."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a lesson may show one
        return code
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)
