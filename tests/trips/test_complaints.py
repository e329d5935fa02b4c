"""A complaint from the telephone of an anonymous citizen to the summary that everybody finds."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from tests.trips.filing import CONSENT, checks, tells
from tests.trips.persons import PHONE

TITLES = {"zh-hans": "紫藤街同一趟车两个价", "en": "Two prices for one ride in Wisteria Road"}
PLACES = {"zh-hans": "紫藤街", "en": "Wisteria"}
STATEMENTS = {
    "zh-hans": "我和同事在紫藤街同时叫车，我的手机贵了十二元。",
    "en": "A colleague and I called a car in Wisteria Road; mine cost twelve more.",
}
SUMMARIES = {
    "zh-hans": ("网约车差价已退还", "平台按手机型号区别定价，差价已经退还。", "差价已经退还"),
    "en": (
        "A platform pays back what rides cost too much",
        "It priced by telephone model.",
        "telephone model",
    ),
}
ANSWER = "The difference is on its way to you 差价已退还给您。"
EVIDENCE = b"We asked at 8:14; the receipts say 31 and 43.\n"
ONCE = (
    "The query code is shown only once. Write it down or print this page:"
    " without it nobody can open the case for you."
)
SENDING = (("button", "Stop sending"), ("progressbar", "Sending the files"))
OTHER = {"zh-hans": "en", "en": "zh-hans"}


def files_on_a_phone(citizen) -> tuple[str, str]:
    """File with evidence and without an account; return the number and the query code from the receipt."""
    lang = citizen.lang
    citizen.open().follow("File a complaint").heads("What you would like to do")
    citizen.choose("What is it about?", "Unfair pricing by data").press("Continue").press("Continue")
    stops_sending(citizen).open("cases/new/story")
    citizen.write("In one sentence, what went wrong?", TITLES[lang]).write("What happened?", STATEMENTS[lang])
    citizen.attach("receipts.txt", EVIDENCE)
    citizen.press("Continue").press("Continue").tick(CONSENT).press("Continue")
    citizen.heads("Check your answers").sees(TITLES[lang], "receipts.txt").press("File it")
    citizen.heads("It has been filed").sees(ONCE)
    said = citizen.says()
    return re.search(r"C-\d{4}-\d{6}", said)[0], re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", said)[0]


def stops_sending(citizen):
    """Press on, stop while the files are on their way, and find everything as it was."""
    held = []
    citizen.write("What happened?", STATEMENTS[citizen.lang]).attach("receipts.txt", EVIDENCE)
    citizen.page.route("**/cases/new/*", lambda route: held.append(route.request.method))
    button, bar = (citizen.page.get_by_role(role, name=citizen.reads(name)) for role, name in SENDING)
    citizen.page.get_by_role("button", name=citizen.reads("Continue")).click()
    expect(bar).to_be_visible()
    button.click()
    citizen.sees("Stopped: nothing was added. Your answers are still here.")
    citizen.page.unroute("**/cases/new/*")
    assert held == ["POST"]
    expect(citizen.named("What happened?")).to_have_value(STATEMENTS[citizen.lang])
    return citizen


def keeps_the_receipt(citizen, number: str) -> None:
    """Download what proves the filing; it is signed, and holds the digest of the evidence."""
    citizen.follow("Signed receipt").sees(number)
    receipt = json.loads(citizen.download("Download for checking (JSON)").read_text("utf-8"))
    assert sha256(EVIDENCE).hexdigest() in json.dumps(receipt)


def follows_elsewhere(citizen, number: str, code: str) -> None:
    """Open the case with number and code on another browser, and write a message."""
    citizen.open("cases/track").write("Case number", number.lower()).write("Query code", "ABCD-" + code[5:])
    citizen.press("Open the case").sees(
        "There is no case with this number and query code. Please check both."
    )
    citizen.write("Query code", code).press("Open the case").heads(TITLES[citizen.lang])
    citizen.sees(STATEMENTS[citizen.lang], "receipts.txt")
    citizen.follow("Write a message").write("Your message", "有两张截图 two pictures").press("Send")
    citizen.sees("Your message has been sent.", "有两张截图 two pictures")


def accepts_and_dispatches(clerk, number: str, title: str) -> None:
    """Find what waits, accept it, and send it to a department."""
    clerk.open("inbox/").waits_for(number)
    clerk.follow(title).sees(title).follow("Accept").press("Accept").sees("The case has been accepted.")
    office = {"zh-hans": "市网信办", "en": "Cyberspace Office"}[clerk.lang]
    clerk.follow("Dispatch").choose("Which department should handle it?", office).press("Dispatch")
    clerk.sees("The case has been dispatched.")


def handles(officer, title: str) -> None:
    """Find the case in the inbox; take it up, report, answer and close."""
    officer.open("inbox/").waits_for(title)
    officer.follow(title).follow("Take it up").press("Take it up").sees("The case has been taken up.")
    officer.step("Add progress").write("What has been done?", "We asked for the logs 已调取日志。")
    officer.press("Add progress").sees("We asked for the logs 已调取日志。")
    officer.follow("Answer").write("Answer to the complainant", ANSWER).press("Send the answer").sees(ANSWER)
    officer.follow("Close").choose("How did it end?", "Resolved").press("Close the case")
    officer.sees("Being checked with the complainant")


def rates(citizen) -> None:
    """Say on the case's page, for the portal and not for the department, that the matter is solved."""
    citizen.page.reload()
    citizen.sees(ANSWER).follow("Say whether it is solved")
    citizen.tick("Yes", of="Was the department in touch with you?").tick("Yes", of="Is your matter solved?")
    citizen.tick("Satisfied").write("What would you like to add?", "谢谢 thanks").press("Send my judgement")
    citizen.sees("Your judgement has been kept. The department does not see it.")


