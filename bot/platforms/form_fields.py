"""Decides which fields a form has on platforms that open forms as modals."""

from __future__ import annotations

from bot.tutor.replies.actions import RunCommand, UploadCourse, find_action


def takes_file(action: str) -> bool:
    """Return whether a form, given by its action, is for code or a course, which may be files.

    Any other form of several lines is for words or for answers, such as shapes.
    """
    return isinstance(find_action(action), RunCommand | UploadCourse)
