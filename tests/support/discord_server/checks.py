"""Checks of Discord's that are not in its OpenAPI document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

COMPONENTS_V2 = 1 << 15
SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2  # as kinds of options
ACTION_ROW, BUTTON, SELECT, TEXT_INPUT, SECTION, TEXT_DISPLAY = 1, 2, 3, 4, 9, 10
MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER = 12, 13, 14, 17
V2_ONLY = frozenset({SECTION, TEXT_DISPLAY, 11, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER})
"""Kinds of components that only a message with the flag of version 2 may have."""

# fmt: off
LOCALES = frozenset({
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
    "th", "zh-CN", "ja", "zh-TW", "ko",
})
# fmt: on
# https://docs.discord.com/developers/reference#locales
_COMMAND_NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")


def components_of(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield all components, nested ones included."""
    for component in components:
        yield component
        yield from components_of(component.get("components") or [])
        inner = component.get("component")
        if inner:
            yield from components_of([inner])
        if component.get("accessory"):
            yield from components_of([component["accessory"]])


def message_faults(body: dict[str, Any], files: list[str], *, is_edit: bool) -> list[str]:
    found = list(components_of(body.get("components") or []))
    faults = [*_text_faults(body, found, files, is_edit=is_edit), *custom_id_faults(found)]
    rows = [each for each in body.get("components") or [] if each["type"] == ACTION_ROW]
    if not body.get("flags", 0) & COMPONENTS_V2 and len(rows) > 5:
        faults.append(f"{len(rows)} rows of components, and 5 is the most")
    if len(found) > 40:
        faults.append(f"{len(found)} components, and 40 is the most")
    faults += [*_row_faults(found), *_nesting_faults(body.get("components") or [])]
    faults += _attachment_faults(found, files)
    ids = [each["id"] for each in found if each.get("id")]
    if len(ids) != len(set(ids)) or max(ids, default=1) >= 1 << 31:
        faults.append(f"ids of components that cannot be: {ids}")
    return faults


def _row_faults(found: list[dict[str, Any]]) -> Iterator[str]:
    for row in (each for each in found if each["type"] == ACTION_ROW):
        kinds = [each["type"] for each in row["components"]]
        if not 1 <= len(kinds) <= 5 or (len(kinds) > 1 and set(kinds) != {BUTTON}):
            yield f"a row of components of the types {kinds}"
    for each in found:
        if not 1 <= len(each.get("custom_id", "-")) <= 100:
            yield f"a custom_id of {len(each['custom_id'])} characters"
        if each["type"] == BUTTON and len(each.get("label") or "") > 80:
            yield f"a label of {len(each['label'])} characters"
        if each["type"] == SELECT:
            yield from _select_faults(each)
        if each["type"] == SECTION and not 1 <= len(each["components"]) <= 3:
            yield f"a section of {len(each['components'])} texts"


def _select_faults(select: dict[str, Any]) -> Iterator[str]:
    """Yield what Discord refuses in a select of texts.

    https://docs.discord.com/developers/components/reference#string-select
    """
    options = select["options"]
    if not 1 <= len(options) <= 25:
        yield f"a select of {len(options)} options"
    if not 0 <= select.get("min_values", 1) <= select.get("max_values", 1) <= len(options):
        yield f"a select of {len(options)} options with other limits: {select}"
    if len({each["value"] for each in options}) != len(options):
        yield f"a value that is there twice: {options}"
    if any(not 1 <= len(each[key]) <= 100 for each in options for key in ("label", "value")):
        yield f"an option that is too long: {options}"
    if len(select.get("placeholder") or "") > 150:
        yield f"a placeholder of {len(select['placeholder'])} characters"


def _nesting_faults(components: list[dict[str, Any]]) -> Iterator[str]:
    """Yield containers within others, and empty ones."""
    for container in (each for each in components if each["type"] == CONTAINER):
        if not container["components"]:
            yield "an empty container"
        if any(each["type"] == CONTAINER for each in container["components"]):
            yield "a container within a container"


def custom_id_faults(found: list[dict[str, Any]]) -> list[str]:
    counted = Counter(each["custom_id"] for each in found if "custom_id" in each)
    return [f"custom_id {each!r} is there {n} times" for each, n in counted.items() if n > 1]


