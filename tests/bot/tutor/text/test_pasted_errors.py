"""A pasted error message is explained, alone and beside code that answers no exercise."""

from __future__ import annotations

import pytest

from lessons.curriculum import Language
from tests.support.study import Study, actions, buttons, text

MESSAGE = "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"
TRACEBACK = f"""Traceback (most recent call last):
  File "/home/aki/try.py", line 7, in <module>
    y = x @ w
RuntimeError: {MESSAGE}"""
CODE = "```python\nimport torch\nx = torch.ones(2, 3)\nprint(x @ torch.ones(4, 5))\n```"

LOCALES = pytest.mark.parametrize("locale", ["en", "ja"])


@LOCALES
@pytest.mark.parametrize("said", [MESSAGE, f"RuntimeError: {MESSAGE}", TRACEBACK])
async def test_an_error_alone_is_explained_with_its_values(
    study: Study, said: str, locale: Language
) -> None:
    reply = await study.say(said, locale=locale)
    assert "(2, 3)" in text(reply)
    assert MESSAGE in text(reply)
    assert study.words.translate(locale, "pasted-next") in text(reply)
    assert "command:submit" in actions(reply)
    assert "/home/aki" not in text(reply)


@LOCALES
async def test_the_line_that_raised_is_shown(study: Study, locale: Language) -> None:
    reply = text(await study.say(TRACEBACK, locale=locale))
    assert "y = x @ w" in reply
    assert study.words.translate(locale, "raised-line", line="7") in reply


@LOCALES
async def test_code_beside_an_error_is_offered_to_be_run(study: Study, locale: Language) -> None:
    reply = await study.say(f"{CODE}\n{TRACEBACK}", locale=locale)
    assert "(2, 3)" in text(reply)
    label = study.words.translate(locale, "button-run-instead")
    assert label in [each.label for each in buttons(reply)]


async def test_code_of_an_exercise_beside_an_error_is_graded(study: Study) -> None:
    await study.say(f"```python\ndef evens(stop):\n    return stop\n```\n{TRACEBACK}")
    assert len(study.queue.sent) == 1


@LOCALES
async def test_an_error_that_nothing_explains_says_so(study: Study, locale: Language) -> None:
    reply = text(await study.say("ElephantError: the room is too small", locale=locale))
    assert study.words.translate(locale, "pasted-unexplained", type="ElephantError") in reply


@LOCALES
async def test_a_text_that_only_speaks_of_an_error_is_asked_for_it(
    study: Study, locale: Language
) -> None:
    reply = text(await study.say("i got an error", locale=locale))
    assert reply == study.words.translate(locale, "said-error")
