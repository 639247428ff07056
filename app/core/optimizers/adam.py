"""Adam and its nearest relatives: momentum, divided by how large the gradient has lately been."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter, learning_rate, weight_decay
from app.core.optimizers.rule import Rule
from app.core.optimizers.shared import beta1, beta2, decoupled_decay, eps

_M = "the running mean of the gradients"
_V = "the running mean of the squared gradients"
_M_HAT = "that mean, without its start at 0"
_V_HAT = "that mean of squares, without its start at 0"

adam = Rule(
    name="Adam",
    memory={"m": 0, "v": 0},
    rule="""
        g = g + weight_decay*p
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        p = p - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt(v_hat) + eps",
    hyperparameters=(learning_rate(0.05), beta1(), beta2(), eps(), weight_decay()),
    symbols={"m": _M, "v": _V, "m_hat": _M_HAT, "v_hat": _V_HAT},
    story=(
        "Momentum, divided by how large the gradient has lately been. Every coordinate moves by about lr "
        "while its slope keeps its sign, and by less when it wavers."
    ),
    source="D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, 2015; torch.optim.Adam",
)

amsgrad = Rule(
    name="AMSGrad",
    memory={"m": 0, "v": 0, "u": 0},
    rule="""
        g = g + weight_decay*p
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        u = max(u, v)
        m_hat = m/(1 - beta1**t)
        u_hat = u/(1 - beta2**t)
        p = p - lr*m_hat/(sqrt(u_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt(u_hat) + eps",
    hyperparameters=(learning_rate(0.05), beta1(), beta2(), eps(), weight_decay()),
    symbols={
        "m": _M,
        "v": _V,
        "u": "the largest that v has ever been",
        "m_hat": _M_HAT,
        "u_hat": "that largest one, without its start at 0",
    },
    story=(
        "Adam with a long memory for steepness: what it divides by never shrinks. One cliff early on makes "
        "all later steps careful."
    ),
    source=(
        "S. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, 2018; torch.optim.Adam with "
        "amsgrad=True"
    ),
)

adamw = Rule(
    name="AdamW",
    memory={"m": 0, "v": 0},
    rule="""
        p = p - lr*weight_decay*p
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        p = p - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt(v_hat) + eps",
    hyperparameters=(learning_rate(0.05), beta1(), beta2(), eps(), decoupled_decay(0.01)),
    symbols={"m": _M, "v": _V, "m_hat": _M_HAT, "v_hat": _V_HAT},
    story=(
        "Adam whose pull towards zero goes past the gradient and its division, straight to the point. With "
        "the default of 0.01 it ends a little on the near side of a minimum."
    ),
    source="I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, 2019; torch.optim.AdamW",
)

adamax = Rule(
    name="Adamax",
    memory={"m": 0, "u": 0},
    rule="""
        g = g + weight_decay*p
        m = beta1*m + (1 - beta1)*g
        u = max(beta2*u, abs(g) + eps)
        m_hat = m/(1 - beta1**t)
        p = p - lr*m_hat/u
    """,
    momentum="m_hat",
    scaling="u",
    hyperparameters=(learning_rate(0.05), beta1(), beta2(), eps(), weight_decay()),
    symbols={"m": _M, "u": "the largest gradient lately, slowly forgotten", "m_hat": _M_HAT},
    story="Adam that measures steepness by the largest gradient of late instead of by a mean of squares.",
    source=(
        "D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, 2015, section 7.1; torch.optim.Adamax"
    ),
)

nadam = Rule(
    name="NAdam",
    memory={"m": 0, "v": 0, "q": 1},
    rule="""
        g = g + weight_decay*p
        mu = beta1*(1 - 0.5*0.96**(t*momentum_decay))
        mu_next = beta1*(1 - 0.5*0.96**((t + 1)*momentum_decay))
        q = q*mu
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        m_hat = mu_next*m/(1 - q*mu_next) + (1 - mu)*g/(1 - q)
        v_hat = v/(1 - beta2**t)
        p = p - lr*m_hat/(sqrt(v_hat) + eps)
    """,
    momentum="m_hat",
    scaling="sqrt(v_hat) + eps",
    hyperparameters=(
        learning_rate(0.05),
        beta1(),
        beta2(),
        eps(),
        weight_decay(),
        Hyperparameter("momentum_decay", 0.004, 0.0, 1.0, "how fast the momentum grows to beta1"),
    ),
    symbols={
        "mu": "the momentum at this step, growing from half of beta1",
        "mu_next": "the momentum at the next step",
        "q": "the product of all momenta so far",
        "m": _M,
        "v": _V,
        "m_hat": "Nesterov's look-ahead: the coming mean and a share of this gradient",
        "v_hat": _V_HAT,
    },
    story="Adam with Nesterov's look-ahead: it already counts on the momentum of the next step.",
    source="T. Dozat, Incorporating Nesterov Momentum into Adam, 2016; torch.optim.NAdam",
)

radam = Rule(
    name="RAdam",
    memory={"m": 0, "v": 0},
    rule="""
        g = g + weight_decay*p
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        m_hat = m/(1 - beta1**t)
        rho_inf = 2/(1 - beta2) - 1
        rho = rho_inf - 2*t*beta2**t/(1 - beta2**t)
        r = where(rho > 5, sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho)), 0)
        d = where(rho > 5, r*sqrt(1 - beta2**t)*m_hat/(sqrt(v) + eps), m_hat)
        p = p - lr*d
    """,
    momentum="m_hat",
    scaling="where(rho > 5, (sqrt(v) + eps)/(r*sqrt(1 - beta2**t)), 1)",
    hyperparameters=(learning_rate(0.03), beta1(), beta2(), eps(), weight_decay()),
    symbols={
        "m": _M,
        "v": _V,
        "m_hat": _M_HAT,
        "rho_inf": "how many steps v remembers in the long run",
        "rho": "how many steps v rests on by now",
        "r": "how far v can be trusted yet: 0 is not at all",
        "d": "the step before lr scales it",
    },
    story=(
        "Adam that does not trust its measure of steepness until it rests on enough steps. Its first five "
        "steps are plain momentum, as long as the slope is steep, so on a steep surface choose a smaller lr "
        "than Adam's."
    ),
    source=(
        "L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, 2020; torch.optim.RAdam"
    ),
)
