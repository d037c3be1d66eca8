"""The metrics for Prometheus, from a real tutor's work."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.i18n import Translator
from bot.operations.metrics import LATE_AFTER_S, Metrics
from bot.tutor.daily.announcements import Post
from bot.tutor.events import (
    AttemptFailed,
    Event,
    JobEnqueued,
    JobFinished,
    PromptPosted,
    ReplyDelivered,
)
from bot.tutor.replies.model import Reply
from bot.tutor.service import ChatUser, Tutor
from common.operations.metrics import SANDBOX_LAYERS
from grader.jail import doctor
from grader.protocol import (
    Graded,
    GraderInfo,
    JobFailed,
    Milliseconds,
    Status,
    Verdict,
)
from grader.queues import GraderStatus, QueueStatus
from grader.worker.grader_metrics import GraderMetrics
from tests.support.indexed import indexed
from tests.support.study import Study


def read(text: bytes) -> dict[str, float]:
    """Return each sample by its name and labels, such as `jobs{state=waiting}`."""
    return {
        sample.name
        + ("{" + ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items())) + "}")
        * bool(sample.labels): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def seconds(figures: Mapping[str, float], stage: str, status: str = "passed") -> float:
    """Return the only observation of that stage."""
    labels = f"{{stage={stage},status={status}}}"
    assert figures[f"tensei_grading_seconds_count{labels}"] == 1
    return figures[f"tensei_grading_seconds_sum{labels}"]


@pytest.fixture
def seen(study: Study) -> list[Event]:
    """The tutor's events from now on."""
    seen: list[Event] = []
    tutor = Tutor(
        study.database,
        study.catalog,
        study.queue,
        study.words,
        clock=study._clock,
        observe=seen.append,
        known=indexed(study.words, study.catalog),
    )
    study.tutor = tutor
    study.connect()
    return seen


def counted(seen: list[Event]) -> dict[str, float]:
    metrics = Metrics()
    for event in seen:
        metrics.observe(event)
    return read(metrics.render())


async def test_a_submission_is_seen_sent_judged_and_told_under_one_id(
    study: Study, seen: list[Event]
) -> None:
    await study.passes("evens")
    assert [type(event) for event in seen] == [JobEnqueued, JobFinished, ReplyDelivered]
    job = study.queue.sent[0].id
    assert {event.id for event in seen if not isinstance(event, PromptPosted)} == {job}


async def test_where_its_time_went_is_counted_by_stage_and_status(
    study: Study, seen: list[Event]
) -> None:
    await study.say("def evens(stop):\n    return stop")
    await study.grade(milliseconds=Milliseconds(run=20, judge=10, total=30))
    figures = counted(seen)
    assert figures["tensei_submissions_total{status=passed}"] == 1
    assert seconds(figures, "run") == pytest.approx(0.020)
    assert seconds(figures, "judge") == pytest.approx(0.010)
    assert seconds(figures, "total") == pytest.approx(0.030)
    # The study's clock advances by one second whenever it is read.
    assert seconds(figures, "wait") % 1 == pytest.approx(0.970)
    assert seconds(figures, "reply") > seconds(figures, "wait")


async def test_the_same_verdict_again_is_counted_once(study: Study, seen: list[Event]) -> None:
    await study.passes("evens")
    await study.grade()
    assert counted(seen)["tensei_submissions_total{status=passed}"] == 1


async def test_a_reply_that_does_not_reach_its_platform_is_not_counted_as_told(
    study: Study, seen: list[Event]
) -> None:
    study.platform_is_down = True
    await study.say("def evens(stop):\n    return stop")
    await study.tutor.jobs.on_grader_message(
        Graded(
            id=study.queue.sent[-1].id,
            verdict=Verdict(status=Status.PASSED, exercise="first/evens"),
        )
    )
    assert not any(isinstance(event, ReplyDelivered) for event in seen)
    study.platform_is_down = False
    await study.tutor.jobs.resume()
    assert [type(event) for event in seen].count(ReplyDelivered) == 1


async def test_attempts_that_fail_are_counted_and_giving_up_is_an_end(
    study: Study, seen: list[Event]
) -> None:
    await study.say("def evens(stop):\n    return stop")
    for _ in range(3):
        await study.trouble()
    figures = counted(seen)
    assert figures["tensei_attempts_failed_total"] == 3
    assert figures["tensei_submissions_total{status=trouble}"] == 1
    assert [event.attempt for event in seen if isinstance(event, AttemptFailed)] == [1, 2, 3]


async def test_runs_are_counted_apart_from_submissions(study: Study, seen: list[Event]) -> None:
    await study.type("/run print(1)")
    await study.ran()
    figures = counted(seen)
    assert figures["tensei_runs_total{status=passed}"] == 1
    assert not any(name.startswith("tensei_submissions_total") for name in figures)


