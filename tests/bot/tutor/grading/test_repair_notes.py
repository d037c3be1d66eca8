"""A reply says what was repaired in a paste, while the job waits and with its result."""

from __future__ import annotations

import pytest

from bot.tutor.text.code_reader import read_message
from bot.tutor.text.quoted import QuotedMessage
from common.message_reader.records import REPAIRS
from grader.protocol import Status
from lessons.curriculum import Language
from tests.support.study import Study, a_problem, person, text

FULL_WIDTH = "def evens（x）：\n　　return x"
"""Code that Python accepts only after its characters were replaced."""


@pytest.mark.parametrize("locale", ["en", "ja"])
@pytest.mark.parametrize("status", [Status.PASSED, Status.FAILED])
async def test_a_verdict_says_what_was_repaired_in_the_paste(
    study: Study, status: Status, locale: Language
) -> None:
    note = study.words.translate(locale, "repaired-characters")
    pending = await study.say(FULL_WIDTH, locale=locale)
    assert text(pending).count(note) == 1
    problem = None if status == Status.PASSED else a_problem()
    reply = await study.grade(status, problem=problem)
    assert text(reply).count(note) == 1


async def test_a_verdict_on_code_that_was_graded_as_pasted_says_nothing_of_repairs(
    study: Study,
) -> None:
    await study.say("def evens(x):\n    return x")
    reply = text(await study.grade())
    notes = [study.words.translate("en", f"repaired-{key}", packages="") for key in REPAIRS]
    assert [note for note in notes if note in reply] == []


async def test_the_result_of_a_run_says_what_was_repaired(study: Study) -> None:
    note = study.words.translate("en", "repaired-characters")
    assert note in text(await study.type("/run print（1）"))
    assert text(await study.ran(stdout="1\n")).count(note) == 1


async def test_the_verdict_on_somebody_elses_code_says_what_was_repaired(study: Study) -> None:
    note = study.words.translate("en", "repaired-characters")
    quoted = QuotedMessage(FULL_WIDTH, await read_message(FULL_WIDTH, "replied-to"))
    place = study.next_place()
    said = await study.tutor.message(person("ben"), "is this right?", place, quoted=quoted)
    assert note in text(said)
    assert text(await study.grade()).count(note) == 1


async def test_two_exercises_of_one_paste_say_once_what_was_repaired(study: Study) -> None:
    note = study.words.translate("en", "repaired-characters")
    await study.say(FULL_WIDTH + "\n\ndef to_float（x）：\n　　return x.float()")
    for job in study.queue.sent:
        await study.passes_job(job)
    assert text(study.delivered[-1][1]).count(note) == 1


async def test_what_says_nothing_of_the_code_is_told_only_while_it_waits(study: Study) -> None:
    note = study.words.translate("en", "repaired-words")
    pending = await study.say("Here is mine, thanks!\ndef evens(x):\n    return x")
    assert note in text(pending)
    assert note not in text(await study.grade())
