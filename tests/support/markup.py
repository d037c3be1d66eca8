"""Finds what a drawn reply would make of words that a person wrote: links, mentions, commands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bot.i18n import Translations
from bot.platforms.discord import rendering as discord_drawing
from bot.platforms.local import rendering as local_drawing
from bot.platforms.slack import rendering as slack_drawing
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
"""Words that mean something in one platform's markup or another's."""

_MEANS = re.compile(
    r"\]\(|://evil|<@|<#|<t:|<:evil|:evil:|@everyone|\|\|evil|~~evil|__evil|^#+ evil|^> b|\u202e"
    r"|/evil now",
    re.MULTILINE,
)
"""What Discord would take for markup, where it stands neither in code nor behind a backslash."""


def markup_in(reply: Reply, words: Translations) -> list[str]:
    """Everything in the three platforms' payloads that is more than the words themselves."""
    return [*_on_discord(reply), *_on_slack(reply), *_in_local_chat(reply, words)]


def _on_discord(reply: Reply) -> Iterator[str]:
    for page in discord_drawing.draw(reply, {}):
        for component in _components(page.view().to_components()):
            if component["type"] == 10:
                read = _interpreted(component["content"])
                yield from (f"Discord: {found[0]}" for found in _MEANS.finditer(read))


def _components(given: list[dict]) -> Iterator[dict]:  # type: ignore[type-arg]
    for each in given:
        yield each
        yield from _components(each.get("components") or [])


def _interpreted(text: str) -> str:
    """What Discord looks for markup in: neither code nor what stands behind a backslash."""
    read, at = "", 0
    while at < len(text):
        escape = re.compile(r"\\[^0-9A-Za-z\s]").match(text, at)
        code = re.compile(r"```.*?```|(`+)(?!`).*?[^`]\1(?!`)", re.DOTALL).match(text, at)
        if escape or code:
            at = (escape or code).end()  # type: ignore[union-attr]
            read += "\x00"
        else:
            read += text[at]
            at += 1
    return read


def _on_slack(reply: Reply) -> Iterator[str]:
    drawn = slack_drawing.render(reply)
    for page in (*drawn.pages, *drawn.spoilers):
        for leaf in _leaves(page.blocks):
            if leaf.get("type") == "link" and "evil" in leaf.get("url", ""):
                yield f"Slack: {leaf}"
            if leaf.get("type") in {"user", "channel", "broadcast", "emoji", "date", "mrkdwn"}:
                yield f"Slack: {leaf}"
            if leaf.get("style", {}) and leaf.get("text") == "evil":
                yield f"Slack: {leaf}"
        if re.search("<[!@#h]", page.text):
            yield f"Slack: {page.text}"


def _leaves(given: object) -> Iterator[dict]:  # type: ignore[type-arg]
    if isinstance(given, dict):
        yield given
        for each in given.values():
            yield from _leaves(each)
    elif isinstance(given, list):
        for each in given:
            yield from _leaves(each)


def _in_local_chat(reply: Reply, words: Translations) -> Iterator[str]:
    page = _Page()
    page.feed(local_drawing.render_reply(reply, words.translator("en")))
    yield from (f"local chat: {each}" for each in page.found)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        said = json.dumps(given)
        leads_away = any("evil.example" in (given.get(each) or "") for each in ("href", "src"))
        acts = "evil" in (given.get("data-command") or "")
        if leads_away or acts or tag in {"script", "b"} or any(n.startswith("on") for n in given):
            self.found.append(f"<{tag} {said}>")
