"""What a teacher sees of a course before it starts, and what is wrong with its file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.i18n import Translator
from bot.storage.groups.courses import StoredCourse
from bot.storage.groups.groups import Group
from bot.tutor.courses.calendar_blocks import day_text, notes_on, planned_table
from bot.tutor.courses.course import Course
from bot.tutor.courses.course_file import CourseFileError, CourseProblem, write_course
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import StartCourse, StartNewClass, UploadCourse, encode
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, File, Form, Reply, Text, escaped, inline
from lessons.curriculum import Catalog

FILE_NAME = "course.toml"
LONGEST_FORM = 3000
"""Characters that a form takes on every platform; a longer file is sent as an attachment."""

MOST_GROUPS = 5
"""Groups that a course is offered to be started in."""

_PLAIN_VALUES = frozenset({"example", "begins"})


def digest_of(text: str) -> str:
    """Return what a button names a draft by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def preview_reply(
    t: Translator,
    catalog: Catalog,
    course: Course,
    taught: Sequence[tuple[Group, StoredCourse | None]],
    now: datetime,
    *,
    new_class_first: bool = False,
) -> Reply:
    """Return the calendar of a course with buttons that start it; nothing has started yet.

    `taught` has the groups that the reader teaches, each with the course that it is in.
    """
    text = write_course(course)
    digest = digest_of(text)
    title = t(
        "course-preview",
        name=escaped(course.name),
        count=len(course.weeks),
        first=day_text(t, course.weeks[0].begins),
        last=day_text(t, course.weeks[-1].last),
        zone=course.zone,
    )
    blocks: list[AnyBlock] = [Text(markdown=title), planned_table(t, catalog, course)]
    notes = [f"- {each}" for each in notes_on(t, catalog, course, now)]
    replaced = [
        t("course-note-replaces", group=escaped(group_name(t, group)), name=escaped(known.name))
        for group, known in taught[:MOST_GROUPS]
        if known is not None and not new_class_first
    ]
    blocks.append(Text(markdown="\n".join((*notes, *(f"- {each}" for each in replaced)))))
    content = base64.b64encode(text.encode()).decode()
    blocks.append(File(name=FILE_NAME, base64=content))
    new = button(
        t("button-course-new-group"),
        StartNewClass(digest),
        "primary" if new_class_first or not taught else "plain",
    )
    offered = taught[:MOST_GROUPS] if new_class_first else _likeliest_first(taught[:MOST_GROUPS])
    here = [
        button(
            t("button-course-start", group=group_name(t, group)),
            StartCourse(group.id, digest),
            "plain" if at or new_class_first else "primary",
        )
        for at, (group, _) in enumerate(offered)
    ]
    blocks.append(Buttons(buttons=(new, *here) if new_class_first else (*here, new)))
    blocks += upload_blocks(t, text)
    return Reply(blocks=tuple(blocks))


def _likeliest_first(
    taught: Sequence[tuple[Group, StoredCourse | None]],
) -> Sequence[tuple[Group, StoredCourse | None]]:
    """Return groups in the order in which a course is likely for them.

    First come those without a course, and those that were created before a place's default group.
    """
    return sorted(taught, key=lambda each: (each[1] is not None, each[0].is_default))


def upload_blocks(t: Translator, text: str = "") -> tuple[AnyBlock, ...]:
    """Return the form for a course's file; for a file that is too long, how to send it."""
    if len(text) > LONGEST_FORM:
        return (Text(markdown=t("course-send-file")),)
    form = Form(
        label=t("form-course"),
        action=encode(UploadCourse()),
        submit=t("button-course-preview"),
        multiline=True,
        value=text,
    )
    return (form,)


def problems_reply(t: Translator, error: CourseFileError, text: str) -> Reply:
    """Return what to change in a file, line by line, and the file to be changed."""
    lines = text.splitlines()
    said = "\n".join(f"- {_said(t, each, lines)}" for each in error.problems)
    heading = Text(markdown=t("course-problems", count=len(error.problems)))
    return Reply(
        blocks=(heading, Text(markdown=said), *upload_blocks(t, text)),
        tone="refused",
    )


def problem_text(t: Translator, problem: CourseProblem) -> str:
    """Return the sentence about a problem, for Markdown."""
    values = {name: _shown(name, value) for name, value in problem.values.items()}
    return t(f"course-file-{problem.key}", **values)


def _shown(name: str, value: str | int) -> str | int:
    if isinstance(value, int) or name in _PLAIN_VALUES:
        return value
    return ", ".join(map(inline, value.split(", "))) if name == "known" else inline(value)


def _said(t: Translator, problem: CourseProblem, lines: Sequence[str]) -> str:
    text = problem_text(t, problem)
    if problem.key == "empty" or problem.key.startswith("missing-"):
        return text  # no line of the file is wrong
    shown = lines[problem.line - 1].strip() if problem.line <= len(lines) else ""
    return t(
        "course-problem" if shown else "course-problem-no-line",
        line=problem.line,
        shown=inline(shown),
        problem=text,
    )
