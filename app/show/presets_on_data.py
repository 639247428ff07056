"""Experiments worth seeing on losses that come from data."""

from __future__ import annotations

from app.show.preset import Preset

_DATA = "Fitted to data"

ON_DATA = (
    Preset(
        "line_finds_its_place",
        _DATA,
        "A line finds its place",
        "surface=fit&steps=60&a=gd&a.lr=0.1",
        "The ball rolls down the map of w and b, and the line turns with it: after 17 steps it lies within "
        "0.001 of the lowest loss.",
    ),
    Preset(
        "bills_as_they_are",
        _DATA,
        "Inputs of another size",
        "surface=tips_line&steps=200&a=gd&a.lr=0.002",
        "Bills are about twenty times as large as 1, so the slope along w is too: a rate that w bears is far "
        "too small for b, which after 200 steps has come an eighth of its way.",
    ),
    Preset(
        "bills_standardized",
        _DATA,
        "The same, standardized",
        "surface=tips_line&s.standardize=1&steps=60&a=gd&a.lr=0.3",
        "The same rows, the bill scaled to mean 0 and deviation 1: the valley is a round bowl; 6 steps do.",
    ),
    Preset(
        "two_batch_sizes",
        _DATA,
        "Batches of 2 and of 20",
        "surface=fit&steps=200&a=gd&a.lr=0.1&a.batch=2&b=gd&b.lr=0.1&b.batch=20",
        "Each step sees a few of the 60 rows. Two at a time drag the line to and fro; twenty at a time "
        "tremble much less, for ten times the work.",
        "arrows=batch",
    ),
    Preset(
        "outliers_pull",
        _DATA,
        "Outliers pull",
        "surface=robust_line&s.loss=squared&steps=400&a=adam",
        "Seven of the 60 rows lie far off. Squared, their errors outweigh all others and pull the line half "
        "a unit down. Choose the absolute loss, and they weigh no more than the rest.",
        "errors=squares",
    ),
    Preset(
        "nothing_learned_at_zero",
        _DATA,
        "Zeros learn nothing",
        "surface=two_weights&start=0,0&steps=200&a=gd&a.lr=0.05&b=gd&b.lr=0.05&b.start=0.1,0.1"
        "&c=gd&c.lr=0.05&c.start=-0.1,-0.12",
        "Two weights in a row. From 0 both slopes are 0 and the run stays for ever; a little beside it, each "
        "run finds one of the two valleys, and both give the same line.",
    ),
    Preset(
        "wrong_frequency",
        _DATA,
        "A wrong frequency",
        "surface=wave_fit&steps=300&a=adam&a.start=0.5,1.4&b=adam&b.start=0.5,3.8",
        "From a frequency of 1.4 the wave is found; from 3.8 the run is caught in a minimum where the wave "
        "is almost flat, for a wrong one fits no better than none.",
    ),
    Preset(
        "squared_error_of_a_neuron",
        _DATA,
        "A neuron that is sure and wrong",
        "surface=tanh_neuron&steps=300&a=gd&a.lr=0.5",
        "Where the neuron is certain of the wrong answer its curve is flat, and so is the squared error: the "
        "run hardly moves. With cross-entropy, on the logistic neuron, the same start slides down.",
    ),
)
