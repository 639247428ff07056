"""Experiments whose exports are held against the app's own numbers: every kind of thing that a run may do."""

from app.core.schedules import SCHEDULES
from app.show.export.jax_optimizers import ALIASES
from app.show.export.torch_optimizers import CLASSES

# name: query. None is chaotic: there, the last bit of rounding would decide.
EXPERIMENTS = {
    "momentum beside Adam": (
        "surface=himmelblau&start=-3,4&steps=300&seed=7&a=adam&a.lr=0.05&b=momentum&b.lr=0.002"
    ),
    "RMSprop with all its switches": (
        "surface=beale&steps=200&a=rmsprop&a.lr=0.002&a.momentum=0.5&a.centered=1&a.weight_decay=0.01&b=rmsprop"
    ),
    "a schedule": "surface=rosenbrock&steps=200&a=adam&a.schedule=warmup_cosine&b=gd&b.schedule=restarts",
    "a clipped gradient": "surface=rosenbrock&s.b=50&steps=150&a=momentum&a.lr=0.001&a.clip=5",
    "noise": "surface=bowl&steps=120&seed=3&noise=0.4&a=gd&a.lr=0.1&b=adam&b.lr=0.1&c=gd&c.lr=0.02",
    "changes on the way": "surface=saddle&start=1,0.001&steps=100&a=gd&a.lr=0.1&a.lr@40=0.3&a@60=adam",
    "a nudge": "surface=double_well&start=-1.5&steps=150&a=momentum&a.lr=0.01&a.start@60=0.5",
    "a typed rule": (
        "surface=bowl&steps=60&seed=2&a=rule&a.lr=0.05&a.rate=0.9"
        "&a.rule=v=rate*v%2B(1-rate)*g*g;k=norm(v)/t;p=p-lr*g/(sqrt(v)%2B0.1)%2B0.01*normal*k"
    ),
    "a typed rule whose memory begins somewhere": (
        "surface=bowl&steps=60&a=rule&a.lr=0.05"
        "&a.rule=memory%20q=1;memory%20v=lr*2;q=q*0.9;v=v*0.5%2Bg;p=p-lr*v*(1-q)"
    ),
    "a typed formula in one variable": "surface=formula&formula=x**2%2B3*sin(2*x)&start=2.5&a=gd&a.lr=0.05",
    "a typed formula with kinks": (
        "surface=formula&formula=where(x>0,(x-1)**2,x**4)%2Bmax(y,0.5)*e%2Babs(x*y)&start=-0.5,1.2&steps=80"
        "&a=gd&a.lr=0.02"
    ),
    "a line fitted in batches": "surface=tips_line&steps=80&seed=5&batch=16&a=gd&a.lr=0.05&b=adam&b.batch=50",
    "batches drawn with replacement": "surface=logistic_neuron&steps=60&batch=8&replace=1&a=gd&a.lr=0.1",
    "ascent": "surface=himmelblau&start=-0.5,-0.5&steps=60&a=gd&a.lr=0.002&a.direction=up&a.clip=3",
    "a look at the slope elsewhere, noisy": "surface=beale&noise=0.1&a=sam&b=nesterov_original&b.lr=0.001",
    "a known lowest loss, from a random start": "surface=booth&start=random&seed=4&a=polyak&b=langevin",
    "divergence": "surface=himmelblau&a=gd&a.lr=1&b=adam&steps=50",
    "the edge of the domain": "surface=formula&formula=log(x)%2Bx*sqrt(y)&start=1,1&a=gd&a.lr=0.5&steps=50",
}

