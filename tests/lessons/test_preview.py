"""`python -m lessons preview`: an author sees a lesson as a learner will."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from lessons.cli.parser import main
from tests.support.polling import INTERVAL_S, PATIENCE_S


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
        url = author.stdout.readline().removeprefix("Chat: ").strip()
        # The address's token becomes a cookie, as in a browser.
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(url, timeout=120) as page:
            assert b'<iframe src="/?pane=ja"' in page.read()
        os.killpg(author.pid, signal.SIGINT)
        assert author.wait(timeout=120) == 0
        assert list(tmp_path.glob("tensei-preview-*")) == []
    finally:
        author.kill()


def test_a_preview_of_an_unknown_lesson_suggests_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["preview", "tensros"]) == 2
    assert 'did you mean "tensors"?' in capsys.readouterr().err


def test_a_preview_that_watches_keeps_its_port_and_says_what_is_wrong_with_a_change(
    spoiled, tmp_path: Path, reserved_port: int
) -> None:
    command = [sys.executable, "-m", "lessons", "preview", "batches", "--watch"]
    command += ["--port", str(reserved_port), "--folder", str(spoiled.tracks)]
    with (tmp_path / "log").open("w+b") as log:
        author = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
        try:
            assert author.stdout is not None
            url = author.stdout.readline()
            assert url.startswith(f"Chat: http://127.0.0.1:{reserved_port}/")
            spoiled.change("lesson.en.md", "# Cutting", "Cutting")
            assert author.stdout.readline().startswith("Something has changed")
            faults = follow(tmp_path / "log", "the first line must be the title")
            assert "lesson.en.md:1: the first line must be the title" in faults
            os.killpg(author.pid, signal.SIGINT)
            assert author.wait(timeout=120) == 0
        finally:
            author.kill()
            author.communicate()


def follow(path: Path, awaited: str) -> str:
    """Return the text of a file that another process writes, once it holds `awaited`."""
    deadline = time.monotonic() + PATIENCE_S
    while awaited not in (text := path.read_text(encoding="utf-8", errors="replace")):
        assert time.monotonic() < deadline, text
        time.sleep(INTERVAL_S)
    return text


def test_a_preview_that_watches_wants_a_folder_of_yours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TENSEI_LESSONS", raising=False)
    assert main(["preview", "--watch"]) == 2
    assert "name their folder with --folder" in capsys.readouterr().err
