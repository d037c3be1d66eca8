"""Pictures from real children: what is passed on, and what is left out."""

import base64
import inspect
import io
import struct
import zlib

import pytest
from PIL import Image

from grader import protocol
from grader.jail import ExitKind, Limits, Task
from grader.jail.inside.code_runner import (
    ALL_FIGURES,
    LARGEST_FIGURE,
    LONGEST_VALUE,
    MOST_FIGURES,
    MOST_PIXELS,
)
from grader.jail.pictures import strip_png

pytestmark = pytest.mark.asyncio(loop_scope="session")


SEND_FRAME = """
import json, os
def send(head, blobs=()):
    text = json.dumps(head | {"blobs": [len(blob) for blob in blobs]}).encode()
    lengths = len(text).to_bytes(4, "big") + sum(map(len, blobs)).to_bytes(8, "big")
    os.write(3, b"TSJ1" + lengths + text + b"".join(blobs))
    os._exit(0)
"""


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def picture(width, height, *more):
    """Return a PNG that declares that size, with additional chunks before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    end = (chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b""))
    return b"".join((b"\x89PNG\r\n\x1a\n", header, *more, *end))


SMALL = picture(640, 480)


@pytest.mark.parametrize(
    "blob",
    [
        picture(60_000, 60_000),
        picture(1 << 20, 2),
        picture(0, 5),
        picture(640, 480, chunk(b"IDAT", bytes(LARGEST_FIGURE))),
        picture(640, 480, *[chunk(b"IDAT", b"x")] * 5000),
        picture(640, 480, chunk(b"IHDR", bytes(13))),
        SMALL[:16],
        SMALL[:-1],
        SMALL.replace(b"IDAT", b"IDAX"),
        b"GIF89a",
        b"<svg>",
    ],
    ids=[
        "vast",
        "long",
        "no width",
        "too many bytes",
        "too many chunks",
        "two headers",
        "cut in its header",
        "cut at its end",
        "damaged",
        "a GIF",
        "an SVG",
    ],
)
async def test_what_is_no_picture_or_unfolds_to_gigabytes_is_not_passed_on(jail, blob):
    sent = "_HELD" if len(blob) > 50_000 else repr(blob)
    prelude = f"import zlib\n_HELD = zlib.decompress({zlib.compress(blob)!r})\n"
    code = (
        f"{prelude}{SEND_FRAME}send({{'ending': 'answered', 'value': None}}, [{sent}, {SMALL!r}])"
    )
    outcome = await jail.run(Task(code))
    assert (outcome.ending, outcome.figures) == (ExitKind.ANSWERED, (SMALL,))
    assert outcome.figures_left_out == 1


async def test_the_bot_takes_as_large_pictures_as_the_jail_passes_on():
    taken = (protocol.MAX_FIGURES, protocol.MAX_FIGURE_BYTES, protocol.MAX_ALL_FIGURES_BYTES)
    assert taken == (MOST_FIGURES, LARGEST_FIGURE, ALL_FIGURES)
    most = base64.b64encode(bytes(LARGEST_FIGURE)).decode()
    protocol.RunResult(status=protocol.Status.PASSED, figures=(most,) * 4)
    with pytest.raises(ValueError, match="too large"):
        protocol.RunResult(status=protocol.Status.PASSED, figures=(most,) * 5)
    with pytest.raises(ValueError, match="too large"):
        protocol.RunResult(status=protocol.Status.PASSED, figures=(most + "AAAA",))


async def test_nothing_but_the_pixels_of_a_picture_is_passed_on():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(10 << 20)))
    profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(10 << 20)))
    palette = chunk(b"PLTE", bytes(3))
    assert strip_png(picture(64, 48, bomb, profile, palette) + b"PK") == picture(64, 48, palette)


async def test_pictures_over_the_total_are_left_out_and_counted(jail):
    helper_source = "".join(map(inspect.getsource, (chunk, picture)))
    code = f"{SEND_FRAME}import zlib\nimport struct\n{helper_source}"
    code += "large = picture(640, 480, chunk(b'IDAT', bytes(900_000)))\n"
    code += "send({'ending': 'answered', 'value': None}, [large] * 7)"
    outcome = await jail.run(Task(code))
    assert (len(outcome.figures), outcome.figures_left_out) == (4, 3)
    assert sum(map(len, outcome.figures)) <= ALL_FIGURES


@pytest.mark.parametrize(
    "code_of_figure",
    [
        "plt.figure(figsize=(6, 6)); plt.imshow(np.random.rand(600, 600, 3))",
        "plt.figure(figsize=(60, 50)); plt.plot([1, 2])",
        "plt.figure(figsize=(200, 1)); plt.plot([1, 2])",
    ],
    ids=["noise", "a poster", "a ribbon"],
)
async def test_a_figure_that_would_be_too_large_is_drawn_at_a_lower_resolution(
    jail, code_of_figure
):
    code = (
        f"import numpy as np, matplotlib.pyplot as plt\nfor _ in range(5):\n    {code_of_figure}\n"
    )
    outcome = await jail.run(Task(code, limits=Limits(wall_seconds=60, cpu_seconds=60)))
    assert (len(outcome.figures), outcome.figures_left_out) == (5, 0), outcome
    for figure in outcome.figures:
        with Image.open(io.BytesIO(figure)) as drawn:
            drawn.load()
            assert drawn.width * drawn.height <= MOST_PIXELS


async def test_no_more_pictures_and_no_longer_a_value_are_taken_than_an_honest_child_sends(jail):
    code = f"{SEND_FRAME}send({{'ending': 'answered', 'value': 'v' * 900_000}}, [{SMALL!r}] * 900)"
    outcome = await jail.run(Task(code))
    assert outcome.ending is ExitKind.ANSWERED
    assert (len(outcome.figures), len(outcome.value)) == (MOST_FIGURES, LONGEST_VALUE + 1)
    assert outcome.figures_left_out == 900 - MOST_FIGURES
