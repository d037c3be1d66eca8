"""The benchmark: the request, the grader's result, and the reply."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from PIL import Image

from bot.images.line_chart import COLOURS
from bot.tutor.replies.model import Picture, Reply, Table
from bot.tutor.text.commands import NAMES
from grader.protocol import Measure, Measured, Measurement
from lessons.curriculum import BUTTON_COMMANDS, LANGUAGES, CommandButton, Language, Page
from tests.support.study import Study, blocks, buttons, text

CPU_ONLY = Measurement(
    sizes=(16, 64, 256, 1024),
    cpu_ms=(0.0013, 0.0066, 0.3251, 20.6),
    cpu="Some Processor",
    threads=1,
    torch="2.13.0",
)
GPU: dict[str, Any] = {
    "gpu": "Some GPU",
    "gpu_ms": (0.02, 0.02, 0.025, 0.3),
    "copy_ms": (0.05, 0.055, 0.16, 2.2),
}


def with_gpu(**facts: Any) -> Measurement:
    return Measurement(**(CPU_ONLY.model_dump() | GPU | facts))


async def told(study: Study, measurement: Measurement, locale: str = "en") -> Reply:
    """Request a benchmark, send a grader's result, and return the delivered reply."""
    await study.type("/bench", locale=locale)
    await study.tutor.jobs.on_grader_message(
        Measured(id=study.queue.sent[-1].id, result=measurement)
    )
    return study.delivered[-1][1]


def image(reply: Reply) -> Image.Image:
    (picture,) = blocks(reply, Picture)
    return Image.open(io.BytesIO(base64.b64decode(picture.png_base64))).convert("RGB")


def colours(picture: Image.Image) -> set[str]:
    found = picture.getcolors(picture.width * picture.height)
    return {"#" + bytes(colour).hex() for _, colour in found}


async def test_a_measurement_is_queued_and_the_reply_edited_when_it_is_there(study: Study) -> None:
    waiting = await study.type("/bench", to="place")
    assert waiting.pending
    assert "measuring" in text(waiting)
    (job,) = study.queue.sent
    assert job == Measure(id=job.id)
    assert study.queue.staged == [job]
    await study.tutor.jobs.on_grader_message(Measured(id=job.id, result=CPU_ONLY))
    ((place, reply),) = study.delivered
    assert (place, reply.pending) == ("place", False)


async def test_the_table_has_the_numbers_that_were_measured(study: Study) -> None:
    (table,) = blocks(await told(study, with_gpu()), Table)
    assert table.head == ("n", "CPU", "GPU, with copies", "GPU alone")
    assert table.rows[0] == ("16", "0.0013 ms", "0.070 ms", "0.020 ms")
    assert table.rows[-1] == ("1024", "21 ms", "2.5 ms", "0.30 ms")


async def test_the_crossing_is_named_in_words_and_in_the_alternative_text(study: Study) -> None:
    reply = await told(study, with_gpu())
    assert "cross near n = 200" in text(reply)
    assert "cross near n = 200" in blocks(reply, Picture)[0].alt
    assert {COLOURS["blue"], COLOURS["orange"]} <= colours(image(reply))


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_without_a_gpu_nothing_is_drawn_or_numbered_for_one(
    study: Study, locale: Language
) -> None:
    reply = await told(study, CPU_ONLY, locale)
    (table,) = blocks(reply, Table)
    assert table.head == ("n", "CPU")
    assert COLOURS["orange"] not in colours(image(reply))
    explained = study.words.translate(locale, "bench-no-gpu")
    assert explained in text(reply)
    assert not any(letter.isdigit() for letter in explained)


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        ((50.0, 50.0, 50.0, 50.0), "the CPU is faster up to n = 1024"),
        ((1e-5, 1e-5, 1e-5, 1e-5), "the GPU is faster from n = 16 on"),
    ],
)
async def test_where_the_lines_do_not_cross_that_is_said(
    study: Study, copies: tuple[float, ...], said: str
) -> None:
    reply = await told(study, with_gpu(copy_ms=copies, gpu_ms=(1e-4, 1e-4, 1e-4, 1e-4)))
    assert said in text(reply)
    assert "near n =" not in text(reply) + blocks(reply, Picture)[0].alt


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_all_words_fit_on_the_picture(study: Study, locale: Language) -> None:
    picture = image(await told(study, with_gpu(), locale))
    edge = 2  # pixels of the card's own edge
    margin = picture.crop((picture.width - 24, 60, picture.width - edge, picture.height - 60))
    assert len(colours(margin)) == 1, "nothing but paper at the right edge"


async def test_a_measurement_survives_a_restart_of_the_bot(study: Study) -> None:
    await study.type("/bench", to="place")
    study.queue.sent.clear()
    await study.started().jobs.resume()
    (job,) = study.queue.sent
    assert isinstance(job, Measure)
    study.platform_is_down = True
    await study.tutor.jobs.on_grader_message(Measured(id=job.id, result=CPU_ONLY))
    study.platform_is_down = False
    await study.started().jobs.resume()
    ((place, reply),) = study.delivered
    assert place == "place"
    assert blocks(reply, Picture)


async def test_the_same_question_handed_over_twice_is_measured_once(study: Study) -> None:
    for _ in range(2):
        assert (await study.type("/bench", to="place")).pending
    assert len(study.queue.sent) == 1


async def test_a_grader_that_cannot_measure_is_asked_three_times_and_then_we_say_so(
    study: Study,
) -> None:
    await study.type("/bench")
    for _ in range(3):
        await study.trouble()
    ((_, reply),) = study.delivered
    assert "did not work out" in text(reply)
    assert len({job.id for job in study.queue.sent}) == 1


async def test_a_lesson_offers_the_measurement_with_a_button(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page("Measure", (CommandButton("Measure it now", "bench"),))
    lesson = study.catalog.lessons()[0]
    monkeypatch.setitem(lesson.pages, "en", (page,))  # type: ignore[arg-type]
    reply = await study.type("/lesson tensors")
    offered = buttons(reply)[0]
    assert (offered.label, offered.action) == ("Measure it now", "command:bench")
    assert (await study.press(offered.action)).pending


def test_every_command_that_a_lesson_may_offer_exists() -> None:
    assert set(BUTTON_COMMANDS) <= set(NAMES)
