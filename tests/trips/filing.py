"""How somebody files a matter at a real browser: page by page, in either language."""

from __future__ import annotations

from tests.trips.persons import Person

CONSENT = "A summary without my personal details may be published when the case is closed"


def tells(citizen: Person, category: str, title: str, body: str) -> Person:
    """Answer the pages as far as what happened."""
    citizen.open("cases/new/kind").choose("What is it about?", category).press("Continue").press("Continue")
    citizen.write("In one sentence, what went wrong?", title).write("What happened?", body)
    return citizen.press("Continue")


def checks(citizen: Person, category: str, title: str, body: str, *, consent: bool = False) -> Person:
    """Answer all pages of a plain complaint, and look at the answers."""
    tells(citizen, category, title, body).press("Continue")
    if consent:
        citizen.tick(CONSENT)
    return citizen.press("Continue").heads("Check your answers").sees(title)


def files(citizen: Person, category: str, title: str, body: str, *, consent: bool = False) -> Person:
    """File a plain complaint."""
    return checks(citizen, category, title, body, consent=consent).press("File it")
