"""The tables. Times are aware and in UTC."""

from bot.storage.models.accounts import AccountRow, LearnerRow, LinkingRow, LinkRequestRow
from bot.storage.models.attachments import AttachmentRow
from bot.storage.models.base import Base, KeyedByLearner, LearnerOwned, UtcDateTime
from bot.storage.models.courses import (
    CourseChannelRow,
    CourseDraftRow,
    CourseRow,
    WeeklyPlanRow,
)
from bot.storage.models.daily import (
    DailyAnswerRow,
    DailyChannelRow,
    DailyItemRow,
    DailyManagerRow,
    DailyPostRow,
)
from bot.storage.models.disputes import DisputeRow
from bot.storage.models.groups import (
    ChannelPolicyRow,
    FormerMemberRow,
    MembershipRow,
    PlaceRow,
    StudyGroupRow,
)
from bot.storage.models.installations import InstallationRow, InstallStateRow
from bot.storage.models.jobs import RunRow, SubmissionRow
from bot.storage.models.learning import (
    BookmarkRow,
    HintRow,
    LedgerEntry,
    OpenQuestionRow,
    QuizAnswerRow,
    ReviewParametersRow,
    ReviewRow,
    SelfCheckRow,
)
from bot.storage.models.live import LiveClassRow
from bot.storage.models.local_chat import LocalMessageRow
from bot.storage.models.missed_replies import MissedReplyRow
from bot.storage.models.notices import NoticeRow
from bot.storage.models.regrades import RegradeRow
from bot.storage.models.role_rewards import GivenRoleRow, RoleRewardRow
from bot.storage.models.tries import TriedMessageRow

__all__ = [
    "AccountRow",
    "AttachmentRow",
    "Base",
    "BookmarkRow",
    "ChannelPolicyRow",
    "CourseChannelRow",
    "CourseDraftRow",
    "CourseRow",
    "DailyAnswerRow",
    "DailyChannelRow",
    "DailyItemRow",
    "DailyManagerRow",
    "DailyPostRow",
    "DisputeRow",
    "FormerMemberRow",
    "GivenRoleRow",
    "HintRow",
    "InstallStateRow",
    "InstallationRow",
    "KeyedByLearner",
    "LearnerOwned",
    "LearnerRow",
    "LedgerEntry",
    "LinkRequestRow",
    "LinkingRow",
    "LiveClassRow",
    "LocalMessageRow",
    "MembershipRow",
    "MissedReplyRow",
    "NoticeRow",
    "OpenQuestionRow",
    "PlaceRow",
    "QuizAnswerRow",
    "RegradeRow",
    "ReviewParametersRow",
    "ReviewRow",
    "RoleRewardRow",
    "RunRow",
    "SelfCheckRow",
    "StudyGroupRow",
    "SubmissionRow",
    "TriedMessageRow",
    "UtcDateTime",
    "WeeklyPlanRow",
]
