"""The next reply to a learner offers the final replies that could not be delivered."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.storage.models import MissedReplyRow
from bot.tutor.platform import UndeliverableError
from bot.tutor.replies.model import Reply
from bot.tutor.service import ChatUser
from grader.protocol import Status
from tests.support.study import Study, a_problem, actions, buttons, text
from tests.support.two_chats import AKI, AKI_T, linked, passes, types

EVENS = "def evens(n):\n    return n"
FIRST, ASIDE = "Before I forget", "found no way to send"


class Closed:
    """A platform's `deliver` that can show a final reply nowhere while it is closed."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.is_closed = True

    async def deliver(self, address: str, reply: Reply) -> None:
        if self.is_closed and reply.shown_again_by:
            raise UndeliverableError
        await self._study.deliver(address, reply)


@pytest.fixture
def closed(study: Study) -> Closed:
    closed = Closed(study)
    study.connect(deliver=closed.deliver)
    return closed


async def misses(study: Study, who: str = "aki") -> None:
    """Let a learner pass an exercise without the reply to it."""
    await study.say(EVENS, who)
    await study.finish_undelivered()


async def test_a_verdict_that_could_be_shown_nowhere_is_offered_with_the_next_reply_once(
    study: Study, closed: Closed
) -> None:
    await misses(study)
    assert study.delivered == []
    told = await study.type("/help")
    assert text(told).startswith(FIRST)
    assert "passed" not in text(told).split("\n")[0]  # others may read it
    shown = await study.press(actions(told)[0])
    assert "Passed" in text(shown)
    for later in (shown, await study.type("/help"), await study.say("hello")):
        assert ASIDE not in text(later)


async def test_it_is_not_delivered_again_after_a_restart(study: Study, closed: Closed) -> None:
    await misses(study)
    closed.is_closed = False
    tutor = study.started()
    await tutor.jobs.resume("local")
    await tutor.deliveries.finish()
    assert study.delivered == []
    assert ASIDE in text(await study.type("/help"))


async def test_each_learner_is_told_of_what_they_missed_and_of_nothing_else(
    study: Study, closed: Closed
) -> None:
    await misses(study)
    assert ASIDE not in text(await study.type("/help", "ben"))
    assert ASIDE in text(await study.type("/help"))


async def test_what_is_pending_or_for_everyone_tells_of_nothing_so_that_it_is_not_lost(
    study: Study, closed: Closed
) -> None:
    await misses(study)
    assert ASIDE not in text(await study.say(EVENS))
    for_everyone = await study.type("/leaderboard")
    assert not for_everyone.private
    assert ASIDE not in text(for_everyone)
    assert ASIDE in text(await study.type("/progress"))


async def test_a_verdict_that_arrives_offers_what_was_missed_before_it_once(
    study: Study, closed: Closed
) -> None:
    await misses(study)
    closed.is_closed = False
    assert ASIDE not in text(await study.say(EVENS))
    verdict = await study.grade()
    assert text(verdict).startswith(FIRST)
    assert "Passed" in text(verdict)
    assert "Passed" in text(await study.press(actions(verdict)[0]))
    await study.say(EVENS)
    assert ASIDE not in text(await study.grade())
    assert ASIDE not in text(await study.type("/help"))


async def test_nothing_missed_is_lost_with_a_verdict_that_does_not_arrive(
    study: Study, closed: Closed
) -> None:
    await misses(study)
    await misses(study)
    study.connect(deliver=study.deliver)
    study.platform_is_down = True
    await misses(study)
    assert study.delivered == []
    study.platform_is_down = False
    await study.tutor.jobs.resume("local")
    (_, verdict), *others = study.delivered
    assert others == []
    assert "earlier I had 2 results for you" in text(verdict)
    assert ASIDE not in text(await study.type("/help"))


async def test_of_several_each_is_shown_by_its_button_and_the_rest_by_the_next_reply(
    study: Study, closed: Closed
) -> None:
    for _ in range(4):
        await study.say(EVENS)
        await study.finish_undelivered()
    told = await study.type("/help")
    assert "earlier I had 3 results for you" in text(told)
    labels = [each.label for each in buttons(told)]
    assert labels[:3] == ["Show result 1", "Show result 2", "Show result 3"]
    assert buttons(await study.type("/help"))[0].label == "Show my result"
    assert ASIDE not in text(await study.type("/help"))


async def test_one_paste_with_two_exercises_is_one_missed_reply(
    study: Study, closed: Closed
) -> None:
    await study.say(f"{EVENS}\n\n\ndef affine(x):\n    return x")
    first, second = study.queue.sent[-2:]
    await study.passes_job(first)
    await study.passes_job(second)
    told = await study.type("/help")
    assert buttons(told)[0].label == "Show my result"
    shown = text(await study.press(actions(told)[0]))
    assert "Even numbers" in shown or "evens" in shown
    assert "affine" in shown


async def test_a_verdict_that_is_not_passed_and_the_output_of_a_run_are_told_of_as_well(
    study: Study, closed: Closed
) -> None:
    await study.say(EVENS)
    with pytest.raises(IndexError):  # nothing was delivered
        await study.grade(Status.FAILED, problem=a_problem())
    told = await study.type("/help")
    assert "Not yet" in text(await study.press(actions(told)[0]))
    await study.type("/run print(41 + 1)")
    with pytest.raises(IndexError):
        await study.ran(stdout="42\n")
    told = await study.type("/help")
    assert "42" in text(await study.press(actions(told)[0]))


async def test_it_is_told_on_the_platform_on_which_it_was_missed(
    study: Study, closed: Closed
) -> None:
    study.connect("discord", deliver=closed.deliver)
    study.connect("slack")
    await linked(study)
    await passes(study, AKI, "evens")
    assert ASIDE not in text(await types(study, AKI_T, "/help"))
    assert ASIDE in text(await types(study, AKI, "/help"))


async def test_it_is_deleted_with_the_learner(study: Study, closed: Closed) -> None:
    await misses(study)
    await study.press("privacy:delete-now")
    async with study.database.read_session() as session:
        assert (await session.scalars(select(MissedReplyRow))).all() == []
    assert ASIDE not in text(await study.type("/help"))


async def test_a_japanese_learner_is_told_in_japanese(study: Study, closed: Closed) -> None:
    user = ChatUser("local", "hana", "Hana", "ja", "home")
    await study.tutor.message(user, EVENS, study.next_place())
    await study.finish_undelivered()
    told = await study.tutor.command(user, "help", "", study.next_place())
    assert "先ほどの結果をお届けできていませんでした" in text(told)
    assert buttons(told)[0].label == "結果を見る"
