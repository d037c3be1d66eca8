"""Renders what a page of a lesson consists of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.i18n import Translator
from bot.tutor.replies.actions import RunCommand, RunSnippet
from bot.tutor.replies.buttons import button
from bot.tutor.replies.illustrated_text import picture
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Table, Text
from lessons.curriculum import (
    CommandButton,
    Illustration,
    Lesson,
    MarkdownTable,
    Part,
    Prose,
    Snippet,
)

_ENDS_IN_ERROR = re.compile(r"^\w*(?:Error|Exception|Interrupt|Iteration)\b", re.MULTILINE)
_CODE_OR_BOLD = re.compile(r"`([^`]*)`|\*\*")


def part_blocks(
    t: Translator, lesson: Lesson, page: int, at: int, *, language: str
) -> tuple[AnyBlock, ...]:
    """Return part number `at` (0-based) of a page (1-based), in a language of the lesson."""
    parts = lesson.pages[language][page - 1].parts
    part = parts[at]
    match part:
        case Prose(markdown=markdown):
            return (Text(markdown=markdown),)
        case MarkdownTable(head=head, rows=rows):
            plain = tuple(_plain(row) for row in rows)
            return (Table(head=_plain(head), rows=plain, markdown=rows),)
        case Illustration():
            return (picture(part),)
        case CommandButton(label=label, command=command):
            return (Buttons(buttons=(button(label, RunCommand(command)),)),)
        case Snippet(code=code, output=output, sample=sample):
            editable = _editable_code(part, parts[:at])
            action = RunSnippet(lesson.slug, page, at, language)
            run = button(t("button-run"), action)
            shown = Code(text=code, language="python", editable=f"/run\n{editable}")
            caption = t("output-sample" if sample else "output")
            printed = (Code(text=output, caption=caption, awaits_run=True),) if output else ()
            return (shown, *printed, Buttons(buttons=(run,)))


def _editable_code(snippet: Snippet, earlier: Sequence[Part]) -> str:
    """Return a snippet behind the earlier ones of its page, whose names it may use.

    Where an earlier one shows an error on purpose, return the program that ignores errors.
    """
    shown = [each.output for each in earlier if isinstance(each, Snippet)]
    if any(_ENDS_IN_ERROR.search(output) for output in shown):
        return snippet.program
    return "\n\n".join((*snippet.before, snippet.code))


def _plain(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return cells without Markdown's marks: tables have plain text on every platform."""
    return tuple(_CODE_OR_BOLD.sub(lambda found: found[1] or "", cell) for cell in cells)
