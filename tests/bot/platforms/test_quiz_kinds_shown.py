"""Every platform shows each kind of question, with what answers it, and its solution."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.local import rendering as local_rendering
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.learning.questions import question_blocks
from bot.tutor.replies.actions import AnswerQuestion
from bot.tutor.replies.model import Code, Reply
from lessons.catalog import load
from lessons.curriculum import Language, Question
from tests.support.built_in import strict_translations

TRACKS = Path(__file__).parents[2] / "lessons" / "quiz_track"
WORDS = strict_translations()
QUESTIONS = load(TRACKS, built_in=False).lessons()[0].questions


def locally(reply: Reply) -> str:
    return html.unescape(local_rendering.render_reply(reply, WORDS.translator("en")))


def on_discord(reply: Reply) -> str:
    pages = discord_rendering.render(reply, {})
    return json.dumps([page.view().to_components() for page in pages], ensure_ascii=False)


def on_slack(reply: Reply) -> str:
    pages = [page.blocks for page in slack_rendering.render(reply).pages]
    return json.dumps(pages, ensure_ascii=False)


RENDERERS: Mapping[str, Callable[[Reply], str]] = {
    "local": locally,
    "discord": on_discord,
    "slack": on_slack,
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("platform", RENDERERS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id.partition("/")[2])
def test_a_question_is_shown_with_all_that_its_answer_needs(
    question: Question, platform: str, language: Language
) -> None:
    asked = question_blocks(WORDS.translator(language), question, AnswerQuestion(question.ref))
    solution = Code(text=question.solution or "-", language="python")
    shown = RENDERERS[platform](Reply(blocks=(*asked, solution)))
    plain = shown.replace("\\\\", "\\").replace('\\"', '"')
    assert f"answer:{question.ref}" in plain
    for line in (*question.code.splitlines(), *question.solution.splitlines()):
        assert line.partition("  #")[0] in without_tags(plain)
    for option in question.options[language]:
        assert option.strip("`") in without_tags(plain)


def without_tags(text: str) -> str:
    """Return HTML without the marks that colour code."""
    kept, inside = [], False
    for part in text.replace("<span", "\0").replace("</span>", "").split("\0"):
        kept.append(part.partition(">")[2] if inside else part)
        inside = True
    return html.unescape("".join(kept))
