"""Validate request bodies against Discord's OpenAPI document."""

from __future__ import annotations

import copy
import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

PATH = Path(__file__).parents[4] / "shared/discord/openapi.json"
HOW_TO_GET = (
    f"there is no {PATH}: put the openapi.json of github.com/discord/discord-api-spec there"
)

_URI = "urn:discord"


class Document:
    def __init__(self, path: Path = PATH) -> None:
        self._document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        # Discord also accepts ids as numbers, as discord.py sends them.
        schemas = self._document["components"]["schemas"]
        text = schemas["SnowflakeType"]
        schemas["SnowflakeType"] = {"anyOf": [text, {"type": "integer", "minimum": 0}]}
        self._validators: dict[tuple[str, str, str], Draft202012Validator | None] = {}
        self._valid: set[tuple[str, str, str, str]] = set()
        """Requests without faults, with their bodies: every bot registers the same commands at its
        start, and to validate them takes longer than all else in most tests."""

    @cached_property
    def _registry(self) -> Registry[Any]:
        registry: Registry[Any] = Registry()
        with_document: Registry[Any] = registry.with_resource(
            _URI, DRAFT202012.create_resource(self._document)
        )
        return with_document

    @cached_property
    def _paths(self) -> list[tuple[re.Pattern[str], str]]:
        # Fixed parts before variable ones, so that /users/@me does not match /users/{user_id}.
        templates = sorted(self._document["paths"], key=lambda path: (path.count("{"), path))
        return [
            (re.compile(re.sub(r"\\\{\w+\\\}", r"[^/]+", re.escape(path)) + r"\Z"), path)
            for path in templates
        ]

    def template(self, method: str, path: str) -> str | None:
        """Return the document's template of a path, or None if it has no such operation."""
        for pattern, template in self._paths:
            if pattern.match(path) and method.lower() in self._document["paths"][template]:
                return template
        return None

    def faults(self, method: str, path: str, body: Any, content_type: str) -> list[str]:
        """Return descriptions of what is invalid in a request."""
        template = self.template(method, path)
        if template is None:
            return [f"{method} {path} is no operation of Discord's"]
        validator = self._validator(method, template, content_type)
        if validator is None:
            return [] if body is None else [f"{method} {path} takes no {content_type}"]
        known = (method, template, content_type, json.dumps(body, sort_keys=True))
        if known in self._valid:
            return []
        found = [f"{method} {path}: {_describe(fault)}" for fault in validator.iter_errors(body)]
        if not found:
            self._valid.add(known)
        return found

    def _validator(self, method: str, template: str, kind: str) -> Draft202012Validator | None:
        key = (method, template, kind)
        if key not in self._validators:
            operation = self._document["paths"][template][method.lower()]
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get(kind, {}).get("schema")
            self._validators[key] = schema and Draft202012Validator(
                _absolute(schema), registry=self._registry
            )
        return self._validators[key]


def _absolute(schema: Any) -> Any:
    """Return a schema with references into the document."""
    text = json.dumps(copy.deepcopy(schema)).replace('"#/components/', f'"{_URI}#/components/')
    return json.loads(text)


def _describe(fault: Any) -> str:
    """Return the deepest cause; the outermost is only "not valid under any of"."""
    while fault.context:
        fault = min(fault.context, key=lambda each: (-len(each.absolute_path), each.message))
    where = "/".join(map(str, fault.absolute_path))
    return f"{where or 'the body'}: {fault.message[:300]}"
