"""Secrets of reply addresses: stored until the delivery, never shown."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.models import Base, RunRow, SubmissionRow
from bot.tutor.replies.address import SECRETS_LIVE, join_address
from bot.tutor.replies.model import File
from grader.protocol import Graded, Status, Verdict
from tests.support.study import Study, actions, blocks

EVENS = "def evens(n):\n    return n"
SECRET = "an-interactions-token"
HERE = join_address("i:1:2:3:4", SECRET)
HASHES_OF_GUESSABLE = {"code_hash", "state_hash"}


async def secrets_kept(study: Study) -> list[str | None]:
    async with study.database.read_session() as session:
        return [
            *await session.scalars(select(SubmissionRow.reply_secret)),
            *await session.scalars(select(RunRow.reply_secret)),
        ]


def _passed(study: Study) -> Graded:
    verdict = Verdict(status=Status.PASSED, exercise="tensors/evens")
    return Graded(id=study.queue.sent[-1].id, verdict=verdict)


async def test_a_secret_is_kept_until_its_reply_is_delivered_and_no_longer(study: Study) -> None:
    await study.say(EVENS, to=HERE)
    assert await secrets_kept(study) == [SECRET]
    await study.grade()
    assert study.delivered[-1][0] == HERE
    assert await secrets_kept(study) == [None]


async def test_a_reply_that_did_not_arrive_has_its_secret_after_a_restart_as_well(
    study: Study,
) -> None:
    await study.say(EVENS, to=HERE)
    study.platform_is_down = True
    await study.tutor.jobs.on_grader_message(_passed(study))
    assert await secrets_kept(study) == [SECRET]
    study.platform_is_down = False
    await study.started().jobs.resume("local")
    assert study.delivered[-1][0] == HERE
    assert await secrets_kept(study) == [None]


async def test_a_run_that_was_kept_takes_the_secret_of_the_press_that_asks_for_it(
    study: Study,
) -> None:
    offered = await study.say("def two():\n    return 2")
    (run,) = [action for action in actions(offered) if action.startswith("run:")]
    study.now += timedelta(days=2)
    await study.press(run, to=HERE)
    await study.tutor.scheduler.purge_old_code()
    assert await secrets_kept(study) == [SECRET]
    await study.ran(stdout="1")
    assert study.delivered[-1][0] == HERE
    assert await secrets_kept(study) == [None]


async def test_the_secret_of_work_that_is_given_up_is_blanked_with_its_reply(study: Study) -> None:
    await study.say(EVENS, to=HERE)
    for _ in range(3):
        await study.trouble()
    assert study.delivered[-1][0] == HERE
    assert await secrets_kept(study) == [None]


async def test_a_secret_that_is_no_longer_valid_is_blanked_though_nothing_was_delivered(
    study: Study,
) -> None:
    await study.say(EVENS, to=HERE)
    await study.type("/run x = 1", to=join_address("i:1:2:3:5", SECRET))
    await study.tutor.scheduler.purge_old_code()
    assert await secrets_kept(study) == [SECRET, SECRET]
    study.now += SECRETS_LIVE
    await study.tutor.scheduler.purge_old_code()
    assert await secrets_kept(study) == [None, None]
    await study.ran(stdout="1")
    assert study.delivered[-1][0] == "i:1:2:3:5"


async def test_a_paste_that_is_handed_over_again_with_another_secret_is_the_same(
    study: Study,
) -> None:
    await study.say(EVENS, to=HERE)
    await study.say(EVENS, to=join_address("i:1:2:3:4", "another"))
    assert await secrets_kept(study) == [SECRET]


async def test_no_secret_stands_in_the_export(study: Study) -> None:
    await study.say(EVENS, to=HERE)
    await study.type("/run x = 1", to=join_address("i:1:2:3:5", SECRET))
    await study.type("/settings link")
    (file,) = blocks(await study.type("/privacy export"), File)
    content = base64.b64decode(file.base64).decode()
    held = json.loads(content)
    assert [each["reply_to"] for each in held["submissions"]] == ["i:1:2:3:4"]
    assert SECRET not in content
    assert set(held["linking"][0]).isdisjoint(HASHES_OF_GUESSABLE)


async def test_deleting_takes_the_secret_along(study: Study) -> None:
    await study.say(EVENS, to=HERE)
    await study.press("privacy:delete-now")
    assert await secrets_kept(study) == []


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_a_column_that_is_called_after_a_credential_is_marked_as_one(table: object) -> None:
    suspects = ("secret", "token", "hash", "invite", "password", "state_")
    for column in Base.metadata.tables[str(table)].c:
        if any(each in column.name for each in suspects) and not column.name.endswith("_until"):
            assert column.info.get("secret"), f"{column} would be exported"
