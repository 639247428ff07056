"""Texts that a formula field may be fed by someone who means no good, or by a cat on the keyboard."""

CODE = """
__import__('os').system('true')
__import__("os")
().__class__.__bases__[0].__subclasses__()
x.__class__
(x).real
x.real
x.__init__.__globals__
eval('x')
eval(x)
exec(x)
open(x)
compile(x, x, x)
globals()
locals()
vars()
dir()
getattr(x, y)
setattr(x, y, 1)
breakpoint()
input()
print(x)
exit()
quit()
help()
type(x)
object()
memoryview(x)
lambda: x
lambda x: x
(lambda: x)()
[x for x in y]
{x for x in y}
(x for x in y)
[x, y]
(x, y)
{x: y}
{x}
x if y else 1
x and y
x or y
not x
x in y
x is y
x := 3
(x := 3)
x = 3
x == 3
x < y < 1
await x
yield x
yield
async x
import os
from os import system
del x
pass
return x
raise x
assert x
global x
while x: pass
for x in y: pass
x; y
x[0]
x[y]
x[::]
f(x)
f'{x}'
f"{x}"
'x'
"x"
b'x'
'''x'''
`x`
$x
@x
x!
x?
#
# comment
x # comment
x \\\\ y
\\\\
x @ y
x // y
x % y
x & y
x | y
~x
x << 3
x >> 3
True
False
None
...
Ellipsis
NotImplemented
__debug__
__name__
__builtins__
self
np.sin(x)
math.sin(x)
sympy.sin(x)
sin.__self__
sin.x
sin[x]
sin
sin + 1
*x
**x
sin(*x)
sin(**x)
sin(x=1)
max(x, key=y)
Symbol(x)
Integral(x)
diff(x)
oo
zoo
nan
inf
I
""".strip().splitlines()

NUMBERS = [
    '1e400', '-1e400', '1e308*10', '1e308 + 1e308', '10**400', '10**10**10', '9**9**9**9', '2**1000000',
    'x**1000000', 'x**101', 'x**-101', 'x**1e300', '(x**20)**20', '((x**20)**20)**20',
    '((((((((((x**20)**20)**20)**20)**20)**20)**20)**20)**20)**20)', '((2*x)**50)**50', 'x**y', 'x**x',
    'x**x**x', '(x-1)**x', '(-2)**x', '(-2)**0.5', '0**-1', '0**x', '1/0', 'x/0', 'x/(1-1)', 'log(0)',
    'log(-1)', 'sqrt(-1)', 'asin(2)', 'exp(1000)', 'exp(exp(exp(10)))', 'cosh(1e10)', 'tan(1e400)',
    'floor(1e400)', '0x10', '0b11', '0o17', '1_000', '1__0', '017', '1j', '1.5j*x', '1e', '1e+', '.',
    '..', '1..2', '1.2.3', 'x1', '2x', '2 x', '2(x)', 'x(2)', '(x)(y)', 'x y', 'pi(x)', 'e(x)', '5',
    'pi', '1 - 1',
]  # fmt: skip
NUMBERS += ["9" * 400, "9" * 4400]

NESTING = [
    "(" * 200 + "x" + ")" * 200,
    "(" * 400,
    ")" * 400,
    "-" * 400 + "x",
    "+" * 400 + "x",
    "-" * 30 + "x",
    "- " * 200 + "x",
    "sin(" * 30 + "x" + ")" * 30,
    "sin(" * 100 + "x" + ")" * 100,
    "sin(" * 20 + "x*y" + ")" * 20,
    "exp(" * 20 + "x" + ")" * 20,
    "tan(" * 20 + "x*y" + ")" * 20,
    "abs(" * 20 + "x*y" + ")" * 20,
    "sqrt(" * 20 + "x*y" + ")" * 20,
    "max(x," * 20 + "y" + ")" * 20,
    "min(x*y," * 20 + "y" + ")" * 20,
    "where(x>0,x," * 20 + "y" + ")" * 20,
    "where(x>y,sin(x)," * 15 + "y" + ")" * 15,
    "1/(1+" * 20 + "x" + ")" * 20,
    "(x+" * 20 + "y" + ")**2" * 20,
    "x**(" * 20 + "2" + ")" * 20,
    "2**" * 20 + "x",
    "x+" * 200 + "x",
    "x*" * 200 + "x",
    "x-" * 120 + "x",
    "x/" * 120 + "x",
    "+".join(["x*y"] * 60),
    "*".join([f"sin(x*y+{i})" for i in range(30)]),
    "*".join([f"(1+x*y+{i})" for i in range(30)]),
    "*".join([f"tanh(x+{i}*y)" for i in range(20)]),
    "/".join([f"(x+{i}+y)" for i in range(40)]),
    "+".join([f"exp(-(x-{i})**2-(y+{i})**2)" for i in range(14)]),
    "abs(abs(x)+abs(y))*abs(abs(x)-abs(y))/abs(abs(x*y)+1)",
    "max(max(max(x,y),max(x*y,x-y)),max(max(x+y,x/y),max(sin(x),cos(y))))",
    "sign(sign(sign(x*y)+x)+y)",
    "exp(sin(x)*exp(cos(y)*exp(sin(x*y))))**2",
    "log(log(log(log(log(x*y)))))",
]

# Look-alikes are spelled out, so that they can be told apart.
SHAPES = [
    '', ' ', '\t', '\n', 'x\ny', 'x\x00', '\x00', '\u0445', '\u0445**2 + y**2', '\uff58**2', 'x\xb2',
    '\u221ax', 'x\xb7y', 'x\xd7y', 'x\u2212y', 'x \u2013 y', '\u03c0', '\u221e', '\xbd*x', '\uff11+x',
    'x\u200b', '\u202ex', 'x\ufeff', '\xe9', '\U0001f600', '\uff53\uff49\uff4e(x)', '\U0001d465**2',
    '\u212f**x', 'x\\u0028', '%78', '&lt;x&gt;', '<script>alert(1)</script>', 'x*<b>',
    "'; drop table links; --", '../../etc/passwd', '${x}', '{{x}}', '{x}', 'sin()', 'sin(x,y)', 'sin(,)',
    'sin(x,)', 'max(x)', 'max()', 'max(x,y,1)', 'max(x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x)',
    'where(x)', 'where(x,1,2)', 'where(x>0,1)', 'where(x>0>y,1,2)', 'where(x>0 and y>0,1,2)',
    'where(1,2,3)', 'x > 0', 'sin(x > 0)', 'norm(x)', 'dot(x,y)', 'grad(x)', 'normal', 'z', 'X', 'foo',
    'foo(x)', 'sinx', 'x +', '+ ', '* x', 'x **', 'x ** ** y', 'x * / y', '(x', 'x)', '((x)', '()', ',',
    'x,y', 'x w b y', 'x*y*w', 'x + y + w + b', '_', '__',
]  # fmt: skip
SHAPES += ["x" * 500, "x" * 501, "sin" * 100, " " * 499 + "x", "w**2 + b**2 " * 50]

HOSTILE = [*CODE, *NUMBERS, *NESTING, *SHAPES]
