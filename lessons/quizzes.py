"""Parses a lesson's quiz.toml and practice.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from lessons.computed_quiz import (
    HOW_TO_WRITE,
    PRACTICE,
    QUIZ,
    QuestionFile,
    StoredQuestion,
    digest,
    read_computed,
    stale_message,
)
from lessons.computed_variant import ComputedVariant
from lessons.curriculum import ByLanguage, Computation, Localized, Question
from lessons.diagnostics import Faults
from lessons.lazy_sequence import LazySequence
from lessons.markdown import split_pictures
from lessons.pictures import picture_problems
from lessons.quiz_tables import (
    PracticeQuestionTable,
    PracticeTable,
    QuestionTable,
    QuizTable,
    find_problems,
    in_languages,
)
from lessons.toml_tables import LineIndex, read_table

LONGEST_FULL_ID = 60
"""Characters of a question's id with its lesson: buttons carry it, with the answer."""

_NAME = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}")


def read_questions(
    lesson: str,
    path: Path,
    languages: tuple[str, ...],
    faults: Faults,
    *,
    needs_computed: bool = True,
) -> tuple[Question, ...]:
    """Return the questions of a quiz.toml, and add faults for what is wrong with them.

    With `needs_computed`, that includes questions whose answers were not computed as they are now;
    without it, such a question has no answer.
    """
    read = read_table(path, in_languages(QuizTable, languages), faults)
    if read is None:
        return ()
    quiz, lines = read
    return _read(
        *(lesson, path.parent, QUIZ, quiz.question, lines),
        faults=faults,
        needs_computed=needs_computed,
    )


def read_practice(
    lesson: str,
    folder: Path,
    languages: tuple[str, ...],
    *,
    others: Sequence[Question],
    faults: Faults,
    needs_computed: bool = True,
) -> tuple[Question, ...]:
    """Return the questions of a practice.toml as `read_questions` does; none without the file.

    Their ids must be other ones than those of `others`, which the lesson's quiz has.
    """
    path = folder / PRACTICE.name
    kind = in_languages(PracticeTable, languages)
    read = read_table(path, kind, faults) if path.exists() else None
    if read is None:
        return ()
    practice, lines = read
    return _read(
        *(lesson, folder, PRACTICE, practice.question, lines),
        others=others,
        faults=faults,
        needs_computed=needs_computed,
    )


def _read(
    lesson: str,
    folder: Path,
    kind: QuestionFile,
    tables: Sequence[QuestionTable],
    lines: LineIndex,
    *,
    others: Sequence[Question] = (),
    faults: Faults,
    needs_computed: bool,
) -> tuple[Question, ...]:
    path = folder / kind.name
    computed = read_computed(folder, faults if needs_computed else Faults(), kind)
    questions: list[Question] = []
    for index, table in enumerate(tables):
        # A question without an id of its own is known by its position, from 1.
        name = table.id or str(index + 1)
        problems = list(find_problems(table, name))
        computation = _computation(table) if table.is_computed else None
        found = computed.get(name)
        is_current = (
            computation
            and found
            and found.digest == digest(computation)
            and len(found.variants) == computation.variants
        )
        question = _to_question(
            f"{lesson}/{name}", table, found if is_current else None, path.parent
        )
        if table.id and len(question.id) > LONGEST_FULL_ID:
            problems.append(
                (
                    ("id",),
                    f"with its lesson, the id has {len(question.id)} characters; "
                    f"give it {LONGEST_FULL_ID} at most",
                )
            )
        if any(question.id == earlier.id for earlier in (*others, *questions)):
            problems.append(((), "an earlier question has this id; give each one of its own"))
        questions.append(question)
        for steps, problem in problems:
            line = lines.line_of("question", index, *steps)
            faults.add(path, line, f"question {question.id}: {problem}")
        if needs_computed and computation and not is_current and not problems:
            missing = f"question {question.id}: nothing is computed yet; {HOW_TO_WRITE}"
            message = stale_message(folder, name) if found else missing
            faults.add(path, lines.line_of("question", index), message)
    for line, text in quiz_texts(tables, lines):
        for picture in split_pictures(text):
            if not isinstance(picture, str):
                for problem in picture_problems(path.parent, picture):
                    faults.add(path, line, problem)
    return tuple(questions)


def quiz_texts(tables: Sequence[QuestionTable], lines: LineIndex) -> Iterator[tuple[int, str]]:
    """Yield each text and explanation of a quiz, with the line of its key."""
    for index, table in enumerate(tables):
        for language, of_language in table.texts.items():
            for key in ("text", "explanation"):
                line = lines.line_of("question", index, language, key)
                yield line, getattr(of_language, key)


