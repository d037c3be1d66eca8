"""Live classes: a message that counts along while a group works on one exercise."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from bot.storage.groups.live_classes import LEASE
from bot.storage.models import LiveClassRow
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Post
from bot.tutor.groups.live_arguments import MOST_MINUTES
from bot.tutor.groups.live_updates import GIVE_UP_AFTER, INTERVAL_S, UNGRADED_GRACE, LiveUpdates
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Reply
from grader.protocol import Graded, Job, Status, Verdict
from tests.support.announcement_channels import Channels, ProcessDied
from tests.support.statement_counter import explained
from tests.support.study import Study, a_problem, actions, buttons, text
from tests.support.study_groups import founded

LEARNERS = 200
PASSED = (Status.PASSED, None)
FAILED = (Status.FAILED, "off-by-one")


def teacher(channel: str = "general", manages: bool = True) -> ChatUser:
    return ChatUser("local", "sensei", "Sensei", "en", "home", channel=channel, is_admin=manages)


async def live(study: Study, line: str, who: ChatUser | None = None) -> Reply:
    return await study.tutor.command(who or teacher(), "live", line, study.next_place())


async def updates_of(study: Study, channels: Channels, **given: object) -> LiveUpdates:
    """Return what another process on the same database would update live classes with."""
    context = TutorContext(study.database, study.catalog, study.words, clock=lambda: study.now)
    study.connect(announcer=channels)
    context.platforms = study.tutor._context.platforms
    return LiveUpdates(context, **given)  # type: ignore[arg-type]


async def running(study: Study) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(LiveClassRow)) or 0


async def judges(study: Study, job: Job, status: Status, mistake: str | None = None) -> None:
    problem = a_problem(mistake=mistake) if status is Status.FAILED else None
    verdict = Verdict(status=status, exercise="tensors/evens", problem=problem)
    await study.tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def paste_together(study: Study, names: Sequence[str]) -> Sequence[Job]:
    """Let learners paste at the same time; return their jobs."""
    before = len(study.queue.sent)
    code = "def evens(x):\n    return x"
    await asyncio.gather(*(study.say(code, who) for who in names))
    return study.queue.sent[before:]


class TimedChannels(Channels):
    """Records when a message was posted or edited."""

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.times: list[datetime] = []

    async def post(self, post: Post) -> str:
        self.times.append(self.study.now)
        return await super().post(post)

    async def edit(self, post: Post, message: str) -> bool:
        self.times.append(self.study.now)
        return await super().edit(post, message)


async def test_two_hundred_learners_are_counted_in_one_message_that_changes_every_two_seconds(
    study: Study,
) -> None:
    channels = TimedChannels(study)
    study.connect(announcer=channels)
    assert "is live" in text(await live(study, f"evens {MOST_MINUTES}"))
    names = [f"learner{number}" for number in range(LEARNERS)]
    pasting = [names[at : at + 10] for at in range(0, LEARNERS, 10)]
    fail_first = [each for batch in pasting[::2] for each in batch]
    passed: set[str] = set()

    async def class_works(seconds: float) -> None:
        """Pass the time until the next update: ten learners paste meanwhile."""
        assert seconds >= INTERVAL_S
        study.now += timedelta(seconds=seconds)
        if not pasting:
            study.now += timedelta(minutes=MOST_MINUTES)
            return
        batch = pasting.pop(0)
        fail = [each for each in batch if each in fail_first]
        for job in await paste_together(study, batch):
            await judges(study, job, *(FAILED if fail else PASSED))
        if fail:
            pasting.append(fail)
            fail_first[:] = [each for each in fail_first if each not in fail]
        else:
            passed.update(batch)

    updates = await updates_of(study, channels, sleep=class_works)
    async with asyncio.timeout(120):
        await updates.follow(1)
    assert len(channels.posts) == 1
    said = text(channels.edits[-1].reply)
    assert f"{LEARNERS} of {LEARNERS} learners have passed** · 300 tries" in said
    assert "What 100 learners stumbled over" in said
    assert "The end was counted too" in said
    assert "The class is over" in said
    gaps = [after - before for before, after in pairwise(channels.times)]
    assert min(gaps) >= timedelta(seconds=INTERVAL_S)
    assert passed == set(names)
    assert len(channels.edits) < 300 / 5
    assert await running(study) == 0


async def test_a_message_without_news_is_not_edited(study: Study, channels: Channels) -> None:
    await live(study, "evens")
    updates = await updates_of(study, channels)
    for _ in range(3):
        assert await updates.update(1)
    assert (len(channels.posts), channels.edits) == (1, [])
    assert "Nobody has sent anything yet" in text(channels.posts[0].reply)
    assert not channels.posts[0].reply.private


async def test_a_class_goes_on_after_a_restart_with_the_same_message_and_all_counts(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens")
    before = await updates_of(study, channels)
    (job,) = await paste_together(study, ["aki"])
    await judges(study, job, *PASSED)
    assert await before.update(1)
    study.started()
    (job,) = await paste_together(study, ["ben"])
    await judges(study, job, Status.FAILED)
    after = await updates_of(study, channels)
    study.now += LEASE
    assert await after.update(1)
    assert len(channels.posts) == 1
    assert "1 of 2 learners have passed** · 2 tries" in text(channels.edits[-1].reply)


async def test_a_crash_after_posting_leaves_one_message(study: Study) -> None:
    channels = Channels()
    study.connect(announcer=channels)
    await live(study, "evens")
    channels.loses_answers = False
    channels.dies_after = True
    before = await updates_of(study, channels)
    with pytest.raises(ProcessDied):
        await before.update(1)
    channels.dies_after = False
    after = await updates_of(study, channels)
    assert not await after.update(1), "the dead process holds its claim for a while"
    study.now += LEASE
    assert await after.update(1)
    assert len(channels.posts) == 1


async def test_of_two_processes_one_updates_a_class(study: Study, channels: Channels) -> None:
    await live(study, "evens")
    one, other = await updates_of(study, channels), await updates_of(study, channels)
    assert await one.update(1)
    assert not await other.update(1)
    assert len(channels.posts) == 1


async def test_a_running_bot_posts_within_moments_and_ends_by_itself(
    study: Study, channels: Channels
) -> None:
    serving = asyncio.create_task(study.tutor.live_updates.run())
    try:
        await live(study, "evens 1")
        async with asyncio.timeout(60):
            while not channels.posts:
                await asyncio.sleep(0.01)
            study.now += timedelta(minutes=2)
            study.tutor.live_updates.wake()
            while await running(study):
                await asyncio.sleep(0.05)
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    assert "The class is over" in text(channels.edits[-1].reply)


async def test_a_stopped_bot_leaves_its_class_to_another_at_once(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens")
    serving = asyncio.create_task(study.tutor.live_updates.run())
    async with asyncio.timeout(60):
        while not channels.posts:
            await asyncio.sleep(0.01)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    assert await (await updates_of(study, channels)).update(1)


async def test_the_last_counts_wait_for_verdicts_on_what_was_sent_in_time(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens 10")
    updates = await updates_of(study, channels)
    await updates.update(1)
    (job,) = await paste_together(study, ["aki"])
    study.now += timedelta(minutes=10)
    assert await updates.update(1)
    assert "1 being graded" in text(channels.edits[-1].reply)
    await judges(study, job, *PASSED)
    assert not await updates.update(1)
    said = text(channels.edits[-1].reply)
    assert "The class is over" in said
    assert "1 of 1 learner has passed** · 1 try" in said
    assert "being graded" not in said


async def test_a_verdict_that_never_comes_does_not_keep_a_class_open(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens 10")
    updates = await updates_of(study, channels)
    await updates.update(1)
    await paste_together(study, ["aki"])
    study.now += timedelta(minutes=10) + UNGRADED_GRACE
    assert not await updates.update(1)
    assert await running(study) == 0


async def test_only_the_groups_submissions_to_the_exercise_during_the_class_count(
    study: Study, channels: Channels
) -> None:
    _, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    await study.passes("evens", "ben")  # before the class
    aki = ChatUser("local", "aki", "Aki", "en", "home", channel="general")
    assert "is live" in text(await live(study, "evens", aki))
    await study.passes("to_float", "ben")
    await study.passes("evens", "carol")  # of the place, and not of the group
    updates = await updates_of(study, channels)
    await updates.update(1)
    assert "Nobody has sent anything yet" in text(channels.posts[0].reply)
    await study.passes("evens", "ben")
    await updates.update(1)
    assert "1 of 1 learner has passed** · 1 try" in text(channels.edits[-1].reply)


async def test_the_mistake_of_one_learner_alone_is_not_shown(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens")
    updates = await updates_of(study, channels)
    for who in ("aki", "aki", "ben"):
        await updates.update(1)
        assert "stumbled" not in text((channels.edits or channels.posts)[-1].reply)
        (job,) = await paste_together(study, [who])
        await judges(study, job, Status.FAILED, "off-by-one")
    await updates.update(1)
    assert "What 2 learners stumbled over" in text(channels.edits[-1].reply)


async def test_only_those_who_teach_start_and_end_a_class(study: Study, channels: Channels) -> None:
    pupil = ChatUser("local", "aki", "Aki", "en", "home", channel="general")
    assert "can start a live class" in text(await live(study, "evens", pupil))
    assert await running(study) == 0
    started = await live(study, "evens")
    (end,) = actions(started)
    refused = await study.tutor.act(pupil, end, "", study.next_place())
    assert "Only the group's teacher" in text(refused)
    guessed = await study.tutor.act(pupil, "live:start:1:20:tensors/evens", "", study.next_place())
    assert "Only the group's teacher" in text(guessed)
    updates = await updates_of(study, channels)
    assert await updates.update(1)
    await study.tutor.act(teacher(), end, "", study.next_place())
    assert not await updates.update(1)
    assert "The class is over" in text(channels.edits[-1].reply)


async def test_a_teacher_of_several_groups_chooses_one(study: Study, channels: Channels) -> None:
    await study.tutor.command(teacher(), "group", "create Night owls", study.next_place())
    asked = await live(study, "evens 15")
    assert [each.label for each in buttons(asked)] == ["Everyone here", "Night owls"]
    assert "is live" in text(
        await study.tutor.act(teacher(), actions(asked)[1], "", study.next_place())
    )
    await live(study, "end")
    await (await updates_of(study, channels)).update(1)
    assert "is live" in text(await live(study, "evens 15 group=night OWLS"))
    unknown = await live(study, "evens group=Larks", teacher("elsewhere"))
    assert "You teach no group `Larks`" in text(unknown)
    assert len(buttons(unknown)) == 2


async def test_a_channel_has_one_class_at_a_time(study: Study, channels: Channels) -> None:
    started = await live(study, "evens")
    second = await live(study, "affine")
    assert "is live in this channel" in text(second)
    assert actions(second) == actions(started)
    assert "is live in this channel" in text(await live(study, ""))
    assert await running(study) == 1


async def test_what_cannot_begin_says_what_to_do(study: Study, channels: Channels) -> None:
    assert "needs a channel" in text(await live(study, "evens", teacher("")))
    assert "/live evens" in text(await live(study, ""))
    assert "No live class" in text(await live(study, "end"))
    near = await live(study, "evenz 30 group=everyone here")
    assert "no exercise `evenz`" in text(near)
    assert "is live" in text(
        await study.tutor.act(teacher(), actions(near)[0], "", study.next_place())
    )
    channels.refused["locked"] = "discord-channel-no-entry"
    refused = await live(study, "affine", teacher("locked"))
    assert "#locked" in text(refused)
    assert await running(study) == 1


async def test_a_message_that_was_deleted_ends_its_class(study: Study, channels: Channels) -> None:
    await live(study, "evens")
    updates = await updates_of(study, channels)
    await updates.update(1)
    channels.deleted.add("message-1")
    await paste_together(study, ["aki"])
    assert not await updates.update(1)
    assert await running(study) == 0


async def test_a_platform_out_of_reach_is_tried_again_and_given_up_after_an_hour(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens 10")
    updates = await updates_of(study, channels)
    channels.is_down = True
    with pytest.raises(ConnectionError):
        await updates.update(1)
    channels.is_down = False
    assert await updates.update(1)
    channels.is_down = True
    study.now += timedelta(minutes=11) + GIVE_UP_AFTER
    assert not await updates.update(1)
    assert await running(study) == 0


async def test_each_language_has_the_message_for_platforms_that_show_it_to_one_learner(
    study: Study, channels: Channels
) -> None:
    await live(study, "evens")
    await (await updates_of(study, channels)).update(1)
    assert "まだ提出はありません" in text(channels.posts[0].translated["ja"])


async def test_a_class_is_over_where_its_teacher_has_left(study: Study, channels: Channels) -> None:
    await live(study, "evens")
    await study.tutor.act(teacher(), "privacy:delete-now", "", study.next_place())
    assert not await (await updates_of(study, channels)).update(1)


async def test_counting_reads_recent_submissions_by_their_time(
    study: Study, channels: Channels
) -> None:
    """Otherwise each update of a message would read all submissions to the exercise."""
    await live(study, "evens")
    updates = await updates_of(study, channels)
    async with explained(study.database, by_index=True) as plans:
        await updates.update(1)
    counting = [plan for plan in plans if "submissions" in plan]
    assert len(counting) == 2
    assert all("ix_submissions_with_code" in plan for plan in counting)