class Channel:
    """A channel that accepts posts while it is reachable."""

    def __init__(self) -> None:
        self.is_down = True

    async def post(self, post: Post) -> str:
        if self.is_down:
            raise ConnectionError
        return "message"

    async def check(self, channel: str) -> None:
        if self.is_down:
            raise ConnectionError

    def link(self, channel: str, t: Translator) -> str:
        return channel

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        raise AssertionError("nobody is reminded here")


async def test_a_daily_prompt_is_late_by_its_hour_even_if_it_was_put_off(
    study: Study, seen: list[Event]
) -> None:
    channel = Channel()
    study.connect(announcer=channel)
    manager = ChatUser("local", "sensei", "Sensei", "en", "home", channel="general", is_admin=True)
    await study.tutor.command(manager, "daily", "set 10", study.next_place())
    study.now = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    await study.tutor.scheduler.run_due()  # nobody can be reached
    assert not seen
    channel.is_down = False
    study.now = datetime(2026, 4, 1, 10, 30, tzinfo=UTC)
    await study.tutor.scheduler.run_due()
    (posted,) = seen
    assert isinstance(posted, PromptPosted)
    assert 30 * 60 <= posted.late_s < 31 * 60
    assert counted(seen)["tensei_daily_posts_late_total"] == 1
    assert counted([PromptPosted(late_s=LATE_AFTER_S - 1)])["tensei_daily_posts_late_total"] == 0


def grader(*walls: str, spares: int = 2, alive: bool = True) -> GraderStatus:
    said = GraderInfo(host="box", pid=1, walls=walls, spares=spares)
    return GraderStatus(said, seen_s_ago=0.5, alive=alive)


def shown(*graders: GraderStatus) -> dict[str, float]:
    metrics = Metrics()
    metrics.set_queue(QueueStatus(graders, waiting=3, running=1, oldest_wait_s=4.5))
    return read(metrics.render())


def test_the_queue_is_shown_as_it_stands() -> None:
    figures = shown(grader(), grader(), grader(alive=False))
    assert figures["tensei_queue_jobs{state=waiting}"] == 3
    assert figures["tensei_queue_jobs{state=running}"] == 1
    assert figures["tensei_queue_oldest_seconds"] == 4.5
    assert figures["tensei_graders_alive"] == 2
    assert figures["tensei_spares_ready"] == 4


def test_a_wall_stands_where_it_stands_on_every_living_grader() -> None:
    both = shown(grader("seccomp", "bubblewrap"), grader("seccomp"), grader(alive=False))
    assert both["tensei_wall_standing{wall=seccomp}"] == 1
    assert both["tensei_wall_standing{wall=bubblewrap}"] == 0
    assert shown()["tensei_wall_standing{wall=seccomp}"] == 0  # no grader, no wall


def test_the_walls_shown_are_those_of_the_jail() -> None:
    assert {*SANDBOX_LAYERS} == {*doctor._ORDER, "seccomp"}


def test_the_way_to_discord_is_not_a_number_without_a_connection() -> None:
    metrics = Metrics()
    assert math.isnan(read(metrics.render())["tensei_discord_latency_seconds"])
    metrics.set_platforms({"discord": True, "slack": False}, 0.042)
    figures = read(metrics.render())
    assert figures["tensei_discord_latency_seconds"] == 0.042
    assert figures["tensei_platform_connected{platform=discord}"] == 1
    assert figures["tensei_platform_connected{platform=slack}"] == 0


def test_a_grader_counts_what_it_answers_and_shows_how_it_stands() -> None:
    metrics = GraderMetrics()
    spent = Milliseconds(run=20, judge=10, total=30)
    verdict = Verdict(status=Status.FAILED, exercise="tensors/to-float", milliseconds=spent)
    metrics.observe(Graded(id="1", verdict=verdict))
    metrics.observe(JobFailed(id="2", why="the disk is full"))
    said = GraderInfo(host="box", pid=1, walls=("seccomp",), running=1, spares=2)
    read_back = read(metrics.render(said))
    assert read_back["tensei_submissions_total{status=failed}"] == 1
    assert read_back["tensei_attempts_failed_total"] == 1
    assert seconds(read_back, "total", "failed") == pytest.approx(0.030)
    assert read_back["tensei_queue_jobs{state=running}"] == 1
    assert read_back["tensei_spares_ready"] == 2
    assert read_back["tensei_wall_standing{wall=seccomp}"] == 1
    assert read_back["tensei_wall_standing{wall=landlock}"] == 0
