"""Down the slope: gradient descent, with momentum, and with other measures of a step's length."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter, learning_rate, weight_decay
from app.core.optimizers.rule import Rule
from app.core.optimizers.shared import eps
from app.core.optimizers.shared import momentum as momentum_

gd = Rule(
    name="Gradient descent",
    rule="""
        g = g + weight_decay*p
        p = p - lr*g
    """,
    edge="2",
    best="2",
    pace="1",
    hyperparameters=(learning_rate(0.001), weight_decay()),
    story=(
        "A step straight down the slope, as long as the slope is steep. Too short and it crawls; too long "
        "and it leaps across the valley, higher each time."
    ),
    source=(
        "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847; "
        "torch.optim.SGD"
    ),
)

momentum = Rule(
    name="Momentum",
    memory={"b": 0},
    rule="""
        g = g + weight_decay*p
        b = where(t == 1, g, momentum*b + (1 - dampening)*g)
        p = p - lr*b
    """,
    momentum="b",
    edge="2*(1 + momentum)/(1 - dampening)",
    best="2*(1 + momentum)/(1 - dampening)",
    pace="(1 - dampening)/(1 - momentum)",
    hyperparameters=(
        learning_rate(0.001),
        momentum_(),
        Hyperparameter(
            "dampening", 0.0, 0.0, 1.0, "how much of the new gradient is held back after the first step"
        ),
        weight_decay(),
    ),
    symbols={"b": "the velocity: this gradient and what is left of those before"},
    story="A heavy ball. It gathers speed along a valley, cancels its own zigzag across it, and overshoots.",
    source=(
        "B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964; torch.optim.SGD"
    ),
)

nesterov = Rule(
    name="Nesterov momentum",
    memory={"b": 0},
    rule="""
        g = g + weight_decay*p
        b = momentum*b + g
        p = p - lr*(g + momentum*b)
    """,
    momentum="b",
    edge="2*(1 + momentum)/(1 + 2*momentum)",
    pace="1/(1 - momentum)",
    hyperparameters=(learning_rate(0.001), momentum_(), weight_decay()),
    symbols={"b": "the velocity: this gradient and what is left of those before"},
    story=(
        "Momentum that already counts on the next push. It brakes earlier than the heavy ball. This is "
        "PyTorch's form: the point it shows is the one that Nesterov looks ahead to."
    ),
    source=(
        "I. Sutskever et al., On the importance of initialization and momentum in deep learning, 2013; "
        "torch.optim.SGD with nesterov=True"
    ),
)

nesterov_original = Rule(
    name="Nesterov, looking ahead",
    memory={"v": 0},
    rule="""
        g = grad(p + momentum*v)
        v = momentum*v - lr*g
        p = p + v
    """,
    momentum="-v/lr",
    edge="2*(1 + momentum)/(1 + 2*momentum)",
    pace="1/(1 - momentum)",
    hyperparameters=(learning_rate(0.001), momentum_()),
    symbols={"v": "the velocity: the step taken last"},
    story=(
        "First it rolls on with its momentum, then it asks for the slope there, where it is about to be, and "
        "corrects itself. The same idea as PyTorch's form, seen from the point and not from the look-ahead."
    ),
    source=(
        "Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), 1983; "
        "with constant momentum as in I. Sutskever et al., 2013, equations 3 and 4"
    ),
)

sign = Rule(
    name="Sign descent",
    memory={"m": 0},
    rule="""
        m = momentum*m + (1 - momentum)*g
        p = p - lr*sign(m)
    """,
    momentum="m",
    scaling="abs(m)",
    hyperparameters=(learning_rate(0.02), momentum_(0.0)),
    symbols={"m": "the running mean of the gradients"},
    story=(
        "Only the direction of each slope counts, never how steep it is: every coordinate moves by lr at "
        "every step. Steady on plateaus and cliffs, and never at rest. With momentum it is called Signum."
    ),
    source="J. Bernstein et al., signSGD: Compressed Optimisation for Non-Convex Problems, 2018",
)

normalized = Rule(
    name="Normalized descent",
    rule="""
        p = p - lr*g/(norm(g) + eps)
    """,
    scaling="norm(g) + eps",
    hyperparameters=(learning_rate(0.05), eps(1e-12)),
    story=(
        "Straight down the slope, but each step is lr long, however steep it is. It crosses plateaus at the "
        "same pace as cliffs, and circles a minimum at the distance of a step."
    ),
    source=(
        "Y. Nesterov, Minimization methods for nonsmooth convex and quasiconvex functions, 1984; E. Hazan, "
        "K. Levy, S. Shalev-Shwartz, Beyond Convexity: Stochastic Quasi-Convex Optimization, 2015"
    ),
)

polyak = Rule(
    name="Polyak step",
    rule="""
        a = where(dot(g, g) > 0, (loss - best)/dot(g, g), 0)
        p = p - lr*a*g
    """,
    hyperparameters=(learning_rate(1.0),),
    symbols={"a": "the step at which the tangent reaches the lowest loss"},
    story=(
        "It knows how low the lowest point lies, though not where, and walks as far as the tangent would "
        "have to go to get there. No learning rate has to be tuned, but the lowest loss has to be known."
    ),
    source="B. Polyak, Introduction to Optimization, 1987, section 5.3",
)
