"""Puts the tutor's features together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.tutor.account.linking import Linking
from bot.tutor.account.preferences import Preferences
from bot.tutor.account.privacy import Privacy
from bot.tutor.account.setup import Setup
from bot.tutor.account.workspace_settings import WorkspaceSettings
from bot.tutor.context import TutorContext
from bot.tutor.courses.courses import Courses
from bot.tutor.courses.drafts import CourseDrafts
from bot.tutor.courses.plans import CoursePlans
from bot.tutor.daily.channels import DailyChannels
from bot.tutor.daily.notices import NoticeSender
from bot.tutor.daily.prompts import DailyPrompts
from bot.tutor.grading.code_drafts import CodeDrafts
from bot.tutor.grading.deliveries import Deliveries
from bot.tutor.grading.disputes import Disputes
from bot.tutor.grading.exercise_forms import ExerciseForms
from bot.tutor.grading.history import History
from bot.tutor.grading.jobs import JobService
from bot.tutor.grading.regrades import Regrades
from bot.tutor.grading.runs import Runs
from bot.tutor.grading.shape_trace import ShapeTraces
from bot.tutor.grading.submissions import Submissions
from bot.tutor.groups.asking import Asking
from bot.tutor.groups.digest import Digests
from bot.tutor.groups.group_command import GroupCommand
from bot.tutor.groups.groups import Groups
from bot.tutor.groups.leaderboard import Leaderboard
from bot.tutor.groups.learner_search import LearnerSearch
from bot.tutor.groups.live import Live
from bot.tutor.groups.live_updates import LiveUpdates
from bot.tutor.groups.one_learner import OneLearner
from bot.tutor.identity import OnJoining
from bot.tutor.learning.coming_back import ComingBack
from bot.tutor.learning.direct_lessons import DirectLessons
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.going_on import GoingOn
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.open_questions import OpenQuestions
from bot.tutor.learning.practice import Practice
from bot.tutor.learning.progress import Progress
from bot.tutor.learning.quizzes import Quizzes
from bot.tutor.learning.reviews import Reviews
from bot.tutor.learning.role_changes import RoleChanges
from bot.tutor.learning.role_command import RoleCommand
from bot.tutor.learning.roles_on_joining import RolesOnJoining
from bot.tutor.learning.track_cards import TrackCards
from bot.tutor.questions.replies import QuestionReplies
from bot.tutor.router import Router
from bot.tutor.scheduler import Scheduler
from bot.tutor.text.completion import Completion
from bot.tutor.text.free_text import FreeText
from bot.tutor.text.onboarding import Onboarding
from bot.tutor.text.status import Status
from bot.tutor.text.wants import Known
from grader.queues import Queue


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a tutor: behind the router, and those that are used by name as well."""

    router: Router
    jobs: JobService
    deliveries: Deliveries
    scheduler: Scheduler
    live_updates: LiveUpdates
    joining: OnJoining
    completion: Completion
    workspace_settings: WorkspaceSettings
    setup: Setup
    onboarding: Onboarding
    coming_back: ComingBack
    free_text: FreeText
    open_questions: OpenQuestions
    submissions: Submissions
    forms: ExerciseForms
    drafts: CodeDrafts
    course_drafts: CourseDrafts


def build_features(context: TutorContext, queue: Queue, known: Callable[[], Known]) -> Features:
    """Build the features. `known` returns what the present catalogue has words for."""
    deliveries = Deliveries(context, queue)
    regrades = Regrades(context, queue)
    jobs = JobService(context, queue, deliveries, regrades)
    workspace_settings = WorkspaceSettings(context)
    lessons, reviews, progress = Lessons(context), Reviews(context), Progress(context)
    exercises = Exercises(context, queue)
    open_questions = OpenQuestions(context)
    coming_back = ComingBack(context)
    onboarding = Onboarding(context, coming_back)
    runs = Runs(context, jobs, lessons, onboarding)
    submissions = Submissions(context, jobs, onboarding, runs.run_paste)
    drafts = CodeDrafts(context, onboarding)
    forms = ExerciseForms(context, submissions)
    questions = QuestionReplies(context, lambda: known().answers)
    quizzes = Quizzes(context, lessons, reviews)
    practice = Practice(context, lessons, quizzes)
    going_on = GoingOn(
        context,
        lessons=lessons,
        exercises=exercises,
        quizzes=quizzes,
        reviews=reviews,
        progress=progress,
    )
    free_text = FreeText(
        context, lessons, exercises, onboarding, questions=questions, going_on=going_on
    )
    one_learner = OneLearner(context)
    search = LearnerSearch(context, one_learner)
    completion = Completion(context, progress, search)
    digests = Digests(context)
    roles = RoleChanges(context)
    joining = RolesOnJoining(context, roles)
    groups, linking = Groups(context, digests, one_learner, joining), Linking(context)
    privacy = Privacy(context)
    prompts = DailyPrompts(context, quizzes)
    live_updates = LiveUpdates(context)
    disputes, asking = Disputes(context), Asking(context)
    channels = DailyChannels(context)
    setup = Setup(context, channels, workspace_settings, RoleCommand(context, roles))
    plans = CoursePlans(context)
    course_drafts = CourseDrafts(context)
    writers = {
        **plans.notices(),
        **disputes.notices(),
        **regrades.notices(),
        **channels.notices(),
        **asking.notices(),
        **groups.notices(),
        **digests.notices(),
    }
    notices = NoticeSender(context, writers)
    scheduler = Scheduler(
        context,
        prompts,
        reviews,
        privacy,
        notices,
        regrades=regrades,
        digests=digests,
        plans=plans,
        roles=roles,
    )
    router = Router(
        (
            onboarding,
            lessons,
            DirectLessons(context, lessons),
            going_on,
            TrackCards(context),
            exercises,
            submissions,
            forms,
            drafts,
            ShapeTraces(context),
            History(context, exercises),
            runs,
            disputes,
            asking,
            regrades,
            quizzes,
            practice,
            reviews,
            progress,
            Leaderboard(context, exercises),
            groups,
            GroupCommand(context, groups, search),
            digests,
            course_drafts,
            Courses(context, plans, course_drafts),
            Live(context, exercises, live_updates),
            channels,
            setup,
            prompts,
            Preferences(context, workspace_settings, linking),
            linking,
            privacy,
            Status(context, queue),
            questions,
            free_text,
        )
    )
    return Features(
        router=router,
        jobs=jobs,
        deliveries=deliveries,
        scheduler=scheduler,
        live_updates=live_updates,
        joining=joining,
        completion=completion,
        workspace_settings=workspace_settings,
        setup=setup,
        onboarding=onboarding,
        coming_back=coming_back,
        free_text=free_text,
        open_questions=open_questions,
        submissions=submissions,
        forms=forms,
        drafts=drafts,
        course_drafts=course_drafts,
    )
