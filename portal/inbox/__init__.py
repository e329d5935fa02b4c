"""The inbox: who has been told of which action, and what they follow."""

from portal.inbox.views import DONE, pages, work

__all__ = ["DONE", "pages", "work"]
