"""A path as FastAPI is told of it, and OpenAPI tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Response

from app.web.documented.grammar import GRAMMAR, ON_DATA
from app.web.documented.path import Key, Path
from app.web.problems import MEDIA_TYPE
from app.web.schemas import NOTHING_LEFT, PROBLEM, RESUME, STILL_RIGHT

Answers = dict[int | str, dict[str, Any]]

_BAD_QUERY = "What is wrong with the query, by field."


def split(name: str) -> tuple[str, str]:
    """The method and the path of a name such as `/run` or `POST /links`."""
    method, _, path = name.rpartition(" ")
    return method or "GET", path


def add(routes: APIRouter, name: str, told: Path, endpoint: Callable[..., Any]) -> None:
    """Put an endpoint at its path; one for GET answers HEAD as well."""
    method, path = split(name)
    routes.add_api_route(path, endpoint, methods=[method], **keywords(name, told))
    if method == "GET":
        routes.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


def keywords(name: str, told: Path) -> dict[str, Any]:
    """The keywords that describe a route to FastAPI."""
    method, path = split(name)
    named = re.findall(r"\w+", path)
    return {
        "status_code": told.status,
        "summary": told.summary,
        "description": told.answer,
        "operation_id": "_".join(named if method == "GET" else [method.lower(), *named]),
        "openapi_extra": _taken(told),
        "responses": _done(told) | _refused(method, told),
        "response_class": Response,
        "response_model": None,
    }


def content(description: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """An answer of one media type; text is a string, whatever its schema."""
    schema = {"type": "string"} if media_type.startswith(("text/", "image/", "video/")) else schema
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _taken(told: Path) -> dict[str, Any]:
    parameters = [*_parameters(told), *([RESUME] if told.streams else [])]
    body = {"requestBody": {"required": True, "content": told.body}} if told.body else {}
    return body | {"parameters": parameters}


def _done(told: Path) -> Answers:
    if not told.media_type:
        return {}
    return {told.status: content(told.answer, told.media_type, {"type": "object"})}


def _refused(method: str, told: Path) -> Answers:
    asked: Answers = {}
    if method == "GET":
        asked = NOTHING_LEFT if told.streams else {} if told.live else STILL_RIGHT
    said = told.refusals or {422: _BAD_QUERY}
    return asked | {status: content(why, MEDIA_TYPE, PROBLEM) for status, why in said.items()}


def _parameters(told: Path) -> list[dict[str, Any]]:
    grammar = [replace(key, example=ON_DATA.get(key.name, key.example)) for key in GRAMMAR]
    shared = (grammar if told.on_data else GRAMMAR) if told.grammar else ()
    return [_parameter(key) for key in (*told.keys, *shared)]


def _parameter(key: Key) -> dict[str, Any]:
    parameter = {"name": key.name, "in": key.place, "description": key.help, "required": key.required}
    example = {"example": key.example} if key.example else {}
    return {**parameter, "schema": {"type": "string"}, **example}
