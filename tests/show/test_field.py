import numpy as np

from app.experiment import parse
from app.show.field import field


def test_the_field_is_the_gradient_at_the_middles_of_the_cells():
    # x² + 3y² has the gradient (2x, 6y).
    found = field(parse("surface=formula&formula=x**2+3*y**2".replace("+", "%2B")), 4)
    x, y = np.meshgrid(found["x"], found["y"])
    assert np.allclose(found["x"], [-3.75, -1.25, 1.25, 3.75])
    assert np.allclose(found["gx"], 2 * x)
    assert np.allclose(found["gy"], 6 * y)


def test_in_one_variable_the_field_is_a_row():
    found = field(parse("surface=formula&formula=x**2&start=1"), 3)
    assert set(found) == {"x", "gx"}
    assert np.allclose(found["gx"], 2 * found["x"])
