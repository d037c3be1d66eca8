"""The scenes of one learner: lessons, exercises, questions and progress."""

from __future__ import annotations

from datetime import timedelta

from bot.tutor.replies.actions import (
    AnswerPractice,
    AnswerQuestion,
    AnswerReview,
    AskNextQuestion,
    AskPractice,
    AskQuestion,
    ChooseLesson,
    CompareTries,
    EditRun,
    GoOn,
    OpenLesson,
    OpenLessonPage,
    PickLine,
    PostponeReview,
    ReadDirectly,
    ReadPage,
    RunSnippet,
    RunStoredCode,
    SetLanguage,
    SetReminder,
    ShareCard,
    ShareCode,
    ShowAnswer,
    ShowBlanks,
    ShowCard,
    ShowExercise,
    ShowForms,
    ShowHint,
    ShowNextReview,
    ShowOrder,
    ShowReference,
    ShowRepair,
    ShowReply,
    ShowTrace,
    ShowTries,
    ShowTry,
    SubmitBlanks,
    SubmitOrder,
    TickItem,
    WriteCode,
)
from bot.tutor.text.limits import LONGEST_WORDS
from grader.protocol import (
    ExceptionInfo,
    JobFailed,
    RunResult,
    ShapeTrace,
    Status,
    TraceStep,
    Verdict,
)
from tests.support.reply_sheet.play import Play

EVENS, FRAME = "tensors/evens", "tensors/frame"


TRACE = ShapeTrace(
    steps=(
        TraceStep(source="height", result="3"),
        TraceStep(source="width", result="4"),
        TraceStep(line=5, source="t = torch.zeros(size=(height, width))", result="(3, 4)"),
        TraceStep(line=6, source="t[..., 0] = 1.0", result="(3, 4)"),
        TraceStep(line=7, source="t[..., width - 1] = 1.0", result="(3, 4)"),
        TraceStep(line=8, source="return t", result="(3, 4)"),
    )
)
"""What the grader traces of the golden submission "tensors/frame/columns_only"."""


async def arrival(play: Play) -> None:
    """The first look and the first commands of a newcomer."""
    greeting = await play.study.tutor.greet_newcomer(play.user("Aiko"))
    assert greeting is not None
    play.show("opens the chat", greeting)
    await play.type("/start")
    await play.type("/help")
    await play.type("/language")
    await play.press(SetLanguage, language=play.language)
    await play.type("/lessen")
    await play.type("/xyzzy")
    await play.type("/le")
    await play.type("hello")
    await play.type("x " * LONGEST_WORDS)


async def lessons(play: Play) -> None:
    """Pages, snippets and questions in words."""
    await play.type("/lesson tensors")
    await play.press(OpenLessonPage, page=2)
    await play.act(ReadDirectly("tensors", 2))
    await play.press(RunSnippet)
    await play.ran(
        RunResult(status=Status.PASSED, stdout="tensor([[1, 2, 3],\n        [4, 5, 6]])")
    )
    await play.act(ChooseLesson("pytorch-basics"), "autograd")
    await play.act(ReadPage("tensors", 4))
    await play.act(OpenLesson("gradients"))
    await play.act(GoOn())
    await play.type("/lesson nothing like it")
    await play.type(
        "what is broadcasting?" if play.language == "en" else "ブロードキャストって何？"
    )
    await play.type("view vs reshape")
    await play.act(ShowAnswer("broadcasting"))
    await play.type(
        "what is a zebra made of?" if play.language == "en" else "シマウマとは何ですか？"
    )


