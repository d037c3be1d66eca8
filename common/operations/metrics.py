"""Metrics for Prometheus that bot and graders share."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

# The creation times of counters are not used.
disable_created_metrics()  # type: ignore[no-untyped-call]

DURATION_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the buckets of all durations."""

SANDBOX_LAYERS = (
    "bubblewrap",
    "rlimits",
    "own-uid",
    "no-new-privs",
    "no-capabilities",
    "landlock",
    "seccomp",
)
"""Every sandbox layer that a grader can announce, from the outermost to the innermost."""

HELD_BUCKETS_S = (2.0, 5.0, 10.0, 30.0, 60.0)


def new_registry() -> CollectorRegistry:
    """Return a registry with the metrics of this process and of Python."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    return registry


def loop_held_histogram(registry: CollectorRegistry) -> Histogram:
    """Return the histogram for what the watchdog reports."""
    return Histogram(
        "tensei_loop_held_seconds",
        "Times for which the event loop was held, if over a second.",
        buckets=HELD_BUCKETS_S,
        registry=registry,
    )


def set_layer_gauge(gauge: Gauge, layers_by_grader: Sequence[Sequence[str]]) -> None:
    """Set 1 for each sandbox layer that is active on every grader; 0 without graders."""
    for layer in SANDBOX_LAYERS:
        is_active = all(layer in layers for layers in layers_by_grader)
        gauge.labels(layer).set(bool(layers_by_grader) and is_active)
