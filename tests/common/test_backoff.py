"""Delays between attempts."""

from __future__ import annotations

from itertools import islice

from common.backoff import Backoff


def test_the_delays_follow_the_table_and_the_last_one_repeats() -> None:
    backoff = Backoff((0.5, 1.0, 3.0))
    assert list(islice(backoff.delays(), 5)) == [0.5, 1.0, 3.0, 3.0, 3.0]
    assert [backoff.delay_s(failures) for failures in (1, 2, 9)] == [0.5, 1.0, 3.0]


def test_jitter_only_shortens_a_delay() -> None:
    delays = [Backoff((2.0,), jitter=0.5).delay_s(1) for _ in range(200)]
    assert all(1.0 < delay <= 2.0 for delay in delays)
    assert len(set(delays)) > 1