def _computation(table: QuestionTable) -> Computation:
    facts = set(_facts_in(table)) if table.setup is not None else set()
    is_practice = isinstance(table, PracticeQuestionTable)
    return Computation(
        kind=table.kind,
        setup=(table.setup or "").strip(),
        facts=tuple(sorted(facts)),
        unseen=tuple(sorted(facts.difference(_asked_facts_in(table)))) if is_practice else (),
        expression=(table.expression or "").strip(),
        code=(table.code or "").strip("\n"),
        lines=table.lines,
        options=table.common_options,
        answers=table.answers,
        wrong=table.wrong,
        each=table.each,
        tolerance=table.tolerance or 0.0,
        variants=table.variants or 1,
    )


def _facts_in(table: QuestionTable) -> Iterator[str]:
    """Yield the names that stand in braces in what learners see."""
    yield from _asked_facts_in(table)
    templates = [*table.answers]
    if table.kind in {"output", "blank", "shape"}:
        templates += table.wrong.values()
    for text in table.texts.values():
        templates += [text.explanation, *text.wrong.values()]
    yield from _names_in(templates)


def _asked_facts_in(table: QuestionTable) -> Iterator[str]:
    """Yield the names that stand in braces in the question itself, before it is answered."""
    templates = [table.code or "", *table.lines, *table.options]
    if table.kind == "output":
        templates.append(table.expression or "")
    for text in table.texts.values():
        templates += [text.text, *text.options]
    yield from _names_in(templates)


def _names_in(templates: Sequence[str]) -> Iterator[str]:
    for template in templates:
        yield from (found[1] for found in _NAME.finditer(template) if found[1])


def _to_question(
    id: str, table: QuestionTable, computed: StoredQuestion | None, folder: Path
) -> Question:
    variant = partial(_variant, id, table, folder)
    if computed is None:
        # The texts are complete sentences also before anything is computed: a fact is a 0 then.
        names = _facts_in(table) if table.setup is not None else ()
        return variant(ComputedVariant(facts=dict.fromkeys(names, "0"), answer=""))
    stored = computed.variants
    if len(stored) == 1:
        return variant(stored[0])
    variants = LazySequence(len(stored), lambda index: variant(stored[index], number=index + 1))
    return variant(stored[0], variants=variants)


def _variant(
    id: str,
    table: QuestionTable,
    folder: Path,
    computed: ComputedVariant,
    *,
    number: int = 0,
    variants: Sequence[Question] = (),
) -> Question:
    """Return a question with the facts and answers of one variant."""
    facts = computed.facts

    def localized(texts: Mapping[str, str]) -> Localized:
        filled = {language: fill(text, facts).strip() for language, text in texts.items()}
        return ByLanguage(filled)

    code = fill((table.code or "").strip("\n"), facts)
    fence = _fence(table, computed, code)
    texts = table.texts
    prose = localized({language: text.text for language, text in texts.items()})
    options = tuple(f"`{each}`" for each in computed.options)
    return Question(
        id=id,
        kind=table.kind,
        texts=ByLanguage({language: text + fence for language, text in prose.items()}),
        options=ByLanguage(
            {
                each: options or tuple(fill(one, facts) for one in text.options or table.options)
                for each, text in texts.items()
            }
        ),
        answer=computed.answer or table.plain_answer,
        explanations=localized({language: text.explanation for language, text in texts.items()}),
        expression=table.expression.strip() if table.expression else None,
        answers=computed.answers,
        tolerance=table.tolerance or 0.0,
        code=code,
        solution=computed.solution,
        wrong=computed.wrong,
        mistakes={
            key: localized({language: text.wrong.get(key, "") for language, text in texts.items()})
            for key in table.wrong
        },
        each=table.each,
        computation=_computation(table) if table.is_computed else None,
        variant=number,
        variants=variants,
        folder=folder,
    )


def _fence(table: QuestionTable, computed: ComputedVariant, code: str) -> str:
    """Return what stands below the text: the code that the question is about."""
    if table.kind == "order":
        shown = "\n".join(f"{number} | {line}" for number, line in enumerate(computed.shown, 1))
        return f"\n\n```text\n{shown}\n```"
    if table.kind in {"blank", "shape"}:
        return f"\n\n```python\n{code}\n```"
    if table.kind == "output":
        return f"\n\n```python\n{fill((table.expression or '').strip(), computed.facts)}\n```"
    return ""


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Return a text with facts in place of their names in braces, and one brace for two.

    Without facts, a text may have braces of its own.
    """
    if not facts:
        return template
    return _NAME.sub(
        lambda found: facts.get(found[1], found[0]) if found[1] else found[0][0], template
    )
