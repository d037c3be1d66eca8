"""`python -m lessons preview`: an author sees a lesson as a learner will."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path


def test_a_preview_serves_the_chat_leaves_nothing_and_ends_with_ctrl_c(
    our_tracks: Path, tmp_path: Path
) -> None:
    author = subprocess.Popen(
        [sys.executable, "-m", "lessons", "preview", "batches", "--folder", str(our_tracks)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        start_new_session=True,  # so that Ctrl-C reaches the whole group and not this test
    )
    try:
        assert author.stdout is not None
        assert author.stdout.readline() == "Open the chat and type: /lesson batches\n"
        url = author.stdout.readline().removeprefix("Chat: ").strip()
        # The address's token becomes a cookie, as in a browser.
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(url, timeout=120) as page:
            assert b"Tensei" in page.read()
        os.killpg(author.pid, signal.SIGINT)
        assert author.wait(timeout=120) == 0
        assert list(tmp_path.glob("tensei-preview-*")) == []
    finally:
        author.kill()


def test_a_preview_of_an_unknown_lesson_suggests_the_nearest() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "lessons", "preview", "tensros"], capture_output=True, text=True
    )
    assert asked.returncode == 2
    assert 'did you mean "tensors"?' in asked.stderr
