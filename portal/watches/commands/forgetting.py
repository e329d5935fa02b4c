"""What is forgotten of saved searches: findings long told, so that a broad search does not grow with the portal."""

from __future__ import annotations

from sqlalchemy import delete, select

from portal.store import Store, now
from portal.watches.model import KEPT, Finding, Subscription


def forget_findings(store: Store) -> None:
    """Forget what was told more than a year ago, but for the latest alert of each subscription.

    Its mail may still be on its way. A record that changes after its finding is forgotten is news again.
    """
    latest = select(Subscription.alerts).where(Subscription.id == Finding.subscription_id).scalar_subquery()
    told = Finding.alert.between(1, latest - 1)
    with store.writing() as session:
        session.execute(
            delete(Finding)
            .where(told, Finding.at < now() - KEPT)
            .execution_options(synchronize_session=False)
        )