def command_faults(commands: list[dict[str, Any]]) -> list[str]:
    faults: list[str] = []
    for command in commands:
        faults += _command_faults(command, typed=command.get("type", 1) == 1)
    for command in commands:
        if _length(command) > 8000:
            faults.append(f"/{command['name']} and all in it have {_length(command)} characters")
    counted = Counter((each["name"], each.get("type", 1)) for each in commands)
    return faults + [f"command {each} is there twice" for each, n in counted.items() if n > 1]


def _command_faults(command: dict[str, Any], *, typed: bool = True) -> Iterator[str]:
    """Check a command, subcommand or option, and its options."""
    for locale, name in {None: command["name"], **(_words(command, "name"))}.items():
        if locale is not None and locale not in LOCALES:
            yield f"locale {locale!r} is none of Discord's"
        if typed and (name != name.lower() or not _COMMAND_NAME.fullmatch(name)):
            yield f"{name!r} cannot be a command's name"
    for locale, text in _words(command, "description").items():
        if not 1 <= len(text) <= 100:
            yield f"the description of {command['name']} in {locale} has {len(text)} characters"
    options = command.get("options") or []
    kinds = [each["type"] in {SUBCOMMAND, SUBCOMMAND_GROUP} for each in options]
    needed = [bool(each.get("required")) for each in options]
    if len(options) > 25 or len(command.get("choices") or []) > 25:
        yield f"{command['name']} has more than 25 options or choices"
    if any(kinds) and not all(kinds):
        yield f"{command['name']} has options beside its subcommands"
    if needed != sorted(needed, reverse=True):
        yield f"{command['name']} has an option that must be given behind one that need not be"
    if command.get("choices") and command.get("autocomplete"):
        yield f"{command['name']} has choices and completion"
    for locale in (None, "ja"):
        names = [_words(each, "name").get(locale, each["name"]) for each in options]
        if len(names) != len(set(names)):
            yield f"{command['name']} has two options of the same name in {locale or 'English'}"
    for each in options:
        yield from _command_faults(each)


def _words(thing: dict[str, Any], key: str) -> dict[str | None, str]:
    return dict(thing.get(f"{key}_localizations") or {})


def _length(command: dict[str, Any]) -> int:
    """Return the characters of a command with its options, in the longest language.

    https://docs.discord.com/developers/interactions/application-commands#slash-commands
    """
    own = sum(
        max(map(len, (str(command.get(key, "")), *_words(command, key).values())))
        for key in ("name", "description")
    )
    values = sum(
        len(str(each["value"])) + len(each["name"]) for each in command.get("choices") or []
    )
    return own + values + sum(map(_length, command.get("options") or []))


def _text_faults(
    body: dict[str, Any], found: list[dict[str, Any]], files: list[str], *, is_edit: bool
) -> Iterator[str]:
    content = body.get("content") or ""
    if len(content) > 2000:
        yield f"content of {len(content)} characters"
    if body.get("flags", 0) & COMPONENTS_V2:
        if content or body.get("embeds") or body.get("poll") or body.get("sticker_ids"):
            yield "content or embeds beside the components-v2 flag"
        text = sum(len(each["content"]) for each in found if each["type"] == TEXT_DISPLAY)
        if text > 4000:
            yield f"{text} characters of text displays"
        if not found:
            yield "no component in a message of components"
    else:
        if any(each["type"] in V2_ONLY for each in found):
            yield "a component of version 2 without the flag"
        if not is_edit and not (content or body.get("embeds") or files or body.get("poll")):
            yield "an empty message"
    total = sum(_embed_length(each) for each in body.get("embeds") or [])
    if total > 6000:
        yield f"embeds of {total} characters"


def _embed_length(embed: dict[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field["name"], field["value"]]
    return sum(len(each) for each in texts if each)


def _attachment_faults(found: list[dict[str, Any]], files: list[str]) -> list[str]:
    urls = [each["file"]["url"] for each in found if each["type"] == FILE]
    for gallery in (each for each in found if each["type"] == MEDIA_GALLERY):
        urls += [item["media"]["url"] for item in gallery["items"]]
    named = {url.removeprefix("attachment://") for url in urls if url.startswith("attachment://")}
    faults = [f"no file {each!r} came with the message" for each in named - set(files)]
    return faults + [f"nothing shows the file {each!r}" for each in set(files) - named if found]
