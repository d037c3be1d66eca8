"""A pasted error message is explained, alone and beside code that answers no exercise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.accounts.privacy import forget_code
from common.error_explanations.explain import explain_message
from grader.protocol import ExceptionInfo, ProblemKind, Status
from lessons.curriculum import Language
from tests.support.stored_jobs import kept
from tests.support.study import Study, a_problem, actions, buttons, text

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


EVENS = "```python\ndef evens(stop):\n    return stop\n```"


@LOCALES
async def test_an_error_beside_graded_code_is_explained_below_the_verdict(
    study: Study, locale: Language
) -> None:
    await study.say(f"{EVENS}\n{TRACEBACK}", locale=locale)
    shown = text(await study.grade(Status.FAILED, problem=a_problem()))
    verdict = study.words.translate(locale, "verdict-not-yet", function="evens")
    caption = study.words.translate(locale, "pasted-beside")
    assert shown.index(verdict) < shown.index(caption) < shown.index(MESSAGE)
    assert "(2, 3)" in shown
    assert "/home/aki" not in shown


@pytest.mark.parametrize("message", [MESSAGE, MESSAGE.replace("2x3", "6x3")])
async def test_an_error_that_the_verdict_explains_is_not_explained_again(
    study: Study, message: str
) -> None:
    await study.say(f"{EVENS}\n{TRACEBACK}")
    explanation = explain_message("RuntimeError", message, None)
    assert explanation is not None
    raised = ExceptionInfo(
        type="RuntimeError", message=message, key=explanation.key, facts=dict(explanation.facts)
    )
    problem = a_problem(kind=ProblemKind.EXCEPTION, raised=raised)
    shown = text(await study.grade(Status.ERROR, problem=problem))
    assert study.words.translate("en", "pasted-beside") not in shown
    assert message in shown


async def test_another_error_than_the_verdicts_is_explained(study: Study) -> None:
    await study.say(f"{EVENS}\n{TRACEBACK}")
    raised = ExceptionInfo(type="NameError", message="name 'stop' is not defined", key="name")
    problem = a_problem(kind=ProblemKind.EXCEPTION, raised=raised)
    shown = text(await study.grade(Status.ERROR, problem=problem))
    assert study.words.translate("en", "pasted-beside") in shown


async def test_an_error_beside_several_exercises_is_explained_once(study: Study) -> None:
    await study.say(
        "```python\ndef evens(stop):\n    return stop\n\ndef frame(x):\n    return x\n```\n"
        f"{TRACEBACK}"
    )
    for job in study.queue.sent:
        await study.passes_job(job)
    assert text(study.delivered[-1][1]).count(study.words.translate("en", "pasted-beside")) == 1


async def test_the_error_is_deleted_with_the_code(study: Study) -> None:
    await study.say(f"{EVENS}\n{TRACEBACK}")
    await study.grade(Status.FAILED, problem=a_problem())
    async with study.database.write_session() as session:
        await forget_code(session, study.now + timedelta(days=1))
    assert MESSAGE not in await kept(study.database)
