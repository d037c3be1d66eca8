"""Finds the parts of a rendered reply in which text of a person has become markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bot.i18n import Translations
from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.local import rendering as local_rendering
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.replies.model import Reply

HOSTILE = (
    "/[results](http://evil.example)",
    "[x](http://evil.example) ![y](http://evil.example/y.png)",
    "http://evil.example <http://evil.example>",
    "<@1> <@&2> <#3> <t:4:R> <:evil:5> :evil: @everyone",
    "`` ` [x](http://evil.example) ``` http://evil.example",
    "<script>evil()</script> &lt;b&gt; <!channel> <!here>",
    "a\n# evil\n> b\n- [x](http://evil.example)",
    "||evil|| ~~evil~~ **evil** __evil__ \u202eevil",
    "/evil now",
)
"""Texts that are markup on one of the platforms."""

_DISCORD_MARKUP = re.compile(
    r"\]\(|://evil|<@|<#|<t:|<:evil|:evil:|@everyone|\|\|evil|~~evil|__evil|^#+ evil|^> b|\u202e"
    r"|/evil now",
    re.MULTILINE,
)
"""Markup of HOSTILE for Discord, outside code and if no backslash precedes it."""

_SLACK_MARKUP = re.compile(r"<(?!!date\^)|:evil:|[*_~]evil|evil[*_~]|^>|^- ", re.MULTILINE)
"""Markup of HOSTILE for Slack's mrkdwn; only a time is written as a tag, by us."""


def markup_in(reply: Reply, words: Translations) -> list[str]:
    """List the markup that HOSTILE texts have become in the payloads of the three platforms."""
    return [*_on_discord(reply), *_on_slack(reply), *_in_local_chat(reply, words)]


def _on_discord(reply: Reply) -> Iterator[str]:
    for page in discord_rendering.render(reply, {}):
        components = page.view().to_components()  # type: ignore[no-untyped-call]
        for component in _components(components):
            if component["type"] == 10:
                text = _without_code_and_escapes(component["content"])
                yield from (f"Discord: {each[0]}" for each in _DISCORD_MARKUP.finditer(text))


def _components(components: list[dict]) -> Iterator[dict]:  # type: ignore[type-arg]
    for each in components:
        yield each
        yield from _components(each.get("components") or [])


def _without_code_and_escapes(text: str) -> str:
    """Return the text in which Discord looks for markup; code and escapes become NUL."""
    result, index = "", 0
    while index < len(text):
        escape = re.compile(r"\\[^0-9A-Za-z\s]").match(text, index)
        code = re.compile(r"```.*?```|(`+)(?!`).*?[^`]\1(?!`)", re.DOTALL).match(text, index)
        if escape or code:
            index = (escape or code).end()  # type: ignore[union-attr]
            result += "\x00"
        else:
            result += text[index]
            index += 1
    return result


def _on_slack(reply: Reply) -> Iterator[str]:
    rendered = slack_rendering.render(reply)
    for page in (*rendered.pages, *rendered.spoilers):
        for block in _dicts_in(page.blocks):
            if block.get("type") == "link" and "evil" in block.get("url", ""):
                yield f"Slack: {block}"
            if block.get("type") in {"user", "channel", "broadcast", "emoji", "date"}:
                yield f"Slack: {block}"
            if block.get("type") == "mrkdwn" and not _is_plain(block):
                yield f"Slack: {block}"
            if block.get("style", {}) and block.get("text") == "evil":
                yield f"Slack: {block}"
        if re.search("<[!@#h]", page.text):
            yield f"Slack: {page.text}"


def _is_plain(block: dict) -> bool:  # type: ignore[type-arg]
    """Return whether Slack reads no markup of HOSTILE in a text of mrkdwn."""
    return block["verbatim"] is True and not _SLACK_MARKUP.search(block["text"])


def _dicts_in(payload: object) -> Iterator[dict]:  # type: ignore[type-arg]
    if isinstance(payload, dict):
        yield payload
        for each in payload.values():
            yield from _dicts_in(each)
    elif isinstance(payload, list):
        for each in payload:
            yield from _dicts_in(each)


def _in_local_chat(reply: Reply, words: Translations) -> Iterator[str]:
    page = _MarkupParser()
    page.feed(local_rendering.render_reply(reply, words.translator("en")))
    yield from (f"local chat: {each}" for each in page.found)


class _MarkupParser(HTMLParser):
    """Collects the elements of a page that HOSTILE texts have become."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        is_link = any("evil.example" in (attributes.get(name) or "") for name in ("href", "src"))
        is_command = "evil" in (attributes.get("data-command") or "")
        has_handler = any(name.startswith("on") for name in attributes)
        if is_link or is_command or has_handler or tag in {"script", "b"}:
            self.found.append(f"<{tag} {json.dumps(attributes)}>")
