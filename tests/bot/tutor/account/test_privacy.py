"""Privacy: exports, deletion, and the retention time of code."""

from __future__ import annotations

import base64
import io
import json
import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage import LocalMessages, models, quotas
from bot.storage.accounts import learners
from bot.storage.accounts.privacy import owned_columns
from bot.storage.grading import disputes, missed_replies, regrades
from bot.storage.groups import courses, role_rewards
from bot.storage.groups.role_rewards import GivenRole, RewardKey, RoleReward
from bot.storage.models import Base, LearnerRow, RunRow, SubmissionRow
from bot.tutor.replies.model import Code, File, Reply, Table
from bot.tutor.service import ChatUser
from grader.protocol import ExamOrigin, ExceptionInfo, Problem, ProblemKind, Status
from tests.support.announcement_channels import Channels
from tests.support.clock import daily_command
from tests.support.personal_data import FakeDataStore
from tests.support.study import Study, a_problem, actions, blocks, buttons, person, text

PICTURE = base64.b64encode(b"a picture").decode()
SECRET = "my_own_idea"


def exported(reply: Reply) -> dict[str, list[dict[str, Any]]]:
    (file,) = blocks(reply, File)
    held: dict[str, list[dict[str, Any]]] = json.loads(base64.b64decode(file.base64))
    return held


async def does_everything(study: Study, who: str = "aki") -> None:
    """Insert a row into every table that can belong to a learner."""
    await study.say(f"def evens({SECRET}):\n    return 0", who)
    await study.grade(Status.FAILED, problem=a_problem())
    await disputes_a_verdict(study, who)
    await study.passes("evens", who)
    await study.press("answer:tensors/1:a", who=who)
    await study.press("tick:basics:make:on", who=who)
    await study.press("hint:tensors/to-float:1", who=who)
    await study.type("/lesson tensors", who)
    await study.type(f"/run {SECRET} = 1", who)
    await study.ran(stdout=SECRET, figures=(PICTURE,))
    (code,) = blocks(await study.type("/settings link", who), Code)
    other = ChatUser("slack", f"other-{who}", "Other", "en", "team")
    sure = await study.tutor.message(other, code.text, study.next_place())
    await study.tutor.act(other, buttons(sure)[0].action, "", study.next_place())
    study.connect(announcer=Channels())
    await daily_command(study, "set 10")
    await daily_command(study, "now")
    await study.tutor.scheduler.run_due()
    await study.press("today:1:tensors/1:a", who=who)
    manager = replace(person(who), channel=f"of-{who}", is_admin=True)
    await study.tutor.command(manager, "daily", "set 10", study.next_place())
    founded = await study.type("/group create Once", who)
    leave = next(each for each in actions(founded) if each.endswith(":leave"))
    await study.press(f"{leave}-now", who=who)
    await study.tutor.command(manager, "live", "evens", study.next_place())
    await takes_part_in_a_course(study, who)
    await misses_a_reply(study, who)
    await study.type("/quiz tensors", who)  # which stays open


async def takes_part_in_a_course(study: Study, who: str) -> None:
    async with study.database.write_session() as session:
        row = await learners.find_learner(session, "local", who)
        group = await learners.find_default_group(session, "local", "home")
        assert row is not None
        assert group is not None
        await courses.save_draft(session, row.id, "name = 'Autumn'", study.now)
        reward = RoleReward(RewardKey("local", "home", "basics"), "1")
        await role_rewards.want(session, GivenRole(reward, row.id, who), study.now)
        await courses.request_plans(session, row.id, group, study.now + timedelta(days=7))


async def misses_a_reply(study: Study, who: str) -> None:
    """Make the delivery of a reply on Discord fail, so that the next reply there offers it."""
    async with study.database.write_session() as session:
        row = await learners.find_learner(session, "local", who)
        assert row is not None
        job = SubmissionRow(id=f"missed-{who}", learner_id=row.id, platform="discord")
        await missed_replies.insert(session, job, study.now)


async def disputes_a_verdict(study: Study, who: str) -> None:
    """Dispute a second failure, which is decided at once; the learner is not told yet."""
    await study.say(f"def evens({SECRET}):\n    return 1", who)
    exam = ExamOrigin(seed="5eed", version="0123456789ab")
    reply = await study.grade(Status.FAILED, problem=a_problem(), exam=exam)
    await study.press(next(each for each in actions(reply) if "dispute" in each), who=who)
    async with study.database.write_session() as session:
        (dispute,) = await disputes.list_latest(session, most=1)
        await regrades.insert_batch(session, "tensors/evens", "v", study.now, most=1)
        await disputes.decide(
            session, dispute.row.id, "right", "operator", reason=None, now=study.now
        )


async def rows_of(study: Study, learner: int) -> Mapping[str, int]:
    """Count the rows of each table that refer to a learner, by any of their columns."""
    counts = {}
    async with study.database.read_session() as session:
        for table in Base.metadata.sorted_tables:
            mine = table.c.get("learner_id", table.c.id if table.name == "learners" else None)
            if mine is not None:
                found = await session.execute(select(table).where(mine == learner))
                counts[table.name] = len(found.all())
    return counts


