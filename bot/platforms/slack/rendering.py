"""Replies as Block Kit: rich text, rows of buttons and menus, and files that go beside them."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.platforms.slack.limits import (
    LONGEST_ACTION_ID,
    LONGEST_BUTTON,
    LONGEST_FALLBACK,
    LONGEST_OPTION,
    LONGEST_PLACEHOLDER,
    LONGEST_VALUE,
    MOST_BLOCKS,
    MOST_ELEMENTS,
    MOST_MESSAGE_TEXT,
    MOST_TEXT,
)
from bot.platforms.slack.markdown import (
    JSON,
    Span,
    escape_mrkdwn,
    plain_text,
    preformatted,
    rich_elements,
    section,
    text_length,
)
from bot.platforms.slack.tables import table_elements
from bot.platforms.text_width import cut
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    File,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
    escaped,
)

log = logging.getLogger(__name__)

LONGEST_CODE = 2500
"""Characters of one piece of code that a message shows; the whole of it goes into a file."""

PRESS, FORM, MENU = "press", "form", "menu"
"""How the action id begins of what can be pressed. Slack wants each id once in a message, so that
a number follows; what is to be done stands in the value, or behind a menu's MARK."""

MARK = "="


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes beside the message; a picture where it has a description."""

    name: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One message: its blocks, and its words for notifications and screen readers."""

    blocks: list[JSON]
    text: str


@dataclass(slots=True)
class RenderedReply:
    """A reply as Slack takes it."""

    pages: list[Page] = field(default_factory=list)  # at least one
    files: list[OutgoingFile] = field(default_factory=list)
    spoilers: list[Page] = field(default_factory=list)
    """What gives an answer away. It belongs into the message's thread, which is opened by whoever
    wants to see it."""


@dataclass(frozen=True, slots=True)
class FormButton:
    """What the button of a form carries."""

    action: str
    title: str
    is_code: bool
    value: str = ""

    def __str__(self) -> str:
        fields = [self.action, self.title, int(self.is_code), self.value]
        packed = json.dumps(fields, ensure_ascii=False)
        return packed if len(packed) <= LONGEST_VALUE else json.dumps([*fields[:3], ""])

    @classmethod
    def parse(cls, packed: str) -> FormButton:
        """Raises ValueError for what is none."""
        action, title, is_code, value = json.loads(packed)
        return cls(str(action), str(title), bool(is_code), str(value))


def render(reply: Reply) -> RenderedReply:
    """The reply as one message, or as several where one cannot hold it."""
    drawing = _Drawing()
    for block in reply.blocks:
        drawing.add(block)
    return drawing.finished()


def files_as_text(files: Sequence[OutgoingFile], why: str) -> Page:
    """Return a message in place of files: what each of them is, and why they are missing."""
    names = dict.fromkeys(each.description or each.name for each in files)
    lines = [Text(markdown=f"📎 {escaped(each)}") for each in names]
    return render(Reply(blocks=(*lines, Text(markdown=why)))).pages[0]


