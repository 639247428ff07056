"""Methods that never ask for a slope: they only compare heights."""

from __future__ import annotations

import math

from app.core.hyperparameters import Hyperparameter, learning_rate
from app.core.optimizers.method import Line, Method, Point, Value, Walk

Vertex = tuple[float, Point]


def by_height(vertex: Vertex) -> tuple[bool, float]:
    """Lowest first; where there is no loss, last."""
    return math.isnan(vertex[0]), vertex[0]


class NelderMead(Walk):
    """A simplex that tumbles downhill, stretching where it goes well and shrinking where it does not."""

    simplex: tuple[Vertex, ...] = ()
    centre: Point = ()

    def step(self, lr: float) -> Point:
        simplex = self.simplex or self.unfold(lr)
        self.centre, self.shown = middle(simplex)
        better = self.improve(simplex)
        changed = (*simplex[:-1], better) if better else self.shrink(simplex)
        self.simplex = tuple(sorted(changed, key=by_height))
        self.point = self.simplex[0][1]
        self.shown.append(self.lowest())
        return self.point

    def unfold(self, size: float) -> tuple[Vertex, ...]:
        """The first simplex: the point, and one more along each coordinate."""
        start = self.point
        corners = [tuple([v + size * (i == j) for j, v in enumerate(start)]) for i in range(len(start))]
        return tuple(sorted([self.at(corner) for corner in (start, *corners)], key=by_height))

    def at(self, point: Point) -> Vertex:
        return self.ask.loss(point), point

    def improve(self, simplex: tuple[Vertex, ...]) -> Vertex | None:
        """What takes the worst vertex's place; None if nothing on its line is any better."""
        best, second, worst = simplex[0][0], simplex[-2][0], simplex[-1]
        mirror = self.try_at("mirror", 2, -1, worst)
        if mirror[0] < best:
            further = self.try_at("further", 3, -2, worst)
            return further if further[0] < mirror[0] else mirror
        if mirror[0] < second:
            return mirror
        if mirror[0] < worst[0]:
            outside = self.try_at("nearer", 1.5, -0.5, worst)
            return outside if outside[0] <= mirror[0] else None
        inside = self.try_at("nearer", 0.5, 0.5, worst)
        return inside if inside[0] < worst[0] else None

    def try_at(self, name: str, share: float, other: float, worst: Vertex) -> Vertex:
        """A point on the line from the worst vertex through the centre."""
        point = tuple([share * c + other * w for c, w in zip(self.centre, worst[1], strict=True)])
        text = f"{share:g}*centre {'-' if other < 0 else '+'} {abs(other):g}*worst"
        self.shown.append(Line(name, text, {"centre": self.centre, "worst": worst[1]}, point))
        return self.at(point)

    def shrink(self, simplex: tuple[Vertex, ...]) -> tuple[Vertex, ...]:
        """All vertices drawn halfway to the best."""
        best, *others = [point for _, point in simplex]
        return (simplex[0], *[self.draw_in(f"v_{i}", best, point) for i, point in enumerate(others, 2)])

    def draw_in(self, name: str, best: Point, point: Point) -> Vertex:
        nearer = tuple([b + 0.5 * (v - b) for b, v in zip(best, point, strict=True)])
        text = f"best_vertex + 0.5*({name} - best_vertex)"
        self.shown.append(Line(name, text, {"best_vertex": best, name: point}, nearer))
        return self.at(nearer)

    def lowest(self) -> Line:
        """Where the lowest vertex of the new simplex comes from."""
        names = [line.name for line in self.shown[1:] if line.value == self.point]
        name = names[-1] if names else "best_vertex"
        return Line("p", name, {name: self.point}, self.point)


def middle(simplex: tuple[Vertex, ...]) -> tuple[Point, list[Line]]:
    """The middle of all vertices but the worst, and its arithmetic."""
    others = [point for _, point in simplex[:-1]]
    centre = tuple([sum(column) / len(others) for column in zip(*others, strict=True)])
    known: dict[str, Value] = {f"v_{i}": point for i, point in enumerate(others, 1)}
    text = f"({' + '.join(known)})/{len(others)}" if len(others) > 1 else "v_1"
    return centre, [Line("centre", text, known, centre)]


