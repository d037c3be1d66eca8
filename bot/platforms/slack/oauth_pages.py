"""The pages of the OAuth flow, in the language of the browser."""

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
    # The URL of the last page has a code: used up, but still not for other sites.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}

_PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))

_REASON_KEYS = {
    "access_denied": "slack-install-refused",
    "invalid_browser": "slack-install-other-browser",
    "invalid_state": "slack-install-too-late",
}
"""Error codes of Bolt and Slack, and the keys of our texts for them."""


class OAuthPages:
    """Renders the three pages of the flow as HTML."""

    def __init__(self, translations: Translations, language: Language) -> None:
        """`language` is for browsers whose languages have no translations."""
        self._translations = translations
        self._language = language

    def install(self, request: AsyncBoltRequest, url: str) -> str:
        """Return the first page, with a button that links to Slack's consent page."""
        t = self._translator_for(request)
        button = _link(url, t("slack-install-button"))
        return _page(t, t("slack-install-title"), _paragraph(t("slack-install-about")), button)

    def installed(self, request: AsyncBoltRequest, *, team: str, app: str, name: str) -> str:
        """Return the page after a success, with links that open the workspace."""
        t = self._translator_for(request)
        in_app = f"slack://app?team={quote(team)}&id={quote(app)}"
        in_browser = f"https://app.slack.com/client/{quote(team)}"
        return _page(
            t,
            t("slack-install-done-title", workspace=name),
            _paragraph(t("slack-install-done-next")),
            _link(in_app, t("slack-install-open-app")),
            _link(in_browser, t("slack-install-open-browser"), kind="second"),
        )

    def not_installed(self, request: AsyncBoltRequest, reason: str, url: str) -> str:
        """Return the page after a failure, with a link to start again; `reason` is Bolt's code."""
        t = self._translator_for(request)
        why = t(_REASON_KEYS.get(reason, "slack-install-unconfirmed"))
        retry = _link(url, t("slack-install-again"))
        return _page(t, t("slack-install-failed-title"), _paragraph(why), retry)

    def _translator_for(self, request: AsyncBoltRequest) -> Translator:
        """Return the translator for the first of the browser's languages that has translations."""
        accepted = ",".join(request.headers.get("accept-language", ()))
        languages = (parse_language(each.partition(";")[0].strip()) for each in accepted.split(","))
        return self._translations.translator(next(filter(None, languages), self._language))


def _page(t: Translator, title: str, *body: str) -> str:
    return _PAGE.substitute(language=t.language, title=html.escape(title), body="\n".join(body))


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _link(url: str, label: str, *, kind: str = "first") -> str:
    return f'<a class="{kind}" href="{html.escape(url)}">{html.escape(label)}</a>'