class _Drawing:
    def __init__(self) -> None:
        self._blocks: list[JSON] = []
        self._covered: list[JSON] = []
        self._files: list[OutgoingFile] = []
        self._numbers = 0

    def add(self, block: AnyBlock) -> None:
        match block:
            case Text(markdown=markdown):
                self._words(rich_elements(markdown))
            case Code():
                self._code(block)
            case Table():
                self._words(table_elements(block))
            case Picture(png_base64=png, alt=alt):
                self._file("png", base64.b64decode(png), alt)
            case File(name=name, base64=content):
                self._files.append(OutgoingFile(name, base64.b64decode(content)))
            case Buttons(buttons=buttons):
                self._row([self._button(each) for each in buttons])
            case Form():
                self._form(block)
            case Menu():
                self._menu(block)

    def finished(self) -> RenderedReply:
        covered = list(_pages(self._covered)) if self._covered else []
        return RenderedReply(list(_pages(self._blocks)), self._files, covered)

    def _words(self, elements: Iterable[JSON]) -> None:
        """Words as one block, or as several where one cannot hold them."""
        rich: list[JSON] = []
        for element in elements:
            if rich and sum(map(text_length, rich)) + text_length(element) > MOST_TEXT:
                self._blocks.append(_rich(rich))
                rich = []
            rich.append(element)
        if rich:
            self._blocks.append(_rich(rich))

    def _code(self, code: Code) -> None:
        caption = [section(Span(code.caption, bold=True))] if code.caption else []
        shown = code.text
        if len(shown) > LONGEST_CODE:
            shown = shown[:LONGEST_CODE].rpartition("\n")[0] or shown[:LONGEST_CODE]
            shown += "\n…"
            self._file("py" if code.language == "python" else "txt", code.text.encode())
        elements = [*caption, *preformatted(shown)]
        if code.hidden:
            self._covered.append(_rich(elements))
        else:
            self._words(elements)

    def _row(self, elements: list[ButtonElement | StaticSelectElement]) -> None:
        for at in range(0, len(elements), MOST_ELEMENTS):
            row = ActionsBlock(elements=elements[at : at + MOST_ELEMENTS])
            self._blocks.append(row.to_dict())

    def _button(self, button: Button) -> ButtonElement:
        style = {"success": "primary", "primary": "primary", "danger": "danger"}.get(button.style)
        return self._pressed(PRESS, button.label, button.action, style)

    def _pressed(self, kind: str, label: str, value: str, style: str | None) -> ButtonElement:
        text = PlainTextObject(text=cut(label, LONGEST_BUTTON), emoji=True)
        return ButtonElement(text=text, action_id=self._id(kind), value=value, style=style)

    def _form(self, form: Form) -> None:
        if form.label:
            self._words([section(Span(form.label, bold=True))])
        packed = str(FormButton(form.action, form.submit, form.multiline, form.value))
        self._row([self._pressed(FORM, f"✏️ {form.submit}", packed, "primary")])

    def _menu(self, menu: Menu) -> None:
        action_id = f"{self._id(MENU)}{MARK}{menu.action}"
        if len(action_id) > LONGEST_ACTION_ID:
            log.error("the menu %r is left out: its action is too long for Slack", menu.action)
            return
        options = [
            Option(text=PlainTextObject(text=cut(each.label, LONGEST_OPTION)), value=each.value)
            for each in menu.choices
        ]
        placeholder = PlainTextObject(text=cut(menu.label, LONGEST_PLACEHOLDER))
        select = StaticSelectElement(placeholder=placeholder, action_id=action_id, options=options)
        self._row([select])

    def _file(self, ending: str, content: bytes, description: str = "") -> None:
        name = f"tensei-{len(self._files) + 1}.{ending}"
        self._files.append(OutgoingFile(name, content, description))

    def _id(self, kind: str) -> str:
        self._numbers += 1
        return f"{kind}-{self._numbers}"


def _pages(blocks: list[JSON]) -> Iterator[Page]:
    """Messages that each hold no more than Slack takes; at least one."""
    page: list[JSON] = []
    for block in blocks or [_rich([section(Span("…"))])]:
        full = len(page) == MOST_BLOCKS
        if page and (full or sum(map(text_length, (*page, block))) > MOST_MESSAGE_TEXT):
            yield _page(page)
            page = []
        page.append(block)
    yield _page(page)


def _rich(elements: list[JSON]) -> JSON:
    return {"type": "rich_text", "elements": elements}


def _page(blocks: list[JSON]) -> Page:
    rich = [each for block in blocks if block["type"] == "rich_text" for each in block["elements"]]
    words = " ".join("".join(map(plain_text, rich)).split())
    return Page(blocks, escape_mrkdwn(cut(words or "…", LONGEST_FALLBACK)))
