"""A complaint from the telephone of an anonymous citizen to the summary that everybody finds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.trips.filing import WORDS, checks, files, tells
from tests.trips.persons import PHONE

TITLE = "紫藤街同一趟车两个价"
STATEMENT = "我和同事在紫藤街同时叫车，我的手机贵了十二元。"
SUMMARY = "平台按手机型号区别定价，差价已经退还。"


def files_on_a_phone(citizen) -> tuple[str, str]:
    """File without an account; return the number and the query code from the receipt."""
    citizen.open().follow("我要投诉").heads("选择事项类型")
    files(citizen, "大数据杀熟", TITLE, STATEMENT, consent=True).heads("提交成功").sees("查询码仅显示一次。")
    said = citizen.says()
    return re.search(r"C-\d{4}-\d{6}", said)[0], re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", said)[0]


def follows_elsewhere(citizen, number: str, code: str) -> None:
    """Open the case with number and code on another browser, and write a message."""
    citizen.open("cases/track").write("受理编号", number.lower()).write("查询码", "ABCD-" + code[5:])
    citizen.press("查看案件").sees("没有与该受理编号和查询码相符的案件，请核对。")
    citizen.write("查询码", code).press("查看案件").heads(TITLE).sees(STATEMENT)
    citizen.follow("发送消息").write("消息内容", "我还保存了两张截图。").press("发送")
    citizen.sees("消息已发送。", "我还保存了两张截图。")


def accepts_and_dispatches(clerk, number: str) -> None:
    """Find what waits on the first page, accept it, and send it to a department."""
    clerk.open().waits_for(number)
    clerk.follow(TITLE).sees(STATEMENT).follow("受理").press("受理").sees("案件已受理。")
    clerk.follow("派单").choose("由哪个部门办理？", "市网信办").press("派单").sees("案件已派单。")


def handles(officer) -> None:
    """Find the case in the inbox; report, answer and close, in the other language."""
    officer.open("inbox/").waits_for(TITLE)
    officer.follow(TITLE).follow("Take it up").press("Take it up").sees("The case has been taken up.")
    officer.follow("Add progress").write("What has been done?", "We asked for the logs.")
    officer.press("Add progress").sees("We asked for the logs.")
    officer.follow("Answer").write("Answer to the complainant", "差价已经退还给您。").press("Send the answer")
    officer.follow("Close").choose("How did it end?", "Resolved").press("Close the case")
    officer.sees("Being checked with the complainant")


def calls_back(clerk, number: str) -> None:
    """Ask the complainant, for the intake centre, whether the matter is solved."""
    clerk.open("inbox/").waits_for(number)
    clerk.follow(TITLE).follow("回访").sees("投诉人未留姓名和联系方式。").tick("没有可用的联系方式")
    clerk.press("登记回访").sees("回访情况已登记。", "已办结")


def publishes(officer) -> None:
    """Publish a summary of the case that is over."""
    officer.open("cases/").follow(TITLE).follow("Publish a summary").write(
        "Title of the public summary", "网约车差价已退还"
    )
    officer.write("Public summary", SUMMARY).press("Publish").sees(
        "Please confirm that you have checked this."
    )
    officer.tick("I have checked that nothing in it identifies the complainant").press("Publish")
    officer.sees("The summary has been published, or waits for a second person.", SUMMARY)


def finds_the_summary_only(stranger, number: str, *, summary: str) -> None:
    """Find the summary and open the case by its number, without a word of the complaint."""
    stranger.open().finds(summary, "网约车差价已退还").follow("网约车差价已退还")
    stranger.sees(SUMMARY).sees_not(STATEMENT, TITLE, "截图")
    stranger.search(number).sees(SUMMARY).sees_not(STATEMENT, TITLE)
    stranger.search("紫藤街").sees_not(TITLE, number)


def test_a_complaint_goes_all_its_way(sit_down):
    number, code = files_on_a_phone(sit_down("zh-hans", viewport=PHONE, has_touch=True))
    citizen = sit_down("zh-hans")
    follows_elsewhere(citizen, number, code)
    accepts_and_dispatches(sit_down("zh-hans", "intake"), number)
    officer = sit_down("en", "cyber")
    handles(officer)
    calls_back(sit_down("zh-hans", "intake"), number)
    publishes(officer)
    citizen.page.reload()
    citizen.sees("差价已经退还给您。", "网信办", "已解决")
    finds_the_summary_only(sit_down("en"), number, summary="差价已经退还")
    finds_the_summary_only(sit_down("zh-hans", "market"), number, summary="手机型号")


def test_a_complaint_is_filed_and_followed_without_scripts(sit_down):
    citizen = sit_down("en", java_script_enabled=False)
    citizen.open().follow("File a complaint").press("Continue").sees("Choose one of the options.")
    citizen.choose("What is it about?", "Automated customer service").press("Continue").press("Continue")
    citizen.write("What happened?", "Four times, and nobody called back.").press("Continue")
    citizen.sees("Fill in this field.").write("In one sentence, what went wrong?", "A robot hung up on me")
    citizen.press("Continue").press("Continue").press("Continue").press("File it")
    citizen.heads("It has been filed").follow("Open the case").heads("A robot hung up on me")
    citizen.follow("Withdraw the complaint").press("Withdraw").sees("The complaint has been withdrawn.")
    officer = sit_down("zh-hans", "intake", java_script_enabled=False)
    officer.open("cases/").follow("A robot hung up on me").follow("关注此事项").press("关注此事项")
    officer.sees("此事项有进展时会通知您。").follow("收件箱", exact=False).sees("A robot hung up on me")


def test_two_clicks_on_the_button_file_one_complaint(sit_down):
    amy = sit_down("en", "amy")
    for scripts in (True, False):
        title = f"I clicked twice, scripts {scripts}"
        citizen = sit_down("en", "amy", java_script_enabled=scripts)
        checks(citizen, "Something else", title, "Twice.")
        citizen.page.get_by_role("main").get_by_role("button", name="File it").dblclick()
        citizen.heads(title)
        amy.open("cases/").sees(title)
        expect(amy.page.get_by_role("link", name=title)).to_have_count(1)


def test_a_form_that_was_open_too_long_keeps_what_was_typed(sit_down):
    citizen = sit_down("zh-hans").open("cases/new")
    citizen.choose("事项属于哪一类？", "隐私与个人信息")
    citizen.write("请用一句话说明出了什么问题", "人脸识别门禁没有替代方式")
    citizen.write("事情经过", "小区只留了刷脸一种进门方式。")
    citizen.context.clear_cookies()
    citizen.press("提交").sees("页面打开时间过长，请核对后重新提交。")
    expect(citizen.named("事情经过")).to_have_value("小区只留了刷脸一种进门方式。")
    assert citizen.page.title().startswith("错误：")
    citizen.press("提交").heads("提交成功")


@pytest.mark.parametrize(
    ("lang", "category", "title", "body"),
    [
        ("en", "Privacy and personal data", "My face opens the gate", "There is no other way in."),
        ("zh-hans", "隐私与个人信息", "门禁只认人脸", "没有其他进门方式。"),
    ],
)
def test_somebody_files_anonymously_step_by_step_and_on_another_day(lang, category, title, body, sit_down):
    words = WORDS[lang]
    tomorrow = {"en": "Continue another day", "zh-hans": "改日继续填写"}[lang]
    show = {"en": "Show me a resume code", "zh-hans": "显示续填码"}[lang]
    have, code_field, unlock = {
        "en": ("I have a resume code", "Resume code", "Open my answers"),
        "zh-hans": ("我有续填码", "续填码", "打开已填内容"),
    }[lang]
    first = sit_down(lang, viewport=PHONE, has_touch=True, java_script_enabled=lang == "en")
    tells(first, category, "", body)  # a wrong page: no title
    expect(first.named(words["body"])).to_have_value(body)
    first.write(words["title"], title).press(words["on"]).follow(tomorrow).press(show)
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", first.says())[0]

    other = sit_down(lang).open("cases/new/kind").follow(have)
    other.write(code_field, "ABCD-" + code[5:]).press(unlock)
    assert other.page.locator(".govuk-error-summary").count() == 1
    other.write(code_field, code).press(unlock).press(words["on"]).press(words["on"])
    other.heads(words["check"]).sees(title, body).press(words["file"]).heads(words["filed"])
    other.open("cases/new/story")
    expect(other.named(words["title"])).to_have_value("")


def test_whoever_must_leave_at_once_leaves_nothing_behind(sit_down):
    citizen = tells(sit_down("en", java_script_enabled=False), "Something else", "Not to be seen", "At all.")
    link = citizen.page.get_by_role("main").get_by_role("link", name="Leave this page now")
    left = citizen.context.request.get(link.evaluate("a => a.href"), max_redirects=0)
    assert (left.status, citizen.served.url in left.headers["location"]) == (302, False)
    citizen.open("cases/new/story").sees_not("Not to be seen")
