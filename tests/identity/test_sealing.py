"""What is sealed opens with its key in its context, and in no other way."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.config import SEAL_FILE, Settings, WrongSetting, seal_keys
from portal.identity.sealing import BrokenSeal, Seal, fingerprint, fingerprint_of
from tests.laws.test_budgets import ROOT

OLD, NEW = bytes(range(32)), bytes(range(1, 33))


@given(st.binary(max_size=2000), st.text(max_size=40))
def test_what_is_sealed_opens_in_its_context(content: bytes, context: str) -> None:
    seal = Seal([NEW, OLD])
    sealed = seal.seal(content, context)
    assert seal.unseal(sealed, context) == content
    with pytest.raises(BrokenSeal):
        seal.unseal(sealed, context + "x")


def test_nothing_sealed_is_seen_in_it_and_the_same_is_never_sealed_alike() -> None:
    seal, content = Seal([NEW]), b"a name" * 20
    one, two = seal.seal(content, "c"), seal.seal(content, "c")
    assert one != two
    assert content[:6] not in one
    assert one[25:] != two[25:]


def test_any_changed_byte_is_noticed() -> None:
    seal = Seal([NEW])
    sealed = seal.seal(b"the original", "c")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(BrokenSeal):
            seal.unseal(changed, "c")
    for end in range(len(sealed)):
        with pytest.raises(BrokenSeal):
            seal.unseal(sealed[:end], "c")


def test_a_new_key_seals_and_the_old_one_goes_on_opening() -> None:
    before = Seal([OLD]).seal(b"early", "c")
    both = Seal([NEW, OLD])
    after = both.seal(b"late", "c")
    assert both.unseal(before, "c") == b"early"
    assert (fingerprint_of(before), fingerprint_of(after)) == (fingerprint(OLD), fingerprint(NEW))
    with pytest.raises(BrokenSeal, match=fingerprint(NEW).hex()):
        Seal([OLD]).unseal(after, "c")


# --- the key and its file ---


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = Settings.from_env({"PORTAL_INSTANCE": str(tmp_path)}).seal_keys
    assert Settings.from_env({"PORTAL_INSTANCE": str(tmp_path)}).seal_keys == first
    assert [len(key) for key in first] == [32]
    made = ["receipt.key", SEAL_FILE, "secret.key"]
    for name in made:
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == made


def test_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    # The package is named but not loaded: the whole house has no say in this, and takes seconds to load.
    look = (
        "import sys, types; house = types.ModuleType('portal'); house.__path__ = ['portal']; "
        "sys.modules['portal'] = house; "
        "from portal.config import Settings; print(Settings.from_env().seal_keys)"
    )
    env = {**os.environ, "PORTAL_INSTANCE": str(tmp_path)}
    started = [
        subprocess.Popen([sys.executable, "-c", look], cwd=ROOT, env=env, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60)[0] for process in started]
    assert b"(b" in said[0]
    assert all(one == other for one, other in pairwise(said))


def test_keys_from_the_environment_come_before_the_file(tmp_path: Path) -> None:
    keys = [base64.b64encode(key).decode() for key in (NEW, OLD)]
    assert seal_keys({"PORTAL_SEAL_KEY": ",".join(keys)}, tmp_path) == (NEW, OLD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", ["short", "é", "AAAA", "A" * 40, f"{'A' * 43}= x"])
def test_a_key_that_is_none_is_a_wrong_setting(tmp_path: Path, value: str) -> None:
    with pytest.raises(WrongSetting, match="PORTAL_SEAL_KEY"):
        seal_keys({"PORTAL_SEAL_KEY": value}, tmp_path)
