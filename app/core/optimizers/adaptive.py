"""A step length for each coordinate, learned from the gradients so far."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter, learning_rate, weight_decay
from app.core.optimizers.rule import Rule
from app.core.optimizers.shared import eps, momentum

adagrad = Rule(
    name="Adagrad",
    memory={"s": "initial_accumulator_value"},
    rule="""
        g = g + weight_decay*p
        s = s + g**2
        a = lr/(1 + (t - 1)*lr_decay)
        p = p - a*g/(sqrt(s) + eps)
    """,
    scaling="sqrt(s) + eps",
    hyperparameters=(
        learning_rate(0.5),
        Hyperparameter("lr_decay", 0.0, 0.0, 1.0, "how fast the learning rate falls besides"),
        weight_decay(),
        Hyperparameter("initial_accumulator_value", 0.0, 0.0, 100.0, "what the sum of squares starts from"),
        eps(1e-10),
    ),
    symbols={"s": "the sum of all squared gradients so far", "a": "the learning rate at this step"},
    story=(
        "Each coordinate's steps shrink with all the slope that it has seen: steep ones soon take small "
        "steps, flat ones keep large ones. It never forgets, so in the end it hardly moves."
    ),
    source=(
        "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic "
        "Optimization, 2011; torch.optim.Adagrad"
    ),
)

adadelta = Rule(
    name="Adadelta",
    memory={"v": 0, "u": 0},
    rule="""
        g = g + weight_decay*p
        v = rho*v + (1 - rho)*g**2
        a = sqrt(u + eps)/sqrt(v + eps)
        d = a*g
        u = rho*u + (1 - rho)*d**2
        p = p - lr*d
    """,
    scaling="1/a",
    hyperparameters=(
        learning_rate(1.0),
        Hyperparameter("rho", 0.9, 0.0, 0.9999, "how long squares are remembered"),
        eps(1e-6),
        weight_decay(),
    ),
    symbols={
        "v": "the running mean of the squared gradients",
        "u": "the running mean of the squared steps",
        "a": "how long each coordinate's steps are for its slope",
        "d": "the step before lr scales it",
    },
    story=(
        "The length of the next step is measured by the steps before it, so that no unit is left to choose. "
        "It starts on tiptoe, with steps as small as the square root of eps, and takes courage slowly."
    ),
    source="M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012; torch.optim.Adadelta",
)

rmsprop = Rule(
    name="RMSprop",
    memory={"v": 0, "m": 0, "b": 0},
    rule="""
        g = g + weight_decay*p
        v = alpha*v + (1 - alpha)*g**2
        m = alpha*m + (1 - alpha)*g
        b = momentum*b + g/(sqrt(v - centered*m**2) + eps)
        p = p - lr*b
    """,
    momentum="b*(sqrt(v - centered*m**2) + eps)",
    scaling="sqrt(v - centered*m**2) + eps",
    hyperparameters=(
        learning_rate(0.01),
        Hyperparameter("alpha", 0.99, 0.0, 0.9999, "how long the size of the gradient is remembered"),
        eps(),
        weight_decay(),
        momentum(0.0),
        Hyperparameter(
            "centered", 0, 0, 1, "1 divides by the gradient's spread, not by its size", whole=True
        ),
    ),
    symbols={
        "v": "the running mean of the squared gradients",
        "m": "the running mean of the gradients",
        "b": "the velocity",
    },
    story=(
        "The slope divided by how steep it has lately been: every coordinate moves at about the same pace, "
        "steep or flat, and it never quite settles."
    ),
    source=(
        "T. Hinton, Neural Networks for Machine Learning, lecture 6e, 2012; centred as in A. Graves, "
        "Generating Sequences With Recurrent Neural Networks, 2013; torch.optim.RMSprop"
    ),
)

rprop = Rule(
    name="Rprop",
    memory={"d": "lr", "g_old": 0},
    rule="""
        s = sign(g*g_old)
        d = d*where(s > 0, etaplus, where(s < 0, etaminus, 1))
        d = min(max(d, step_min), step_max)
        g_old = where(s < 0, 0, g)
        p = p - d*sign(g_old)
    """,
    hyperparameters=(
        learning_rate(0.01),
        Hyperparameter(
            "etaminus", 0.5, 0.01, 0.99, "what a step is multiplied by when the slope changes sign"
        ),
        Hyperparameter(
            "etaplus", 1.2, 1.01, 5.0, "what a step is multiplied by when the slope keeps its sign"
        ),
        Hyperparameter("step_min", 1e-6, 1e-12, 1.0, "the shortest step", log=True),
        Hyperparameter("step_max", 50.0, 1e-3, 1000.0, "the longest step", log=True),
    ),
    symbols={
        "s": "1 where the slope kept its sign, −1 where it changed",
        "d": "each coordinate's own step length; the first one is lr",
        "g_old": "the gradient before, 0 where its sign has just changed",
    },
    story=(
        "Only signs count. As long as a coordinate's slope keeps its sign, its steps grow; when the sign "
        "flips, it has jumped over the valley floor, waits a step, and goes on in smaller ones. lr is the "
        "first step alone."
    ),
    source=(
        "M. Riedmiller, H. Braun, A direct adaptive method for faster backpropagation learning: the RPROP "
        "algorithm, 1993; torch.optim.Rprop"
    ),
)
