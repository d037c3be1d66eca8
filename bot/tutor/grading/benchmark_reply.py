"""The reply to /bench: how long matrix products take on the grader's machine."""

from __future__ import annotations

import asyncio
import math

from bot.i18n import Translator
from bot.images import line_chart
from bot.images.canvas import Point
from bot.images.line_chart import Annotation, Chart, Curve
from bot.storage.models import RunRow
from bot.tutor.replies.cards import card_picture
from bot.tutor.replies.model import AnyBlock, Reply, Table, Text
from grader.protocol import Measurement

MEASUREMENT = "measurement"
"""The kind of a run that is a benchmark."""


async def bench_reply(t: Translator, row: RunRow) -> Reply:
    """Return the reply to /bench in its current state: waiting, given up, or finished."""
    if row.status is None:
        return Reply(
            tone="waiting",
            threadable=True,
            blocks=(Text(markdown=t("bench-waiting")),),
            pending=True,
        )
    if row.result is None:
        return Reply(tone="refused", threadable=True, blocks=(Text(markdown=t("bench-gave-up")),))
    return Reply(
        tone="board",
        threadable=True,
        blocks=await _result_blocks(t, Measurement.model_validate(row.result)),
    )


async def _result_blocks(t: Translator, measurement: Measurement) -> tuple[AnyBlock, ...]:
    png = await asyncio.to_thread(line_chart.draw, _chart(t, measurement))
    picture = card_picture(png, _alt(t, measurement))
    text = "\n\n".join(_explanations(t, measurement))
    return (
        Text(markdown=t("bench-heading")),
        picture,
        Text(markdown=text),
        _table(t, measurement),
        Text(markdown=_machine(t, measurement)),
    )


def _chart(t: Translator, measurement: Measurement) -> Chart:
    lines = [Curve(t("bench-cpu"), measurement.cpu_ms, "blue")]
    trip = measurement.with_copies_ms
    if trip is not None and measurement.gpu_ms is not None:
        lines.append(Curve(t("bench-trip"), trip, "orange"))
        lines.append(Curve(t("bench-gpu"), measurement.gpu_ms, "orange", dashed=True))
    at = _crossing(measurement)
    return Chart(
        title=t("bench-title"),
        sizes=measurement.sizes,
        curves=tuple(lines),
        size_label=t("bench-size"),
        value_label=t("bench-time"),
        annotation=Annotation(at, t("bench-crossing", size=_size(at[0]))) if at else None,
    )


def _explanations(t: Translator, measurement: Measurement) -> list[str]:
    """Return sentences about what the chart shows, and why."""
    sizes, cpu, trip = measurement.sizes, measurement.cpu_ms, measurement.with_copies_ms
    smallest, largest = str(sizes[0]), str(sizes[-1])
    sentences = [t("bench-cpu-explained", smallest=smallest, largest=largest)]
    if trip is None:
        return [*sentences, t("bench-no-gpu")]
    sentences.append(t("bench-gpu-explained"))
    if at := _crossing(measurement):
        sentences.append(t("bench-crosses", size=_size(at[0])))
    elif trip[-1] < cpu[-1]:
        sentences.append(t("bench-gpu-always", smallest=smallest))
    else:
        sentences.append(t("bench-gpu-never", largest=largest))
    return sentences


def _table(t: Translator, measurement: Measurement) -> Table:
    head, columns = ["n", t("bench-cpu")], [measurement.cpu_ms]
    trip = measurement.with_copies_ms
    if trip is not None and measurement.gpu_ms is not None:
        head += [t("bench-trip"), t("bench-gpu")]
        columns += [trip, measurement.gpu_ms]
    return Table(
        head=tuple(head),
        rows=tuple(
            (str(n), *(t("bench-ms", time=_figure(times[at])) for times in columns))
            for at, n in enumerate(measurement.sizes)
        ),
    )


def _alt(t: Translator, measurement: Measurement) -> str:
    facts = {
        "smallest": str(measurement.sizes[0]),
        "largest": str(measurement.sizes[-1]),
        "first": _figure(measurement.cpu_ms[0]),
        "last": _figure(measurement.cpu_ms[-1]),
    }
    trip = measurement.with_copies_ms
    if trip is None:
        return t.format("bench-alt-cpu", facts)
    facts |= {"trip-first": _figure(trip[0]), "trip-last": _figure(trip[-1])}
    alt = t.format("bench-alt-gpu", facts)
    at = _crossing(measurement)
    return alt + t("bench-alt-crossing", size=_size(at[0])) if at else alt


def _machine(t: Translator, measurement: Measurement) -> str:
    return t(
        "bench-machine",
        cpu=measurement.cpu,
        threads=str(measurement.threads),
        gpu=measurement.gpu or t("bench-none"),
        torch=measurement.torch,
    )


def _crossing(measurement: Measurement) -> Point | None:
    """Return where the GPU with copies becomes faster than the CPU; None where it does not."""
    trip = measurement.with_copies_ms
    if trip is None:
        return None
    return line_chart.crossing(measurement.sizes, measurement.cpu_ms, trip)


def _figure(value: float) -> str:
    """Format with two significant digits, or with all digits before the point."""
    return f"{value:.{max(0, 1 - math.floor(math.log10(value)))}f}" if value else "0"


def _size(value: float) -> str:
    """Format an interpolated size with two significant digits: it is not known better."""
    digits = math.floor(math.log10(value)) - 1
    return str(round(value / 10**digits) * 10**digits) if digits > 0 else str(round(value))
