"""What every optimizer of the catalogue owes its reader, and what all of them can do."""

from __future__ import annotations

import numpy as np
import pytest

from app.core import program
from app.core.descend import crowd
from app.core.functions import CONSTANTS, FUNCTIONS
from app.core.language import parse
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.method import Method
from app.core.optimizers.rule import GIVEN, Rule
from app.core.plan import Optimizer, Values, program_of
from app.core.tree import names_in
from tests.core.optimizers.running import METHODS, RULES, landscape_of, points, run, settings

ORDER = """
    gd momentum nesterov nesterov_original sign normalized polyak
    adagrad adadelta rmsprop rprop
    adam amsgrad adamw adamax nadam radam
    asgd adabelief yogi lion qhm qhadam ftrl sam langevin
    line_search barzilai_borwein conjugate_gradient newton bfgs nelder_mead annealing
"""
BOWL, BOWL_START = "(x - 1)**2 + 3*(y + 0.5)**2", (3.0, 1.5)

each = pytest.mark.parametrize("name", OPTIMIZERS)


def names_used(optimizer: Optimizer) -> set[str]:
    """Every name that stands in an optimizer's text."""
    if isinstance(optimizer, Rule):
        read = program_of(optimizer)
        return read.reads | {line.name for line in read.lines}
    names = set(optimizer.symbols) | set(GIVEN) | {h.name for h in optimizer.hyperparameters}
    split = [line.split("=", 1) for line in optimizer.formula if "=" in line]
    return {name.strip() for name, _ in split}.union(
        *[names_in(parse(text, names, rule=True)) for _, text in split]
    )


def test_the_catalogue_goes_from_simple_to_complex() -> None:
    assert list(OPTIMIZERS) == ORDER.split()


def test_rules_and_compiler_agree_on_what_is_given() -> None:
    assert set(GIVEN) == set(program.GIVEN)


@each
def test_an_optimizer_tells_its_story_and_its_source(name: str) -> None:
    optimizer = OPTIMIZERS[name]
    assert optimizer.name
    assert optimizer.story.endswith(".")
    assert any(character.isdigit() for character in optimizer.source)


@each
def test_every_symbol_is_explained_once_and_none_in_vain(name: str) -> None:
    optimizer = OPTIMIZERS[name]
    own = {h.name for h in optimizer.hyperparameters}
    used = names_used(optimizer)
    assert used - own - set(GIVEN) <= set(optimizer.symbols)
    assert not (own | set(GIVEN)) & set(optimizer.symbols)
    if isinstance(optimizer, Rule):
        assert set(optimizer.symbols) <= used


@each
def test_hyperparameters_have_a_range_that_holds_their_default_and_help(name: str) -> None:
    hyperparameters = OPTIMIZERS[name].hyperparameters
    assert hyperparameters[0].name == "lr"
    assert len({h.name for h in hyperparameters}) == len(hyperparameters)
    for hyperparameter in hyperparameters:
        assert hyperparameter.check(hyperparameter.default) == hyperparameter.default
        assert hyperparameter.low < hyperparameter.high
        assert hyperparameter.help
        assert hyperparameter.low > 0 or not hyperparameter.log
        assert hyperparameter.name not in {*GIVEN, *FUNCTIONS, *CONSTANTS}


@pytest.mark.parametrize("name", RULES)
def test_no_hyperparameter_of_a_rule_is_without_effect_on_its_text(name: str) -> None:
    rule = RULES[name]
    initial = [value for value in rule.memory.values() if isinstance(value, str)]
    known = {h.name for h in rule.hyperparameters}
    assert known <= program_of(rule).reads.union(*[names_in(parse(text, known)) for text in initial])


@pytest.mark.parametrize("name", RULES)
def test_a_rule_declares_exactly_the_memory_that_it_keeps(name: str) -> None:
    assert {kept for kept, _ in program_of(RULES[name]).memory} == set(RULES[name].memory)


@each
@pytest.mark.parametrize(("formula", "start"), [(BOWL, BOWL_START), ("(x - 1)**2", (3.0,))])
def test_every_optimizer_descends_a_bowl_in_one_variable_and_in_two(
    name: str, formula: str, start: tuple[float, ...]
) -> None:
    loss = run(formula, name, start, 1000, **({"temperature": 0.01} if name == "langevin" else {})).path.loss
    assert len(loss) == 1001
    assert max(loss[-100:]) < 0.05 * loss[0]


@each
def test_the_same_run_gives_the_same_numbers_again(name: str) -> None:
    again = [points(run(BOWL, name, BOWL_START, 50)) for _ in range(2)]
    assert np.array_equal(*again)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("formula", ["(x**2 + y - 11)**2 + (x + y**2 - 7)**2", "0.1*x**2 + sin(3*x)"])
def test_alone_and_in_a_crowd_a_rule_takes_the_same_steps(name: str, formula: str) -> None:
    rule, landscape = RULES[name], landscape_of(formula)
    # Polyak's steps in a valley are chaotic, Langevin's draws are shared by a crowd: few are enough.
    steps = 10 if name in ("polyak", "langevin") else 100
    values: Values = settings(rule, {"lr": rule.hyperparameters[0].default / 4})
    starts = np.random.default_rng(5).uniform(-3, 3, (20, landscape.dimension))
    together = crowd(landscape, rule, values, starts, steps)
    alone = [points(run(formula, name, tuple(start), steps, **dict(values)))[-1] for start in starts.tolist()]
    assert together == pytest.approx(np.array(alone), rel=1e-12, abs=1e-12)


def test_methods_say_what_they_ask_for() -> None:
    for method in METHODS.values():
        assert isinstance(method, Method)
        assert method.uses
        assert set(method.uses) <= {"loss", "gradient", "hessian"}
