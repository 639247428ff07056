"""What the API's answers look like, as the OpenAPI page tells it."""

from __future__ import annotations

from typing import Any

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                    "line": {"type": "integer"},
                    "character": {"type": "integer"},
                },
            },
        },
    },
}

LINK_SENT = {
    "type": "object",
    "required": ["query"],
    "additionalProperties": False,
    "properties": {
        "query": {"type": "string", "maxLength": 16000},
        "title": {"type": "string", "maxLength": 120},
        "description": {"type": "string", "maxLength": 500},
    },
}

BOARD_SENT = {
    "type": "object",
    "required": ["title", "steps"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "maxLength": 120},
        "summary": {"type": "string", "maxLength": 500},
        "minutes": {"type": "integer", "minimum": 0, "maximum": 600},
        "steps": {
            "type": "array",
            "minItems": 1,
            "maxItems": 100,
            "items": {
                "type": "object",
                "required": ["query"],
                "additionalProperties": False,
                "properties": {"query": {"type": "string"}, "title": {"type": "string", "maxLength": 120}}
                | {
                    name: {"type": "string", "maxLength": 4000}
                    for name in ("text", "question", "answer", "notes", "ask")
                },
            },
        },
    },
}

STILL_RIGHT: dict[int | str, dict[str, Any]] = {304: {"description": "What you hold by this ETag is right."}}
NOTHING_LEFT: dict[int | str, dict[str, Any]] = {204: {"description": "Everything was sent already."}}
RESUME = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "the last step that arrived; the stream goes on after it",
    "required": False,
    "schema": {"type": "string"},
}
