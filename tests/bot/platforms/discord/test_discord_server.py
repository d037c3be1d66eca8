"""The tests' Discord server records an invalid request as a violation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.discord_server.checks import COMPONENTS_V2, command_faults, message_faults
from tests.support.discord_server.openapi import Document

MESSAGES = "/channels/1/messages"
ROW = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
SUB = {"name": "set", "description": "d", "type": 1}
OPTION = {"name": "o", "description": "d", "type": 3}
NEEDED = {"required": True}
CHOICES = [{"name": "a", "value": "a"}]
MANY = [
    {**SUB, "name": f"s{n}", "options": [{**OPTION, "description": "d" * 100}] * 5}
    for n in range(20)
]
TEXT = {"type": 10, "content": "words"}


def message(**body: Any) -> list[str]:
    return message_faults(body, [], is_edit=False)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, {"components": [{"type": 99}]}),
        ("POST", MESSAGES, {"content": 7}),
        ("POST", MESSAGES, {"components": [{**ROW, "components": []}]}),
        ("POST", MESSAGES, {"embeds": [{"title": "x" * 300}]}),
        ("POST", "/interactions/1/token/callback", {"type": 5, "data": {"flags": "all"}}),
        ("POST", "/interactions/1/token/callback", {"type": 99}),
        ("PUT", "/applications/1/commands", [{"name": "x" * 33, "description": "d"}]),
        ("PUT", "/applications/1/commands", [{"name": "fine", "description": "d" * 101}]),
        ("POST", "/users/@me/channels", {"recipient_id": "someone"}),
        ("POST", "/no/such/thing", None),
    ],
)
def test_a_body_that_discords_document_does_not_allow_is_a_violation(
    document: Document, method: str, path: str, body: Any
) -> None:
    assert document.faults(method, path, body, "application/json")


def test_a_body_that_it_allows_is_none(document: Document) -> None:
    body = {"flags": COMPONENTS_V2, "components": [TEXT, ROW]}
    assert document.faults("POST", MESSAGES, body, "application/json") == []
    assert message(**body) == []


def test_ids_may_be_numbers(document: Document) -> None:
    body = {"recipient_id": 123456789012345678}
    assert document.faults("POST", "/users/@me/channels", body, "application/json") == []


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001},
        {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
        {"content": "x", "components": [ROW] * 6},
        {"content": "x", "components": [ROW, ROW]},  # the same custom id twice
        {"flags": COMPONENTS_V2, "content": "x", "components": [TEXT]},
        {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "x" * 4001}]},
        {"flags": COMPONENTS_V2, "components": [TEXT] * 41},
        {"flags": COMPONENTS_V2, "components": [{"type": 13, "file": {"url": "attachment://a"}}]},
        {"components": [TEXT]},
        {},
    ],
)
def test_what_discord_refuses_beyond_its_document_is_a_violation(body: dict[str, Any]) -> None:
    assert message(**body)


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Start", "description": "d"},
        {"name": "two words", "description": "d"},
        {"name": "start", "name_localizations": {"jp": "はじめる"}, "description": "d"},
        {"name": "start", "description": "d", "options": [{"name": "Topic", "type": 3}]},
        {"name": "x", "description": "d", "options": [SUB, {"name": "topic", "type": 3}]},
        {"name": "x", "description": "d", "options": [SUB, SUB]},
        {"name": "x", "description": "d", "options": [OPTION, OPTION | {"name": "y"} | NEEDED]},
        {"name": "x", "description": "d", "description_localizations": {"ja": "あ" * 101}},
        {"name": "x", "description": "d", "options": [{**OPTION, "choices": CHOICES * 26}]},
        {"name": "x", "description": "d", "options": MANY},
    ],
)
def test_a_commands_name_that_discord_refuses_is_a_violation(command: dict[str, Any]) -> None:
    assert command_faults([command])


def test_the_same_command_twice_is_a_violation() -> None:
    assert command_faults([{"name": "start", "description": "d"}] * 2)
