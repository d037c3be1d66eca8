"""What code printed is shown for one input, and warnings are no output of the code."""

import pytest

from grader.judge.printed_output import KEYS, MAX_OUTPUT, printed_for, read_stderr, without_paths
from grader.probe import CALL_MARK
from tests.support.built_in import strict_translations

LIBRARY = "/opt/venv/lib/python3.11/site-packages/torch/nn/modules/linear.py"


def outputs(*calls, loading=""):
    return loading + "".join(CALL_MARK + call for call in calls)


def test_of_ten_calls_only_what_the_failing_one_printed_is_shown():
    printed = printed_for(outputs(*(f"call {n}\n" for n in range(10))), case=3, calls_per_case=1)
    assert (printed.text, printed.inputs, printed.is_of_case) == ("call 3\n", 10, True)


def test_without_a_failing_case_the_first_that_printed_is_shown():
    printed = printed_for(outputs("", "second\n", "third\n"), case=None, calls_per_case=1)
    assert (printed.text, printed.inputs, printed.is_of_case) == ("second\n", 3, False)


def test_a_failing_case_that_printed_nothing_is_not_said_to_have_printed():
    printed = printed_for(outputs("first\n", ""), case=1, calls_per_case=1)
    assert (printed.text, printed.is_of_case) == ("first\n", False)


def test_a_case_of_two_calls_is_one_input():
    printed = printed_for(outputs("a\n", "b\n", "c\n", "d\n"), case=1, calls_per_case=2)
    assert (printed.text, printed.inputs) == ("c\nd\n", 2)


def test_what_was_printed_while_the_code_was_loaded_stays_and_is_no_call():
    assert printed_for(outputs("", "", loading="hello\n"), 0, 1).inputs == 0
    both = printed_for(outputs("in\n", "other\n", loading="hello\n"), 0, 1)
    assert (both.text, both.inputs) == ("hello\nin\n", 2)


def test_output_without_marks_is_shown_whole_up_to_the_limit():
    assert printed_for("plain\n", 4, 1) == printed_for("plain\n", None, 1)
    assert printed_for("plain\n", 4, 1).text == "plain\n"
    assert len(printed_for("x" * 9999, None, 1).text) == MAX_OUTPUT


def warning(text, file="<your code>", line=5, source="    y = f(x)"):
    return f"{file}:{line}: UserWarning: {text}\n  {source.strip()}\n"


def test_a_warning_of_a_library_is_left_out_with_its_path():
    found = read_stderr(warning("Initializing zero-element tensors is a no-op", LIBRARY, 124))
    assert (found.text, found.own_warnings, found.hints) == ("", "", ())


def test_a_warning_of_the_learners_line_is_no_output_but_a_warning():
    text = warning("careful")
    found = read_stderr("mine\n" + text + "also mine\n")
    assert (found.text, found.own_warnings) == ("mine\nalso mine\n", text)


def test_a_warning_of_the_learners_line_names_no_file_of_torch():
    found = read_stderr(warning("careful (Triggered internally at /__w/aten/Copy.cpp:32.)"))
    assert found.own_warnings == warning("careful")


def test_a_warning_about_speed_alone_is_left_out():
    slow = "searchsorted(): input value tensor is non-contiguous, this will lower the performance"
    assert read_stderr(warning(slow)).own_warnings == ""


CAUSES = [
    (
        "warned-grad-of-result",
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad",
    ),
    (
        "warned-left-graph",
        "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior."
        "\nConsider using tensor.detach() first. (Triggered internally at x.cpp:836.)",
    ),
    ("warned-tensor-copied", "To copy construct from a tensor, it is recommended to use"),
    ("warned-spread-of-one", "std(): degrees of freedom is <= 0. Correction should be strictly"),
    ("warned-target-shape", "Using a target size (torch.Size([2])) that is different to the input"),
]


@pytest.mark.parametrize(("key", "text"), CAUSES)
def test_a_warning_that_tells_the_cause_is_a_hint_with_its_line(key, text):
    found = read_stderr("before\n" + warning(text) + warning(text, line=9) + "after\n")
    assert found.text == "before\nafter\n"
    assert found.own_warnings == ""
    assert [(hint.key, hint.facts) for hint in found.hints] == [(key, {"line": "5"})]


def test_a_warning_that_tells_the_cause_counts_also_from_within_torch():
    text = warning(dict(CAUSES)["warned-target-shape"], LIBRARY, 634)
    assert [hint.facts for hint in read_stderr(text).hints] == [{"line": "none"}]


def test_every_cause_is_tried_and_has_words_in_both_languages():
    assert {key for key, _ in CAUSES} == set(KEYS)
    translations = strict_translations()
    for language in ("en", "ja"):
        for key in KEYS:
            texts = [translations.format(language, f"remark-{key}", {"line": n}) for n in "57"]
            assert texts[0].replace("5", "7") == texts[1]
            assert "none" not in translations.format(language, f"remark-{key}", {"line": "none"})


def test_a_warning_that_the_code_printed_itself_without_a_source_line_ends_with_its_line():
    found = read_stderr("a.py:3: UserWarning: no source follows\nplain\nmore\n")
    assert found.text == "plain\nmore\n"


def test_the_playground_keeps_warnings_of_libraries_without_paths():
    text = warning("Initializing zero-element tensors is a no-op", LIBRARY, 124)
    own = warning("careful")
    assert without_paths("mine\n" + text + own) == (
        "mine\nUserWarning: Initializing zero-element tensors is a no-op\n" + own
    )


def test_what_later_rounds_printed_belongs_to_the_case_that_goes_on():
    text = outputs("a1\n", "b1\n", "c1\n", "b2\n", "c2\n", "c3\n")
    printed = printed_for(text, case=2, calls_per_case=1, later=(1, 2, 2))
    assert (printed.text, printed.inputs, printed.is_of_case) == ("c1\nc2\nc3\n", 3, True)
