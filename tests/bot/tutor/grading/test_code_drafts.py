"""Forms for the code of an exercise, on a platform that shows them in the reply."""

from __future__ import annotations

from dataclasses import replace

from bot.tutor.replies.model import Form
from grader.protocol import Status
from tests.support.study import Study, blocks, buttons, person, text

CODE = "def evens(n):\n    return n"


async def test_an_exercise_leads_to_a_form_with_its_starter(study: Study) -> None:
    exercise = study.tutor.catalog.exercise("tensors/evens")
    assert exercise is not None
    sends, begun = "command:submit:tensors/evens", exercise.starters["en"]
    (shown,) = blocks(await study.type("/exercise tensors/evens"), Form)
    assert (shown.action, shown.value) == (sends, begun)
    assert shown.draft is not None
    assert (shown.draft.label, shown.draft.style) == ("Write my answer", "primary")
    (opened,) = blocks(await study.press(shown.draft.action), Form)
    assert (opened.action, opened.value) == (sends, begun)
    assert opened.label == "Submit: Title of evens"


async def test_a_form_of_an_exercise_that_has_gone_says_so(study: Study) -> None:
    assert blocks(await study.press("write:tensors/gone"), Form) == []
    assert text(await study.press("write:tensors/gone"))


async def test_an_unknown_source_or_bug_begins_with_the_starter(study: Study) -> None:
    exercise = study.tutor.catalog.exercise("tensors/evens")
    assert exercise is not None
    for source in ("bug-999", "bug-x", "bug-²", "no-submission", "0" * 40):
        (form,) = blocks(await study.press(f"write:tensors/evens:{source}"), Form)
        assert form.value == exercise.starters["en"]


async def test_code_that_failed_to_run_can_be_edited_and_run_again(study: Study) -> None:
    await study.type("/run print(1")
    failed = await study.ran(status=Status.INVALID, reason="syntax")
    (edit,) = [each for each in buttons(failed) if each.label == "Edit and run again"]
    assert [(each.label, each.style) for each in buttons(failed)] == [
        ("Edit and run again", "primary"),
        ("Continue →", "plain"),
    ]
    (form,) = blocks(await study.press(edit.action), Form)
    assert (form.action, form.value) == ("command:run", "print(1")
    await study.press(form.action, "print(1)")
    assert getattr(study.queue.sent[-1], "code", "") == "print(1)"


async def test_a_snippet_of_a_page_that_fails_leads_to_the_next_page(study: Study) -> None:
    """Pages show errors on purpose."""
    await study.type("/lesson tensors")
    await study.press("snippet:tensors:1:1:en")
    failed = await study.ran(status=Status.FAILED)
    assert [each.label for each in buttons(failed) if each.style == "primary"] == ["Next page →"]


async def test_code_that_somebody_else_ran_is_not_in_the_form(study: Study) -> None:
    await study.type("/run print(1")
    failed = await study.ran(status=Status.INVALID, reason="syntax")
    (edit,) = [each for each in buttons(failed) if each.label == "Edit and run again"]
    (form,) = blocks(await study.press(edit.action, who="ben"), Form)
    assert form.value == ""


async def test_code_that_ran_to_its_end_is_not_offered_for_editing(study: Study) -> None:
    await study.type("/run print(1)")
    shown = buttons(await study.ran(stdout="1\n"))
    assert "Edit and run again" not in [each.label for each in shown]


async def test_whoever_writes_where_pastes_are_not_read_is_told_how_to_send_code(
    study: Study,
) -> None:
    quiet = replace(person("ben"), reads_pastes=False)
    for said in ("where do I paste my code?", "is this right?"):
        reply = await study.tutor.message(quiet, said, "m")
        assert "only read messages that mention me" in text(reply)
    repairs = [each for each in study.tutor.catalog.exercises() if each.forms.repairs]
    for exercise in repairs[:1]:
        reply = await study.tutor.act(quiet, f"repair:{exercise.id}:0", "", "m")
        assert "mention me" in text(reply)