class Annealing(Walk):
    """A random walk that always accepts a way down, and a way up with a chance that cools."""

    loss: float | None = None
    count = 0

    def step(self, lr: float) -> Point:
        loss = self.ask.loss(self.point) if self.loss is None else self.loss
        heat = self.values["temperature"] * self.values["cooling"] ** self.count
        self.count += 1
        shake = tuple(self.rng.standard_normal(len(self.point)).tolist())
        luck = float(self.rng.random())
        there = tuple([p + lr * n for p, n in zip(self.point, shake, strict=True)])
        loss_there = self.ask.loss(there)
        rise = loss_there - loss
        chance = 1.0 if rise <= 0 else math.exp(-rise / heat)
        end = there if luck < chance else self.point
        self.shown = self.explain(lr, shake, there, (loss, loss_there, rise), (heat, chance, luck), end)
        self.point, self.loss = end, loss_there if luck < chance else loss
        return self.point

    def explain(
        self, lr: float, shake: Point, q: Point, losses: Point, odds: Point, end: Point
    ) -> list[Line]:
        """The arithmetic, with every number that chance brought in."""
        (loss, loss_q, rise), (heat, chance, u), values = losses, odds, self.values
        p = self.point
        cooled: dict[str, Value] = {"temperature": values["temperature"], "cooling": values["cooling"]}
        return [
            Line("heat", "temperature*cooling**(t - 1)", cooled | {"t": float(self.count)}, heat),
            Line("q", "p + lr*normal", {"p": p, "lr": lr, "normal": shake}, q),
            Line("rise", "loss_q - loss", {"loss_q": loss_q, "loss": loss}, rise),
            Line("chance", "where(rise <= 0, 1, exp(-rise/heat))", {"rise": rise, "heat": heat}, chance),
            Line("p", "where(u < chance, q, p)", {"u": u, "chance": chance, "q": q, "p": p}, end),
        ]


nelder_mead = Method(
    name="Nelder–Mead",
    walk=NelderMead,
    uses=("loss",),
    formula=("mirror = 2*centre - worst", "further = 3*centre - 2*worst", "nearer = (3*centre - worst)/2"),
    hyperparameters=(learning_rate(0.5),),
    symbols={
        "worst": "the highest vertex of the simplex: a triangle in two variables, a stretch in one",
        "centre": "the middle of the others",
        "mirror": "where the worst is tried first",
        "further": "where it is tried next if that was the best yet",
        "nearer": "where it is tried if that was no good, on this side or the other",
        "best_vertex": "the lowest vertex, which the path shows; at worst all others are drawn to it",
        "v_1": "the lowest vertex",
        "v_2": "the vertex next to the lowest",
        "v_3": "the highest vertex, in two variables",
    },
    story=(
        "A triangle that tumbles downhill by turning its highest corner over. It never asks for a slope. lr "
        "is the size of the first triangle alone; the path shows its lowest corner, which may stay where it "
        "is for a while."
    ),
    source=(
        "J. Nelder, R. Mead, A Simplex Method for Function Minimization, 1965; in the form of J. Lagarias et "
        "al., Convergence Properties of the Nelder–Mead Simplex Method in Low Dimensions, 1998"
    ),
)

annealing = Method(
    name="Simulated annealing",
    walk=Annealing,
    uses=("loss",),
    formula=(
        "heat = temperature*cooling**(t - 1)",
        "q = p + lr*normal",
        "chance = where(rise <= 0, 1, exp(-rise/heat))",
        "p = where(u < chance, q, p)",
    ),
    hyperparameters=(
        learning_rate(0.5),
        Hyperparameter(
            "temperature", 10.0, 1e-6, 1e6, "how high a rise is readily accepted at first", log=True
        ),
        Hyperparameter("cooling", 0.98, 0.94, 1.0, "what the temperature is multiplied by after each step"),
    ),
    symbols={
        "heat": "the temperature at this step",
        "q": "a place nearby, drawn by chance",
        "rise": "how much higher q lies",
        "loss_q": "the loss at q",
        "chance": "the probability of going there: 1 on the way down",
        "u": "a number drawn between 0 and 1",
    },
    story=(
        "A random walk that takes every way down, and while it is hot many a way up. As it cools it gets "
        "choosy. It can leave a shallow minimum for a deeper one, which no method that follows the slope "
        "does."
    ),
    source="S. Kirkpatrick, C. Gelatt, M. Vecchi, Optimization by Simulated Annealing, 1983",
)