async def exercises(play: Play) -> None:
    """An exercise with its hints, and every kind of verdict."""
    await play.type("/exercise evens")
    await play.type("/hint")
    await play.press(ShowHint)
    await play.act(ShowReference(EVENS))
    await play.press(WriteCode)
    await play.type("/submit")
    await play.type("```python\ndef evens(stop):\n    ...\n```")
    await play.submit("tensors/evens/odds")
    await play.submit("tensors/evens/floats")
    await play.submit("tensors/frame/integers")
    await play.submit("tensors/frame/out_of_range")
    await play.submit("tensors/frame/ones_inside")
    await play.submit("tensors/to-float/missing_colon")
    await play.submit("tensors/frame/columns_only", trace=TRACE)
    await play.press(ShowTrace)
    for status, reason in (
        (Status.TIMEOUT, None),
        (Status.OUT_OF_MEMORY, None),
        (Status.REFUSED, None),
    ):
        await play.type("```python\ndef evens(stop):\n    return stop\n```")
        await play.graded(Verdict(status=status, exercise=EVENS, reason=reason))
    await play.pass_exercise(EVENS, is_shown=True)
    await play.press(ShowReference)
    await play.act(ShareCode(EVENS))
    await play.press(ShowExercise, exercise=EVENS)
    await play.type("```python\ndef evens(stop):\n    return stop\n```")
    for _ in range(10):
        if play.study.delivered[-1][1].tone == "refused":
            break
        job = play.study.queue.sent[-1].id
        await play.study.tutor.jobs.on_grader_message(JobFailed(id=job, why="a grader died"))
    play.show("", play.study.delivered[-1][1])
    await play.type("/exercise nothing like it")


async def easier_forms(play: Play) -> None:
    """The easier forms of an exercise."""
    await play.act(ShowForms(FRAME))
    await play.press(ShowRepair)
    await play.act(ShowOrder(FRAME))
    await play.press(PickLine, "2")
    await play.press(SubmitOrder, "nothing")
    await play.act(ShowBlanks(FRAME))
    await play.press(SubmitBlanks, "1")


async def runs(play: Play) -> None:
    """Code that is run and not graded."""
    await play.type("/run")
    await play.type("/run print(1 / 0)")
    error = ExceptionInfo(
        type="ZeroDivisionError", message="division by zero", line=1, source="print(1 / 0)"
    )
    await play.ran(RunResult(status=Status.ERROR, raised=error))
    await play.press(EditRun)
    await play.type("/run print(torch.rand(64, 64))")
    row = ", ".join(f"0.{n:04}" for n in range(1234, 1298))
    await play.ran(RunResult(status=Status.PASSED, stdout="\n".join([f"tensor([{row}])"] * 20)))
    await play.type("```python\ndef something(x):\n    return x + 1\n```")
    await play.press(RunStoredCode)
    await play.ran(RunResult(status=Status.PASSED))
    await play.type("RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)")
    await play.type("/bench")


async def questions(play: Play) -> None:
    """Quiz, practice and reviews."""
    await play.type("/quiz tensors")
    await play.press(AnswerQuestion, "c")
    await play.act(AskQuestion("tensors"))
    lesson = play.study.catalog.lesson("tensors")
    assert lesson is not None
    for question in lesson.questions:
        await play.answer(question, is_shown=True)
    await play.act(AskQuestion("tensors"))
    await play.act(AskNextQuestion("tensors", lesson.questions[0].id))
    await play.act(AskPractice("tensors"))
    await play.press(AnswerPractice, "b")
    play.study.now += timedelta(days=30)
    await play.type("/review")
    await play.act(AnswerReview(lesson.questions[0].ref), "a")
    await play.act(ShowNextReview())
    await play.act(PostponeReview(EVENS))
    await play.act(SetReminder("20"))
    play.study.now += timedelta(hours=2)
    await play.run_due()
    await play.act(SetReminder("off"))


async def progress(play: Play) -> None:
    """What a learner has reached, and their earlier tries."""
    await play.type("/progress")
    await play.type("/progress")
    await play.press(TickItem)
    await play.type("/history")
    await play.press(ShowTries, exercise=FRAME)
    await play.press(ShowTry)
    await play.press(CompareTries)
    await play.act(ShowReply(play.study.queue.sent[-1].id))
    await play.act(ShowReply("another"))
    for lesson in play.study.catalog.tracks[0].lessons:
        for exercise in lesson.exercises:
            await play.pass_exercise(exercise.id, is_shown=False)
        for question in lesson.questions:
            await play.answer(question)
    await play.act(ShowCard(play.study.catalog.tracks[0].slug))
    await play.act(ShareCard(play.study.catalog.tracks[0].slug))
