"""Daily prompts in many channels stay within the limit that Discord sets for all of a bot."""

from __future__ import annotations

from benchmarks.daily_posts import (
    GLOBAL_LIMIT,
    TARGET_CHANNELS,
    TARGET_S,
    measure,
    most_in_a_second,
)
from bot.tutor.scheduler import SPACING_S


async def test_at_their_pace_posts_take_less_than_half_of_discords_limit_and_an_hour_suffices():
    results = await measure(12)
    assert (results.posts, results.refused) == (12, 0)
    assert results.requests_per_post / SPACING_S < GLOBAL_LIMIT / 2
    assert TARGET_CHANNELS * SPACING_S < TARGET_S / 2


async def test_every_channel_gets_its_post_where_discord_refuses_requests_for_a_while():
    results = await measure(6, limit=3)
    assert results.posts == 6
    assert results.refused > 0


def test_the_busiest_second_is_found_wherever_it_begins():
    assert most_in_a_second([]) == 0
    assert most_in_a_second([0.0, 0.9, 1.1, 1.8, 1.85, 3.0]) == 4