async def test_privacy_says_what_is_kept_and_how_long_code_is(study: Study) -> None:
    reply = await study.type("/privacy")
    assert "90 days" in text(reply)
    assert actions(reply) == ["privacy:export", "command:settings", "privacy:delete"]


async def test_the_export_has_a_row_for_everything_that_was_done(study: Study) -> None:
    await does_everything(study)
    held = exported(await study.type("/privacy export"))
    counts = await rows_of(study, 1)
    assert held.pop("installations") == []
    assert {name: len(rows) for name, rows in held.items()} == dict(counts)
    assert min(counts.values()) > 0, counts
    assert held["learners"][0]["name"] == "Aki"
    assert SECRET in str([each["code"] for each in held["submissions"]])
    assert held["memberships"][0]["group"] == "home"
    assert held["former_members"][0]["group"] == "Once"
    assert held["attachments"][0]["content_base64"] == PICTURE


async def test_the_export_has_no_seed_which_is_for_teachers_and_operators(study: Study) -> None:
    await study.say("def evens(x):\n    return 0")
    exam = ExamOrigin(seed="5eed", version="0123456789ab")
    await study.grade(Status.FAILED, problem=a_problem(), exam=exam)
    (submission,) = exported(await study.type("/privacy export"))["submissions"]
    assert submission["verdict"]["status"] == "failed"
    assert "5eed" not in str(submission)
    async with study.database.read_session() as session:
        row = await session.get(SubmissionRow, submission["id"])
    assert row is not None
    assert (row.verdict or {})["exam"]["seed"] == "5eed"


async def test_the_export_holds_nothing_of_anyone_else(study: Study) -> None:
    await does_everything(study, "ben")
    await study.type("/start")
    held = exported(await study.type("/privacy export"))
    assert SECRET not in str(held)
    assert "Ben" not in str(held)


async def test_the_export_has_what_the_platform_keeps_as_well(study: Study) -> None:
    study.connect(personal_data=FakeDataStore())
    assert exported(await study.type("/privacy export"))["messages"] == [{"said": "hello from aki"}]


async def test_deleting_asks_once_and_then_leaves_no_row_and_no_place_on_any_board(
    study: Study,
) -> None:
    store = FakeDataStore()
    study.connect(personal_data=store)
    await does_everything(study)
    await does_everything(study, "ben")
    sure = await study.type("/privacy delete")
    assert "cannot be undone" in text(sure)
    assert store.forgotten == []
    (yes,) = buttons(sure)
    assert yes.style == "danger"
    assert "is deleted" in text(await study.press(yes.action))
    assert set((await rows_of(study, 1)).values()) == {0}
    assert store.forgotten == ["aki"]
    (board,) = blocks(await study.type("/leaderboard", who="ben"), Table)
    assert [row[1] for row in board.rows] == ["Ben"]
    async with study.database.read_session() as session:
        ben = await session.scalar(select(LearnerRow.id).where(LearnerRow.account == "ben"))
    assert ben is not None
    assert sum((await rows_of(study, ben)).values()) > 8


async def test_asking_for_the_language_afterwards_makes_nobody_known_again(study: Study) -> None:
    await study.type("/start")
    await study.press("privacy:delete-now")
    nobody = ChatUser("local", "aki", "Aki", "ja", "home")
    assert await study.tutor.language(nobody) == "ja"
    async with study.database.read_session() as session:
        assert (await session.scalars(select(LearnerRow))).all() == []


async def test_a_verdict_that_comes_after_the_deletion_changes_nothing(study: Study) -> None:
    await study.say("def evens(x):\n    return x")
    await study.press("privacy:delete-now")
    before = len(study.delivered)
    study.delivered.append(("marker", Reply(blocks=())))
    await study.grade()
    assert len(study.delivered) == before + 1


async def test_a_group_goes_on_with_its_oldest_member_when_its_teacher_is_deleted(
    study: Study,
) -> None:
    reply = await study.type("/group create Owls")
    group = next(each for each in actions(reply) if each.startswith("board:")).split(":")[1]
    code = next(block.text for block in reply.blocks if block.type == "code")
    for who in ("ben", "cai"):
        await study.press(f"join-now:{code}", who=who)
    await study.press("privacy:delete-now")
    assert "how everyone is doing" in text(await study.press(f"group:{group}:overview", who="ben"))
    assert "Only the group's teacher" in text(
        await study.press(f"group:{group}:overview", who="cai")
    )


