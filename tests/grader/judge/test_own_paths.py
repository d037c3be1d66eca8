"""What a learner's process sends is shown without the paths and the frames of our own code."""

import sys
import sysconfig
import threading
import traceback
from pathlib import Path

import pytest
import torch

from grader.judge import explain_exception, own_paths
from grader.judge.own_paths import without_ignored_errors, without_own_paths

PROJECT = str(Path(own_paths.__file__).resolve().parents[2])
LIBRARIES = sysconfig.get_paths()["purelib"]


def test_files_of_the_interpreter_and_of_libraries_are_named_as_they_are_imported():
    text = f'File "{threading.__file__}", line 1\n{torch!r} {LIBRARIES}/numpy/core.py'
    assert without_own_paths(text) == (
        "File \"threading.py\", line 1\n<module 'torch' from 'torch/__init__.py'> numpy/core.py"
    )


@pytest.mark.parametrize("directory", [PROJECT, LIBRARIES, sys.prefix, sys.base_prefix])
def test_no_directory_of_this_machine_is_left(directory):
    text = f"{directory} {directory}/bin ['{directory}', '{Path(directory).resolve()}/x']"
    assert directory not in without_own_paths(text)


@pytest.mark.parametrize("name", ["site-packages", "dist-packages"])
def test_a_torch_of_the_system_or_of_another_environment_is_named_as_it_is_imported(
    monkeypatch, name
):
    monkeypatch.setattr(sys, "path", [*sys.path, f"/somewhere/else/{name}"])
    own_paths._directories.cache_clear()
    text = f"cannot import name 'foo' from 'torch' (/somewhere/else/{name}/torch/__init__.py)"
    assert without_own_paths(text) == "cannot import name 'foo' from 'torch' (torch/__init__.py)"
    own_paths._directories.cache_clear()


def test_frames_of_our_own_packages_are_left_out_with_their_lines():
    ours = f'  File "{PROJECT}/grader/jail/inside/child_main.py", line 7, in wrapper\n'
    learners = '  File "<your code>", line 3, in f\n    g()\n    ^^^\n'
    frames = (
        f"before\n{ours}    return function(*args)\n           ^^^^^^^^\n{learners}{ours}after\n"
    )
    assert without_own_paths(frames) == f"before\n{learners}after\n"


def test_a_dump_of_threads_keeps_only_the_frames_of_others():
    frame = f'  File "{PROJECT}/grader/probe/observe.py", line 9 in observe\n'
    text = f'Current thread:\n  File "<your code>", line 2 in f\n{frame}{frame}'
    assert without_own_paths(text) == 'Current thread:\n  File "<your code>", line 2 in f\n'


def test_a_printed_stack_of_our_own_process_keeps_no_frame_of_ours():
    stack = "".join(traceback.format_stack()) + without_own_paths.__code__.co_filename
    assert PROJECT not in without_own_paths(stack)


@pytest.mark.parametrize(
    "text", ["", "1/2", "open('/home/me/x.csv')", '  File "<your code>", line 1\n    f()\n']
)
def test_other_text_is_not_changed(text):
    assert without_own_paths(text) == text


def test_messages_and_tracebacks_of_exceptions_name_no_path_of_this_machine():
    message = f"cannot import name 'foo' from 'torch' ({torch.__file__})"
    found = explain_exception.explain(
        {"type": "ImportError", "message": message, "traceback": f"ImportError: {message}"}
    )
    assert found.message == "cannot import name 'foo' from 'torch' (torch/__init__.py)"
    assert found.traceback.endswith("(torch/__init__.py)")
    assert found.key is not None


def ignored_error(file):
    return (
        "Exception ignored in: <function Loader.__del__ at 0x5614>\n"
        "Traceback (most recent call last):\n"
        f'  File "{file}", line 17, in __del__\n'
        "    self._shutdown_workers()\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "AttributeError: no attribute\n"
    )


def test_an_error_that_python_ignored_in_a_library_is_left_out():
    error = ignored_error(f"{LIBRARIES}/torch/utils/data/dataloader.py")
    assert without_ignored_errors(f"before\n{error}{error}after\n") == "before\nafter\n"


@pytest.mark.parametrize(
    "text",
    [
        ignored_error("<your code>"),
        "Exception ignored in: what a learner printed\nnext\n",
        'Exception ignored in: \nTraceback (most recent call last):\n  File "<your code>"\n',
    ],
)
def test_an_ignored_error_of_the_learners_own_code_is_kept(text):
    assert without_ignored_errors(text) == text
