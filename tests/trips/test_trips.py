"""Whole trips of the people the portal is for, by what they see: labels, buttons, headings."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.factories import case_in
from tests.people import organisation_ref

PHONE = {"viewport": {"width": 375, "height": 740}}


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def see(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text)


def test_an_anonymous_citizen_files_on_a_phone_and_follows_elsewhere(city):
    page = city.page(**PHONE)
    page.goto("/zh-hans/")
    follow(page, "我要投诉")
    page.get_by_label("投诉事项属于哪一类？").select_option(label="大数据杀熟")
    page.get_by_label("请用一句话说明出了什么问题").fill("同一趟车两个价")
    page.get_by_label("事情经过").fill("我和同事同时叫车，价格差了十二元。")
    press(page, "提交投诉")
    see(page, "投诉已提交")
    main = page.locator("main").inner_text()
    number = re.search(r"C-\d{4}-\d{6}", main)[0]
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", main)[0]
    other = city.page(java_script_enabled=False)
    other.goto("/en/cases/track")
    other.get_by_label("Case number").fill(number)
    other.get_by_label("Query code").fill(code)
    press(other, "Open the case")
    see(other, "我和同事同时叫车，价格差了十二元。")


def filed_by_amy(city) -> str:
    amy = city.page("amy")
    amy.goto("/en/cases/new")
    amy.get_by_label("What is it about?").select_option(label="Unfair pricing by data")
    amy.get_by_label("In one sentence, what went wrong?").fill("Two prices for one ride")
    amy.get_by_label("What happened?").fill("My colleague paid less for the same zebra ride.")
    amy.get_by_label("A summary without my personal details").check()
    press(amy, "File the complaint")
    return amy.url.partition("?")[0]


def dispatched(city, address: str) -> str:
    """Let the intake centre accept and dispatch; return who of the cast handles it."""
    intake = city.page("intake")
    intake.goto(address)
    follow(intake, "Accept")
    press(intake, "Accept")
    follow(intake, "Dispatch")
    departments = intake.get_by_label("Which department should handle it?")
    departments.select_option(value=organisation_ref("cyber"))
    press(intake, "Dispatch")
    city.level()
    return "cyber"


def handled(page: Page) -> None:
    page.goto("/en/")
    follow(page, "Two prices for one ride")
    for button, label, words, send in (
        ("Add progress", "What has been done?", "We asked for the logs.", "Add progress"),
        ("Answer", "Answer to the complainant", "The difference is paid back.", "Send the answer"),
    ):
        follow(page, button)
        page.get_by_label(label).fill(words)
        press(page, send)
    follow(page, "Close")
    page.get_by_label("How did it end?").select_option(label="Resolved")
    press(page, "Close the case")


def test_a_complaint_is_handled_and_everybody_finds_the_summary(city):
    department = city.page(dispatched(city, filed_by_amy(city)))
    handled(department)
    follow(department, "Publish a summary")
    department.get_by_label("Title of the public summary").fill("A price difference was paid back")
    department.get_by_role("textbox", name="Public summary").last.fill("Two riders paid different prices.")
    department.get_by_label("I have checked that nothing in it identifies the complainant").check()
    press(department, "Publish")
    city.level()
    visitor = city.page()
    visitor.goto("/en/")
    visitor.get_by_role("searchbox").fill("paid back")
    visitor.keyboard.press("Enter")
    follow(visitor, "A price difference was paid back")
    see(visitor, "Two riders paid different prices.")
    visitor.goto("/en/search/?q=zebra")
    see(visitor, "Nothing was found")


def test_signing_in_and_out_with_the_keyboard_only(city):
    page = city.page()
    page.goto("/en/account/sign-in")
    page.get_by_label("E-mail").focus()
    page.keyboard.type("nobody@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("not the right one")
    page.keyboard.press("Enter")
    see(page, "The e-mail or the password is not right.")
    assert page.get_by_label("E-mail").input_value() == "nobody@example.org"


def test_after_signing_out_the_back_button_shows_nothing(city):
    page = city.page("amy")
    page.goto("/en/inbox/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/inbox/")
    expect(page).to_have_url(re.compile("/account/sign-in"))


def test_the_language_switch_keeps_page_and_query(city):
    page = city.page()
    page.goto("/en/search/?q=zebra&order=newest")
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(re.compile(r"/zh-hans/search/\?q=zebra&order=newest"))
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_a_double_click_files_once(city, rows):
    page = city.page("amy")
    page.goto("/en/cases/new")
    page.get_by_label("What is it about?").select_option(index=1)
    page.get_by_label("In one sentence, what went wrong?").fill("Twice")
    page.get_by_label("What happened?").fill("I clicked twice.")
    page.locator("main").get_by_role("button", name="File the complaint").dblclick()
    expect(page).to_have_url(re.compile("/cases/C-"))
    assert rows('SELECT count(*) FROM "case"') == ["1"]


def test_a_record_can_be_followed_without_a_script(city):
    case_in(city.portal, "received")
    page = city.page("intake", java_script_enabled=False)
    page.goto("/zh-hans/cases/")
    page.locator("main").get_by_role("link", name="A dear ride").click()
    page.get_by_role("link", name="关注此事项").click()
    press(page, "关注此事项")
    see(page, "此事项有进展时会通知您。")
