"""Fitted surfaces ready made, from a line to what is no longer convex. The variable's name is the id."""

from __future__ import annotations

from app.core.fits.fitted import Fitted

FAMILY = "Fitted to data"

fit = Fitted(
    name="A line through points",
    model="w*x + b",
    loss="squared",
    data="line",
    story="Each pair of weights is a line, and the loss says how badly it fits: downhill is a better line.",
    source="A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805",
)

tips_line = Fitted(
    name="Tips by the bill",
    model="w*x + b",
    loss="squared",
    data="tips",
    story="Bills are large numbers, so the valley is steep one way, flat the other. Standardize it: round.",
    source="P. Bryant, M. Smith, Practical Data Analysis, 1995",
)

traffic_line = Fitted(
    name="Traffic by the hour",
    model="w*x + b",
    loss="squared",
    data="traffic",
    x=("hour",),
    y="cars",
    story="The best line through two rush hours is a poor one: the lowest is not yet good.",
    source="made data, as a road's counter would write it",
)

robust_line = Fitted(
    name="A line that outliers cannot bend",
    model="w*x + b",
    loss="absolute",
    data="line",
    numbers={"outliers": 0.15},
    story="Every row pulls equally hard, however far off. Change the loss to squared and the outliers win.",
    source="R. Boscovich, De litteraria expeditione per pontificiam ditionem, 1757",
)

logistic_neuron = Fitted(
    name="Logistic neuron",
    model="sigmoid(w*x + b)",
    loss="logistic",
    data="threshold",
    numbers={"standardize": 1.0},
    story="A neuron that answers with a probability. With cross-entropy its surface is one bowl.",
    source="D. Cox, The Regression Analysis of Binary Sequences, 1958",
)

perceptron = Fitted(
    name="Perceptron with margin",
    model="w1*x1 + w2*x2",
    loss="hinge",
    data="clusters",
    story="Flat facets with edges: only the rows on the wrong side of the margin pull.",
    source="C. Cortes, V. Vapnik, Support-Vector Networks, 1995",
)

two_weights = Fitted(
    name="Two weights in a row",
    model="w1*w2*x",
    loss="squared",
    data="line",
    window=((-3.0, 3.0), (-3.0, 3.0)),
    start=(0.3, -0.1),
    story="The smallest deep network. At zero both slopes vanish and nothing is learned: a saddle.",
    source="A. Saxe, J. McClelland, S. Ganguli, Exact solutions to the nonlinear dynamics of learning, 2014",
)

tanh_neuron = Fitted(
    name="Tanh neuron",
    model="(1 + tanh(w*x + b))/2",
    loss="squared",
    data="threshold",
    numbers={"standardize": 1.0},
    window=((-6.0, 10.0), (-8.0, 8.0)),
    start=(-4.0, 5.0),
    story="The same neuron with a squared error: far from the answer it is flat, and no longer convex.",
    source="X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward networks, 2010",
)

decay_fit = Fitted(
    name="Exponential decay",
    model="w*exp(b*x)",
    loss="squared",
    data="decay",
    window=((-1.0, 6.0), (-3.0, 0.6)),
    start=(0.5, 0.2),
    log=True,
    story="A long bent valley: more to start with and a faster decay explain the rows almost as well.",
    source="textbook example of nonlinear least squares",
)

wave_fit = Fitted(
    name="Frequency of a wave",
    model="w*sin(b*x)",
    loss="squared",
    data="wave",
    window=((-3.0, 3.0), (-5.0, 5.0)),
    start=(0.5, 3.8),
    story="A wrong frequency fits no better than none at all: many minima, and the start decides.",
    source="textbook example of nonlinear least squares",
)

FITS: dict[str, Fitted] = {id: value for id, value in vars().items() if isinstance(value, Fitted)}
