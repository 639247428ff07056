"""Other ways to use a gradient: averages, beliefs, signs, sharpness, heat."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter, learning_rate, weight_decay
from app.core.optimizers.rule import Rule
from app.core.optimizers.shared import beta1, beta2, decoupled_decay, eps, momentum

_M = "the running mean of the gradients"

asgd = Rule(
    name="Averaged SGD",
    memory={"average": 0},
    rule="""
        g = g + weight_decay*p
        a = lr/(1 + lambd*lr*(t - 1))**alpha
        p = p - a*lambd*p - a*g
        average = average + (p - average)/max(1, t - 1 - t0)
    """,
    hyperparameters=(
        learning_rate(0.01),
        Hyperparameter("lambd", 1e-4, 0.0, 1.0, "how fast the step decays, and a pull towards zero with it"),
        Hyperparameter("alpha", 0.75, 0.0, 2.0, "the power by which the step decays"),
        Hyperparameter("t0", 1e6, 0.0, 1e6, "the step from which on points are averaged"),
        weight_decay(),
    ),
    symbols={"a": "the learning rate at this step", "average": "the mean of the points from step t0 on"},
    story=(
        "Gradient descent with slowly shrinking steps. Beside the point it keeps an average of where it has "
        "been, which is quieter where gradients are noisy. The path drawn is the point's own, as in PyTorch."
    ),
    source=(
        "B. Polyak, A. Juditsky, Acceleration of stochastic approximation by averaging, 1992; "
        "torch.optim.ASGD"
    ),
)

adabelief = Rule(
    name="AdaBelief",
    memory={"m": 0, "s": 0},
    rule="""
        p = p - lr*weight_decay*p
        m = beta1*m + (1 - beta1)*g
        s = beta2*s + (1 - beta2)*(g - m)**2 + eps
        m_hat = m/(1 - beta1**t)
        s_hat = s/(1 - beta2**t)
        p = p - lr*m_hat/(sqrt(s_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt(s_hat) + eps",
    hyperparameters=(learning_rate(0.05), beta1(), beta2(), eps(1e-16), decoupled_decay(0.0)),
    symbols={
        "m": _M,
        "s": "the running mean of the squared surprise: how far gradients were from what m expected",
        "m_hat": "that mean, without its start at 0",
        "s_hat": "that surprise, without its start at 0",
    },
    story=(
        "Adam that divides by how much a gradient surprises it. Where the slope is as expected it strides; "
        "where the slope changes it takes care."
    ),
    source=(
        "J. Zhuang et al., AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients, 2020"
    ),
)

yogi = Rule(
    name="Yogi",
    memory={"m": 0, "v": "initial_accumulator"},
    rule="""
        p = p - lr*weight_decay*p
        m = beta1*m + (1 - beta1)*g
        v = v - (1 - beta2)*sign(v - g**2)*g**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        p = p - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt(v_hat) + eps",
    hyperparameters=(
        learning_rate(0.05),
        beta1(),
        beta2(),
        eps(1e-3),
        Hyperparameter(
            "initial_accumulator", 1e-6, 1e-12, 1.0, "what the measure of size starts from", log=True
        ),
        decoupled_decay(0.0),
    ),
    symbols={
        "m": _M,
        "v": "the squared size of the gradients, changed by no more than a share of this one's",
        "m_hat": "that mean, without its start at 0",
        "v_hat": "that size, without its start at 0",
    },
    story=(
        "Adam whose measure of steepness changes only little by little, so that its steps don't suddenly "
        "grow when the slope gets flat."
    ),
    source=(
        "M. Zaheer et al., Adaptive Methods for Nonconvex Optimization, 2018; with the correction for the "
        "start that its implementations have"
    ),
)

lion = Rule(
    name="Lion",
    memory={"m": 0},
    rule="""
        c = beta1*m + (1 - beta1)*g
        m = beta2*m + (1 - beta2)*g
        p = p - lr*(sign(c) + weight_decay*p)
    """,
    momentum="c",
    scaling="abs(c)",
    hyperparameters=(learning_rate(0.02), beta1(), beta2(0.99), decoupled_decay(0.0)),
    symbols={"c": "momentum and gradient together; its signs are the direction", "m": _M},
    story=(
        "Found by a program that searched among optimizers. Every coordinate moves by lr at every step; "
        "momentum decides only which way."
    ),
    source="X. Chen et al., Symbolic Discovery of Optimization Algorithms, 2023",
)

qhm = Rule(
    name="QHM",
    memory={"m": 0},
    rule="""
        g = g + weight_decay*p
        m = momentum*m + (1 - momentum)*g
        p = p - lr*((1 - nu)*g + nu*m)
    """,
    momentum="m",
    edge="2*(1 + momentum)/(1 + momentum - 2*momentum*nu)",
    pace="1",
    hyperparameters=(
        learning_rate(0.01),
        momentum(0.999),
        Hyperparameter("nu", 0.7, 0.0, 1.0, "the share of momentum in a step; 0 is plain gradient descent"),
        weight_decay(),
    ),
    symbols={"m": _M},
    story=(
        "A blend of plain descent and momentum: nu says how much of each. Long memory without the long "
        "overshoot."
    ),
    source="J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2019",
)

qhadam = Rule(
    name="QHAdam",
    memory={"m": 0, "v": 0},
    rule="""
        g = g + weight_decay*p
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        p = p - lr*((1 - nu1)*g + nu1*m_hat)/(sqrt((1 - nu2)*g**2 + nu2*v_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt((1 - nu2)*g**2 + nu2*v_hat) + eps",
    hyperparameters=(
        learning_rate(0.05),
        beta1(0.995),
        beta2(),
        Hyperparameter("nu1", 0.7, 0.0, 1.0, "the share of momentum above the line; 1 is Adam"),
        Hyperparameter("nu2", 1.0, 0.0, 1.0, "the share of memory below the line; 1 is Adam"),
        eps(),
        weight_decay(),
    ),
    symbols={
        "m": _M,
        "v": "the running mean of the squared gradients",
        "m_hat": "that mean, without its start at 0",
        "v_hat": "that mean of squares, without its start at 0",
    },
    story="Adam with the gradient of this very step mixed in beside the long memory.",
    source="J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2019",
)

ftrl = Rule(
    name="FTRL",
    memory={"z": 0, "n": 0},
    rule="""
        s = (sqrt(n + g**2) - sqrt(n))/lr
        z = z + g - s*p
        n = n + g**2
        p = where(abs(z) > lambda_1, (lambda_1*sign(z) - z)/((beta + sqrt(n))/lr + lambda_2), 0)
    """,
    hyperparameters=(
        learning_rate(0.5),
        Hyperparameter("beta", 0.0, 0.0, 100.0, "shortens the first steps"),
        Hyperparameter("lambda_1", 0.0, 0.0, 100.0, "how hard small coordinates are pulled to exactly 0"),
        Hyperparameter("lambda_2", 0.0, 0.0, 100.0, "a pull towards zero"),
    ),
    symbols={
        "s": "how much each step's pull towards its own point weighs",
        "z": "the sum of all gradients, and of those pulls",
        "n": "the sum of all squared gradients",
    },
    story=(
        "At every step it works out the point anew, as the one that would have been best for all slopes seen "
        "so far. With the defaults it walks as Adagrad does; lambda_1 pulls coordinates to exactly zero. It "
        "was made to start at zero: a coordinate that has not seen any slope yet is put there."
    ),
    source="H. B. McMahan et al., Ad Click Prediction: a View from the Trenches, 2013, algorithm 1",
)

sam = Rule(
    name="SAM",
    rule="""
        g = grad(p + rho*g/(norm(g) + eps))
        p = p - lr*g
    """,
    hyperparameters=(
        learning_rate(0.01),
        Hyperparameter("rho", 0.05, 0.0, 10.0, "how far uphill it looks"),
        eps(1e-12),
    ),
    story=(
        "It looks for flat ground. Before each step it climbs a little, to the worst point nearby, and "
        "follows the slope found there: narrow minima push it out, wide ones keep it."
    ),
    source="P. Foret et al., Sharpness-Aware Minimization for Efficiently Improving Generalization, 2021",
)

langevin = Rule(
    name="Langevin",
    rule="""
        p = p - lr*g + sqrt(2*lr*temperature)*normal
    """,
    edge="2",
    pace="1",
    hyperparameters=(
        learning_rate(0.01),
        Hyperparameter("temperature", 1.0, 0.0, 1000.0, "how hard it is shaken; 0 is gradient descent"),
    ),
    story=(
        "Gradient descent in a warm bath: every step is shaken. It never rests, leaves shallow minima, and "
        "in the long run visits each place as often as exp(−loss/temperature) says."
    ),
    source="M. Welling, Y. W. Teh, Bayesian Learning via Stochastic Gradient Langevin Dynamics, 2011",
)
