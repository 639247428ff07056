"""What a link says of itself where it is pasted: its name, a sentence, a picture, and the way to an embed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from app.experiment import Experiment, sentence
from app.experiment.looked import looked, whole
from app.experiment.resolve import surface_name
from app.show.catalogue import WELCOME

TITLE = "Fall Line: optimizers on loss landscapes"
DESCRIPTION = "Watch gradient descent and every optimizer that matters find their way down a loss landscape."
# Pixels of the picture beside a pasted link.
WIDTH, HEIGHT = 1200, 630
# View keys that no picture shows.
_UNSEEN = ("title", "description", "embed", "autoplay")


@dataclass(frozen=True, slots=True)
class Card:
    """A link's name, what the tab says, what it says of itself; and addresses, all of them absolute.

    shows: what happens on its picture, in a sentence.
    """

    name: str
    title: str
    description: str
    url: str
    picture: str
    oembed: str
    shows: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(experiment: Experiment, query: str, base: str) -> Card:
    """The card of a query, read as `experiment`, on the server at `base`, which ends in a slash.

    What the link says of itself (`title`, `description`) comes first. Without a query it is that of the site.
    """
    said = looked(query)
    name = said.get("title") or (surface_name(experiment) if query else TITLE)
    url = f"{base}?{whole(experiment, query, 'embed', 'autoplay')}" if query else base
    return Card(
        name=name,
        title=f"{name} · Fall Line" if query else TITLE,
        description=said.get("description") or (sentence(experiment) if query else DESCRIPTION),
        url=url,
        picture=f"{base}api/preview.png?{pictured(experiment, query)}",
        oembed=f"{base}oembed?url={quote(url, safe='')}&format=json",
        shows=sentence(experiment),
    )


def pictured(experiment: Experiment, query: str, *without: str) -> str:
    """What is asked of a picture of the link: the experiment, and of how it is looked at what shows."""
    return whole(experiment, query, *_UNSEEN, *without) if query else WELCOME
