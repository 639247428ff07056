import pytest

from app.experiment import parse
from app.show.derivative import derivative


def test_the_quotient_of_a_square_is_the_slope_and_h_more():
    # ((x + h)² − x²) / h = 2x + h, by multiplying out.
    found = derivative(parse("surface=formula&formula=x**2&start=1"), (3.0,), 0.5)
    assert found["quotients"] == pytest.approx([6.5])
    assert found["gradient"] == pytest.approx((6.0,))


def test_each_variable_has_a_quotient_of_its_own_and_a_product_leaves_no_remainder():
    # f(x, w) = x·w: the quotient along x is w, along w it is x, whatever h is.
    found = derivative(parse("surface=product"), (2.0, 3.0), 0.25)
    assert found["quotients"] == pytest.approx([3.0, 2.0])


def test_a_step_of_no_length_has_no_quotient():
    assert derivative(parse("surface=product"), (2.0, 3.0), 0.0)["quotients"] is None
