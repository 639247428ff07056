"""`python -m app.cli` is `fallline`."""

from app.cli.command import main

raise SystemExit(main())
