"""Disputed verdicts: a teacher or an operator decides, and the learner hears back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.storage import LocalMessages
from bot.storage.accounts import notices
from bot.storage.grading import disputes
from bot.storage.models import Base, DisputeRow, LearnerRow, LocalMessageRow, NoticeRow
from bot.tutor.grading.disputes import MOST_A_DAY
from bot.tutor.replies.model import Form, Reply
from grader.protocol import ExamOrigin, Status
from tests.support.announcement_channels import Channels
from tests.support.study import Study, a_problem, actions, blocks, text
from tests.support.study_groups import founded

SECRET = "my_own_idea"
EXAM = ExamOrigin(seed="5eed5eed", version="0123456789ab")


async def fails(
    study: Study, who: str = "ben", status: Status = Status.FAILED, **facts: Any
) -> Reply:
    given = {"problem": a_problem(), "exam": EXAM} | facts
    await study.say(f"def evens({SECRET}):\n    return 0", who)
    return await study.grade(status, **given)


async def offered(study: Study, who: str = "ben") -> str:
    """Let a learner fail twice, and return the action of the button."""
    await fails(study, who)
    return next(each for each in actions(await fails(study, who)) if each.startswith("dispute:"))


async def taught_by_aki(study: Study, *learners: str) -> int:
    group, code = await founded(study)
    for who in learners:
        await study.press(f"join-now:{code}", who=who)
    return group


async def told(study: Study, channels: Channels, account: str) -> list[Reply]:
    """Let what is due be sent, and return all direct messages to an account."""
    await study.tutor.scheduler.run_due()
    return [reply for who, reply in channels.told if who == account]


async def count(study: Study, table: type[Base]) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_the_button_is_below_the_second_failure_until_it_was_pressed(study: Study) -> None:
    assert not [each for each in actions(await fails(study)) if each.startswith("dispute:")]
    (action,) = [each for each in actions(await fails(study)) if each.startswith("dispute:")]
    (other,) = [each for each in actions(await fails(study)) if each.startswith("dispute:")]
    assert other != action
    await study.press(action, who="ben")
    submission = action.partition(":")[2]
    await study.tutor.deliveries.deliver(submission)
    assert action not in actions(study.delivered[-1][1])


@pytest.mark.parametrize(
    ("status", "facts"),
    [
        (Status.PASSED, {"problem": None}),
        (Status.INVALID, {"reason": "empty"}),
        (Status.FAILED, {"exam": None}),
    ],
    ids=["passed", "invalid", "graded-by-an-older-version"],
)
async def test_only_a_failure_that_can_be_repeated_has_the_button(
    study: Study, status: Status, facts: dict[str, Any]
) -> None:
    await fails(study)
    reply = await fails(study, status=status, **facts)
    assert not [each for each in actions(reply) if each.startswith("dispute:")]


async def test_the_teacher_receives_code_verdict_and_seed_and_nobody_else_does(
    study: Study, channels: Channels
) -> None:
    await taught_by_aki(study, "ben", "cho")
    reply = await study.press(await offered(study), who="ben")
    assert "your teacher" in text(reply)
    (question,) = await told(study, channels, "aki")
    for part in (SECRET, "Ben", "`evens`", "5eed5eed", "0123456789ab", "Not yet"):
        assert part in text(question)
    assert actions(question) == ["decide:1:right", "decide:1:wrong"]
    assert {who for who, _ in channels.told} == {"aki"}
    assert len(await told(study, channels, "aki")) == 1


async def test_the_learner_hears_that_the_answer_is_right(study: Study, channels: Channels) -> None:
    await taught_by_aki(study, "ben")
    action = await offered(study)
    await study.press(action, who="ben")
    assert await told(study, channels, "ben") == []
    assert "Thank you" in text(await study.press("decide:1:right"))
    (message,) = await told(study, channels, "ben")
    assert "You were right about `evens`" in text(message)
    assert "You were right" in text(await study.press(action, who="ben"))
    assert "decided this already" in text(await study.press("decide:1:wrong", "but"))
    assert len(await told(study, channels, "ben")) == 1


async def test_the_learner_hears_why_the_answer_is_not_right(
    study: Study, channels: Channels
) -> None:
    await taught_by_aki(study, "ben")
    await study.press(await offered(study), who="ben")
    (form,) = blocks(await study.press("decide:1:wrong"), Form)
    assert (form.action, form.multiline) == ("decide:1:wrong", True)
    await study.press(form.action, "Zero is even, too.\n\n[Look](http://evil.test)")
    (message,) = await told(study, channels, "ben")
    assert "> Zero is even, too" in text(message).replace("\\", "")
    assert "](http" not in text(message)
    assert "exercise:tensors/evens" in actions(message)


async def test_only_a_teacher_of_the_learner_may_decide(study: Study, channels: Channels) -> None:
    group = await taught_by_aki(study, "ben", "cho")
    await founded_by(study, "dan")
    await study.press(await offered(study), who="ben")
    for who in ("ben", "cho", "dan"):
        assert "nothing to decide" in text(await study.press("decide:1:right", who=who))
    await study.press(f"group:{group}:hand:{await learner_id(study, 'cho')}")
    assert "nothing to decide" in text(await study.press("decide:1:right"))
    assert "Thank you" in text(await study.press("decide:1:right", who="cho"))
    assert await told(study, channels, "dan") == []


async def founded_by(study: Study, who: str) -> None:
    await study.type("/group create Elsewhere", who)


async def learner_id(study: Study, who: str) -> int:
    async with study.database.read_session() as session:
        found = await session.scalar(select(LearnerRow.id).where(LearnerRow.account == who))
    assert found is not None
    return found


async def test_who_teaches_no_longer_when_the_message_is_sent_does_not_receive_it(
    study: Study, channels: Channels
) -> None:
    group = await taught_by_aki(study, "ben", "cho")
    await study.press(await offered(study), who="ben")
    await study.press(f"group:{group}:hand:{await learner_id(study, 'cho')}")
    assert await told(study, channels, "aki") == []


async def test_who_hides_is_not_named(study: Study, channels: Channels) -> None:
    await taught_by_aki(study, "ben")
    await study.press("settings:hide", who="ben")
    await study.press(await offered(study), who="ben")
    (question,) = await told(study, channels, "aki")
    assert "A learner of your group" in text(question)
    assert "Ben" not in text(question)


async def test_a_button_counts_once_and_only_for_its_learner(
    study: Study, channels: Channels
) -> None:
    await taught_by_aki(study, "ben", "cho")
    action = await offered(study)
    assert "somebody else" in text(await study.press(action, who="cho"))
    assert "somebody else" in text(await study.press("dispute:none", who="cho"))
    assert await count(study, DisputeRow) == 0
    await study.press(action, who="ben")
    assert "with them already" in text(await study.press(action, who="ben"))
    assert (await count(study, DisputeRow), await count(study, NoticeRow)) == (1, 1)


async def test_a_learner_asks_a_few_times_a_day(study: Study) -> None:
    pressed = [await offered(study) for _ in range(MOST_A_DAY + 1)]
    replies = [text(await study.press(each, who="ben")) for each in pressed]
    assert ["wait until tomorrow" in each for each in replies] == [False] * MOST_A_DAY + [True]
    study.now += timedelta(days=1, hours=1)
    assert "Thank you" in text(await study.press(pressed[-1], who="ben"))


async def test_without_a_teacher_those_who_run_the_tutor_decide(
    study: Study, channels: Channels
) -> None:
    reply = await study.press(await offered(study), who="ben")
    assert "those who run this tutor" in text(reply)
    async with study.database.write_session() as session:
        (dispute,) = await disputes.list_latest(session, most=10, to_do=True)
        now = study.now
        assert await disputes.decide(
            session, dispute.row.id, "wrong", "operator", reason="Mind zero.", now=now
        )
        assert not await disputes.decide(
            session, dispute.row.id, "right", "operator", reason=None, now=now
        )
    (message,) = await told(study, channels, "ben")
    assert "Those who run this tutor have looked" in text(message)
    assert "Mind zero" in text(message)


async def test_code_that_is_not_kept_any_more_is_not_disputed(study: Study) -> None:
    action = await offered(study)
    study.now += timedelta(days=100)
    await study.tutor.scheduler.purge_old_code()
    assert "once more" in text(await study.press(action, who="ben"))
    assert await count(study, DisputeRow) == 0


@pytest.mark.parametrize("how", ["deleted", "expired"])
async def test_a_dispute_goes_with_its_code_also_from_the_teachers_log(
    study: Study, channels: Channels, how: str
) -> None:
    await taught_by_aki(study, "ben")
    await study.press(await offered(study), who="ben")
    (question,) = await told(study, channels, "aki")
    log = LocalMessages(study.database, lambda: study.now + timedelta(days=50))
    await log.append("aki", "tutor", "hello", "notice-11-aki")
    message_id = f"{notices.notice_nonce(1)}-aki"
    await log.append("aki", "tutor", question.model_dump_json(), message_id)
    if how == "deleted":
        await study.press("privacy:delete-now", who="ben")
    else:
        study.now += timedelta(days=91)
        await study.tutor.scheduler.purge_old_code()
    assert (await count(study, DisputeRow), await count(study, NoticeRow)) == (0, 0)
    async with study.database.read_session() as session:
        left = (await session.scalars(select(LocalMessageRow.id))).all()
    assert left == ["notice-11-aki"]
    assert "nothing to decide" in text(await study.press("decide:1:right"))


async def test_everything_is_said_in_japanese_as_well(study: Study, channels: Channels) -> None:
    await taught_by_aki(study, "ben")
    for who in ("aki", "ben"):
        await study.press("language:ja", who=who)
    reply = await study.press(await offered(study), who="ben")
    assert "グループを教える人に送りました" in text(reply)
    (question,) = await told(study, channels, "aki")
    assert "この解答は合っていると考えています" in text(question)
    await study.press("decide:1:right")
    (message,) = await told(study, channels, "ben")
    assert "言ってくれたとおりでした" in text(message)