# Small networks, so that all of their weights can be kept: every task, activation and beginning.
NETWORKS = {
    "a network for two kinds": "surface=network_xor&steps=200&a=adam&a.lr=0.01&b=gd&b.lr=0.5&b.batch=30",
    "a network for three kinds, in batches": (
        "surface=network_iris&s.layers=4&steps=120&seed=5&batch=16&a=momentum&a.lr=0.02&b=adam&b.batch=40"
    ),
    "a network for a number, changed on the way": (
        "surface=network_wave&s.layers=5&steps=150&a=gd&a.lr=0.1&a.schedule=cosine"
        "&b=momentum&b.lr=0.01&b.lr@60=0.003&b@100=adam"
    ),
    "GELU units with shortcuts, clipped": (
        "surface=network&s.layers=3,4,4&s.activation=gelu&s.skip=1&s.init=he&steps=100"
        "&a=adamw&a.lr=0.005&a.clip=0.3"
    ),
    "ReLU units with shortcuts, noisy": (
        "surface=network&s.layers=2,5,5&s.activation=relu&s.skip=1&s.init=he&seed=3&noise=0.01&steps=100"
        "&a=nesterov&a.lr=0.01&a.clip=0.2&b=gd&b.direction=up&b.lr=0.001"
    ),
    "sigmoid units that begin as in PyTorch": (
        "surface=network_iris&s.layers=3&s.activation=sigmoid&s.init=uniform&batch=20&replace=1&steps=80"
        "&a=adam&a.lr=0.01"
    ),
    "many layers alike": "surface=network_skip&s.layers=3,3,3,3,3,3&steps=60&a=adam&a.lr=0.005",
    "whole numbers as they are": (
        "surface=network&s.data=tips&s.x=size&s.y=tip&s.standardize=0&s.layers=3&s.init=ones&steps=40"
        "&a=adam&a.lr=0.01"
    ),
    "a network that diverges": "surface=network_wave&s.layers=3&s.activation=relu&steps=60&a=gd&a.lr=9",
}
# What NumPy alone can tell of one, or what is too large to be kept.
LARGE = {
    "the deep network": "surface=network_skip&steps=40&a=adam&a.lr=0.005",
    "rules that PyTorch lacks on a network": (
        "surface=network_xor&steps=80&seed=4&noise=0.01&a=rule&a.lr=0.05"
        "&a.rule=START=g;v=0.9*v%2BSTART%2B0.001*normal;weights=v*loss;p=p-lr*weights"
        "&b=sam&b.lr=0.05&c=lion&c.lr=0.003&d=adagrad"
    ),
    "weights that all begin at 0": "surface=network_wave&s.init=zeros&steps=30&a=gd&a.lr=0.1",
}

# Those of them that PyTorch has no word for.
NOT_IN_TORCH = {
    "a typed rule",
    "a typed rule whose memory begins somewhere",
    "a look at the slope elsewhere, noisy",
    "a known lowest loss, from a random start",
}
_ON = "surface=himmelblau&start=1,1"
TORCH = (
    {name: query for name, query in EXPERIMENTS.items() if name not in NOT_IN_TORCH}
    | NETWORKS
    | {f"class {id}": f"{_ON}&steps=100&seed=2&noise=0.1&a={id}&a.lr=0.001" for id in CLASSES}
    | {f"schedule {id}": f"{_ON}&steps=100&a=adam&a.lr=0.01&a.schedule={id}" for id in SCHEDULES}
    | {
        "settings that change": (
            f"{_ON}&steps=60&a=adam&a.beta2@20=0.9&a.weight_decay@30=0.1&a.weight_decay@40=0"
        ),
        "no momentum to look ahead along": f"{_ON}&steps=40&a=nesterov&a.lr=0.001&a.momentum=0",
        "flat ground": (
            "surface=formula&formula=where(x<0,1,x**2)*max(y,2)%2Bsoftplus(x)&start=1,3&a=gd&a.lr=0.1&steps=30"
        ),
        "penalties": "surface=tips_line&s.l1=0.1&s.l2=0.1&a=adam&steps=30",
    }
)
# Optax has what PyTorch has of the first ones, and optimizers of its own.
JAX = (
    {name: query for name, query in EXPERIMENTS.items() if name not in NOT_IN_TORCH}
    | NETWORKS
    | {f"alias {id}": f"{_ON}&steps=100&seed=2&noise=0.1&a={id}&a.lr=0.001" for id in ALIASES}
    | {
        "weight decay": (
            f"{_ON}&steps=60&a=gd&a.weight_decay=0.1&b=adamw&b.weight_decay=0.1&c=lion&c.weight_decay=0.1"
        ),
        "a schedule and another lr": (
            f"{_ON}&steps=60&a=adam&a.schedule=cosine&a.lr@20=0.1&a@40=gd&a.lr@40=0.001"
        ),
        "flat ground": TORCH["flat ground"],
        "penalties": TORCH["penalties"],
    }
)
