"""Learners of the local chat without a browser, who do what a picture shows the result of."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from html import unescape

from bot.tutor.replies.actions import Action, AnswerQuestion, JoinGroupNow, encode, find_action
from lessons.curriculum import Catalog, Exercise, Question, Track
from tests.support.local_page_client import PageClient
from tests.support.reply_sheet.play import golden

_START = re.compile(r"data-action='(course:\d+:start:[^']+)'")
_CODE = re.compile(r"/group join ([A-Z0-9-]+)")


class Learner:
    """Sends code and answers over the websocket of the local chat, one after another."""

    def __init__(self, page: PageClient, catalog: Catalog) -> None:
        self._page, self._catalog = page, catalog

    async def say(self, text: str) -> str:
        """Send a message; return the HTML of its final reply."""
        return await self._send(kind="say", text=text)

    async def press(self, action: Action, text: str = "") -> str:
        """Press a button, or send its form with text; return the HTML of the final reply."""
        return await self._send(kind="press", action=encode(action), label="·", text=text)

    async def found_group(self, name: str) -> str:
        """Create a study group; return the code with which others join it."""
        await self.say(f"/group create {name}")
        found = _CODE.search(unescape(await self.say(f"/group invite {name}")))
        assert found is not None
        return found[1]

    async def start_course(self, planned: str) -> None:
        """Start a course, planned as in "2026-09-07 pytorch-basics weeks=8", in the only group."""
        found = _START.search(await self.say(f"/course draft {planned}"))
        action = find_action(found[1]) if found else None
        assert action is not None
        await self.press(action)

    async def join(self, code: str) -> None:
        """Join a study group."""
        await self.press(JoinGroupNow(code))

    async def finish(self, items: Iterator[Exercise | Question]) -> None:
        """Pass exercises and questions, each at the first try."""
        for item in items:
            if isinstance(item, Question):
                await self.press(AnswerQuestion(item.ref), item.answer)
            else:
                await self.say(fenced(item.reference))

    async def fail(self, *names: str) -> None:
        """Submit golden submissions that do not pass, such as "tensors/evens/odds"."""
        for name in names:
            await self.say(fenced(golden(name).code))

    async def _send(self, **message: str) -> str:
        request = uuid.uuid4().hex
        await self._page.send(id=request, **message)
        while True:
            reply = await self._page.receive("message", id=f"{request}-reply")
            if not reply["pending"]:
                return str(reply["html"])


def fenced(code: str) -> str:
    """Return code as it is pasted."""
    return f"```python\n{code.strip()}\n```"


def items_of(track: Track) -> Iterator[Exercise | Question]:
    """Yield what a track consists of, the exercises of each lesson after its questions."""
    for lesson in track.lessons:
        yield from lesson.questions
        yield from lesson.exercises


__all__ = ["Learner", "fenced", "items_of"]
