"""Pictures of learners with their avatars, where their platform has them and answers in time."""

from __future__ import annotations

import asyncio
import base64

import pytest

from bot.tutor.replies.model import Picture, Reply
from tests.support.avatars import ON_OVERVIEW, is_red, red_avatar
from tests.support.study import Study, blocks
from tests.support.study_groups import founded


class Source:
    """Implements `bot.tutor.platform.AvatarSource`."""

    def __init__(self, *, answers: str = "at once") -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def fetch(self, account: str) -> bytes:
        self.asked.append(account)
        if self.answers == "never":
            await asyncio.Event().wait()
        if self.answers == "with an error":
            raise ConnectionError("the platform is out of reach")
        return red_avatar()


def drawn(reply: Reply) -> bytes:
    (picture,) = blocks(reply, Picture)
    return base64.b64decode(picture.png_base64)


@pytest.mark.parametrize("answers", ["at once", "never", "with an error"])
async def test_a_board_has_avatars_and_initials_for_those_that_do_not_come(
    study: Study, answers: str
) -> None:
    source = Source(answers=answers)
    study.connect(avatars=source)
    await study.passes("evens")
    assert is_red(drawn(await study.type("/leaderboard"))) == (answers == "at once")
    assert source.asked == ["aki"]


@pytest.mark.parametrize("answers", ["at once", "never", "with an error"])
async def test_a_teachers_overview_has_the_avatars_of_the_learners_on_its_page(
    study: Study, answers: str
) -> None:
    source = Source(answers=answers)
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    study.connect(avatars=source)
    shown = drawn(await study.press(f"group:{group}:overview"))
    assert is_red(shown, ON_OVERVIEW) == (answers == "at once")
    assert sorted(source.asked) == ["aki", "ben"]


async def test_the_card_of_a_finished_track_has_the_avatar_of_its_learner(study: Study) -> None:
    for function in ("evens", "to_float", "affine"):
        await study.passes(function)
    for each, answer in (("1", "b"), ("2", "true")):
        await study.press(f"answer:tensors/{each}:{answer}")
    await study.press("answer:tensors/3", "tensor([0, 2])")
    centre = (2 * 54, 2 * 66)
    assert not is_red(drawn(await study.press("card:basics")), centre)
    study.connect(avatars=Source())
    assert is_red(drawn(await study.press("card:basics")), centre)
    assert is_red(drawn(await study.press("share-card:basics")), centre)
