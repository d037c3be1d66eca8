"""The tables. Times are aware and in UTC; what happened once is kept apart by unique keys."""

from bot.storage.models.accounts import AccountRow, LearnerRow, LinkingRow, LinkRequestRow
from bot.storage.models.attachments import AttachmentRow
from bot.storage.models.base import KeyedByLearner, OfLearner, Row, UtcDateTime
from bot.storage.models.daily import DailyAnswerRow, DailyChannelRow, DailyPostRow
from bot.storage.models.groups import MembershipRow, PlaceRow, StudyGroupRow
from bot.storage.models.installations import InstallationRow, InstallStateRow
from bot.storage.models.jobs import RunRow, SubmissionRow, WorkRow
from bot.storage.models.learning import (
    BookmarkRow,
    HintRow,
    PointsRow,
    QuizAnswerRow,
    ReviewRow,
    SelfCheckRow,
)
from bot.storage.models.local_chat import LocalMessageRow
from bot.storage.models.tries import TriedMessageRow

__all__ = [
    "AccountRow",
    "AttachmentRow",
    "BookmarkRow",
    "DailyAnswerRow",
    "DailyChannelRow",
    "DailyPostRow",
    "HintRow",
    "InstallStateRow",
    "InstallationRow",
    "KeyedByLearner",
    "LearnerRow",
    "LinkRequestRow",
    "LinkingRow",
    "LocalMessageRow",
    "MembershipRow",
    "OfLearner",
    "PlaceRow",
    "PointsRow",
    "QuizAnswerRow",
    "ReviewRow",
    "Row",
    "RunRow",
    "SelfCheckRow",
    "StudyGroupRow",
    "SubmissionRow",
    "TriedMessageRow",
    "UtcDateTime",
    "WorkRow",
]