async def test_old_code_is_blanked_with_all_that_quotes_it_and_the_counts_stay(
    study: Study,
) -> None:
    raised = ExceptionInfo(type="ValueError", message=SECRET, source=SECRET, traceback=SECRET)
    problem = Problem(
        kind=ProblemKind.EXCEPTION, mistake="off-by-one", got=SECRET, input=SECRET, raised=raised
    )
    for _ in range(3):
        await study.say(f"def evens({SECRET}):\n    return {SECRET}")
        await study.grade(Status.FAILED, problem=problem, output=SECRET)
    await study.type(f"/run {SECRET}")
    await study.ran(stdout=SECRET)
    study.now += timedelta(days=91)
    await study.passes("to_float")
    await study.tutor.scheduler.purge_old_code()
    async with study.database.read_session() as session:
        kept = (await session.scalars(select(SubmissionRow).order_by("received_at"))).all()
        runs = (await session.scalars(select(RunRow))).all()
    assert SECRET not in str([[each.code, each.verdict] for each in kept])
    assert [each.status for each in kept] == ["failed"] * 3 + ["passed"]
    assert kept[0].mistake == "off-by-one"
    assert "to_float" in kept[-1].code
    assert runs == []


async def test_of_whoever_sends_very_much_code_only_the_latest_is_kept(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "MAX_CHARACTERS", 10_000)
    for number in range(4):
        await study.say(f"def evens(x):\n    return {number}  # {'x' * 4000}")
        if number:
            await study.grade(Status.FAILED)
        await study.type(f"/run {number}")
        await study.ran(stdout="o" * 2800)
    await study.passes("evens", who="ben")
    await study.tutor.scheduler.purge_old_code()
    async with study.database.read_session() as session:
        rows = (await session.scalars(select(SubmissionRow).order_by("received_at"))).all()
        runs = (await session.scalars(select(RunRow).order_by("received_at"))).all()
    # The first still waits for its verdict.
    assert [bool(each.code) for each in rows] == [True, False, True, True, True]
    assert rows[1].status == "failed"
    assert [each.code for each in runs] == ["1", "2", "3"]


async def test_code_that_still_waits_for_its_verdict_is_kept(study: Study) -> None:
    await study.say("def evens(x):\n    return x")
    study.now += timedelta(days=91)
    await study.tutor.scheduler.purge_old_code()
    async with study.database.read_session() as session:
        (row,) = (await session.scalars(select(SubmissionRow))).all()
    assert "def evens" in row.code


async def test_an_export_full_of_pictures_is_compressed_and_fits_into_any_message(
    study: Study,
) -> None:
    for _ in range(2):
        await study.type("/run draw")
        figures = tuple(base64.b64encode(random.randbytes(1 << 20)).decode() for _ in range(4))
        await study.ran(figures=figures)
    (file,) = blocks(await study.type("/privacy export"), File)
    content = base64.b64decode(file.base64)
    assert file.name == "tensei-export.zip"
    assert len(content) < 10 << 20
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        held = json.loads(packed.read("tensei-export.json"))
    assert {each["content_base64"] for each in held["attachments"]} >= set(figures)
    assert len(held["attachments"]) == 8


async def test_what_was_said_in_the_local_chat_goes_when_code_does(study: Study) -> None:
    messages = LocalMessages(study.database, clock=lambda: study.now)
    await messages.append("aki", "learner", SECRET)
    study.now += timedelta(days=91)
    await messages.append("aki", "learner", "new")
    await study.tutor.scheduler.purge_old_code()
    assert [each.content for each in await messages.history("aki", 10)] == ["new"]


async def test_the_local_chat_forgets_its_messages_of_one_learner(study: Study) -> None:
    messages = LocalMessages(study.database)
    for account in ("aki", "ben"):
        await messages.append(account, "learner", "{}")
    await messages.delete_log("aki")
    assert len(await messages.history("aki", 10)) == 0
    assert len(await messages.history("ben", 10)) == 1


def test_whatever_says_who_somebody_is_is_exported_and_deleted() -> None:
    """Fails for a new table that neither refers to its learner nor is listed with a reason."""
    of_learners = {column.table.name for column in owned_columns()} | {"learners"}
    of_nobody = {
        "study_groups",
        "places",
        "channel_policies",
        "role_rewards",
        "daily_channels",
        "daily_posts",
        "daily_items",
        "courses",  # a group's
        "course_channels",
        "install_states",
        "installations",  # a place's; of its installer see test_privacy_of_accounts.py
        "review_parameters",  # fitted to all answers together
        "tried_messages",  # names of messages, and how often each was begun; no text
        "local_messages",  # the local chat's own: its Keeper hands them out and deletes them
    }
    every = set(Base.metadata.tables)
    assert of_learners | of_nobody == every
    assert not of_learners & of_nobody
    for name in of_nobody - {"installations", "local_messages"}:
        telling = re.compile("learner|account|user|author|member|email|who")
        columns = [each.name for each in Base.metadata.tables[name].c if telling.search(each.name)]
        assert columns == [], f"{name} would keep them"


def test_whatever_refers_to_a_learner_goes_with_them() -> None:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is models.LearnerRow.__table__:
                assert key.ondelete == "CASCADE", f"{table.name} would keep its rows"
