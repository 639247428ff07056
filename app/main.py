"""The ASGI application: `uvicorn app.main:app --port 8000`, or `fallline serve --port 8000`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from threading import Event

from anyio import create_task_group, to_thread
from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from app import __version__
from app.show.leaf.card import DESCRIPTION
from app.web import embeds, gallery, pages, problems, statics
from app.web.api import Api
from app.web.asked import AskedCalls
from app.web.board_pages import BoardPages
from app.web.boards import Boards
from app.web.caching import Answers
from app.web.codes import Codes
from app.web.data import Data
from app.web.door import Door
from app.web.drawing import Drawing
from app.web.exports import Exports
from app.web.fits import Fits
from app.web.instruments import Instruments
from app.web.joining import Joining
from app.web.keeping import Fetching, rooms_of, store_of
from app.web.lessons import Lessons
from app.web.links import ShortLinks
from app.web.oembed import OEmbed
from app.web.offer import Offer
from app.web.pictures import Pictures
from app.web.present import Present
from app.web.roomcodes import RoomCodes
from app.web.rooms import RoomCalls
from app.web.runs import Runs
from app.web.security import SecurityHeaders, framing
from app.web.settings import Settings
from app.web.staging import Staging
from app.web.studio import Studio
from app.web.typed import Typed


def create_app(settings: Settings) -> FastAPI:
    """A server with these settings."""
    answers = Answers(settings.max_age, settings.workers)
    store = store_of(settings)
    fetching = Fetching(store, answers, settings.work)
    fetched = [Depends(fetching.fetch)]
    rooms = rooms_of(settings, store)
    links = ShortLinks(store.links, fetching)
    offer = Offer(__version__, settings.data_bytes)
    studio = Studio(settings)
    files, plotly_js = statics.Statics(), statics.Plotly()
    leaves = pages.Pages(files, plotly_js)

    @asynccontextmanager
    async def warm(app: FastAPI) -> AsyncIterator[None]:
        async with create_task_group() as tasks:
            for make in (offer.catalogue, plotly_js.compressed):
                tasks.start_soon(to_thread.run_sync, make)
            async with called.attended():
                yield
            await studio.close()

    app = FastAPI(
        title="Fall Line",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=warm,
        redirect_slashes=False,
    )
    # Set when the server is told to stop: what would otherwise go on for long ends then.
    app.state.closing = Event()
    app.state.store = store
    # Digits hardly shrink further at a higher level, which takes four times as long.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=2)
    app.add_middleware(SecurityHeaders, framing=framing(settings.frame_ancestors))
    problems.install(app, leaves.problem)
    runs = Runs(settings, answers, app.state.closing)
    drawing = Drawing(settings, runs, studio)
    experiments = (
        Api(settings, answers, offer),
        Instruments(answers),
        Typed(answers),
        Fits(answers),
        runs,
        Exports(settings, runs, drawing),
        Pictures(drawing),
        Codes(links, answers),
    )
    for part in experiments:
        app.include_router(part.router(), prefix="/api", dependencies=fetched)
    app.include_router(Data(settings, answers, store).router(), prefix="/api")
    app.include_router(links.router(), prefix="/api")
    app.include_router(links.followed())
    app.include_router(OEmbed(links, fetching, answers, settings.max_age).router())
    for leaf in (pages, embeds):
        app.include_router(leaf.router(leaves, answers), dependencies=fetched)
    app.include_router(gallery.router(leaves, answers))
    door = Door(rooms, settings.room_tries)
    called = RoomCalls(rooms, door, Staging(fetching), app.state.closing, settings.room_openings)
    app.include_router(called.router(), prefix="/api")
    app.include_router(RoomCodes(door, answers).router(), prefix="/api")
    app.include_router(Joining(door, fetching, leaves).leaves())
    app.include_router(AskedCalls(rooms, door, fetching, answers).router(), prefix="/api")
    taught = Lessons(leaves, answers)
    app.include_router(taught.router(), prefix="/api")
    app.include_router(taught.leaves())
    boards = Boards(answers, links, fetching)
    app.include_router(boards.router(), prefix="/api")
    app.include_router(Present(leaves, answers, boards).router(), dependencies=fetched)
    app.include_router(BoardPages(leaves, boards).router())
    app.include_router(statics.router(files, plotly_js))
    app.add_api_route("/healthz", healthy, methods=["GET", "HEAD"], include_in_schema=False)
    return app


async def healthy() -> dict[str, str]:
    """200 once requests are answered."""
    return {"status": "ok", "version": __version__}


@cache
def __getattr__(name: str) -> FastAPI:
    """`app`, made from the environment when somebody asks for it, once."""
    if name != "app":
        raise AttributeError(name)
    return create_app(Settings.from_environment(os.environ))
