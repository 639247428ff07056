"""Fall Line: a loss-landscape visualizer whose every number is right, visible and a link away."""

__version__ = "0.1.0"
