"""The command line, read; what each command does lies beside it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from app import __version__
from app.core.errors import BadInput

FAILED, REFUSED, INTERRUPTED = 1, 2, 130

EXIT_CODES = """\
exit codes:
  0  done
  1  the server can't be reached, or failed
  2  the experiment was refused: each line names the key and what to do instead
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        chosen.act(chosen)
    except BadInput as refused:
        for problem in refused.all:
            print(f"fallline: {problem.field}: {problem.message}", file=sys.stderr)
        return REFUSED
    except (ConnectionError, RuntimeError) as failed:
        print(f"fallline: {failed}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fallline", description="Optimizers on loss landscapes.")
    parser.add_argument("--version", action="version", version=f"fallline {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="serve the page and its API"))
    _add_run(
        commands.add_parser(
            "run",
            help="run an experiment and print where it leads",
            description="Run an experiment and print where it leads.",
            epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    )
    _add_export(
        commands.add_parser(
            "export",
            help="write an experiment as a file: data, code, a figure",
            description="Write an experiment as a file: its numbers, code that walks it again, a figure.",
            epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    )
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    # Named in full: shells and build tools set a HOST of their own.
    host, port = os.environ.get("FALLLINE_HOST", "127.0.0.1"), os.environ.get("FALLLINE_PORT", "8000")
    parser.add_argument("--host", default=host, help="the address (or FALLLINE_HOST; %(default)s)")
    parser.add_argument("--port", default=port, type=int, help="the port (or FALLLINE_PORT; %(default)s)")
    parser.set_defaults(act=_serve)


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="such as 'surface=himmelblau&a=adam', or a whole link")
    parser.add_argument("--server", metavar="URL", help="let this server compute, and follow its stream")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="every point, as JSON")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="every point, as CSV")
    parser.set_defaults(act=_run, form="words")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="such as numpy.py or run.csv; a wrong one lists all")
    parser.add_argument("query", metavar="QUERY", help="such as 'surface=himmelblau&a=adam', or a whole link")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write it; else it is printed")
    parser.add_argument("--server", metavar="URL", help="let this server make it")
    parser.set_defaults(act=_export)


def _serve(chosen: argparse.Namespace) -> None:
    from app.cli.serve import serve

    serve(chosen.host, chosen.port)


def _run(chosen: argparse.Namespace) -> None:
    from app.cli.run import run

    run(chosen.query, chosen.server, chosen.form)


def _export(chosen: argparse.Namespace) -> None:
    from app.cli.export import export

    export(chosen.name, chosen.query, chosen.server, chosen.output)
