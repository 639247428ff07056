"""A fit as it stands in a link: which model and loss, on which columns of which table."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.choices import Choice, Setting, Words
from app.core.errors import BadInput
from app.core.fits import examples
from app.core.fits.binding import bound
from app.core.fits.catalogue import FAMILY, FITS
from app.core.fits.fit import Fit
from app.core.fits.fitted import Fitted
from app.core.fits.losses import LOSSES
from app.core.hyperparameters import Hyperparameter
from app.core.landscape import Landscape
from app.core.tables.stored import Stored
from app.experiment.grounds import Ground, numbers
from app.experiment.numbers import write_number
from app.experiment.own import POINTS, is_own
from app.experiment.reading import Reading, choose
from app.experiment.remembered import remembered
from app.experiment.tabled import WRITTEN, OnTable, own_columns, table_of
from app.experiment.value import Told, Value

STANDARDIZE = Hyperparameter(
    "standardize", 0, 0, 1, "whether what goes in is scaled to mean 0 and standard deviation 1", whole=True
)
L1 = Hyperparameter("l1", 0.0, 0.0, 1e3, "a penalty on the sum of the weights' sizes")
L2 = Hyperparameter("l2", 0.0, 0.0, 1e3, "a penalty on the sum of the weights' squares")

_PENALTIES = (STANDARDIZE, L1, L2)


class OnData(OnTable):
    """A model fitted to a table."""

    family = FAMILY

    def __init__(self, id: str, fitted: Fitted) -> None:
        super().__init__(fitted)
        self.id = id
        self.fitted = fitted
        self.name, self.story, self.source, self.log = fitted.name, fitted.story, fitted.source, fitted.log
        self.settings = self.offered(fitted.data, fitted.loss)

    def offered(self, data: str, loss: str) -> tuple[Setting, ...]:
        """Every setting with this data and loss, defaults and all; in the order of links."""
        x, y = self.usual(data)
        losses = tuple([(id, known.name) for id, known in LOSSES.items()])
        return (
            *self.data_settings(data, _DATA),
            Words("model", self.fitted.model, _MODEL, examples.MODELS),
            Choice("loss", self.fitted.loss, losses, _LOSS),
            Words("x", x, _X),
            Words("y", y, _Y),
            *[self.with_default(h) for h in (*_PENALTIES, *LOSSES[loss].parameters)],
        )

    def read(self, reading: Reading) -> Told | None:
        before = len(reading.problems)
        data = self.read_data(reading)
        loss = reading.value("s.loss", _loss, self.fitted.loss)
        unclear = len(reading.problems) > before
        values = tuple([(s.name, _value(reading, s, data, loss)) for s in self.offered(str(data), loss)])
        if unclear:
            # What else may be set hangs on the table and the loss.
            reading.drop(reading.under("s."))
        if len(reading.problems) > before:
            return None
        return self.whole(reading, values)

    def defaults(self, settings: Told) -> Mapping[str, Value]:
        told = dict(settings)
        known: dict[str, Value] = {
            s.name: s.default for s in self.offered(str(told["data"]), str(told["loss"]))
        }
        if is_own(str(told["data"])):
            known |= own_columns(table_of(settings))
        return known

    def names(self, given: Mapping[str, str]) -> list[str]:
        data, loss = given.get("s.data", self.fitted.data), given.get("s.loss", self.fitted.loss)
        return [s.name for s in self.offered(data, loss if loss in LOSSES else self.fitted.loss)]

    def fit(self, settings: Told) -> Fit:
        return _fit(self.id, settings)

    def landscape(self, formula: str, settings: Told) -> Landscape:
        return self.fit(settings).landscape

    def text(self, formula: str, settings: Told) -> str:
        told = dict(settings)
        return f"mean of {LOSSES[str(told['loss'])].formula}, f = {told['model']}"

    def title(self, formula: str, settings: Told) -> str:
        told = dict(settings)
        same = all(told[name] == getattr(self.fitted, name) for name in ("data", "model", "loss"))
        return self.name if same else f"{told['model']} on {table_of(settings).name}"

    def place(self, formula: str, settings: Told) -> str:
        told = dict(settings)
        loss, usual = LOSSES[str(told["loss"])].name, self.defaults(settings)
        loss = loss if loss == "Huber" else loss.lower()
        others = {name: value for name, value in settings if name not in _SAID and value != usual[name]}
        listed = [f"{name} {write_number(v) if isinstance(v, float) else v}" for name, v in others.items()]
        besides = f" ({', '.join(listed)})" if listed else ""
        return f"the {loss} loss of {told['model']} on {table_of(settings).name}{besides}"


# What a sentence says in its own words.
_SAID = {"data", "model", "loss", POINTS}


_DATA = "the table that the model is fitted to"
_MODEL = "what the model answers to x, in one or two weights of any name"
_LOSS = "how being wrong is counted"
_X = "the column that goes in; two of them, parted by a comma, are x1 and x2"
_Y = "the column that the model is to answer"


def _loss(text: str) -> str:
    return choose(text, LOSSES, "s.loss", "loss", listed=True)


def _value(reading: Reading, setting: Setting, data: str | Stored, loss: str) -> Value:
    if setting.name in {"data", "loss"}:
        return data if setting.name == "data" else loss
    if isinstance(setting, Hyperparameter):
        return reading.within(f"s.{setting.name}", setting)
    key = f"s.{setting.name}"
    return reading.value(key, WRITTEN.get(setting.name, str.strip), setting.default)


@remembered(128)
def _fit(id: str, settings: Told) -> Fit:
    told, fitted = dict(settings), FITS[id]
    model, loss = str(told["model"]), str(told["loss"])
    # Window and start belong to the weights as they were defined, and to columns of that scale.
    usual = {one.name: one.default for one in ON_DATA[id].settings}
    asis = all(told[name] == usual[name] for name in ("model", "data", "x", "y", "standardize"))
    x = [name.strip() for name in str(told["x"]).split(",")]
    if not 1 <= len(x) <= 2:
        raise BadInput("s.x", "Name one column, or two parted by a comma.")
    return bound(
        table_of(settings),
        model,
        loss,
        x,
        str(told["y"]),
        numbers(settings),
        fitted.window if asis else None,
        fitted.start if asis else None,
    )


ON_DATA: dict[str, Ground] = {id: OnData(id, fitted) for id, fitted in FITS.items()}
