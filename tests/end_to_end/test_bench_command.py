"""/bench with the real bot and the real grader."""

from __future__ import annotations

from tests.support.bot_process import Learner, StartBot
from tests.support.few_lessons import FEW_LESSONS


async def test_a_learner_asks_for_the_measurement_and_gets_picture_and_numbers(
    start_bot: StartBot,
) -> None:
    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as learner:
        html = await learner.reply(await learner.say("/bench"))
    assert "<img class='picture drawing'" in html
    assert "n = 16" in html
    assert "PyTorch" in html
    assert bot.rows("SELECT kind, status FROM runs") == [("measurement", "passed")]
