"""The checks of lessons that run no code: terms, spacing, equal code in all languages, TODOs."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons.computed_quiz import PRACTICE, QUIZ
from lessons.curriculum import (
    AuthoredAnswer,
    Catalog,
    CommandButton,
    Exercise,
    Illustration,
    Lesson,
    MarkdownTable,
    Part,
    Prose,
    Question,
    Snippet,
)
from lessons.diagnostics import Fault, Faults, find_line
from lessons.exercise_checks import exercise_faults
from lessons.exercises import text_path
from lessons.file_checks import lesson_file_faults
from lessons.formulas import unused_formulas
from lessons.glossary import GLOSSARY, read_glossary
from lessons.markdown import (
    CommandLink,
    Formula,
    Heading,
    Image,
    TableBlock,
    TextBlock,
    parse_blocks,
    split_sections,
)
from lessons.markdown_rules import Place, unseen_markdown
from lessons.pages import pages_path
from lessons.quiz_tables import PracticeTable, QuizTable, in_languages
from lessons.quizzes import quiz_texts
from lessons.shared_mistakes import shared_path
from lessons.toml_tables import read_table

MIN_QUESTIONS = 5

_CODE = re.compile(r"`[^`]*`")
_JAPANESE = r"[぀-ヿ㐀-䶿一-鿿々〆]"
_MISSING_SPACE = re.compile(rf"{_JAPANESE}[A-Za-z0-9`]|[A-Za-z0-9`]{_JAPANESE}")
_HALF_WIDTH_PUNCTUATION = re.compile(rf"{_JAPANESE}[,.:;!?()]|[()]{_JAPANESE}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that learners read, with its file and line number."""

    path: Path
    line: int
    language: str
    text: str

    def fault(self, message: str) -> Fault:
        """Return a fault of this line."""
        return Fault(self.path, self.line, message)


def static_faults(lesson: Lesson) -> Iterator[Fault]:
    """Yield the faults of a lesson that can be found without running its code.

    Raise CatalogError if the glossary is invalid.
    """
    shared = _shared_paths(lesson)
    for path in (*sorted(lesson.folder.iterdir()), *(path for path, _ in shared)):
        if path.suffix in {".md", ".toml", ".py"}:
            yield from _todo_faults(path)
    shared_lines = (_markdown_lines(*each, keywords=True) for each in shared)
    for line in itertools.chain(_text_lines(lesson), *shared_lines):
        yield from _wording_faults(line)
    yield from _unseen_faults(lesson)
    for path, _ in shared:
        yield from _unseen_in_file(path, Place.PLAIN)
    yield from unused_formulas(lesson.folder)
    yield from _snippet_faults(lesson)
    first, *others = lesson.languages
    for language in others:
        yield from _starter_faults(lesson.exercises, first, language)
        yield from _blank_faults(lesson.exercises, first, language)
    yield from _quiz_faults(lesson)
    yield from lesson_file_faults(lesson)
    for exercise in lesson.exercises:
        yield from exercise_faults(exercise)


def _shared_paths(lesson: Lesson) -> list[tuple[Path, str]]:
    """Return the files with explanations that exercises of the lesson may share."""
    folders = (lesson.folder.parent, Path(__file__).parent)
    paths = [
        (shared_path(each, language), language) for each in folders for language in lesson.languages
    ]
    return [(path, language) for path, language in paths if path.is_file()]


def answer_faults(answer: AuthoredAnswer, catalog: Catalog) -> Iterator[Fault]:
    """Yield the faults of an answer to a question. Raise CatalogError if the glossary is invalid.

    Its page must show one of its names, or code that it shows, since pages are named by their
    number: a page that was moved would otherwise be named unnoticed.
    """
    for language, text in answer.texts.items():
        yield from _wording_faults(TextLine(answer.path, answer.line, language, text))
        for _, message in unseen_markdown(text, Place.PLAIN):
            yield Fault(answer.path, answer.line, message)
    lesson = catalog.lesson(answer.lesson) if answer.lesson else None
    if lesson is None or answer.page is None or answer.is_nearest:
        return
    names = (*answer.names, *(name for side in answer.between for name in side))
    code = (found.strip("`") for text in answer.texts.values() for found in _CODE.findall(text))
    page = " ".join(
        " ".join((page.title, *(_part_text(part) for part in page.parts)))
        for page in (lesson.pages[language][answer.page - 1] for language in lesson.languages)
    ).casefold()
    if not any(each.casefold() in page for each in (*names, *code)):
        message = f'"{answer.lesson}/{answer.page}" shows nothing of "{answer.id}"; has it moved?'
        yield Fault(answer.path, answer.line, message)


