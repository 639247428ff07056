"""What the golden data is about: surfaces, starts, steps, and the settings tried on each optimizer."""

from __future__ import annotations

STEPS = 500
# Every early step, where corrections for the start matter most, then every 25th.
KEPT = [*range(1, 11), *range(25, STEPS + 1, 25)]

# id: (formula, start). Written out here, so that the catalogue's surfaces may change.
SURFACES = {
    "himmelblau": ("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", (1.0, 1.0)),
    "rosenbrock": ("(1 - x)**2 + 100*(y - x**2)**2", (-0.6, 1.0)),
    "beale": ("(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2", (1.0, 1.2)),
    "booth": ("(x + 2*y - 7)**2 + (2*x + y - 5)**2", (-2.0, 4.0)),
    "quartic": ("(x - 1)**4 + (x - 1)**2 + 2*(y + 2)**2 + (x - 1)*(y + 2)", (-0.5, 0.5)),
}
USUAL = ("himmelblau", "rosenbrock", "beale")
# These choose their own step's length, and in a narrow valley they choose it at the edge of chaos.
OTHERS = {
    "polyak": ("himmelblau", "booth", "quartic"),
    "barzilai_borwein": ("beale", "booth", "quartic"),
}

# The learning rates are low enough for every path to settle: where a path is chaotic, the last bit
# of rounding decides, and no agreement would mean anything.
TORCH = {
    "gd": [{"lr": 0.0005}, {"lr": 0.001, "weight_decay": 0.1}],
    "momentum": [
        {"lr": 0.0005, "momentum": 0.9},
        {"lr": 0.0003, "momentum": 0.95, "dampening": 0.3, "weight_decay": 0.02},
    ],
    "nesterov": [{"lr": 0.0005, "momentum": 0.9}, {"lr": 0.0003, "momentum": 0.95, "weight_decay": 0.02}],
    "adagrad": [
        {"lr": 0.5},
        {"lr": 0.3, "lr_decay": 0.01, "weight_decay": 0.02, "initial_accumulator_value": 0.5, "eps": 1e-6},
    ],
    "adadelta": [{"lr": 0.5}, {"lr": 0.3, "rho": 0.95, "eps": 1e-5, "weight_decay": 0.02}],
    "rmsprop": [
        {"lr": 0.001},
        {"lr": 0.0005, "alpha": 0.95, "eps": 1e-4, "weight_decay": 0.02, "momentum": 0.5, "centered": 1},
    ],
    "rprop": [
        {"lr": 0.01},
        {"lr": 0.02, "etaminus": 0.4, "etaplus": 1.1, "step_min": 1e-5, "step_max": 0.05},
    ],
    "adam": [
        {"lr": 0.02},
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.02},
    ],
    "amsgrad": [
        {"lr": 0.02},
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.02},
    ],
    "adamw": [
        {"lr": 0.02},
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.1},
    ],
    "adamax": [
        {"lr": 0.02},
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.02},
    ],
    "nadam": [
        {"lr": 0.02},
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.02, "momentum_decay": 0.01},
    ],
    "radam": [
        {"lr": 0.001},
        {"lr": 0.002, "beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "weight_decay": 0.02},
    ],
    "asgd": [{"lr": 0.0005}, {"lr": 0.001, "lambd": 0.01, "alpha": 0.6, "t0": 100, "weight_decay": 0.02}],
}

PACKAGE = {
    "sign": [{"lr": 0.001}, {"lr": 0.002, "momentum": 0.9}],
    "adabelief": [
        {"lr": 0.02},
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "eps": 1e-8, "weight_decay": 0.1},
    ],
    "yogi": [
        {"lr": 0.02},
        {
            "lr": 0.01,
            "beta1": 0.8,
            "beta2": 0.99,
            "eps": 1e-4,
            "weight_decay": 0.1,
            "initial_accumulator": 0.1,
        },
    ],
    "lion": [{"lr": 0.001}, {"lr": 0.002, "beta1": 0.8, "beta2": 0.95, "weight_decay": 0.1}],
    "qhm": [{"lr": 0.001}, {"lr": 0.0005, "momentum": 0.9, "nu": 0.5, "weight_decay": 0.02}],
    "qhadam": [
        {"lr": 0.01},
        {"lr": 0.005, "beta1": 0.9, "beta2": 0.99, "nu1": 0.8, "nu2": 0.9, "eps": 1e-6, "weight_decay": 0.02},
    ],
    "ftrl": [{"lr": 0.3}, {"lr": 0.2, "beta": 1.0, "lambda_1": 0.1, "lambda_2": 0.05}],
    "sam": [{"lr": 0.0005}, {"lr": 0.0003, "rho": 0.1}],
}

PAPERS = {
    "nesterov_original": [{"lr": 0.0005, "momentum": 0.9}, {"lr": 0.0003, "momentum": 0.95}],
    "normalized": [{"lr": 0.002}, {"lr": 0.001, "eps": 0.01}],
    "polyak": [{"lr": 1.0}, {"lr": 0.5}],
    "line_search": [{"lr": 1.0}, {"lr": 0.1, "shrink": 0.7, "c1": 0.1}],
    "barzilai_borwein": [{"lr": 0.001}, {"lr": 0.0005, "form": 1}],
    "newton": [{"lr": 1.0}, {"lr": 0.1}],
}

SCIPY = {
    "nelder_mead": [{"lr": 0.5}, {"lr": 0.1}],
}

# Which of SciPy's methods a method has to end with, from where, within how many steps, and how close.
NEAR = {"himmelblau": (3.5, 2.5), "rosenbrock": (-0.6, 1.0), "beale": (2.5, 0.3)}
REACH = {
    "newton": ("Newton-CG", 30, 1e-6),
    "bfgs": ("BFGS", 60, 1e-6),
    "conjugate_gradient": ("CG", 100, 1e-6),
    "nelder_mead": ("Nelder-Mead", 250, 1e-6),
    "barzilai_borwein": ("BFGS", 200, 1e-6),
    "line_search": ("BFGS", 10_000, 1e-4),
}

SCHEDULES = {
    "constant": [{}],
    "step": [{"step_size": 30, "gamma": 0.5}, {"step_size": 100, "gamma": 0.1}],
    "exponential": [{"gamma": 0.99}, {"gamma": 0.9}],
    "inverse_time": [{"lr_decay": 0.01}, {"lr_decay": 0.5}],
    "cosine": [{}, {"T_max": 70, "eta_min": 0.001}],
    "warmup_cosine": [{}, {"warmup": 0.2, "start_factor": 0.01, "eta_min": 0.002}],
    "restarts": [{"T_0": 50}, {"T_0": 7, "T_mult": 2, "eta_min": 0.001}, {"T_0": 3, "T_mult": 3}],
    "one_cycle": [{}, {"pct_start": 0.15, "div_factor": 10, "final_div_factor": 100}],
    "cyclic": [
        {"step_size_up": 50, "step_size_down": 50},
        {"base": 0.25, "step_size_up": 20, "step_size_down": 35},
    ],
}
LR, RUN = 0.05, 300
