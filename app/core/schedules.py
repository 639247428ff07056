"""Learning rates that change with the step: formulas over the run's own lr."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.hyperparameters import Hyperparameter


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The learning rate of the update that leaves step s, s = 0, 1, ..

    formula: text in the small language over `lr` (the run's own), `s`, `steps` (how many the run
    has) and the parameters. Where PyTorch has the schedule, the formula gives what its scheduler
    gives when it is stepped once after every update.
    """

    name: str
    formula: str
    story: str
    source: str
    parameters: tuple[Hyperparameter, ...] = ()


# What every schedule may speak of besides its own parameters.
GIVEN = {
    "lr": "the run's own learning rate",
    "s": "the step that the update leaves, counted from 0",
    "steps": "how many steps the run has",
}

_LOWEST = Hyperparameter("eta_min", 0.0, 0.0, 100.0, "the lowest learning rate")


def _steps(name: str, default: int, help: str, low: int = 1) -> Hyperparameter:
    return Hyperparameter(name, default, low, 10_000, help, whole=True, unit="steps")


constant = Schedule(
    name="Constant",
    formula="lr",
    story="The same learning rate at every step.",
    source="A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
)

step = Schedule(
    name="Step",
    formula="lr*gamma**floor(s/step_size)",
    parameters=(
        _steps("step_size", 100, "how long the learning rate stays the same"),
        Hyperparameter("gamma", 0.1, 0.001, 1.0, "what it is then multiplied by"),
    ),
    story="Constant for a while, then suddenly smaller, like going down a staircase.",
    source="torch.optim.lr_scheduler.StepLR",
)

exponential = Schedule(
    name="Exponential",
    formula="lr*gamma**s",
    parameters=(Hyperparameter("gamma", 0.99, 0.5, 1.0, "what it is multiplied by after each step"),),
    story="Smaller by the same share at every step; after a few hundred there may be nothing left.",
    source="torch.optim.lr_scheduler.ExponentialLR",
)

inverse_time = Schedule(
    name="Inverse time",
    formula="lr/(1 + lr_decay*s)",
    parameters=(
        Hyperparameter("lr_decay", 0.01, 0.0, 10.0, "how fast it falls: halved after 1/lr_decay steps"),
    ),
    story="It falls ever more slowly: small enough for noise to average out, large enough to get anywhere.",
    source=(
        "H. Robbins, S. Monro, A Stochastic Approximation Method, 1951; the lr_decay of torch.optim.Adagrad"
    ),
)

cosine = Schedule(
    name="Cosine",
    formula="eta_min + (lr - eta_min)*(1 + cos(pi*s/where(T_max > 0, T_max, steps)))/2",
    parameters=(_steps("T_max", 0, "how long the fall takes; 0 is the whole run", low=0), _LOWEST),
    story="Half a wave: it stays high at first, falls in the middle, and lands softly.",
    source="I. Loshchilov, F. Hutter, SGDR, 2017; torch.optim.lr_scheduler.CosineAnnealingLR",
)

warmup_cosine = Schedule(
    name="Warm-up, then cosine",
    formula=(
        "where(s < warmup*steps,"
        " lr*(start_factor + (1 - start_factor)*s/(warmup*steps)),"
        " eta_min + (lr - eta_min)*(1 + cos(pi*(s - warmup*steps)/(steps - warmup*steps)))/2)"
    ),
    parameters=(
        Hyperparameter("warmup", 0.1, 0.0, 0.9, "the share of the run that the warm-up takes"),
        Hyperparameter("start_factor", 1 / 3, 0.0, 1.0, "the share of lr that it starts from"),
        _LOWEST,
    ),
    story="It begins carefully, until the optimizer's memory has filled, then falls as a cosine.",
    source=(
        "P. Goyal et al., Accurate, Large Minibatch SGD, 2017; torch.optim.lr_scheduler.SequentialLR of "
        "LinearLR and CosineAnnealingLR"
    ),
)

# How far the run is through the restarts so far, counted in restarts: log(..)/log(T_mult). The tiny
# addition keeps rounding from taking the first step of a new cycle for the last of the old one.
_GROWN = "1 + (T_mult - 1)*s/T_0"

restarts = Schedule(
    name="Cosine with restarts",
    formula=(
        "eta_min + (lr - eta_min)*(1 + cos(pi*where(T_mult > 1,"
        f" (({_GROWN})/T_mult**floor(log({_GROWN})/log(T_mult) + 1e-9) - 1)/(T_mult - 1),"
        " s/T_0 - floor(s/T_0))))/2"
    ),
    parameters=(
        _steps("T_0", 50, "how long the first cosine is"),
        Hyperparameter("T_mult", 1, 1, 10, "how many times longer each next one is", whole=True),
        _LOWEST,
    ),
    story=(
        "A cosine that jumps back to the top again and again: each restart may throw the run into another "
        "valley."
    ),
    source="I. Loshchilov, F. Hutter, SGDR, 2017; torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
)

_UP = "(pct_start*steps - 1)"
_END = "lr/div_factor/final_div_factor"

one_cycle = Schedule(
    name="One cycle",
    formula=(
        f"where(s < {_UP},"
        f" lr + (lr/div_factor - lr)*(1 + cos(pi*s/{_UP}))/2,"
        f" {_END} + (lr - {_END})*(1 + cos(pi*(s - {_UP})/(steps - 1 - {_UP})))/2)"
    ),
    parameters=(
        Hyperparameter("pct_start", 0.3, 0.0, 0.99, "the share of the run spent on the way up"),
        Hyperparameter("div_factor", 25.0, 1.0, 1e4, "how many times smaller than lr it starts", log=True),
        Hyperparameter("final_div_factor", 1e4, 1.0, 1e8, "how many times smaller still it ends", log=True),
    ),
    story=(
        "Up to lr and down to almost nothing, once. A large middle is survived because the ends are gentle."
    ),
    source="L. Smith, N. Topin, Super-Convergence, 2018; torch.optim.lr_scheduler.OneCycleLR",
)

_CYCLE = "(step_size_up + step_size_down)"
_WITHIN = f"(s - {_CYCLE}*floor(s/{_CYCLE}))"

cyclic = Schedule(
    name="Cyclic",
    formula=(f"lr*(base + (1 - base)*min({_WITHIN}/step_size_up, ({_CYCLE} - {_WITHIN})/step_size_down))"),
    parameters=(
        Hyperparameter("base", 0.1, 0.0, 1.0, "the share of lr at the bottom"),
        _steps("step_size_up", 50, "how long the way up takes"),
        _steps("step_size_down", 50, "how long the way down takes"),
    ),
    story="A triangle wave between a share of lr and lr itself, so that no single value has to be right.",
    source=(
        "L. Smith, Cyclical Learning Rates for Training Neural Networks, 2017; "
        "torch.optim.lr_scheduler.CyclicLR, triangular"
    ),
)

SCHEDULES: dict[str, Schedule] = {
    name: defined for name, defined in list(globals().items()) if isinstance(defined, Schedule)
}
