"""What a teacher sees of one learner, and whom a teacher may have written to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.groups import one_learner
from bot.tutor.replies.model import Code, Menu, Reply, Table
from grader.protocol import Status
from lessons.curriculum import Language
from tests.support.announcement_channels import Channels
from tests.support.study import Study, a_problem, actions, blocks, buttons, person, text
from tests.support.study_groups import fails, founded

CODE = "def evens(mine):\n    return mine"


async def taught(study: Study, *learners: str) -> int:
    """Create a group that Aki teaches, with these learners, and return its id."""
    group, code = await founded(study, on_board=False)
    for who in learners:
        await study.press(f"join-now:{code}", who=who)
    return group


async def opened(study: Study, group: int, name: str = "Ben", locale: str = "en") -> Reply:
    """Open a learner from the teacher's overview."""
    overview = await study.press(f"group:{group}:overview", locale=locale)
    (menu,) = blocks(overview, Menu)
    value = next(each.value for each in menu.choices if each.label == name)
    return await study.press(menu.action, value, locale=locale)


async def told(study: Study, channels: Channels, account: str = "ben") -> list[Reply]:
    """Let what is due be sent, and return all direct messages to an account."""
    await study.tutor.scheduler.run_due()
    return [reply for who, reply in channels.told if who == account]


def learners_told(channels: Channels) -> list[str]:
    """Return the accounts that direct messages went to, but for the teacher's own, Aki's."""
    return sorted(who for who, _ in channels.told if who != "aki")


async def test_a_row_of_the_overview_opens_a_learner_with_tries_hints_and_mistakes(
    study: Study,
) -> None:
    group = await taught(study, "ben")
    await fails(study, "ben", "to_float", "off-by-one")
    await fails(study, "ben", "to_float", "off-by-one")
    await study.press("hint:tensors/to-float:1", who="ben")
    await study.passes("evens", "ben")
    reply = await opened(study, group)
    assert reply.private
    (table,) = blocks(reply, Table)
    assert table.rows == (
        ("evens", "1", "2026-04-01", "2026-04-01", "–"),
        ("to_float", "2", "2026-04-01", "–", "1"),
    )
    shown = text(reply)
    assert "Ben in Night owls" in shown
    assert "Last here: 2026-04-01 (today)" in shown
    assert "Passed: 1 exercise and 0 quiz questions" in shown
    assert "`to_float`, 2 times" in shown
    assert "> The end was counted too" in shown
    assert "Their code stays theirs" in shown
    assert not blocks(reply, Code)


