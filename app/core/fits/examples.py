"""Models and points to begin from, simplest first."""

from __future__ import annotations

from app.core.choices import Example

MODELS = (
    Example("w*x + b", "a line"),
    Example("w*x", "a line through zero"),
    Example("w*x**2 + b", "a parabola"),
    Example("w*sqrt(abs(x)) + b", "ever slower growth"),
    Example("sigmoid(w*x + b)", "a logistic neuron"),
    Example("tanh(w*x + b)", "a tanh neuron"),
    Example("relu(w*x + b)", "a hinge: nothing, then a line"),
    Example("w*exp(b*x)", "growth or decay"),
    Example("w*sin(b*x)", "a wave"),
    Example("w1*w2*x", "two weights in a row"),
    Example("w1*x1 + w2*x2", "a weighted sum", inputs=2),
    Example("sigmoid(w1*x1 + w2*x2)", "a logistic neuron", inputs=2),
    Example("tanh(w1*x1 + w2*x2)", "a tanh neuron", inputs=2),
    Example("w1*x1*x2 + w2", "a product", inputs=2),
)

_LINE = "-3,-2;-2.5,-2.2;-2,-1.2;-1.4,-1.6;-1,-0.6;-0.5,-0.9;0,0.4;0.6,0.1;1,1.2;1.7,1;2.3,2.2;3,2.1"

POINTS = (Example(_LINE, "a dozen points along a line"),)