def _part_text(part: Part) -> str:
    match part:
        case Prose(markdown=text):
            return text
        case Snippet(code=code, output=output):
            return f"{code}\n{output}"
        case MarkdownTable(head=head, rows=rows):
            return " ".join(cell for row in (head, *rows) for cell in row)
        case Illustration(alt=alt):
            return alt
        case CommandButton(label=label):
            return label


def _unseen_faults(lesson: Lesson) -> Iterator[Fault]:
    """Yield a fault for all Markdown of a lesson that some platform does not show as written."""
    for language in lesson.languages:
        yield from _unseen_in_file(pages_path(lesson.folder, language), Place.PAGE)
        for exercise in lesson.exercises:
            path = text_path(exercise.path, language)
            yield from _unseen_in_file(path, Place.TEXT)
            _, sections = split_sections(path.read_text(encoding="utf-8"), level=2)
            for section in sections:
                keyword = section.heading.text.partition(" ")[0]
                for block in section.blocks if keyword == "mistake" else ():
                    if isinstance(block, Image | Formula):
                        message = "the text of a mistake has no pictures; say it in words"
                        yield Fault(path, block.line, message)
    for kind, form in ((QUIZ, QuizTable), (PRACTICE, PracticeTable)):
        if kind.questions_of(lesson):
            path = lesson.folder / kind.name
            yield from _unseen_in_questions(path, in_languages(form, lesson.languages))


def _unseen_in_questions(
    path: Path, form: type[QuizTable] | type[PracticeTable]
) -> Iterator[Fault]:
    read = read_table(path, form, Faults())
    assert read is not None, "the catalogue has read it without faults"
    table, lines = read
    for line, text in quiz_texts(table.question, lines):
        for _, message in unseen_markdown(text, Place.TEXT):
            yield Fault(path, line, message)
    for index, question in enumerate(table.question):
        options = [*question.options]
        options += [each for text in question.texts.values() for each in text.options]
        for option in options:
            for _, message in unseen_markdown(option, Place.LINE):
                yield Fault(path, lines.line_of("question", index, "options"), message)


def _unseen_in_file(path: Path, place: Place) -> Iterator[Fault]:
    for line, message in unseen_markdown(path.read_text(encoding="utf-8"), place):
        yield Fault(path, line, message)


def _todo_faults(path: Path) -> Iterator[Fault]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if "TODO" in line:
            rest = line.partition("TODO")[2].strip(" :*\"'")
            if rest.count("`") % 2:  # the other one of the pair is before TODO
                rest = rest.strip("`")
            yield Fault(path, number, f"TODO: {rest}" if rest else "something is left to do here")


def _text_lines(lesson: Lesson) -> Iterator[TextLine]:
    for language in lesson.languages:
        yield from _markdown_lines(pages_path(lesson.folder, language), language, keywords=False)
        for exercise in lesson.exercises:
            yield from _markdown_lines(text_path(exercise.path, language), language, keywords=True)
        for kind in (QUIZ, PRACTICE):
            if questions := kind.questions_of(lesson):
                yield from _question_lines(lesson.folder / kind.name, questions, language)


def _question_lines(path: Path, questions: Iterable[Question], language: str) -> Iterator[TextLine]:
    file_lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(file_lines, 1) if line.strip() == "[[question]]"]
    for question, line in zip(questions, starts, strict=False):
        prose = question.texts[language].partition("\n\n```")[0]
        mistakes = (each[language] for each in question.mistakes.values())
        explanation = question.explanations[language]
        for text in (prose, *question.options[language], explanation, *mistakes):
            yield TextLine(path, line, language, text)


def _markdown_lines(path: Path, language: str, *, keywords: bool) -> Iterator[TextLine]:
    """Yield the lines outside code. With `keywords`, headings of level 2 are left out."""
    for block in parse_blocks(path.read_text(encoding="utf-8")):
        if isinstance(block, TextBlock):
            for offset, text in enumerate(block.markdown.splitlines()):
                yield TextLine(path, block.line + offset, language, text)
        elif isinstance(block, Heading) and not (keywords and block.level == 2):
            yield TextLine(path, block.line, language, block.text)
        elif isinstance(block, Image):
            yield TextLine(path, block.line, language, block.alt)
        elif isinstance(block, CommandLink):
            yield TextLine(path, block.line, language, block.label)
        elif isinstance(block, TableBlock):
            for text in (cell for row in (block.head, *block.rows) for cell in row):
                yield TextLine(path, block.line, language, text)


