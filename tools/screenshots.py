"""Make the pictures of the README from the running demonstration: `make screenshots`.

Starts the portal in a folder of its own with the demonstration, opens it as different people in Debian's
Chromium, and writes JPEG pictures to docs/screenshots/.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screenshots"
PORT, URL = "8790", "http://127.0.0.1:8790"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
# name, who (an e-mail of the demonstration, or nobody), address, width, dark
PICTURES = [
    ("home-zh", "", "/zh-hans/", 1280, False),
    ("work-zh", "he.yan@demo.example", "/zh-hans/", 1280, False),
    ("search-en", "", "/en/search/?q=algorithm", 1280, False),
    ("evaluation-en", "", "/en/evaluations/E-2026-000002", 1280, False),
    ("comparison-en", "", "/en/codes/K-2025-000001/compare", 1280, True),
    ("file-zh-phone", "", "/zh-hans/cases/new/kind", 375, False),
    ("case-zh-phone-dark", "luo.jun@demo.example", "/zh-hans/cases/C-2025-000001", 375, True),
]


@contextmanager
def portal() -> Iterator[str]:
    """Serve the demonstration; yield the password it printed."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PORTAL_INSTANCE": folder, "PORT": PORT}
        log = Path(folder) / "log"
        command = [sys.executable, str(ROOT / "app.py"), "run", "--demo"]
        with log.open("w") as output:
            server = subprocess.Popen(command, env=env, stdout=output, stderr=output)
        try:
            wait()
            yield password(log)
        finally:
            server.terminate()
            server.wait(20)


def wait() -> None:
    """Wait until the portal answers. Raises SystemExit after two minutes."""
    for _second in range(120):
        try:
            urlopen(f"{URL}/en/", timeout=5).close()  # noqa: S310  # our own server
        except (URLError, OSError):
            time.sleep(1)
        else:
            return
    raise SystemExit("the portal did not start")


def password(log: Path) -> str:
    """Return the password of the demonstration's people, as printed at the start."""
    found = re.search(r"Password\s+(\S+)", log.read_text(encoding="utf-8"))
    return found[1] if found else ""


def person(browser: Browser, email: str, secret: str, *, width: int, dark: bool) -> Page:
    """Open a browser as somebody."""
    context = browser.new_context(
        base_url=URL, viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    if email:
        page.goto("/en/account/sign-in")
        page.fill("#email", email)
        page.fill("#password", secret)
        page.locator("main form button[type=submit]").last.click()
    return page


def main() -> None:
    """Make all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with portal() as secret, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, email, address, width, dark in PICTURES:
            page = person(browser, email, secret, width=width, dark=dark)
            page.goto(address)
            page.set_viewport_size({"width": width, "height": 1000})
            page.screenshot(path=OUT / f"{name}.jpg", type="jpeg", quality=72)
            print(f"{name}.jpg: {page.title()}")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
