"""The page before it is connected: its HTML with its words in it, and the page of a refusal."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from string import Template

from bot.i18n import Translations
from lessons.curriculum import LANGUAGES, Language

STATIC = Path(__file__).parent / "static"

PAGE_TEXT_KEYS = (
    "about",
    "away",
    "cancel",
    "commands",
    "conversation",
    "copied",
    "drop",
    "edit",
    "examples",
    "file",
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
"""Keys, less their `local-`, of the words that the page itself puts in their places."""


def page_texts(words: Translations, language: Language) -> dict[str, str]:
    """The page's own words in one language, by their keys less `local-`."""
    return {key: words.say(language, f"local-{key}") for key in PAGE_TEXT_KEYS}


def render_page(words: Translations, language: Language) -> str:
    """The chat's HTML. Its words come with it, so that it can speak before it is connected."""
    said = json.dumps(page_texts(words, language), ensure_ascii=False)
    scriptless = "".join(
        f'<p lang="{each}">{escape(words.say(each, "local-scriptless"))}</p>' for each in LANGUAGES
    )
    return _template("index.html").substitute(
        language=language,
        words=said.replace("<", "\\u003c"),  # nothing in it can end the element
        scriptless=scriptless,
    )


def render_refused_page(words: Translations, language: Language, *, token_given: bool) -> str:
    """Return the page for an address whose token is missing, or is another one."""
    key = "local-wrong-token" if token_given else "local-refused"
    return _template("refused.html").substitute(
        language=language,
        title=escape(words.say(language, f"{key}-title")),
        text=escape(words.say(language, key)),
        returning=escape(words.say(language, "local-refused-returning")),
        open=escape(words.say(language, "local-refused-open")),
    )


def render_redirect_page(words: Translations, language: Language) -> str:
    """Return a page that goes on to the chat by itself."""
    return _template("entered.html").substitute(
        language=language, open=escape(words.say(language, "local-refused-open"))
    )


def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))
