"""A learning-rate schedule as a function of a script, of the learning rate alone."""

from __future__ import annotations

from app.core.plan import Plan, Segment, schedule_names, schedule_tree
from app.core.tree import Call, Node, Number, constant, fold, names_in, simplified, substitute
from app.show.export.losses import Written, indented, returned
from app.show.export.names import Names
from app.show.export.source import NumPy, number


def schedule(letter: str, plan: Plan, segment: Segment) -> Written:
    """`rates_LETTER(lr)`: the rate of every update of the run."""
    assert segment.schedule is not None
    values = schedule_names(segment, plan.steps)
    tree = simplified(
        decided(schedule_tree(segment.schedule), {k: v for k, v in values.items() if k != "lr"})
    )
    dialect = NumPy(Names(["np", "math"]), {"s"})
    told = [name for name in values if name in names_in(tree) and name != "lr"]
    lines = dialect.lines(tree)
    helps = {p.name: p.help for p in segment.schedule.parameters}
    numbers = [
        f"{dialect.names[name]} = {number(values[name])}  # {helps.get(name, 'how many steps the run has')}"
        for name in told
    ]
    body = [
        f'"""The learning rate of each of the {plan.steps} updates: {segment.schedule.name}."""',
        *numbers,
        f"s = np.arange({number(float(plan.steps))}.0)  # the step that the update leaves",
        *returned(lines),
    ]
    return Written((f"def rates_{letter}(lr):", *indented(body)), frozenset(dialect.used - {"raises"}))


def decided(node: Node, values: dict[str, float]) -> Node:
    """The tree without the choices that the values have already made."""
    if not isinstance(node, Call):
        return node
    parts = tuple([decided(part, values) for part in node.arguments])
    if node.function == "where" and names_in(parts[0]) <= values.keys():
        told: dict[str, Node] = {name: Number(value) for name, value in values.items()}
        return parts[1] if constant(fold(substitute(parts[0], told))) else parts[2]
    return Call(node.function, parts)
