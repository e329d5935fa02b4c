"""Coming in, speaking for somebody, and going away; with the keyboard, and in the other language."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import expect

from portal.identity.uscc import check_character

CODE = "91110105MA01ABCD7"
SECRET = "四条长长的河流向东 and one north"
_FOCUSED = """() => {
  const e = document.activeElement;
  const ringed = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
  const words = (e.labels && e.labels.length ? e.labels[0] : e).innerText || e.getAttribute('aria-label') || '';
  const seen = [null, '::before', '::after'].some(part => ringed(getComputedStyle(e, part)));
  const place = e.getBoundingClientRect();
  return {words: words.trim(), seen, there: place.bottom > 0 && place.top < innerHeight};
}"""


def link_in_mail(folder: Path, address: str) -> str:
    """Return the path of the link in the mail to an address, once it has been sent."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for file in folder.glob("*.eml"):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if address in str(mail["To"]):
                return re.search(r"https?://[^/\s]+/[^/]+/(\S+)", mail.get_content())[1]
        time.sleep(0.1)
    raise AssertionError(f"no mail to {address}")


def registers(person, address: str) -> None:
    """Register, open the link in the mail, and be signed in."""
    person.open().follow("登录").follow("我还没有账号").write("您的姓名", "梁小雨").write("电子邮箱", address)
    person.write("密码", SECRET).press("注册").sees("我们已向您发送邮件")
    person.open(link_in_mail(person.served.portal.settings.instance / "mail", address))
    person.write("密码", SECRET).press("确认并登录").sees("梁小雨")


def test_a_person_registers_and_speaks_for_an_organisation(sit_down):
    person, name = sit_down("zh-hans"), "小雨智能科技有限公司"
    registers(person, "xiaoyu@example.org")
    person.follow("我的单位", exact=False).follow("登记单位").choose("单位类型", "企业").write(
        "中文名称", name
    )
    person.write("统一社会信用代码", CODE + "?").press("提交申请")
    assert person.page.title().startswith("错误：")
    person.write("统一社会信用代码", CODE + check_character(CODE)).tick("我有权代表该单位")
    person.press("提交申请").sees("申请已收到，审核后我们会写信告知您。")
    operator = sit_down("en", "operator").open("inbox/").waits_for(name)
    operator.follow(name).follow("Approve").press("Approve").sees("The organisation has been approved.")
    person.open().sees(f"您代表{name}。")
    person.open("codes/").follow("起草准则").heads("起草自律准则")
    sit_down("en").open("organisations/").write("Name or credit code", "小雨").press("Find").sees(name)


def test_after_signing_out_the_back_button_shows_nothing(sit_down):
    amy = sit_down("en").sign_in("amy").open("cases/new")
    amy.choose("What is it about?", "Something else").write(
        "In one sentence, what went wrong?", "My own matter"
    )
    amy.write("What happened?", "Only for me.").press("File it").heads("My own matter")
    cookies = amy.context.cookies()
    amy.page.get_by_role("button", name="Sign out").click()
    amy.sees("Complain about an AI system")
    amy.page.go_back()
    expect(amy.page.locator("body")).not_to_contain_text("Only for me.")
    thief = sit_down("en")
    thief.context.add_cookies(cookies)
    thief.open("inbox/").heads("Sign in").sees_not("My own matter")


def test_the_other_language_keeps_page_and_query(sit_down):
    person = sit_down("en").open("search/?q=zebra&order=newest")
    person.follow("中文")
    assert person.page.url.endswith("/zh-hans/search/?q=zebra&order=newest")
    assert person.page.locator("html").get_attribute("lang") == "zh-Hans"
    expect(person.page.get_by_role("combobox", name="检索全站")).to_have_value("zebra")
    person.lang = "zh-hans"
    person.follow("自律准则").follow("English")
    person.lang = "en"
    person.heads("Codes of conduct")


def tab_to(person, words: str) -> None:
    """Press Tab until something with these words has the focus, and can be seen to have it."""
    for _again in range(70):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(_FOCUSED)
        assert focused["there"], f"the focus is out of sight at {focused['words']!r}"
        if focused["words"].startswith(words):
            assert focused["seen"], f"nothing shows that {words!r} has the focus"
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def types(person, label: str, text: str) -> None:
    """Go to a field or button with the keyboard and type; a new line presses it, and leads to another page."""
    tab_to(person, label)
    if text != "\n":
        person.page.keyboard.type(text)
        return
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def test_everything_is_done_with_the_keyboard(sit_down):
    person = sit_down("en").open()
    keys = person.page.keyboard
    tab_to(person, "Skip to main content")
    keys.press("Enter")
    types(person, "File a complaint", "\n")
    person.heads("What you would like to do")
    for label, text in (
        ("What is it about?", "Deepf"),
        ("Continue", "\n"),
        ("Continue", "\n"),
        ("In one sentence, what went wrong?", "My voice was copied"),
        ("What happened?", "Somebody called my mother with it."),
        ("Continue", "\n"),
        ("Continue", "\n"),
    ):
        types(person, label, text)
    tab_to(person, "A summary without my personal details")
    keys.press("Space")
    types(person, "Continue", "\n")
    types(person, "File it", "\n")
    person.heads("It has been filed")
    types(person, "Open the case", "\n")
    person.heads("My voice was copied").sees("Deepfakes and impersonation")
    keys.press("/")
    keys.type("nothing like it")
    keys.press("Enter")
    person.sees("Nothing was found")
