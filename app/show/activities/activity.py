"""What a class is asked, as one frozen value, and what somebody answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from app.core.landscape import Landscape
from app.core.plan import Plan
from app.experiment import Experiment, Run, canonical
from app.experiment.resolve import landscape_of, plan_of, site_of, window_of
from app.experiment.value import Point, Window


@dataclass(frozen=True, slots=True)
class Rates:
    """The learning rates that may be chosen. log: they are best chosen on a logarithmic scale."""

    min: float
    max: float
    default: float
    log: bool = True


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that a class is asked to do.

    kind: prediction, swarm or poll; ask: of a prediction where, which or rate. run: the letter of the run
    that is meant, empty where none is. choices: what may be chosen in words; runs: of a prediction which the
    letter of each. right: the number of the right choice of a poll, where there is one. rates: what may be
    chosen where a learning rate is asked for. scores: answers are worth points.
    """

    kind: str
    question: str
    scores: bool
    ask: str = ""
    experiment: Experiment | None = None
    run: str = ""
    choices: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    right: int | None = None
    rates: Rates | None = None

    @property
    def id(self) -> str:
        """What is asked for: where, which, rate, swarm or poll."""
        return self.ask or self.kind

    @property
    def about(self) -> Experiment:
        """The experiment that it is about; only polls have none."""
        assert self.experiment is not None
        return self.experiment

    @property
    def chosen(self) -> Run:
        """The run that is meant."""
        return next(run for run in self.about.runs if run.id == self.run)

    @property
    def landscape(self) -> Landscape:
        """The surface that it happens on."""
        return landscape_of(self.about)

    @property
    def plan(self) -> Plan:
        """What the run that is meant does."""
        return plan_of(self.about, self.chosen)

    @property
    def window(self) -> Window | None:
        """What of the surface is seen, where answers are places on it."""
        return window_of(self.about) if self.id in {"where", "swarm"} else None

    @property
    def told(self) -> dict[str, Any]:
        """As JSON that `read_activity` reads again, with all that followers are not to know yet."""
        query = canonical(self.experiment) if self.experiment else None
        said: dict[str, Any] = {"kind": self.kind, "ask": self.ask, "question": self.question, "query": query}
        if self.kind == "poll":
            said |= {"choices": list(self.choices), "right": self.right}
        if self.kind == "swarm":
            said |= {"rate": self.rates is not None}
        else:
            said |= {"scores": self.scores}
        return {name: value for name, value in (said | {"run": self.run}).items() if value not in (None, "")}

    @property
    def shown(self) -> dict[str, Any]:
        """As JSON for everyone: nothing in it gives the answer away."""
        return {
            "kind": self.kind,
            "ask": self.ask or None,
            "question": self.question,
            "query": canonical(self.experiment) if self.experiment else None,
            "run": self.run or None,
            "choices": list(self.choices) or None,
            "runs": list(self.runs) or None,
            "rates": asdict(self.rates) if self.rates else None,
            "window": [list(side) for side in self.window] if self.window else None,
            "variables": list(site_of(self.experiment).variables)
            if self.window and self.experiment
            else None,
            "scores": self.scores,
        }


@dataclass(frozen=True, slots=True)
class Pick:
    """Where somebody's run of a swarm begins, and with which learning rate where one was asked for."""

    start: Point
    rate: float | None = None

    @property
    def told(self) -> dict[str, Any]:
        """As JSON."""
        return {"start": list(self.start)} | ({} if self.rate is None else {"rate": self.rate})


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: a point or OUT, a run's letter, a rate, a choice's number, or a pick."""

    value: Point | str | float | int | Pick

    @property
    def told(self) -> Any:
        """As JSON that `read_answer` reads again."""
        if isinstance(self.value, Pick):
            return self.value.told
        return list(self.value) if isinstance(self.value, tuple) else self.value

    @property
    def point(self) -> Point | None:
        """The place that was answered; None where it is none."""
        return self.value if isinstance(self.value, tuple) else None


# The answer that a run leaves the picture.
OUT = "out"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given: by which follower of the room, under what name, how many seconds after
    the activity was opened."""

    number: int
    nickname: str
    answer: Answer
    seconds: float
