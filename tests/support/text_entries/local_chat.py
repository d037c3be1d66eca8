"""What the page of the local chat sends, and what it shows."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from bot.i18n import Translations
from bot.platforms.local import language_detection, transcript
from bot.platforms.local import rendering as local_rendering
from bot.platforms.local.account_keys import account_of
from bot.platforms.local.memory import ChatMessage
from bot.platforms.local.protocol import FROM_PAGE, ButtonPressed, CodeFile, MessageSent
from bot.tutor.replies.model import Code, Form, Reply, Table, Text, inline
from tests.support.slow_texts import Process
from tests.support.study import Study
from tests.support.text_entries.base import to_async


def of_the_local_chat(study: Study, words: Translations) -> Mapping[str, Process]:
    """What the page of the local chat sends."""
    message_id = "12345678"

    def validate(**fields: str) -> object:
        try:
            return FROM_PAGE.validate_json(json.dumps({"id": message_id, **fields}))
        except ValueError as problem:
            return problem

    return {
        "a message of the page": to_async(lambda text: validate(kind="say", text=text)),
        "a name of the page": to_async(
            lambda text: validate(kind="hello", learner=text, locale="en")
        ),
        "an upload of the page": to_async(
            lambda text: validate(
                kind="upload",
                name="a.py",
                content=base64.b64encode(text.encode("utf-8", "replace")).decode(),
            )
        ),
        "the account of a name": to_async(lambda text: account_of(text[:40])),
        "a form in the log": to_async(lambda text: local_rendering.render_button_press(text, text)),
        "the language of a line": to_async(language_detection.language_of),
        "the language of a message": to_async(
            lambda text: language_detection.language_of_message(
                MessageSent(id=message_id, text=text)
            )
        ),
        "the language of a button": to_async(
            lambda text: language_detection.language_of_message(
                ButtonPressed(id=message_id, action="a", label=text[:75], text=text)
            )
        ),
    }


def of_the_log(study: Study, words: Translations) -> Mapping[str, Process]:
    """What the local chat's page shows; a helper process highlights its code."""
    t = words.translator("en")

    async def line(text: str) -> object:
        await transcript._prepare(
            ChatMessage("12345678", MessageSent(id="12345678", text=text), len(text))
        )
        return local_rendering.render_message(text, t)

    async def code(text: str) -> object:
        await transcript._prepare(
            ChatMessage("12345678", CodeFile(id="12345678", name="a.py", text=text), len(text))
        )
        return local_rendering.render_code_file("a.py", text, t)

    async def reply(text: str) -> object:
        model = Reply(
            blocks=(
                Code(text=text, language="python"),
                Code(text=text, caption=text),
                Code(text=text, marked=True),
                Table(head=("a",), rows=((text,), ("/" + text,))),
                Form(label=text, action="a", submit="b", value=text),
                Text(markdown=inline(text)),
            )
        )
        await transcript._prepare(ChatMessage("12345678", model, len(text)))
        return local_rendering.render_reply(model, t)

    return {"a line of the log": line, "a file in the log": code, "a reply in the log": reply}
