"""Renders replies as Block Kit: rich text, rows of buttons and menus, and separate files."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ImageBlock,
    Option,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.platforms.meters import meter_bar
from bot.platforms.slack.limits import (
    LONGEST_ACTION_ID,
    LONGEST_ALT,
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
from bot.platforms.text_width import truncate
from bot.tutor.replies.buttons import with_draft_buttons
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Details,
    File,
    Form,
    ListItem,
    Menu,
    Meter,
    Picture,
    Reply,
    Table,
    Text,
    escaped,
)
from bot.tutor.text.commands import NAMES

log = logging.getLogger(__name__)

LONGEST_CODE = 2500
"""Characters of one piece of code that a message shows; longer code is sent as a file too."""

PRESS, FORM, MENU = "press", "form", "menu"
"""Prefixes of action ids. A number follows, as Slack requires unique ids in each message.
The action itself is in the value of a button, or in the id of a menu behind the SEPARATOR."""

SEPARATOR = "="

_COMMAND = re.compile(rf"(?<![\w/])/({'|'.join(NAMES)})\b")


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that is sent with a message; a picture if it has a description."""

    name: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One message: its blocks, and its text for notifications and screen readers."""

    blocks: list[JSON]
    text: str


@dataclass(slots=True)
class RenderedReply:
    """A reply as Slack's messages and files."""

    pages: list[Page] = field(default_factory=list)  # at least one
    files: list[OutgoingFile] = field(default_factory=list)
    spoilers: list[Page] = field(default_factory=list)
    """Pages that reveal an answer. They go into the thread, so that they are seen on demand."""


@dataclass(frozen=True, slots=True)
class FormButton:
    """The value of the button that opens a form."""

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
        """Parse the value of a button. Raise ValueError if it is invalid."""
        action, title, is_code, value = json.loads(packed)
        return cls(str(action), str(title), bool(is_code), str(value))


def render(reply: Reply) -> RenderedReply:
    """Render a reply as one message, or as several if it exceeds the limits of one."""
    renderer = _Renderer()
    for block in with_draft_buttons(reply.blocks):
        renderer.add(block)
    return renderer.result()


def files_as_text(files: Sequence[OutgoingFile], why: str) -> Page:
    """Return a message in place of files: what each of them is, and why it is missing."""
    names = dict.fromkeys(each.description or each.name for each in files)
    lines = [Text(markdown=f"📎 {escaped(each)}") for each in names]
    return render(Reply(blocks=(*lines, Text(markdown=why)))).pages[0]


