"""The real tables. They lie in the installed plotly package, so nothing is copied and nothing is fetched.

Of its other files, `medals` has three rows, `carshare` and `wind` hold nothing that a line could foretell,
and `experiment` is made up.
"""

from __future__ import annotations

from app.core.tables.table import Heading
from app.tables.real import Field, Real, Record, logarithm, weeks

tips = Real(
    name="Tips in a restaurant",
    file="tips.csv.gz",
    fields=(
        Field(
            Heading(name="total_bill", title="bill", unit="$", help="the meal, tax included"), "total_bill"
        ),
        Field(Heading(name="tip", title="tip", unit="$", help="what the waiter was given"), "tip"),
        Field(Heading(name="size", title="size of the party", unit="people"), "size"),
        Field(Heading(name="sex", title="who paid", labels=("Female", "Male")), "sex"),
        Field(Heading(name="smoker", title="smokers in the party", labels=("No", "Yes")), "smoker"),
        Field(Heading(name="day", title="day", labels=("Thur", "Fri", "Sat", "Sun")), "day"),
        Field(Heading(name="time", title="meal", labels=("Lunch", "Dinner")), "time"),
    ),
    x=("total_bill",),
    y="tip",
    origin=(
        "One waiter in the United States noted every tip he got in some months of 1990; P. Bryant, M. Smith,"
        " Practical Data Analysis: Case Studies in Business Statistics, 1995; spread by R's package reshape."
    ),
    licence="not stated for the rows; the packages that spread them (reshape, plotly) are under MIT",
    story="About a dollar, and another on each ten of the bill, with a spread that grows as it does.",
)

_IRIS = (
    Field(Heading(name="sepal_length", title="sepal length", unit="cm"), "sepal_length"),
    Field(Heading(name="sepal_width", title="sepal width", unit="cm"), "sepal_width"),
    Field(Heading(name="petal_length", title="petal length", unit="cm"), "petal_length"),
    Field(Heading(name="petal_width", title="petal width", unit="cm"), "petal_width"),
)
_ANDERSON = (
    "Edgar Anderson measured the flowers; R. A. Fisher, The Use of Multiple Measurements in Taxonomic"
    " Problems, 1936; as the UCI Machine Learning Repository has it, with two rows unlike Fisher's."
)
_UCI = "not stated for this copy; the UCI Machine Learning Repository gives the flowers under CC BY 4.0"

iris = Real(
    name="Iris: three species",
    file="iris.csv.gz",
    fields=(
        *_IRIS,
        Field(
            Heading(name="species", title="species", labels=("setosa", "versicolor", "virginica")), "species"
        ),
    ),
    x=("petal_length", "petal_width"),
    y="species",
    origin=_ANDERSON,
    licence=_UCI,
    story="One species stands apart, the other two touch.",
)

iris_two = Real(
    name="Iris: the two that touch",
    file="iris.csv.gz",
    fields=(
        *_IRIS,
        Field(Heading(name="species", title="species", labels=("versicolor", "virginica")), "species"),
    ),
    keep=lambda record: record["species"] != "setosa",
    x=("petal_length", "petal_width"),
    y="species",
    origin=_ANDERSON,
    licence=_UCI,
    story="No straight line parts all hundred flowers, so there is a best one and the weights stay finite.",
)


def _of_2007(record: Record) -> bool:
    return record["year"] == "2007"


_GAPMINDER = (
    Field(
        Heading(
            name="log_income",
            title="logarithm of income",
            help="the decimal logarithm of income: 3 is $1,000",
        ),
        "gdpPercap",
        logarithm,
    ),
    Field(
        Heading(
            name="income",
            title="income",
            unit="$",
            help="gross domestic product a person, international dollars of 2005",
        ),
        "gdpPercap",
    ),
    Field(Heading(name="life_expectancy", title="life expectancy", unit="years", help="at birth"), "lifeExp"),
    Field(Heading(name="population", title="population", unit="people"), "pop"),
    Field(Heading(name="continent", title="continent"), "continent", kinds=True),
    Field(Heading(name="country", title="country"), "country", kinds=True),
)
_BRYAN = (
    "Gapminder collected the figures, gapminder.org; Jennifer Bryan chose 142 countries from 1952 to 2007 for"
    " R's package gapminder, 2015."
)
_CC0 = "CC0, by R's package gapminder; Gapminder itself asks to be named (CC BY)"

gapminder = Real(
    name="Income and life, 2007",
    file="gapminder.csv.gz",
    fields=_GAPMINDER,
    keep=_of_2007,
    x=("log_income",),
    y="life_expectancy",
    origin=_BRYAN,
    licence=_CC0,
    story="Ten times the income, some seventeen more years: straight over the logarithm, bent over income.",
)

gapminder_all = Real(
    name="Income and life, 1952 to 2007",
    file="gapminder.csv.gz",
    fields=(*_GAPMINDER, Field(Heading(name="year", title="year"), "year")),
    x=("log_income", "year"),
    y="life_expectancy",
    origin=_BRYAN,
    licence=_CC0,
    story="The year lies far from 0 and on a scale of its own, so plain descent crawls until it is scaled.",
)

stocks = Real(
    name="Six shares, 2018 and 2019",
    file="stocks.csv.gz",
    fields=(
        Field(Heading(name="week", title="week", help="since 1 January 2018"), "date", weeks),
        *[
            Field(Heading(name=name, title=title, help="1 at the start"), name.upper())
            for name, title in (
                ("goog", "Alphabet"),
                ("aapl", "Apple"),
                ("amzn", "Amazon"),
                ("fb", "Facebook"),
                ("nflx", "Netflix"),
                ("msft", "Microsoft"),
            )
        ],
    ),
    x=("week",),
    y="msft",
    origin="Weekly prices of six companies in 2018 and 2019, as plotly ships them; no source is named.",
    licence="not stated for the prices; plotly is under MIT",
    story="A line over the weeks fits well and foretells nothing: each price starts where the last ended.",
)

election = Real(
    name="Montréal votes, 2013",
    file="election.csv.gz",
    fields=(
        Field(Heading(name="coderre", title="votes for Coderre", unit="votes"), "Coderre"),
        Field(Heading(name="bergeron", title="votes for Bergeron", unit="votes"), "Bergeron"),
        Field(Heading(name="joly", title="votes for Joly", unit="votes"), "Joly"),
        Field(Heading(name="total", title="votes for the three", unit="votes"), "total"),
        Field(Heading(name="winner", title="winner"), "winner", kinds=True),
        Field(
            Heading(
                name="result",
                title="majority",
                labels=("plurality", "majority"),
                help="whether the winner had more than half",
            ),
            "result",
        ),
    ),
    x=("bergeron", "joly"),
    y="result",
    origin="Votes for mayor in 58 districts of Montréal, 2013, as plotly ships them; no source is named.",
    licence="not stated for the votes; plotly is under MIT",
    story="The fewer votes the two others had, the likelier a majority: two inputs for a yes or a no.",
)