def _avoided_in(folder: Path) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return the words to avoid in a file of this folder: of all tracks, and of its own one."""
    track = next((each for each in (folder, folder.parent) if _has_own_glossary(each)), None)
    if track is None:
        return _avoided_words()
    own = track / "glossary.toml"
    return (*_avoided_words(), *_avoided_words(own, own.stat().st_mtime_ns))


def _has_own_glossary(folder: Path) -> bool:
    return (folder / "track.toml").is_file() and (folder / "glossary.toml").is_file()


@cache
def _avoided_words(
    path: Path = GLOSSARY, changed_ns: int = 0
) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return language, pattern of the word to avoid, and the term to use."""
    terms = read_glossary(path, changed_ns)
    return (
        *(("ja", re.compile(re.escape(word)), term.ja) for term in terms for word in term.avoid_ja),
        *(
            ("en", re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), term.en)
            for term in terms
            for word in term.avoid_en
        ),
    )


def _wording_faults(line: TextLine) -> Iterator[Fault]:
    yield from _glossary_faults(line)
    if line.language == "ja":
        yield from _spacing_faults(line)


def _glossary_faults(line: TextLine) -> Iterator[Fault]:
    text = _CODE.sub("", line.text)
    for language, pattern, term in _avoided_in(line.path.parent):
        if language == line.language and (found := pattern.search(text)):
            yield line.fault(f'the glossary says "{term}", not "{found[0]}"')


def _spacing_faults(line: TextLine) -> Iterator[Fault]:
    text = _CODE.sub("`x`", line.text).replace("*", "")
    if found := _MISSING_SPACE.search(text):
        near = text[max(0, found.start() - 6) : found.end() + 6]
        message = f"a half-width space between Japanese and Latin, digits or code: …{near}…"
        yield line.fault(message)
    if found := _HALF_WIDTH_PUNCTUATION.search(text):
        near = text[max(0, found.start() - 6) : found.end() + 6]
        yield line.fault(f"full-width punctuation beside Japanese: …{near}…")


def _snippet_faults(lesson: Lesson) -> Iterator[Fault]:
    first_language, *other_languages = lesson.languages
    for language in other_languages:
        pairs = zip(_snippets(lesson, first_language), _snippets(lesson, language), strict=True)
        for first, snippet in pairs:
            if _normalize_code(first.code) != _normalize_code(snippet.code):
                message = (
                    f"this snippet is not that of {first_language} (line {first.line}); only "
                    "comments and strings may differ"
                )
                yield Fault(pages_path(lesson.folder, language), snippet.line, message)


def _starter_faults(exercises: Iterable[Exercise], first: str, language: str) -> Iterator[Fault]:
    for exercise in exercises:
        starters = exercise.starters
        if _normalize_code(starters[first]) != _normalize_code(starters[language]):
            path = text_path(exercise.path, language)
            message = f"the starter is not that of {first}; only comments may differ"
            yield Fault(path, find_line(path, "## starter"), message)


def _blank_faults(exercises: Iterable[Exercise], first: str, language: str) -> Iterator[Fault]:
    for exercise in exercises:
        blanks = exercise.forms.blanks
        if blanks and _normalize_code(blanks[first]) != _normalize_code(blanks[language]):
            path = text_path(exercise.path, language)
            message = f"the code of the blank is not that of {first}; only comments may differ"
            yield Fault(path, find_line(path, "## blank"), message)


def _quiz_faults(lesson: Lesson) -> Iterator[Fault]:
    path = lesson.folder / "quiz.toml"
    if len(lesson.questions) < MIN_QUESTIONS:
        message = f"questions: {len(lesson.questions)}; write {MIN_QUESTIONS} or more"
        yield Fault(path, 1, message)
    kinds = {question.kind for question in lesson.questions}
    for kind in {"choose", "true-false", "output"} - kinds:
        yield Fault(path, 1, f'no question is of the kind "{kind}"; write one')


def _snippets(lesson: Lesson, language: str) -> Iterator[Snippet]:
    for page in lesson.pages[language]:
        yield from (part for part in page.parts if isinstance(part, Snippet))


def _normalize_code(code: str) -> str:
    """Return a form of the code that does not depend on its comments and strings."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # lessons show some on purpose
        return code
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)