class _Renderer:
    """Collects the blocks and files of one reply."""

    def __init__(self) -> None:
        self._blocks: list[JSON] = []
        self._spoilers: list[JSON] = []
        self._files: list[OutgoingFile] = []
        self._id_count = 0

    def add(self, block: AnyBlock) -> None:
        match block:
            case Text(markdown=markdown):
                self._add_text(rich_elements(_name_reachable_commands(markdown)))
            case Code():
                self._add_code(block)
            case Details(summary=summary, action=action):
                self._add_actions([self._button(Button(label=summary, action=action))])
            case ListItem(markdown=markdown, button=button):
                self._add_text(rich_elements(_name_reachable_commands(markdown)))
                self._add_actions([self._button(button)])
            case Meter(label=label):
                self._add_text([section(Span(f"{meter_bar(block)} {label}"))])
            case Table():
                self._add_text(table_elements(_with_reachable_commands(block)))
            case Picture(png_base64="", digest=file, alt=alt):  # it has been uploaded
                shown = ImageBlock(
                    alt_text=truncate(alt, LONGEST_ALT), slack_file=SlackFile(id=file)
                )
                self._blocks.append(shown.to_dict())
            case Picture(png_base64=png, alt=alt):
                self._add_file("png", base64.b64decode(png), alt)
            case File(name=name, base64=content):
                self._files.append(OutgoingFile(name, base64.b64decode(content)))
            case Buttons(buttons=buttons):
                self._add_actions([self._button(each) for each in buttons])
            case Form():
                self._add_form(block)
            case Menu():
                self._add_menu(block)

    def result(self) -> RenderedReply:
        spoilers = list(_pages(self._spoilers)) if self._spoilers else []
        return RenderedReply(list(_pages(self._blocks)), self._files, spoilers)

    def _add_text(self, elements: Iterable[JSON]) -> None:
        """Add rich text as one block, or as several if it exceeds the limit of one."""
        rich: list[JSON] = []
        for element in elements:
            if rich and sum(map(text_length, rich)) + text_length(element) > MOST_TEXT:
                self._blocks.append(_rich(rich))
                rich = []
            rich.append(element)
        if rich:
            self._blocks.append(_rich(rich))

    def _add_code(self, code: Code) -> None:
        caption = [section(Span(code.caption, bold=True))] if code.caption else []
        shown = code.text
        if len(shown) > LONGEST_CODE:
            shown = shown[:LONGEST_CODE].rpartition("\n")[0] or shown[:LONGEST_CODE]
            shown += "\n…"
            self._add_file("py" if code.language == "python" else "txt", code.text.encode())
        elements = [*caption, *preformatted(shown)]
        if code.hidden:
            self._spoilers.append(_rich(elements))
        else:
            self._add_text(elements)

    def _add_actions(self, elements: list[ButtonElement | StaticSelectElement]) -> None:
        for at in range(0, len(elements), MOST_ELEMENTS):
            row = ActionsBlock(elements=elements[at : at + MOST_ELEMENTS])
            self._blocks.append(row.to_dict())

    def _button(self, button: Button) -> ButtonElement:
        style = {"success": "primary", "primary": "primary", "danger": "danger"}.get(button.style)
        return self._button_element(PRESS, button.label, button.action, style)

    def _button_element(
        self, kind: str, label: str, value: str, style: str | None
    ) -> ButtonElement:
        text = PlainTextObject(text=truncate(label, LONGEST_BUTTON), emoji=True)
        return ButtonElement(text=text, action_id=self._next_id(kind), value=value, style=style)

    def _add_form(self, form: Form) -> None:
        if form.label:
            self._add_text([section(Span(form.label, bold=True))])
        packed = str(FormButton(form.action, form.submit, form.multiline, form.value))
        self._add_actions([self._button_element(FORM, f"✏️ {form.submit}", packed, "primary")])

    def _add_menu(self, menu: Menu) -> None:
        if (listed := menu.listed()) is not None:
            self._add_text(rich_elements(listed.markdown))
        action_id = f"{self._next_id(MENU)}{SEPARATOR}{menu.action}"
        if len(action_id) > LONGEST_ACTION_ID:
            log.error("a menu is left out, as its action is too long for Slack: %r", menu.action)
            return
        options = [
            Option(
                text=PlainTextObject(text=truncate(each.label, LONGEST_OPTION)), value=each.value
            )
            for each in menu.choices
        ]
        placeholder = PlainTextObject(text=truncate(menu.label, LONGEST_PLACEHOLDER))
        select = StaticSelectElement(placeholder=placeholder, action_id=action_id, options=options)
        self._add_actions([select])

    def _add_file(self, extension: str, content: bytes, description: str = "") -> None:
        name = f"tensei-{len(self._files) + 1}.{extension}"
        self._files.append(OutgoingFile(name, content, description))

    def _next_id(self, kind: str) -> str:
        self._id_count += 1
        return f"{kind}-{self._id_count}"


def _name_reachable_commands(text: str) -> str:
    """Return a text with each command behind /tensei, which every installation has.

    Shorter names are optional in the manifest, and Slack keeps some for itself.
    """
    return _COMMAND.sub(r"/tensei \1", text)


def _with_reachable_commands(table: Table) -> Table:
    if not table.of_commands:
        return table
    rows = tuple((_name_reachable_commands(first), *rest) for first, *rest in table.rows)
    return table.model_copy(update={"rows": rows})


def _pages(blocks: list[JSON]) -> Iterator[Page]:
    """Yield messages within Slack's limits; at least one."""
    page: list[JSON] = []
    for block in blocks or [_rich([section(Span("…"))])]:
        is_full = len(page) == MOST_BLOCKS
        if page and (is_full or sum(map(text_length, (*page, block))) > MOST_MESSAGE_TEXT):
            yield _page(page)
            page = []
        page.append(block)
    yield _page(page)


def _rich(elements: list[JSON]) -> JSON:
    return {"type": "rich_text", "elements": elements}


def _page(blocks: list[JSON]) -> Page:
    rich = [each for block in blocks if block["type"] == "rich_text" for each in block["elements"]]
    shown = " ".join(each["alt_text"] for each in blocks if each["type"] == "image")
    text = " ".join("".join(map(plain_text, rich)).split()) or shown
    return Page(blocks, escape_mrkdwn(truncate(text or "…", LONGEST_FALLBACK)))
