"""What all paths to rooms take, and why they refuse."""

from __future__ import annotations

from typing import Any

from app.web.documented.path import Key

CODE = Key("code", "the room's code; capitals, blanks and hyphens do not matter", "CODE", True, "path")
KEY = Key("Authorization", "`Bearer` and the room's key", required=True, place="header")
WHO = Key("who", "what the follower's page made up for itself: 16 to 64 letters, digits, - and _")
# The same wherever a code is asked for.
LOST = {
    404: "No room has this code.",
    410: "The room has ended, or its lecturer was away for too long.",
    429: "Too many wrong codes came from this address; then only those who are in the room already get in.",
}
CAME = {429: "Too many wrong codes, or too many new followers, came from this address; wait a little."}
LED = {401: "No key is given.", 403: "It is not the key of this room.", **LOST}
SENT = {413: "The body is larger than the server takes.", 415: "The body is not application/json."}
BAD = {422: "What is wrong with what was sent, by its field."}


def body(example: dict[str, Any], **properties: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"application/json": {"schema": schema, "example": example}}
