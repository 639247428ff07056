import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network import MAX_LAYERS, MAX_UNITS, Network, data
from tests.core.network.samples import network


def test_the_vector_holds_each_layers_matrix_row_by_row_and_then_its_bias():
    shape = Network(2, (3,), 1)
    first, last = shape.layout
    vector = np.arange(13.0)
    assert first.matrix(vector).tolist() == [[0, 1], [2, 3], [4, 5]]
    assert first.offset(vector).tolist() == [6, 7, 8]
    assert last.matrix(vector).tolist() == [[9, 10, 11]]
    assert last.offset(vector).tolist() == [12]
    assert shape.size == 13


def test_a_layers_matrix_is_a_view_of_the_vector():
    layer, vector = network().layout[1], np.zeros(network().size)
    layer.matrix(vector)[2, 1] = 5
    layer.offset(vector)[0] = 7
    assert vector[layer.start + 2 * layer.inputs + 1] == 5
    assert vector[layer.bias.start] == 7


def test_joined_order_puts_each_bias_behind_its_row_and_parted_order_leads_back():
    shape = Network(2, (2,), 1)
    assert shape.joined.tolist() == [0, 1, 4, 2, 3, 5, 6, 7, 8]
    vector = np.arange(9.0)
    assert (vector[shape.joined][shape.parted] == vector).all()


def test_every_weight_has_one_name_and_is_found_by_it():
    shape = Network(2, (3,), 1)
    assert shape.names[:3] == ("W1[1,1]", "W1[1,2]", "W1[2,1]")
    assert shape.names[-1] == "b2[1]"
    assert [shape.place(name) for name in shape.names] == list(range(13))


def test_a_name_of_no_weight_is_refused_with_an_example():
    with pytest.raises(BadInput, match=r"s\.plane.*W1\[3,2\]"):
        network().place("W9[1,1]")


def test_only_hidden_layers_as_wide_as_what_they_are_given_have_shortcuts():
    shape = Network(4, (4, 4, 3, 3), 3, skip=True)
    assert [layer.shortcut for layer in shape.layout] == [True, True, False, True, False]
    assert not any(layer.shortcut for layer in Network(4, (4, 4), 4).layout)


def test_the_largest_network_is_allowed():
    assert Network(16, (MAX_UNITS,) * MAX_LAYERS, 16).size == 64 * 17 + 31 * 64 * 65 + 16 * 65


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("s.layers", {"layers": ()}),
        ("s.layers", {"layers": (4,) * 33}),
        ("s.layers", {"layers": (0,)}),
        ("s.layers", {"layers": (4, 65)}),
        ("s.layers", {"layers": (-3,)}),
        ("s.layers", {"layers": (4.0,)}),
        ("s.layers", {"layers": (True,)}),
        ("s.layers", {"layers": [4]}),
        ("s.layers", {"layers": 4}),
        ("s.layers", {"layers": (float("nan"),)}),
        ("s.inputs", {"inputs": 0}),
        ("s.inputs", {"inputs": 17}),
        ("s.outputs", {"outputs": 0}),
        ("s.outputs", {"outputs": 17}),
        ("s.outputs", {"outputs": 2, "task": "binary"}),
        ("s.outputs", {"outputs": 1, "task": "classes"}),
        ("s.activation", {"activation": "swish"}),
        ("s.task", {"task": "ranking"}),
    ],
)
def test_a_shape_that_is_no_network_is_refused_by_its_field(field, given):
    with pytest.raises(BadInput) as refused:
        Network(**({"inputs": 2, "layers": (4,)} | given))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("task", "inputs", "targets"),
    [
        ("regression", np.zeros((4, 2)), np.zeros((4, 2))),
        ("regression", np.zeros((4, 3)), np.zeros((3, 2))),
        ("regression", np.zeros((0, 3)), np.zeros((0, 2))),
        ("regression", np.full((4, 3), np.nan), np.zeros((4, 2))),
        ("regression", np.zeros((4, 3)), np.full((4, 2), np.inf)),
        ("binary", np.zeros((4, 3)), [0, 1, 2, 1]),
        ("binary", np.zeros((4, 3)), [0, 1, -1, 1]),
        ("classes", np.zeros((4, 3)), [0, 1, 3, 1]),
        ("classes", np.zeros((4, 3)), [0, 1, 0.5, 1]),
        ("classes", np.zeros((4, 3)), np.zeros((4, 3))),
    ],
)
def test_data_that_does_not_fit_the_network_is_refused(task, inputs, targets):
    with pytest.raises(BadInput, match=r"^s\.data"):
        data(network(task=task), inputs, targets)


def test_one_input_and_one_output_may_be_plain_lists():
    rows = data(Network(1, (2,)), [1, 2, 3], [4, 5, 6])
    assert rows.columns.tolist() == [[1, 2, 3], [1, 1, 1]]
    assert rows.targets.tolist() == [[4, 5, 6]]


def test_data_is_a_copy_of_what_it_was_made_from():
    x, y = np.zeros((2, 1)), np.zeros(2)
    rows = data(Network(1, (2,)), x, y)
    x[0, 0] = y[0] = 9
    assert rows.columns[0, 0] == rows.targets[0, 0] == 0


def test_predictions_are_chances_where_the_task_asks_for_them():
    generator = np.random.default_rng(1)
    x = generator.standard_normal((5, 3))
    for task in ("binary", "classes"):
        shape = network(task=task)
        said = shape.predictions(generator.standard_normal(shape.size), x)
        assert said.shape == (5, shape.outputs)
        assert ((said > 0) & (said < 1)).all()
    assert said.sum(axis=1) == pytest.approx(1)


def test_far_logits_give_certain_predictions_and_no_warning():
    shape = network(task="binary", activation="relu")
    assert shape.predictions(np.full(shape.size, -1e100), np.ones((1, 3))).tolist() == [[0]]
    assert shape.predictions(np.full(shape.size, 1e100), np.ones((1, 3))).tolist() == [[1]]
