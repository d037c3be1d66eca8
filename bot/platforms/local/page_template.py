"""Renders the HTML of the chat page and of the pages around it."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from string import Template

from bot.i18n import Translations
from bot.platforms.attachments import FILE_EXTENSIONS
from lessons.curriculum import LANGUAGES, Language

STATIC = Path(__file__).parent / "static"

PAGE_TEXT_KEYS = (
    "about",
    "ask-name",
    "away",
    "cancel",
    "commands",
    "conversation",
    "copied",
    "drop",
    "edit",
    "examples",
    "file",
    "file-unreadable",
    "keys-whole",
    "keys-writing",
    "language",
    "learner",
    "message",
    "new-learner",
    "new-learner-name",
    "new-learner-start",
    "new-learner-title",
    "new-learner-why",
    "not-copied",
    "picture-expired",
    "picture-refused",
    "placeholder",
    "reconnecting",
    "send",
    "skip-to-latest",
    "skip-to-message",
    "suggestions",
    "to-dark",
    "to-light",
    "too-long",
    "unnamed",
    "unsent",
    "working",
)
"""Keys, without their prefix `local-`, of the texts that the page's scripts insert."""


def page_texts(translations: Translations, language: Language) -> dict[str, str]:
    """Return the page's texts in one language, by their keys without `local-`."""
    return {key: translations.translate(language, f"local-{key}") for key in PAGE_TEXT_KEYS}


def render_page(translations: Translations, language: Language, *, learner: str = "") -> str:
    """Return the chat's HTML, with the texts that it needs before it is connected.

    With `learner`, the page is always that learner's, who speaks `language`.
    """
    texts = json.dumps(page_texts(translations, language), ensure_ascii=False)
    scriptless = "".join(
        f'<p lang="{each}">{escape(translations.translate(each, "local-scriptless"))}</p>'
        for each in LANGUAGES
    )
    return _template("index.html").substitute(
        language=language,
        learner=escape(learner),
        locale=language if learner else "",
        words=texts.replace("<", "\\u003c"),  # so that no text can end the element
        scriptless=scriptless,
        accept=",".join(FILE_EXTENSIONS),
    )


def render_preview_page() -> str:
    """Return a page with the chat of one learner for each language, side by side."""
    return _template("preview.html").substitute()


def render_refused_page(
    translations: Translations, language: Language, *, token_given: bool
) -> str:
    """Return the page for a URL whose token is missing or wrong."""
    key = "local-wrong-token" if token_given else "local-refused"
    return _template("refused.html").substitute(
        language=language,
        title=escape(translations.translate(language, f"{key}-title")),
        text=escape(translations.translate(language, key)),
        returning=escape(translations.translate(language, "local-refused-returning")),
        open=escape(translations.translate(language, "local-refused-open")),
    )


def render_redirect_page(translations: Translations, language: Language) -> str:
    """Return a page that redirects to the chat by itself."""
    return _template("entered.html").substitute(
        language=language, open=escape(translations.translate(language, "local-refused-open"))
    )


def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))
