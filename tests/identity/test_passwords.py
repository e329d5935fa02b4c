"""How passwords are kept and which are taken."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.identity import passwords
from portal.identity.passwords import Weakness, hash_password, judge, verify, verify_nobody
from tests.timing import within

GOOD = "藏在雨里的 grey kettle 七点半"
LI_WEI = ("李伟", "Wei Lihua", "wei.lihua77@citycorp.example", "Gongzhi")


def test_the_right_password_is_right_and_no_other():
    kept = hash_password(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify(kept, GOOD) == (True, False)
    assert verify(kept, GOOD + " ") == (False, False)
    assert hash_password(GOOD) != kept


def test_a_letter_is_the_same_however_it_is_composed():
    assert verify(hash_password("cafe\u0301 au lait 42"), "caf\u00e9 au lait 42") == (True, False)


def test_a_hash_of_older_parameters_is_to_be_renewed():
    old = passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(GOOD)
    assert verify(old, GOOD) == (True, True)


@pytest.mark.parametrize("kept", [None, "", "!", "$argon2id$nonsense", "\ud800", "plain"])
def test_without_a_usable_hash_nothing_is_right(kept):
    assert verify(kept, "") == (False, False)
    assert verify(kept, GOOD) == (False, False)


@pytest.mark.parametrize(
    "typed", ["", "\x00", "\ud800", "a" * 256, "a" * 1_000_000, "\u0301\u0323" * 100_000]
)
def test_a_hostile_password_is_only_wrong(typed):
    kept = hash_password(GOOD)
    assert verify(kept, typed) == (False, False)
    assert within(2, lambda: verify(kept, typed))


def test_a_password_beyond_the_longest_is_never_kept():
    with pytest.raises(ValueError, match="longer"):
        hash_password("a" * 257)
    assert verify(hash_password("a" * 256), "a" * 257) == (False, False)


def test_nobody_costs_as_much_as_somebody(monkeypatch):
    work = []
    real = passwords._hasher

    class Counting:
        def verify(self, kept, password):
            work.append(kept.split("$")[1:4])
            return real.verify(kept, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    verify_nobody(GOOD)
    verify(None, GOOD)
    verify(hash_of_today(real), GOOD + "?")
    assert work == [["argon2id", "v=19", "m=19456,t=2,p=1"]] * 3


def hash_of_today(hasher):
    return hasher.hash(GOOD)


def test_no_more_than_four_hashes_at_once(monkeypatch):
    now, most, guard = [0], [0], threading.Lock()

    class Slow:
        def hash(self, _password):
            with guard:
                now[0] += 1
                most[0] = max(most[0], now[0])
            time.sleep(0.02)
            with guard:
                now[0] -= 1
            return ""

    monkeypatch.setattr(passwords, "_hasher", Slow())
    threads = [threading.Thread(target=hash_password, args=(GOOD,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == passwords.AT_ONCE


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct horse battery staple",
        "tR7#kq2!vBn9",
        "雨夜的猫踩着钢琴走过去了吗",
        "            x7Kd9w",
        "MyDogAteTheBudgetReport",
    ],
)
def test_nothing_speaks_against_these(password):
    assert judge(password, LI_WEI) == []


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password2026!",
        "P@ssw0rd12345",
        "123456789012",
        "abcdefghijkl",
        "qwertyuiop[]",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaaa",
        "abcabcabcabc",
        "woaini1314520",
        "Admin@123456",
        "iloveyou2024",
        "zxcvbnm,./123",
        "我爱你我爱你我爱你我爱你",
    ],
)
def test_what_everybody_would_try_is_refused(password):
    assert judge(password, ()) == [Weakness.COMMON]


@pytest.mark.parametrize(
    "password",
    [
        "lihua rides at dawn",
        "kettle LIHUA77 seven",
        "我是李伟而且我喜欢喝绿茶哦",
        "citycorp tea at noon",
        "gongzhi tea at noon",
    ],
)
def test_what_names_its_owner_is_refused(password):
    assert judge(password, LI_WEI) == [Weakness.PERSONAL]


def test_all_that_speaks_against_it_is_said():
    assert judge("lihua", LI_WEI) == [Weakness.SHORT, Weakness.PERSONAL]
    assert judge("", ()) == [Weakness.SHORT, Weakness.COMMON]
    assert judge("a" * 257, ()) == [Weakness.LONG]


@given(
    st.text(st.characters(exclude_categories=()), max_size=300), st.lists(st.text(max_size=20), max_size=4)
)
def test_judging_never_raises(password, words):
    judge(password, words)
