"""Fetch the front-end files we keep in the tree, without foreign branding, and write down what they are.

    python tools/vendor_assets.py           fetch, clean, write the files and VENDOR.json beside them
    python tools/vendor_assets.py --check   compare the tree with VENDOR.json; exit 1 on a difference

GOV.UK Frontend is MIT licensed, but its typeface, crest and icons may not be used off GOV.UK: they are never
copied, and the style sheet's references to them are removed. The package manager's own client does the
download and verifies its integrity.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def without_branding(css: str) -> str:
    """The style sheet without foreign typeface and pictures; raises ValueError when a reference is left."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"font-family:GDS Transport[^;}]*", "font-family:inherit", css)
    css = re.sub(r"font-family:sans-serif", "font-family:inherit", css)
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}", "", css)
    css = re.sub(r"/\*#.*?\*/", "", css, flags=re.DOTALL)
    if re.search(r"url\(|GDS Transport|@font-face|crest", css):
        raise ValueError("the style sheet still refers to fonts or pictures we may not ship")
    return css.strip() + "\n"


def without_map(script: str) -> str:
    """The script without the pointer to a source map that we do not ship."""
    return re.sub(r"\n?//# sourceMappingURL=.*", "", script).strip() + "\n"


def unchanged(text: str) -> str:
    """The text as it came."""
    return text


@dataclass(frozen=True)
class Package:
    """One package: where its files go, and for each member of the archive our name and how it is cleaned."""

    name: str
    version: str
    licence: str
    folder: str
    members: Mapping[str, tuple[str, Callable[[str], str]]]
    licence_text: str | None = None


PACKAGES = (
    Package(
        name="govuk-frontend",
        version="6.6.0",
        licence="MIT",
        folder="portal/static/vendor",
        members={
            "dist/govuk/govuk-frontend.min.css": ("govuk-frontend.css", without_branding),
            "dist/govuk/govuk-frontend.min.js": ("govuk-frontend.js", without_map),
        },
        licence_text=GOVUK_LICENCE,
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        licence="MPL-2.0",
        folder="tests/trips/vendor",
        members={"axe.min.js": ("axe.min.js", unchanged), "LICENSE": ("LICENCE.txt", unchanged)},
    ),
)


def fetched(package: Package) -> dict[str, str]:
    """Our file name -> text, from the published archive. CalledProcessError: it cannot be fetched."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "npm",
            "pack",
            "--silent",
            f"{package.name}@{package.version}",
            "--pack-destination",
            folder,
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            files = {ours: clean(_text(tar, member)) for member, (ours, clean) in package.members.items()}
    if package.licence_text is not None:
        files["LICENCE.txt"] = package.licence_text
    return files


def _text(tar: tarfile.TarFile, member: str) -> str:
    stream = tar.extractfile(f"package/{member}")
    if stream is None:
        raise ValueError(f"{member} is not a file in the archive")
    return stream.read().decode("utf-8")


def digest(path: Path) -> str:
    """The SHA-512 of a file, in hexadecimal digits."""
    return hashlib.sha512(path.read_bytes()).hexdigest()


def write(package: Package) -> None:
    """Fetch a package and put its files and their description into the tree."""
    folder = ROOT / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    files = fetched(package)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    hashes = {name: digest(folder / name) for name in sorted(files)}
    about = {"name": package.name, "version": package.version, "licence": package.licence, "sha512": hashes}
    (folder / "VENDOR.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def differences(package: Package) -> list[str]:
    """What is wrong with the files of a package in the tree, one line each."""
    folder = ROOT / package.folder
    about = json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))
    expected: dict[str, str] = about["sha512"]
    present = {path.name for path in folder.iterdir()} - {"VENDOR.json"}
    lines = [f"{package.folder}/{name}: nobody described it" for name in sorted(present - set(expected))]
    lines += [f"{package.folder}/{name}: missing" for name in sorted(set(expected) - present)]
    changed = [name for name in sorted(present & set(expected)) if digest(folder / name) != expected[name]]
    return lines + [f"{package.folder}/{name}: changed since it was fetched" for name in changed]


def main() -> int:
    """Run as a program; the exit code is 0 when all is well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only, fetch nothing")
    if not parser.parse_args().check:
        for package in PACKAGES:
            write(package)
        return 0
    lines = [line for package in PACKAGES for line in differences(package)]
    print("\n".join(lines) or "vendored files are as described")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
