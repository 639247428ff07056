"""The small language: text that a user may type, checked and turned into an expression tree.

Python's own parser reads the text; an allow-list walk then builds a tree of three kinds of node.
Nothing typed is ever evaluated, and budgets keep what follows (derivatives, compiled loops) small.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Collection

from app.core.errors import BadInput
from app.core.functions import ALIASES, CONSTANTS, FUNCTIONS, RULE_FUNCTIONS
from app.core.nearest import closest
from app.core.tree import Call, Name, Node, Number, constant, degree, positive

CHARACTERS = 500
NODES = 250
DEPTH = 24
EXPONENT = 100
DEGREE = 1000


def parse(
    text: str,
    names: Collection[str],
    field: str = "formula",
    *,
    rule: bool = False,
    limited: bool = True,
    before: int = 0,
) -> Node:
    """Read one expression over `names`; BadInput under `field` says what is wrong, and where.

    rule: allow what update rules may use besides. limited: hold the text to the budgets of what
    users type; the catalogue's own generated formulas may be longer. before: how many characters of
    a longer text stand before this one, for the place of what is wrong.
    """
    return _Reader(text, frozenset(names), field, rule, limited, before).read()


_ALLOWED = re.compile(r"[A-Za-z0-9_.+\-*/^(),<>=! \t]*")
_GLUED = re.compile(r"(?<![A-Za-z0-9_.])(\d++\.?+\d*+|\.\d++)([eE][+-]?\d++)?+[ \t]*+(?=[A-Za-z_(])")
_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class _Reader:
    """One reading of one text."""

    def __init__(
        self, text: str, names: frozenset[str], field: str, rule: bool, limited: bool, before: int
    ) -> None:
        self.text = text
        self.names = names
        self.field = field
        self.rule = rule
        self.limited = limited
        self.before = before
        self.count = 0

    def read(self) -> Node:
        self.check_text()
        try:
            tree = ast.parse(self.text.replace("^", "**").strip(), mode="eval")
        except SyntaxError as error:
            raise self.unreadable(error.offset) from None
        except (ValueError, RecursionError, MemoryError):
            raise self.refusal("can't be read: it is nested too deeply") from None
        return self.build(tree.body, 0)

    def check_text(self) -> None:
        if not self.text.strip():
            raise self.refusal("is empty: type one, such as x**2 + y**2")
        if self.limited and len(self.text) > CHARACTERS:
            raise self.refusal(f"is {len(self.text)} characters long; the limit is {CHARACTERS}")
        good = _ALLOWED.match(self.text)
        end = good.end() if good else 0
        if end < len(self.text):
            raise self.refusal(f"has a character that is not allowed, {self.text[end]!r}", end + 1)
        glued = _GLUED.search(self.text)
        if glued:
            raise self.refusal(
                "has a number right before a name or bracket: write 2*x, not 2x", glued.start() + 1
            )

    def place(self, offset: int | None) -> int | None:
        """The column in the user's text of a column (from 1) in the text that was parsed."""
        if not offset:
            return None
        lead = len(self.text) - len(self.text.lstrip())
        column = passed = 0
        for character in self.text.strip():
            column += 1
            passed += 2 if character == "^" else 1
            if passed >= offset:
                break
        return column + lead

    def refusal(self, what: str, at: int | None = None) -> BadInput:
        at = at + self.before if at else None
        where = f" (at character {at})" if at else ""
        message = f"The {self.field.rpartition('.')[2]} {what}{where}."
        return BadInput(self.field, message, character=at)

    def unreadable(self, offset: int | None) -> BadInput:
        if offset == 0:  # so Python says that the text is over too soon
            return self.refusal("can't be read: something is missing at its end", len(self.text.rstrip()))
        return self.refusal("can't be read: check brackets and operators", self.place(offset))

    def refuse(self, node: ast.AST, what: str) -> BadInput:
        return self.refusal(what, self.place(getattr(node, "col_offset", -1) + 1))

    def build(self, node: ast.expr, depth: int) -> Node:
        self.count += 1
        if self.limited and self.count > NODES:
            raise self.refusal(f"has more than {NODES} parts; make it shorter")
        if depth > DEPTH:
            raise self.refuse(node, f"is nested more than {DEPTH} deep; make it simpler")
        match node:
            case ast.Constant():
                return self.number(node)
            case ast.Name():
                return self.name(node)
            case ast.UnaryOp():
                return self.unary(node, depth)
            case ast.BinOp():
                return self.binary(node, depth)
            case ast.Call():
                return self.call(node, depth)
            case ast.Compare():
                raise self.refuse(node, "compares: comparisons belong inside where(condition, then, else)")
        raise self.refuse(
            node, "uses something the language does not have: only numbers, names, + - * / ** and functions"
        )

    def number(self, node: ast.Constant) -> Node:
        if type(node.value) not in (int, float):
            raise self.refuse(node, f"has {node.value!r}, which is not a number")
        try:
            value = float(node.value)  # type: ignore[arg-type]
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise self.refuse(node, "has a number too large to compute with")
        return Number(value)

    def name(self, node: ast.Name) -> Node:
        if node.id in self.names or node.id in CONSTANTS:
            return Name(node.id)
        if node.id in FUNCTIONS or node.id in ALIASES:
            raise self.refuse(node, f"names {node.id} without its brackets: write {node.id}(..)")
        raise self.refuse(node, f"has an unknown name, {node.id[:40]}{self.nearest(node.id, self.names)}")

    def nearest(self, word: str, known: Collection[str]) -> str:
        if close := closest(word, sorted(known)):
            return f"; did you mean {close}?"
        return f"; known are {', '.join(sorted(known))}" if known else ""

    def unary(self, node: ast.UnaryOp, depth: int) -> Node:
        operand = self.build(node.operand, depth + 1)
        if isinstance(node.op, ast.USub):
            return Number(-operand.value) if isinstance(operand, Number) else Call("neg", (operand,))
        if isinstance(node.op, ast.UAdd):
            return operand
        raise self.refuse(node, "uses an operator that is not allowed")

    def binary(self, node: ast.BinOp, depth: int) -> Node:
        operator = _BINARY.get(type(node.op))
        if operator is None:
            raise self.refuse(node, "uses an operator that is not allowed: use + - * / **")
        # A long sum or product leans to the left; it is wide, not deep.
        chain = isinstance(node.left, ast.BinOp) and type(node.op) in (ast.Add, ast.Sub, ast.Mult)
        left = self.build(node.left, depth if chain else depth + 1)
        right = self.build(node.right, depth + 1)
        return self.checked(Call(operator, (left, right)), node)

    def call(self, node: ast.Call, depth: int) -> Node:
        if not isinstance(node.func, ast.Name):
            raise self.refuse(node, "calls something that is not a function of the language")
        if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            raise self.refuse(node, "passes named or starred arguments, which is not allowed")
        function = self.function(node.func)
        arity = RULE_FUNCTIONS.get(function) or FUNCTIONS[function].arity
        if len(node.args) != arity:
            raise self.refuse(node, f"gives {function} {len(node.args)} arguments; it takes {arity}")
        if function == "where":
            arguments = (
                self.condition(node.args[0], depth + 1),
                *[self.build(a, depth + 1) for a in node.args[1:]],
            )
        else:
            arguments = tuple([self.build(a, depth + 1) for a in node.args])
        return self.checked(Call(function, arguments), node)

    def function(self, node: ast.Name) -> str:
        name = ALIASES.get(node.id, node.id)
        if name in FUNCTIONS or (self.rule and name in RULE_FUNCTIONS):
            return name
        if name in self.names or name in CONSTANTS:
            raise self.refuse(node, f"has {name} right before a bracket: write {name}*(..)")
        known = [*FUNCTIONS, *(RULE_FUNCTIONS if self.rule else ())]
        raise self.refuse(node, f"has an unknown function, {name[:40]}{self.nearest(name, known)}")

    def condition(self, node: ast.expr, depth: int) -> Node:
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            raise self.refuse(node, "needs one comparison as the first argument of where, such as x > 0")
        operator = _COMPARE.get(type(node.ops[0]))
        if operator is None:
            raise self.refuse(node, "uses a comparison that is not allowed: use < <= > >= == !=")
        sides = (self.build(node.left, depth), self.build(node.comparators[0], depth))
        return Call(operator, sides)

    def checked(self, node: Call, source: ast.AST) -> Node:
        """The node itself, if it stays within the budgets of numbers and powers."""
        try:
            value = constant(node)
        except (ArithmeticError, ValueError):
            value = math.nan
        if value is not None and not math.isfinite(value):
            raise self.refuse(source, "has a constant part that is not a finite number")
        if node.function == "/" and value is None and _is_zero(node.arguments[1]):
            raise self.refuse(source, "divides by zero")
        if node.function == "**" and not self.rule:
            self.check_power(node, source)
        return node

    def check_power(self, node: Call, source: ast.AST) -> None:
        base, exponent = node.arguments
        value = constant(exponent)
        if value is None:
            if not positive(base):
                raise self.refuse(
                    source, "has a variable exponent over a base that may be negative: use exp(..)"
                )
        elif abs(value) > EXPONENT or degree(node) > DEGREE:
            raise self.refuse(
                source, f"has a power that is too large: exponents up to {EXPONENT}, {DEGREE} when nested"
            )


def _is_zero(node: Node) -> bool:
    return constant(node) == 0