def calls_back(clerk, title: str, number: str) -> None:
    """Find, for the intake centre, that the complainant has said already what would be asked."""
    clerk.open("inbox/").waits_for(number)
    clerk.follow(title).follow("Call back").sees(
        "The complainant left no name and no contact.", "谢谢 thanks"
    )
    clerk.tick("There is no way to reach them").press("Keep the call-back")
    clerk.sees("The call-back has been kept.", "Closed")


def publishes(officer, title: str, summary: tuple[str, str, str]) -> None:
    """Publish a summary of the case that is over."""
    officer.open("cases/").follow(title).sees_not("谢谢 thanks")
    officer.follow("Publish a summary").write("Title of the public summary", summary[0])
    officer.write("Public summary", summary[1]).press("Publish")
    officer.sees("Please confirm that you have checked this.")
    officer.tick("I have checked that nothing in it identifies the complainant").press("Publish")
    officer.sees("The summary has been published, or waits for a second person.", summary[1])


def finds_the_summary_only(stranger, number: str, lang: str) -> None:
    """Find the summary and open the case by its number, without a word of the complaint."""
    name, text, words = SUMMARIES[lang]
    stranger.open().finds(words, name).follow(name)
    stranger.sees(text).sees_not(STATEMENTS[lang], TITLES[lang], "截图", "receipts.txt", "谢谢")
    stranger.search(number).sees(text).sees_not(STATEMENTS[lang], TITLES[lang])
    stranger.search(PLACES[lang]).sees_not(TITLES[lang], number)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_a_complaint_goes_all_its_way(lang, sit_down):
    filer, title = sit_down(lang, viewport=PHONE, has_touch=True), TITLES[lang]
    number, code = files_on_a_phone(filer)
    keeps_the_receipt(filer, number)
    citizen = sit_down(lang)
    follows_elsewhere(citizen, number, code)
    clerk = sit_down(lang).sign_in("intake")
    accepts_and_dispatches(clerk, number, title)
    officer = sit_down(OTHER[lang]).sign_in("cyber")
    handles(officer, title)
    rates(citizen)
    calls_back(clerk, title, number)
    publishes(officer, title, SUMMARIES[lang])
    citizen.page.reload()
    citizen.sees({"zh-hans": "网信办", "en": "Cyberspace Office"}[lang], "Resolved")
    finds_the_summary_only(sit_down(OTHER[lang]), number, lang)
    finds_the_summary_only(sit_down(lang, "market"), number, lang)


def test_a_complaint_is_filed_and_followed_without_scripts(sit_down):
    citizen = sit_down("en", java_script_enabled=False)
    citizen.open().follow("File a complaint").press("Continue").sees("Choose one of the options.")
    citizen.choose("What is it about?", "Automated customer service").press("Continue").press("Continue")
    citizen.write("What happened?", "Four times, and nobody called back.").press("Continue")
    citizen.sees("Fill in this field.").write("In one sentence, what went wrong?", "A robot hung up on me")
    citizen.press("Continue").press("Continue").press("Continue").press("File it")
    citizen.heads("It has been filed").follow("Open the case").heads("A robot hung up on me")
    citizen.follow("Withdraw the complaint").press("Withdraw").sees("The complaint has been withdrawn.")
    officer = sit_down("zh-hans", java_script_enabled=False).sign_in("intake")
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
    first = sit_down(lang, viewport=PHONE, has_touch=True, java_script_enabled=lang == "en")
    tells(first, category, "", body)  # a wrong page: no title
    expect(first.named("What happened?")).to_have_value(body)
    first.write("In one sentence, what went wrong?", title).press("Continue")
    first.follow("Continue another day").press("Show me a resume code")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", first.says())[0]

    other = sit_down(lang).open("cases/new/kind").follow("I have a resume code")
    other.write("Resume code", "ABCD-" + code[5:]).press("Open my answers")
    assert other.page.locator(".govuk-error-summary").count() == 1
    other.write("Resume code", code).press("Open my answers").press("Continue").press("Continue")
    other.heads("Check your answers").sees(title, body).press("File it").heads("It has been filed")
    other.open("cases/new/story")
    expect(other.named("In one sentence, what went wrong?")).to_have_value("")


def test_whoever_must_leave_at_once_leaves_nothing_behind(sit_down):
    citizen = tells(sit_down("en", java_script_enabled=False), "Something else", "Not to be seen", "At all.")
    link = citizen.page.get_by_role("main").get_by_role("link", name="Leave this page now")
    left = citizen.context.request.get(link.evaluate("a => a.href"), max_redirects=0)
    assert (left.status, citizen.served.url in left.headers["location"]) == (302, False)
    citizen.open("cases/new/story").sees_not("Not to be seen")
