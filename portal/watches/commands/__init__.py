"""What happens to saved searches and to alerts. One function per verb, and the clock's round that rings."""

from portal.watches.commands.alerts import Alert, alert, cancel, subscribe
from portal.watches.commands.forgetting import forget_findings
from portal.watches.commands.keeping import Wish, delete, edit, save
from portal.watches.commands.ringing import ring

__all__ = [
    "Alert",
    "Wish",
    "alert",
    "cancel",
    "delete",
    "edit",
    "forget_findings",
    "ring",
    "save",
    "subscribe",
]
