"""Replies to questions in words: the answer, then buttons to its page and its exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.questions.question_answers import FoundAnswer, QuestionAnswers
from bot.tutor.replies.actions import OpenLessonPage, ShowAnswer
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.model import Button, Buttons, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on

EXAMPLES = 3
"""Buttons with examples of what can be asked."""


class QuestionReplies(Feature):
    """Replies to what learners ask about PyTorch."""

    def __init__(self, context: TutorContext, answers: Callable[[], QuestionAnswers]) -> None:
        self._context = context
        self._known_answers = answers  # those of the catalogue that is taught now

    @property
    def _answers(self) -> QuestionAnswers:
        return self._known_answers()

    def actions(self) -> ActionHandlers:
        """Return the handler of the buttons with examples."""
        return (on(ShowAnswer, self.on_show_answer),)

    async def on_show_answer(self, request: Request, action: ShowAnswer) -> Reply:
        """Show an answer, also from a button of a version that had more of them."""
        found = self._answers.answer(action.answer, request.t.language)
        if found is None:
            return self._with_examples(request.t, request.t("question-gone"))
        return self._reply(request.t, found)

    def answer(self, request: Request) -> Reply | None:
        """Reply to a question; return None where nothing that is known answers the text."""
        found = self._answers.find(request.text, request.t.language)
        if found is None:
            return None
        others = self._answers.others(request.text, found, request.t.language)
        return self._reply(request.t, found, others)

    def unanswered(self, request: Request) -> Reply | None:
        """Offer what a text may ask, or say what can be asked, in reply to a question.

        Return None for a text that is no question and resembles none.
        """
        likely = self._answers.candidates(request.text, request.t.language)
        if likely:
            return self._with_candidates(request.t, likely)
        if not self._answers.is_question(request.text):
            return None
        return self._with_examples(request.t, request.t("question-none"))

    def _with_candidates(self, t: Translator, likely: Sequence[FoundAnswer]) -> Reply:
        """Ask which of a few questions is meant; one answer is offered as well as three are."""
        asks = (button(t("button-ask", term=each.term), ShowAnswer(each.id)) for each in likely)
        buttons = Buttons(buttons=(*asks, command_button(t, "help")))
        return Reply(
            threadable=True,
            blocks=(Text(markdown=t("question-unsure", count=len(likely))), buttons),
        )

    def _with_examples(self, t: Translator, text: str) -> Reply:
        topics = self._answers.topics(t.language)
        spread = topics[: 2 * EXAMPLES : 2]  # the first ones of different lessons
        asks = (button(t("button-ask", term=each.term), ShowAnswer(each.id)) for each in spread)
        on = (command_button(t, "lesson", "primary"), command_button(t, "help"))
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=(*asks, *on))))

    def _reply(
        self, t: Translator, found: FoundAnswer, others: Sequence[FoundAnswer] = ()
    ) -> Reply:
        """Return the answer with its page and its exercise, then what may be meant as well."""
        text = f"{found.answer}\n\n{t('question-nearest')}" if found.is_nearest else found.answer
        buttons = tuple(self._buttons(t, found)) or (command_button(t, "lesson"),)
        buttons += tuple(
            button(t("button-ask", term=each.term), ShowAnswer(each.id)) for each in others
        )
        blocks = (Text(markdown=text), Buttons(buttons=buttons))
        return Reply(tone="lesson", threadable=True, blocks=blocks)

    def _buttons(self, t: Translator, found: FoundAnswer) -> Iterator[Button]:
        lesson = self._context.catalog.lesson(found.lesson) if found.lesson else None
        if lesson is not None and found.page is not None:
            title = lesson.pages[t.language][found.page - 1].title
            label = t("button-page", number=lesson.number, page=found.page, title=title)
            yield button(label, OpenLessonPage(lesson.slug, found.page), "primary")
        exercise = self._context.catalog.exercise(found.exercise) if found.exercise else None
        if exercise is not None:
            yield exercise_button(t, exercise)