async def test_many_exercises_are_turned_by_pages(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tutor.groups.one_learner.A_PAGE", 2)
    group = await taught(study, "ben")
    for function in ("evens", "to_float", "affine"):
        await fails(study, "ben", function)
    first = await opened(study, group)
    assert [row[0] for row in blocks(first, Table)[0].rows] == ["affine", "to_float"]
    (following,) = [each for each in actions(first) if each.endswith(":2")]
    second = await study.press(following)
    assert [row[0] for row in blocks(second, Table)[0].rows] == ["evens"]


async def test_code_is_shown_only_where_the_learner_has_shared_it_in_the_groups_place(
    study: Study,
) -> None:
    group = await taught(study, "ben")
    await study.say(CODE, "ben")
    await study.grade()
    elsewhere = person("ben", place="another server")
    await study.tutor.act(elsewhere, "share:tensors/evens", "", "m")
    hidden = await opened(study, group)
    assert not [each for each in actions(hidden) if ":code:" in each]
    await study.press("share:tensors/evens", who="ben")
    reply = await opened(study, group)
    (action,) = [each for each in actions(reply) if ":code:" in each]
    (code,) = blocks(await study.press(action), Code)
    assert code.text == CODE
    assert not blocks(await study.press(action, who="ben"), Code)
    await study.press("privacy:delete-now", who="ben")
    assert "cannot show that learner" in text(await study.press(action))


async def test_code_that_was_not_shared_is_never_shown(study: Study) -> None:
    group = await taught(study, "ben")
    await study.say(CODE, "ben")
    await study.grade()
    async with study.database.read_session() as session:
        report = await one_learner.query_report(
            session, 2, study.now, shared_in="local:home", most_shared=5
        )
        ids = [str(each) for each in await study_submissions(study)]
    assert not report.shared
    for each in ids:
        reply = await study.press(f"group:{group}:code:2:{each}")
        assert not blocks(reply, Code)
        assert "not there any more" in text(reply)


async def study_submissions(study: Study) -> list[str]:
    return [job.id for job in study.queue.sent]


async def test_what_is_asked_of_the_group_counts_as_shared(
    study: Study, channels: Channels
) -> None:
    group = await taught(study, "ben")
    await study.say(CODE, "ben")
    await study.grade(Status.FAILED, problem=a_problem())
    asker = person("ben")
    submission = study.queue.sent[-1].id
    user = type(asker)("local", "ben", "Ben", "en", "home", channel="general")
    await study.tutor.act(user, f"ask-group:{submission}", "", "m")
    assert channels.posts
    assert f"group:{group}:code:2:{submission}" in actions(await opened(study, group))


async def test_only_teachers_of_the_group_open_a_learner(study: Study) -> None:
    group = await taught(study, "ben", "cai")
    for action in (
        f"group:{group}:learner:2",
        f"group:{group}:nudge:2",
        f"group:{group}:nudge",
        f"group:{group}:nudge-now",
        f"group:{group}:equal",
        f"group:{group}:csv",
        f"group:{group}:on-board:on",
    ):
        assert "Only the group's teacher" in text(await study.press(action, who="cai"))
        assert "not there any more" in text(await study.press(action, who="stranger"))


@pytest.mark.parametrize("picked", ["", "x", "-1", "9" * 40, "0", "3"])
async def test_what_no_menu_has_opens_nobody(study: Study, picked: str) -> None:
    group = await taught(study, "ben")
    await study.type("/start", who="outsider")
    reply = await study.press(f"group:{group}:learner", picked)
    assert "cannot show that learner" in text(reply)


async def test_who_is_away_for_a_week_is_written_to_once_in_each_absence(
    study: Study, channels: Channels
) -> None:
    group = await taught(study, "ben")
    nudge = f"group:{group}:nudge:2"
    study.now += timedelta(days=6, hours=23)
    assert nudge not in actions(await opened(study, group))
    assert "is not away for a week" in text(await study.press(nudge))
    assert not await told(study, channels)
    study.now += timedelta(hours=2)
    assert nudge in actions(await opened(study, group))
    after = await study.press(nudge)
    assert "on its way" in text(after)
    assert nudge not in actions(after)
    (message,) = await told(study, channels)
    assert "Hello from Night owls" in text(message)
    assert actions(message) == ["go-on", "news:off"]
    study.now += timedelta(days=200)
    await study.tutor.scheduler.purge_old_code()
    assert "has had one already" in text(await study.press(nudge))
    assert len(await told(study, channels)) == 1
    await study.press("go-on", who="ben")
    study.now += timedelta(days=8)
    assert "on its way" in text(await study.press(nudge))
    assert len(await told(study, channels)) == 2


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_all_who_are_away_are_listed_before_they_are_written_to(
    study: Study, channels: Channels, locale: Language
) -> None:
    group = await taught(study, "ben", "cai", "dan")
    study.now += timedelta(days=8)
    await study.type("/start", who="dan")
    overview = await study.press(f"group:{group}:overview", locale=locale)
    assert f"group:{group}:nudge" in actions(overview)
    asked = await study.press(f"group:{group}:nudge", locale=locale)
    preview = study.words.translate(locale, "nudge", group="Night owls")
    assert all(f"> {line}".rstrip() in text(asked) for line in preview.splitlines())
    assert "Ben" in text(asked)
    assert "Cai" in text(asked)
    assert "Dan" not in text(asked)
    assert not await told(study, channels)
    (send,) = [each for each in buttons(asked) if each.style == "primary"]
    assert "2" in send.label
    await study.press(send.action, locale=locale)
    await study.press(send.action, locale=locale)
    assert learners_told(channels) == []
    await study.tutor.scheduler.run_due()
    assert learners_told(channels) == ["ben", "cai"]
    again = await study.press(f"group:{group}:overview", locale=locale)
    assert f"group:{group}:nudge" not in actions(again)


async def test_nobody_is_written_to_who_wants_no_messages_is_back_or_has_left(
    study: Study, channels: Channels
) -> None:
    group = await taught(study, "ben", "cai", "dan")
    await study.press("news:off", who="ben")
    study.now += timedelta(days=8)
    assert "Ben" not in text(await study.press(f"group:{group}:nudge"))
    assert "wants none" in text(await study.press(f"group:{group}:nudge:2"))
    await study.press(f"group:{group}:nudge-now")
    await study.press("go-on", who="cai")
    await study.press(f"group:{group}:leave-now", who="dan")
    await study.tutor.scheduler.run_due()
    assert learners_told(channels) == []


async def test_being_here_is_noted_once_an_hour(study: Study) -> None:
    group = await taught(study, "ben")

    async def seen() -> object:
        async with study.database.read_session() as session:
            pupil = await one_learner.find_pupil(session, group, 2)
        assert pupil is not None
        return pupil.seen_at

    first = await seen()
    study.now += timedelta(minutes=50)
    await study.type("/help", who="ben")
    assert await seen() == first
    study.now += timedelta(minutes=11)
    await study.type("/help", who="ben")
    assert await seen() != first
