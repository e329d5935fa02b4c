"""The journeys a case can make besides the straight one, each in both languages.

Refused, appealed and accepted by somebody else; returned and designated; answered late by the enterprise; extended;
opened again; withdrawn from the public; and an enterprise that reports an incident itself.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.i18n import local
from portal.store import at, now
from tests.factories import case_in, do
from tests.people import organisation_id

pytestmark = pytest.mark.parametrize("lang", ["zh-hans", "en"])
WORDS = "有理由 Reasons"
SILENCE = "The enterprise has not answered."
SUMMARY = {
    "zh-hans": ("海棠路定价摘要", "平台已公布海棠路一带的计价方式。", "海棠路"),
    "en": (
        "How rides in Quince Lane are priced",
        "The platform has published how Quince Lane is priced.",
        "Quince",
    ),
}


def opened(sit_down, served, state: str, lang: str, *names: str, **changes):
    """Bring a case of Amy's to a state by command; return its number, and these people before its page."""
    title = f"{state} {lang}"
    ref = case_in(served.portal, state, **{"title": title, "lang": lang, **changes})
    return ref, *(sit_down(lang, name).open(f"cases/{ref}") for name in names)


def again(person, ref: str):
    """Open the page of the case as it is now."""
    return person.open(f"cases/{ref}")


def splits_a_matter_off(clerk, citizen) -> None:
    """See what will happen, change something, confirm, and let who complained read of both cases."""
    clerk.step("Split a matter off")
    clerk.write("What is the new case about, in one sentence?", "又一件事 Another matter")
    clerk.choose("What is it about?", "Unfair pricing by data").write("Why is it split off?", WORDS).press(
        "Continue"
    )
    clerk.heads("Check what will happen").sees("又一件事 Another matter", WORDS).press("Change something")
    clerk.heads("Split a matter off the filing")
    clerk.write("What is the new case about, in one sentence?", "第二件事 A second matter").press("Continue")
    clerk.heads("Check what will happen").sees("第二件事 A second matter").press("Split it off")
    clerk.sees("The matter has a case of its own now, which is this one. Who complained has been told.")
    citizen.open(clerk.page.url.partition(f"/{clerk.lang}/")[2]).heads("第二件事 A second matter")
    citizen.sees("Your filing has become several cases", WORDS)


def test_what_was_refused_is_accepted_by_another_person(lang, sit_down, served):
    ref, clerk, amy, head = opened(sit_down, served, "received", lang, "intake", "amy", "intake_head")
    clerk.follow("Do not accept").choose("Why is it not accepted?", "There is too little to go on")
    clerk.write("Explanation for the complainant", "请补充 Please add").press("Do not accept")
    clerk.sees("Choose one of the options.")
    clerk.choose("Which way is open to the complainant instead?", "A new filing, once there are new facts")
    clerk.press("Do not accept").sees("The case has been turned away.")
    again(amy, ref).sees("Not accepted", "A new filing, once there are new facts", "请补充 Please add")
    amy.step("Appeal against the refusal").write("Why should the case be accepted?", WORDS)
    amy.press("File the appeal").sees("Your appeal has been filed.", "Refusal appealed")
    head.open("inbox/").waits_for("Decide on the appeal").open(f"cases/{ref}").follow("Decide on the appeal")
    head.sees(WORDS).choose("What do you decide?", "The appeal is right: the case is accepted")
    head.write("Reasons for the complainant", "属本市职责 It is ours").press("Decide")
    head.sees("The appeal has been decided.")
    again(amy, ref).sees("属本市职责 It is ours", "Handling and answer" if lang == "en" else "办理答复")
    assert not amy.offered("Appeal against the refusal")
    splits_a_matter_off(again(head, ref), amy)


def test_what_is_returned_is_given_back_by_designation(lang, sit_down, served):
    ref, officer, clerk, amy = opened(sit_down, served, "dispatched", lang, "cyber", "intake", "amy")
    officer.step("Return it").choose("Why is it returned?", "It is not among the department's duties")
    officer.write("Reasons in detail", WORDS).press("Return it").sees("The case has been returned.")
    clerk.open("inbox/").waits_for("Decide on the return").open(f"cases/{ref}").follow(
        "Decide on the return"
    ).sees(WORDS)
    clerk.choose("What do you decide?", "The department is designated and must handle it")
    clerk.write("Reasons for the departments", "由你单位办理 It is yours").press("Decide")
    clerk.sees("The return has been decided.", "It may not be returned again")
    again(officer, ref).sees("由你单位办理 It is yours", "Being handled")
    assert not officer.step("Ask for more time").open(f"cases/{ref}").offered("Return it")
    again(amy, ref).sees("It is not among the department's duties").sees_not(
        WORDS, "由你单位办理 It is yours"
    )


