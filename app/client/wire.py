"""What is asked of the API and what comes back, as values: no matter who sends them, or whether anybody."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson

from app.core.errors import BadInput

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """A question to the API.

    keys: those that the answer adds to the query, such as `n`. server: another than the one that is usually
    asked. body: what is sent, of this media type.
    """

    path: str
    query: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""
    media_type: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its HTTP status and its bytes."""

    status: int
    content: bytes


# A question that may take several requests: what is sent and what is made of it, without a way to send it.
Asking = Generator[Request, Answer, T]


def content(answer: Answer) -> bytes:
    """The bytes of an answer; the error that it stands for where it is a problem."""
    if answer.status >= 400:
        raise refusal(answer)
    return answer.content


def ask(request: Request) -> Asking[Any]:
    """The JSON that answers one request."""
    answer = yield request
    return orjson.loads(content(answer))


def refusal(answer: Answer) -> Exception:
    """What a server's problem says, as the error that it stands for: BadInput or RuntimeError."""
    try:
        problem = orjson.loads(answer.content)
        return error(problem, answer.status) if isinstance(problem, dict) else _stranger(answer)
    except ValueError:
        return _stranger(answer)


def error(problem: dict[str, Any], status: int = 422) -> Exception:
    """A problem as the error that it stands for; what the server alone can mend is a RuntimeError."""
    told = [_refused(one) for one in problem.get("errors", [])]
    if not told:
        return RuntimeError(problem.get("detail", "the server failed"))
    if status >= 500:
        return RuntimeError(told[0].message)
    first, *others = told
    return BadInput(first.field, first.message, tuple(others), first.character, first.line)


def _refused(one: dict[str, Any]) -> BadInput:
    return BadInput(one["field"], one["message"], (), one.get("character"), one.get("line"))


def _stranger(answer: Answer) -> RuntimeError:
    return RuntimeError(f"the server answered {answer.status}: is this a Fall Line server?")
