"""The bot's metrics for Prometheus. docs/operating.md describes each."""

from __future__ import annotations

import math
from collections.abc import Mapping

from prometheus_client import Counter, Gauge, Histogram, generate_latest

from bot.tutor.events import AttemptFailed, Event, JobFinished, PromptPosted, ReplyDelivered
from common.operations.metrics import (
    DURATION_BUCKETS_S,
    loop_held_histogram,
    new_registry,
    set_layer_gauge,
)
from grader.queues import QueueStatus

LATE_AFTER_S = 60.0
"""A daily prompt that is posted this long after its time counts as late."""


class Metrics:
    """Counts the tutor's events, and shows the state of queue, graders and platforms."""

    def __init__(self) -> None:
        self._registry = registry = new_registry()
        self._submissions = Counter(
            "tensei_submissions",
            "Finished submissions, by status.",
            ["status"],
            registry=registry,
        )
        self._runs = Counter(
            "tensei_runs",
            "Finished runs of the playground and benchmarks.",
            ["status"],
            registry=registry,
        )
        self._failed = Counter(
            "tensei_attempts_failed",
            "Attempts at a job that failed on our side.",
            registry=registry,
        )
        self._seconds = Histogram(
            "tensei_grading_seconds",
            "Where a submission's time goes: run and judge in the grader, total of both, wait"
            " outside of it, reply from paste to final reply.",
            ["stage", "status"],
            buckets=DURATION_BUCKETS_S,
            registry=registry,
        )
        self._late = Counter(
            "tensei_daily_posts_late",
            f"Daily prompts that were posted more than {LATE_AFTER_S:.0f} s after their time.",
            registry=registry,
        )
        self._jobs = Gauge(
            "tensei_queue_jobs", "Jobs in the queue, by state.", ["state"], registry=registry
        )
        self._oldest = Gauge(
            "tensei_queue_oldest_seconds",
            "How long the oldest waiting job has waited; 0 if none waits.",
            registry=registry,
        )
        self._alive = Gauge("tensei_graders_alive", "Graders that are alive.", registry=registry)
        self._spares = Gauge(
            "tensei_spares_ready",
            "Idle sandboxed children, of all living graders.",
            registry=registry,
        )
        self._layers = Gauge(
            "tensei_wall_standing",
            "1 if the sandbox layer is active on every living grader.",
            ["wall"],
            registry=registry,
        )
        self._latency = Gauge(
            "tensei_discord_latency_seconds",
            "Round trip of the heartbeat to Discord; NaN without a connection.",
            registry=registry,
        )
        self._connected = Gauge(
            "tensei_platform_connected", "1 while connected.", ["platform"], registry=registry
        )
        self.observe_loop_held = loop_held_histogram(registry).observe
        self._latency.set(math.nan)
        for state in ("waiting", "running"):
            self._jobs.labels(state)

    def observe(self, event: Event) -> None:
        """Count an event of the tutor."""
        match event:
            case JobFinished(kind="submission"):
                self._submissions.labels(event.status).inc()
                self._observe_durations(event)
            case JobFinished():
                self._runs.labels(event.status).inc()
            case ReplyDelivered(kind="submission"):
                self._seconds.labels("reply", event.status).observe(event.since_taken_s)
            case AttemptFailed():
                self._failed.inc()
            case PromptPosted() if event.late_s > LATE_AFTER_S:
                self._late.inc()

    def _observe_durations(self, judged: JobFinished) -> None:
        """Observe a submission's time in the grader by stage, and the wait outside of it."""
        if judged.spent is None:
            return
        run, judge, total = (
            each / 1000 for each in (judged.spent.run, judged.spent.judge, judged.spent.total)
        )
        wait = max(0.0, judged.since_taken_s - total)
        for stage, seconds in (("run", run), ("judge", judge), ("total", total), ("wait", wait)):
            self._seconds.labels(stage, judged.status).observe(seconds)

    def set_queue(self, status: QueueStatus) -> None:
        """Set the gauges of the queue and its graders."""
        self._jobs.labels("waiting").set(status.waiting)
        self._jobs.labels("running").set(status.running)
        self._oldest.set(status.oldest_wait_s or 0.0)
        alive = [each.announcement for each in status.graders if each.alive]
        self._alive.set(len(alive))
        self._spares.set(sum(each.spares for each in alive))
        set_layer_gauge(self._layers, [each.walls for each in alive])

    def set_platforms(self, connected: Mapping[str, bool], discord_latency_s: float) -> None:
        """Set which platforms are connected, and Discord's latency (NaN without a connection)."""
        self._latency.set(discord_latency_s)
        for platform, is_connected in connected.items():
            self._connected.labels(platform).set(is_connected)

    def render(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self._registry)
