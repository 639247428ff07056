"""One run as a function of a script: a generator of its points, the rule written out in its loop."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby, pairwise

from app.core.lowering import SHAKE, SPREAD
from app.core.optimizers.rule import Rule
from app.core.oracles import CLIP, NOISE, RULE
from app.core.plan import Plan, Segment
from app.core.program import Line, Program
from app.core.tree import Call, nodes
from app.experiment import Run, label
from app.show.export.data import batch
from app.show.export.losses import TAKEN, Told, Written, indented
from app.show.export.names import Names
from app.show.export.rules import Statements, Text, text_of
from app.show.export.source import ELSEWHERE, NumPy, number

_TAKEN = (*TAKEN, "seen", "noise", "draws", "sigma", "k", "epoch", "place", "shuffled", "t", "isfinite")


class RunSource:
    """Writes `run_LETTER()`. rows: how many rows there are, where the run is shown some at a time."""

    def __init__(self, run: Run, plan: Plan, told: Told) -> None:
        self.run = run
        self.plan = plan
        self.told = told
        self.rows = told.count if plan.view.batch is not None else None
        self.moves = {move.step: move.to for move in plan.moves}
        self.scheduled = any(segment.schedule for segment in plan.segments)
        self.names = Names([*_TAKEN, f"rates_{run.id}"])
        self.names.given |= {"p": "p", "t": "t", "clip": "clip", SPREAD: "sigma", SHAKE: "noise", "g": "g"}
        self.names.given |= {"loss": "L", ELSEWHERE: "seen" if self.altered else "gradient"}
        self.names.taken |= {"g", "L", "clip"}
        self.used: set[str] = set()

    @property
    def altered(self) -> bool:
        """Whether the run is shown something else than the gradient."""
        return bool(self.plan.view.lines) or self.rows is not None

    @property
    def exact(self) -> str:
        """The gradient before anything is done to it."""
        return "gradient(p, rows)" if self.rows else "gradient(p)"

    def written(self) -> Written:
        """The function."""
        spans = [list(group) for _, group in groupby(self.plan.segments, lambda segment: segment.optimizer)]
        loops = [line for segments in spans for line in self.span(segments)]
        body = [
            f'"""{label(self.run)}."""',
            f"p = {self.told.start or point(self.plan.start)}",
            *self.chance(),
            "yield p",
            *loops,
        ]
        return Written((f"def run_{self.run.id}():", *indented(body)), frozenset(self.used))

    def chance(self) -> Iterator[str]:
        """The sources of random numbers."""
        if self.plan.view.noise > 0:
            yield f"noise = np.random.default_rng([{self.plan.seed}, {NOISE}])  # the same for every run"
            yield f"sigma = {number(self.plan.view.noise)}  # the noise's standard deviation"
        if any(self.draws(segment) for segment in self.plan.segments):
            yield f"draws = np.random.default_rng([{self.plan.seed}, {RULE}])"
        if self.plan.view.clip is not None:
            yield f"clip = {number(self.plan.view.clip)}  # the longest gradient that the run is shown"

    def draws(self, segment: Segment) -> bool:
        return "normal" in text_of(rule_of(segment), ()).reads

    def span(self, segments: list[Segment]) -> list[str]:
        """The part of the run that follows one rule: its numbers, its memory, its loop."""
        first = segments[0]
        zeros = [{name for name, value in s.values if value == 0 and name != "lr"} for s in segments]
        text = text_of(rule_of(first), set.intersection(*zeros))
        later = [s.since for s in self.plan.segments if s.since > segments[-1].since]
        until = min(later, default=self.plan.steps)
        span = f"{first.since}, {until}" if first.since else str(until)
        begins = [f"# From step {first.since} on: {text.rule.name}."] if first.since else []
        return [
            *begins,
            *self.numbers(text, first),
            *self.memory(text),
            f"for k in range({span}):  # from point k to point k + 1",
            *indented([*self.changes(segments, text), *self.step(text, first), *self.arrival(first, until)]),
        ]

    def numbers(self, text: Text, segment: Segment) -> Iterator[str]:
        """The hyperparameters, and what else the rule is told once."""
        helps = {h.name: h.help for h in text.rule.hyperparameters}
        for name, value in segment.values:
            if name in text.hyperparameters:
                yield f"{self.names[name]} = {number(value)}  # {helps[name]}"
        if "lr" in text.hyperparameters and segment.schedule:
            yield f"rates = rates_{self.run.id}({self.names['lr']})"
        if "best" in text.reads:
            best = self.told.best()
            assert best is not None
            yield f"{self.names['best']} = {number(best)}  # the lowest loss there is"

    def memory(self, text: Text) -> Iterator[str]:
        """What is remembered from step to step, before the first."""
        for name, initial in text.memory:
            value = NumPy(self.names).write(initial)
            wide = "np.zeros_like(p)" if value == "0" else f"np.full_like(p, {value})"
            told = text.rule.symbols.get(name, "")
            yield f"{self.names[name]} = {wide if name in text.vectors else value}{told and f'  # {told}'}"

    def changes(self, segments: list[Segment], text: Text) -> Iterator[str]:
        """What changes on the way, at the head of the step that is the first with it."""
        for before, after in pairwise(segments):
            was = dict(before.values)
            news = [(n, v) for n, v in after.values if v != was[n] and n in text.hyperparameters]
            if news:
                yield f"if k == {after.since}:"
                yield from indented([f"{self.names[name]} = {number(value)}" for name, value in news])
                if after.schedule and "lr" in dict(news):
                    yield f"    rates = rates_{self.run.id}({self.names['lr']})"

    def step(self, text: Text, first: Segment) -> list[str]:
        """The update."""
        named = text.rule.symbols
        draw = "draws.standard_normal(p.size)"
        statements = Statements(self.names, {"p", "g", *text.vectors}, {"normal": draw})
        for line in text.lines:
            statements.add(line)
        self.used |= statements.used
        shown = self.gradient(text)
        head = [*self.time(text, first), *shown]
        fresh = {self.names[name]: told for name, told in named.items() if name not in dict(text.memory)}
        return [*head, *[_explained(line, fresh) for line in statements.out]]

    def time(self, text: Text, first: Segment) -> Iterator[str]:
        if "t" in text.reads:
            yield f"t = k - {first.since} + 1" if first.since else "t = k + 1"
        if first.schedule and "lr" in text.reads:
            yield f"{self.names['lr']} = float(rates[k])"

    def gradient(self, text: Text) -> Iterator[str]:
        """What the run is shown where it stands."""
        awaited = _awaited(text.lines)
        if self.rows:
            yield from batch(self.plan, self.rows)
        if "loss" in text.reads:
            yield "L = loss(p, rows)" if self.rows else "L = loss(p)"
        if self.altered and _elsewhere(text):
            yield from ["def seen(p):", f"    g = {self.exact}", *indented([*self.alter(), "return g"])]
            yield "g = seen(p)"
        elif "g" in awaited or self.plan.view.noise > 0:
            # Noise is drawn in any case, so that all runs are shown the same.
            yield from [f"g = {self.exact}", *self.alter()]

    def alter(self) -> list[str]:
        """From the exact gradient to the one that the run is shown."""
        view, found = self.plan.view, []
        if view.noise > 0:
            found.append("g = g + sigma*noise.standard_normal(p.size)")
        if view.clip is not None:
            found.append(f"g = {self.write(CLIP)}")
        if view.up:
            found.append("g = -g  # up instead of down")
        return found

    def write(self, line: Line) -> str:
        dialect = NumPy(self.names, {"g"})
        text = dialect.write(line.value)
        self.used |= dialect.used
        return text

    def arrival(self, first: Segment, until: int) -> Iterator[str]:
        """What happens when the next point is there."""
        for step, to in self.moves.items():
            if first.since < step <= until:
                yield f"if k + 1 == {step} and np.isfinite([*p, loss(p)]).all():"
                yield f"    p = {point(to)}  # moved by hand"
        yield "yield p"


def rule_of(segment: Segment) -> Rule:
    """The segment's rule."""
    assert isinstance(segment.optimizer, Rule)
    return segment.optimizer


def point(coordinates: Collection[float]) -> str:
    """A point as an array of floats."""
    return f"np.array([{', '.join([repr(float(value)) for value in coordinates])}])"


def _awaited(lines: Collection[Line]) -> set[str]:
    """What is read before it is set."""
    return Program(tuple(lines), (), ()).awaited


def _elsewhere(text: Text) -> bool:
    """Whether the rule asks for the gradient at other points."""
    calls = [n for line in text.lines for n in nodes(line.value) if isinstance(n, Call)]
    return any(call.function == "grad" for call in calls)


def _explained(statement: str, symbols: dict[str, str]) -> str:
    """A statement with what its name stands for."""
    told = symbols.pop(statement.partition(" = ")[0], "")
    return f"{statement}{told and f'  # {told}'}"
