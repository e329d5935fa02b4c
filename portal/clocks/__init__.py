"""Time as the law counts it: working days."""

from portal.clocks.calendar import add_working_days, is_published, is_working_day, working_days_between

__all__ = ["add_working_days", "is_published", "is_working_day", "working_days_between"]
