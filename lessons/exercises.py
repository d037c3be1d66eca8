"""Parses an exercise: its Python file, without running it, and its Markdown in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.fuzzy_match import find_nearest
from lessons.curriculum import ByLanguage, Exercise, Localized
from lessons.diagnostics import Faults
from lessons.exercise_source import ExerciseSource, read_source
from lessons.form_sources import blank_problem, make_forms
from lessons.forms import FormName
from lessons.markdown import Fence, Formula, Heading, Image, Section, split_sections
from lessons.pictures import picture_problems
from lessons.shared_mistakes import SharedMistakes

SECTIONS = ("starter", "blank", "hint", "mistake", "afterwards")


@dataclass(frozen=True, slots=True)
class ExerciseText:
    """An exercise's Markdown in one language."""

    title: str
    prompt: str
    starter: str
    hints: tuple[str, ...]
    mistakes: dict[str, str]
    afterwards: str
    blank: str = ""  # code with ____ in it; empty where the section is missing


def read_exercise(
    lesson: str,
    path: Path,
    shared: SharedMistakes,
    faults: Faults,
    forms: Sequence[FormName] = (),
) -> Exercise | None:
    """Return the exercise of a Python file and the Markdown files beside it.

    `shared` explains the mistakes that have no text in the Markdown files. `forms` are those that
    the lesson names for the exercise. If something is wrong with them, add faults and return None.
    """
    source = read_source(path, faults)
    languages = shared.languages
    texts = {language: _read_text(path, language, source, shared, faults) for language in languages}
    if source is None:
        return None
    valid = {language: text for language, text in texts.items() if text is not None}
    if len(valid) < len(languages):
        return None
    if len({len(text.hints) for text in valid.values()}) > 1:
        counts = ", ".join(f"{len(text.hints)} in {language}" for language, text in valid.items())
        faults.add(
            text_path(path, languages[-1]), 1, f"hints: {counts}; write as many in each language"
        )
    blanks = ByLanguage({each: text.blank for each, text in valid.items() if text.blank})
    for language in valid.keys() - blanks.keys() if blanks else ():
        faults.add(text_path(path, language), 1, 'there is no "## blank", as in the other language')
    id = f"{lesson}/{path.stem.replace('_', '-')}"
    mistakes = {key: _explanation(key, source, valid, shared, faults) for key in source.mistakes}
    return Exercise(
        id=id,
        function=source.function,
        signature=source.signature,
        titles=ByLanguage({language: text.title for language, text in valid.items()}),
        prompts=ByLanguage({language: text.prompt for language, text in valid.items()}),
        starters=ByLanguage({language: text.starter for language, text in valid.items()}),
        hints=ByLanguage({language: text.hints for language, text in valid.items()}),
        mistakes=mistakes,
        afterwards=ByLanguage({each: text.afterwards for each, text in valid.items()}),
        reference=source.reference,
        path=path,
        version=source.version,
        is_class=source.is_class,
        forms=make_forms(id, forms, source, mistakes=mistakes, blanks=blanks, faults=faults),
        revision=source.revision,
        after=source.after,
        level=source.level,
        minutes=source.minutes,
        uses_devices=source.uses_devices,
    )


def _explanation(
    key: str,
    source: ExerciseSource,
    texts: Mapping[str, ExerciseText],
    shared: SharedMistakes,
    faults: Faults,
) -> Localized:
    """Return the exercise's own explanation of a mistake, or the shared one."""
    own = ByLanguage(
        {each: text.mistakes[key] for each, text in texts.items() if key in text.mistakes}
    )
    if not own:
        return shared.explain(key, source, faults)
    for language in texts.keys() - own.keys():
        message = f'there is no "## mistake {key}", as in the other language; explain it'
        faults.add(text_path(source.path, language), 1, message)
    for name in source.mistakes[key].facts:
        message = f'"{key}" has a text of its own; take "{name}" out of @mistake(…)'
        faults.add(source.path, source.mistakes[key].line, message)
    return own


def text_path(path: Path, language: str) -> Path:
    """Return the path of the Markdown of the exercise whose Python file is at `path`."""
    return path.with_suffix(f".{language}.md")


def _read_text(
    path: Path,
    language: str,
    source: ExerciseSource | None,
    shared: SharedMistakes,
    faults: Faults,
) -> ExerciseText | None:
    markdown_path = text_path(path, language)
    markdown = faults.read(markdown_path)
    if markdown is None:
        return None
    before = len(faults)
    text = _TextReader(markdown_path, markdown, shared, faults).read(source)
    return text if len(faults) == before else None


class _TextReader:
    """Parses one Markdown file of an exercise, and adds faults for what is wrong with it."""

    def __init__(self, path: Path, text: str, shared: SharedMistakes, faults: Faults) -> None:
        self.path = path
        self.text = text
        self.shared = shared
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
        for block in (*opening, *(block for each in sections for block in each.blocks)):
            if isinstance(block, Image | Formula):
                for problem in picture_problems(self.path.parent, block):
                    self.faults.add(self.path, block.line, problem)
        return ExerciseText(
            title=title.text if title else "",
            prompt=prompt,
            starter=self._starter(sections),
            blank=self._blank(sections, source),
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
        return self._code(self._find_sections(sections, "starter", at_least=1, at_most=1))

    def _blank(self, sections: tuple[Section, ...], source: ExerciseSource | None) -> str:
        found = self._find_sections(sections, "blank", at_least=0, at_most=1)
        code = self._code(found)
        problem = blank_problem(code, source.function) if code and source is not None else None
        if problem is not None:
            self.faults.add(self.path, found[0].heading.line, problem)
            return ""
        return code

    def _code(self, found: list[Section]) -> str:
        """Return the code of a section that is one fence; empty where there is none."""
        if not found:
            return ""
        blocks = found[0].blocks
        if len(blocks) == 1 and isinstance(blocks[0], Fence) and blocks[0].info == "python":
            return blocks[0].content
        heading = found[0].heading
        message = f"a {heading.text} is one ```python fence and nothing else"
        self.faults.add(self.path, heading.line, message)
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
            if key not in explanations and key not in self.shared:
                self.faults.add(self.path, 1, f'there is no "## mistake {key}"; explain it')
        return explanations
