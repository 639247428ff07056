"""Where to look at a formula that nobody has drawn yet: what is found of it, a window, a start, and why."""

from app.core.outlook.outlook import Outlook, outlook

__all__ = ["Outlook", "outlook"]
