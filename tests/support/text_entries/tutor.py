"""Texts that platforms pass to the tutor."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translations
from bot.storage.models import DisputeRow
from bot.tutor.grading.dispute_reply import decision_text
from bot.tutor.groups.spreadsheet import file_name
from bot.tutor.identity import ChatUser
from bot.tutor.text import (
    commands,
)
from tests.support.slow_texts import Process
from tests.support.study import Study, person
from tests.support.text_entries.base import to_async


def of_the_tutor(study: Study, words: Translations) -> Mapping[str, Process]:
    """Texts that platforms pass to the tutor."""
    tutor = study.tutor

    def command(name: str, before: str = "") -> Process:
        return lambda text: tutor.command(person(), name, before + text, study.next_place())

    def action(name: str) -> Process:
        return lambda text: tutor.act(person(), name, text, study.next_place())

    question = study.catalog.lessons()[0].questions[0].id
    return {
        "a message": study.say,
        "a command's name": lambda text: tutor.command(person(), text, "", study.next_place()),
        "a button's action": lambda text: tutor.act(person(), text, "", study.next_place()),
        "a button's kind": lambda text: tutor.act(person(), "lesson:" + text, "", "m"),
        "a learner's and a place's name": lambda text: tutor.command(
            ChatUser("local", "bo", text, "en", "home", text), "start", "", study.next_place()
        ),
        "half of an argument": lambda text: tutor.completion.argument(person(), "exercise", text),
        "half of a group's name": lambda text: tutor.completion.argument(
            person(), "group", f"leave {text}"
        ),
        "half of an option": lambda text: tutor.completion.option(
            person(), commands.Option("zone", source="zone"), text
        ),
        "half of a weekday": lambda text: tutor.completion.option(
            person(), commands.Option("weekdays", source="weekdays"), text
        ),
        **{f"/{name}": command(name) for name in commands.NAMES},
        "/group create": command("group", "create "),
        "/group learner": command("group", "learner "),
        "/group rename": command("group", "rename "),
        "/settings link": command("settings", "link "),
        "/review remind": command("review", "remind "),
        "/submit with a name": command("submit", "tensors/evens "),
        "a quiz's answer": action(f"answer:{question}"),
        "a review's answer": action(f"recall:{question}"),
        "an answer in practice": action(f"drill:lesson:{question}"),
        "/quiz practice": command("quiz", "practice "),
        "a disputed submission": lambda text: tutor.act(person(), "dispute:" + text, "", "m"),
        "a teacher's reason": to_async(
            lambda text: decision_text(
                words.translator("en"), DisputeRow(decision="wrong", reason=text), "evens"
            )
        ),
        "a new group's name": action("group-create"),
        "an invite code": action("join:"),
        "an invite code with consent": action("join-now:"),
        "a learner in a menu": action("group:1:learner"),
        "a file that is named after a group": to_async(file_name),
        "a zone": action("settings:zone"),
    }