def test_an_enterprise_that_answers_late(lang, sit_down, served):
    with at(now() - timedelta(days=30)):
        ref = case_in(served.portal, "handling", lang=lang)
        asked = organisation_id("acme"), f"Prices {lang}", "手机不同价不同 Prices differ by telephone"
        do(served.portal, "cyber", CaseVerb.HEAR, ref, commands.hear, *asked)
    amy, acme, stranger = (sit_down(lang, name) for name in ("amy", "acme", "beta"))
    again(amy, ref).sees("手机不同价不同 Prices differ by telephone", "Overdue", SILENCE)
    ended = commands.Ending("resolved"), commands.Heard("no_way")
    do(served.portal, "cyber", CaseVerb.ANSWER, ref, commands.answer, "已办理 Done")
    do(served.portal, "cyber", CaseVerb.CLOSE, ref, commands.close, ended[0])
    do(served.portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, ended[1])
    do(served.portal, "cyber", CaseVerb.PUBLISH, ref, commands.publish, "Prices", "B")
    again(stranger, ref).sees(SILENCE)
    again(acme, ref).follow("Answer for the enterprise").tick("It did not happen as alleged")
    acme.write("Reasons and evidence", "价格一致 One price").tick("This is our final answer")
    acme.press("Send the answer").sees("Your answer has been sent.", "价格一致 One price")
    again(stranger, ref).sees("It did not happen as alleged", "价格一致 One price").sees_not(SILENCE)
    again(amy, ref).step("Contradict the enterprise")
    amy.write("What is not right in the answer?", "我有截图 I have pictures").press(
        "Put it beside the answer"
    )
    again(stranger, ref).sees("价格一致 One price", "The complainant contradicts", "我有截图 I have pictures")


def test_more_time_is_asked_for_and_given(lang, sit_down, served):
    ref, officer, clerk, amy = opened(sit_down, served, "handling", lang, "cyber", "intake", "amy")
    officer.step("Ask for more time").write("How many days more?", "5")
    officer.choose("Why is more time needed?", "Evidence from elsewhere is needed")
    officer.write("Reasons in detail", WORDS).press("Ask").sees("More time has been asked for.")
    clerk.open("inbox/").waits_for("Decide on more time").open(f"cases/{ref}").follow("Give more time").sees(
        WORDS
    )
    clerk.write("What the complainant is told", "报告下周到 The report comes next week")
    clerk.press("Give more time").sees("The time has been extended.")
    again(amy, ref).sees("报告下周到 The report comes next week", "extended the time for handling").sees_not(
        WORDS
    )


def test_a_case_that_is_not_over_is_opened_again(lang, sit_down, served):
    ref, amy, officer = opened(sit_down, served, "closed", lang, "amy", "cyber")
    amy.step("Open it again").press("Open it again").sees("Fill in this field.")
    amy.write("Why is it not over?", "又涨价了 It rose again").press("Open it again")
    amy.sees("The case has been opened again. The department handles it anew.", "Being handled")
    again(officer, ref).sees("又涨价了 It rose again", {"en": "working days left", "zh-hans": "剩余"}[lang])
    officer.follow("Answer").write("Answer to the complainant", WORDS).press("Send the answer").sees(
        "Answered"
    )


def test_what_is_published_disappears_for_everybody_when_consent_is_taken_back(lang, sit_down, served):
    (ref, amy), (name, text, words) = opened(sit_down, served, "closed", lang, "amy"), SUMMARY[lang]
    do(served.portal, "cyber", CaseVerb.PUBLISH, ref, commands.publish, name, text)
    readers = [sit_down(lang), sit_down(lang, "market")]
    for reader in readers:
        reader.open().finds(words, name).follow(name).sees(text)
    again(amy, ref).step("Take back my consent to publication").press("Take it back")
    amy.sees("Your consent has been taken back. Nothing about the case is public any more.")
    for reader in readers:
        reader.page.reload()
        reader.sees_not(name, text, ref)
        reader.search(words).sees_not(name, text, ref)
        reader.open("cases/").sees_not(name, ref)
    again(amy, ref).step("Agree to publication").heads("Agree to publication")


def test_an_enterprise_reports_an_incident_of_its_own(lang, sit_down):
    acme, title = sit_down(lang, "acme"), f"Braked at a shadow 遇阴影急刹 {lang}"
    acme.open("cases/new/kind").tick("Incident report of an enterprise")
    acme.choose("What is it about?", "Safety of products and services").press("Continue").press("Continue")
    acme.write("In one sentence, what is it about?", title).write(
        "What happened, or what have you found?", "B."
    )
    acme.press("Continue").tick("It has caused serious harm").tick("Injury or illness").press("Continue")
    acme.press("Continue").tick("Death, or serious harm to a person's health")
    three_days_ago = local(now()).date() - timedelta(days=3)
    acme.on_day("On which day did your enterprise become aware of it?", three_days_ago).press("Continue")
    acme.press("Continue").heads("Check your answers").sees(title).press("File it").sees("It has been filed.")
    acme.sees({"en": "Report of a serious incident", "zh-hans": "严重事件报告（一般情形）"}[lang], "Met")
    acme.sees({"en": "Decision whether to accept", "zh-hans": "是否受理的决定"}[lang])
    ref = acme.path.partition("/")[2]
    clerk = sit_down(lang, "intake")
    again(clerk, ref).sees("Death, or serious harm to a person's health", "Accept")
    sit_down(lang, "beta").open(f"cases/{ref}").sees_not(title)
