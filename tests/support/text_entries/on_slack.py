"""What Slack sends, and what is rendered for it."""

from __future__ import annotations

from collections.abc import Mapping
from unittest.mock import Mock, create_autospec

from bot.i18n import Translations
from bot.platforms.slack import message_filter as slack_message_filter
from bot.platforms.slack import message_parser as slack_message_parser
from bot.platforms.slack import modals as slack_modals
from bot.platforms.slack import rendering as slack_rendering
from bot.platforms.slack import users as slack_users
from bot.platforms.slack.api import Api, Workspace
from bot.platforms.slack.interaction_handler import InteractionHandler as SlackInteractionHandler
from bot.tutor.replies.model import Code, Reply, Table, Text, inline
from tests.support.slow_texts import Process
from tests.support.study import Study
from tests.support.text_entries.base import BOT_ID, to_async


def of_slack(study: Study, words: Translations) -> Mapping[str, Process]:
    """What Slack sends, and what is rendered for it."""

    api = create_autospec(Api, instance=True)
    api.get_workspace.return_value = Mock(spec=Workspace, bot_user=f"U{BOT_ID}")
    handler = create_autospec(SlackInteractionHandler, instance=True)
    message_filter = slack_message_filter.MessageFilter(api, handler, study.tutor)

    async def addressed(text: str) -> object:
        return await message_filter.find_message("T1", "D1", {"text": text}, is_edit=False)

    def rich(text: str) -> object:
        element = {"type": "text", "text": text, "style": {"bold": True, "code": True}}
        section = {"type": "rich_text_section", "elements": [element]}
        return slack_message_parser.message_text(
            {"blocks": [{"type": "rich_text", "elements": [section]}]}
        )

    def file(text: str) -> object:
        return slack_message_parser.parse_attachments(
            {"files": [{"name": text, "filetype": "python"}]}
        )

    def submitted(text: str) -> object:
        purpose = str(slack_modals.Purpose(text, "en"))
        values = {"text": {"text": {"value": text}}}
        return slack_modals.parse_submission(
            {"private_metadata": purpose, "state": {"values": values}}
        )

    def rendered(text: str) -> object:
        table = Table(head=("a", "b"), rows=((text, text),))
        blocks = (Code(text=text, language="python"), table, Text(markdown=inline(text)))
        hidden = Code(text=text, hidden=True)
        return slack_rendering.render(Reply(blocks=(*blocks, hidden)))

    return {
        "a message on Slack": addressed,
        "a message in Slack's marks": to_async(slack_message_parser.mrkdwn_to_text),
        "a message in Slack's rich text": to_async(rich),
        "mentions on Slack": to_async(lambda text: slack_users.resolve_mentions(text, "T1")),
        "a file's name on Slack": to_async(file),
        "a form on Slack": to_async(submitted),
        "a form's button on Slack": to_async(
            lambda text: slack_rendering.FormButton.parse(
                str(slack_rendering.FormButton(text, text, is_multiline=True, value=text))
            )
        ),
        "a reply on Slack": to_async(rendered),
    }
