"""The simulation of an evening keeps the laws of queues, with which its table can be trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.evening_simulation import Costs, Evening, Machines, simulate

COSTS = Costs(bot=0.01, grader=0.1, postgres=0.01, by_message=0.0, requests=2.0)
PLENTY = Machines(bots=50, grader_cores=50, postgres_cores=50, discord_per_s=50.0)
MINUTE = [number / 10 for number in range(600)]  # ten submissions a second


def test_a_submission_takes_its_own_costs_where_nothing_is_busy() -> None:
    outcome = simulate(MINUTE, COSTS, PLENTY)
    assert outcome.submissions == len(MINUTE)
    assert (outcome.oldest, outcome.refused) == (0.0, 0)
    assert outcome.most_per_s == pytest.approx(10)
    assert outcome.median == pytest.approx(0.12, rel=0.05)
    assert outcome.longest <= 1.5 * 0.12


def test_the_busiest_minute_is_arrivals_times_costs_by_servers() -> None:
    outcome = simulate(MINUTE, COSTS, replace(PLENTY, grader_cores=2, bots=1))
    assert outcome.busy["grader"] == pytest.approx(10 * 0.1 / 2, rel=0.05)
    assert outcome.busy["bot"] == pytest.approx(10 * 0.01, rel=0.05)


def test_the_queue_of_too_few_graders_grows_as_fast_as_they_are_too_slow() -> None:
    too_few = replace(PLENTY, grader_cores=1, most_waiting=10_000)
    costs = replace(COSTS, grader=0.2)  # one core serves 5 of 10 a second
    outcome = simulate(MINUTE, costs, too_few)
    assert outcome.oldest == pytest.approx(60, rel=0.1)  # the last waits as long again
    assert outcome.submissions == len(MINUTE)


def test_what_is_refused_is_sent_again_until_it_is_graded() -> None:
    few = replace(PLENTY, grader_cores=1, most_waiting=20)
    outcome = simulate(MINUTE, replace(COSTS, grader=0.2), few)
    assert outcome.refused > 0
    assert outcome.submissions == len(MINUTE)
    assert outcome.oldest <= 1.2 * 21 * 0.2


def test_only_replies_to_messages_wait_for_discords_limit() -> None:
    costs = replace(COSTS, by_message=0.3, requests=2.0)
    outcome = simulate(MINUTE, costs, replace(PLENTY, discord_per_s=3.0))
    assert outcome.p99_by_message > 30
    assert outcome.median < 1


def test_submissions_come_after_the_prompt_of_their_group_or_at_any_time() -> None:
    evening = Evening(
        groups=100,
        submissions=5000,
        length=7200.0,
        prompt_at=3600.0,
        posts_per_s=1.0,
        share_after_prompt=0.8,
        mean_reaction=300.0,
    )
    arrivals = evening.arrivals(seed=3)
    assert arrivals == sorted(arrivals) == evening.arrivals(seed=3)
    before = sum(at < 3600.0 for at in arrivals)
    assert before == pytest.approx(0.1 * 5000, rel=0.15)
