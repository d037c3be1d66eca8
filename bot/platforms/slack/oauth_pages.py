"""The pages that somebody sees who installs the bot, in the language of their browser."""

from __future__ import annotations

import html
from pathlib import Path
from string import Template
from urllib.parse import quote

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.i18n import Translations, Translator, parse_language
from lessons.curriculum import Language

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    # The address of the last page holds a code; it is used up, but nobody else's business.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}

_PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))

_REASONS = {
    "access_denied": "slack-install-refused",
    "invalid_browser": "slack-install-other-browser",
    "invalid_state": "slack-install-too-late",
}
"""Bolt's and Slack's words for why nothing was installed, and ours."""


class OAuthPages:
    """The HTML of an installation's three pages."""

    def __init__(self, words: Translations, language: Language) -> None:
        """`language` is for browsers that ask for none of ours."""
        self._words = words
        self._language = language

    def install(self, request: AsyncBoltRequest, url: str) -> str:
        """The page that it begins on, with a button to Slack's own page."""
        t = self._voice(request)
        button = _link(url, t("slack-install-button"))
        return _page(t, t("slack-install-title"), _words(t("slack-install-about")), button)

    def installed(self, request: AsyncBoltRequest, *, team: str, app: str, name: str) -> str:
        """The page after it went well, with links that open the workspace."""
        t = self._voice(request)
        in_app = f"slack://app?team={quote(team)}&id={quote(app)}"
        in_browser = f"https://app.slack.com/client/{quote(team)}"
        return _page(
            t,
            t("slack-install-done-title", workspace=name),
            _words(t("slack-install-done-next")),
            _link(in_app, t("slack-install-open-app")),
            _link(in_browser, t("slack-install-open-browser"), kind="second"),
        )

    def not_installed(self, request: AsyncBoltRequest, reason: str, url: str) -> str:
        """The page after it failed, with a link to begin again; `reason` is Bolt's word for it."""
        t = self._voice(request)
        why = t(_REASONS.get(reason, "slack-install-unconfirmed"))
        again = _link(url, t("slack-install-again"))
        return _page(t, t("slack-install-failed-title"), _words(why), again)

    def _voice(self, request: AsyncBoltRequest) -> Translator:
        """The first of the browser's languages that is one of ours; they stand in their order."""
        asked = ",".join(request.headers.get("accept-language", ()))
        wanted = (parse_language(each.partition(";")[0].strip()) for each in asked.split(","))
        return self._words.translator(next(filter(None, wanted), self._language))


def _page(t: Translator, title: str, *body: str) -> str:
    return _PAGE.substitute(language=t.language, title=html.escape(title), body="\n".join(body))


def _words(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _link(url: str, label: str, *, kind: str = "first") -> str:
    return f'<a class="{kind}" href="{html.escape(url)}">{html.escape(label)}</a>'
