"""What enterprises promise, and what associations find about it."""

from __future__ import annotations

from playwright.sync_api import expect

PROMISE = "出行平台公平定价自律准则"
FINDINGS = "Three of twenty rides of the *zebra* service were dearer on newer telephones."
REPLY = "我们已于十一月二十日下线该规则，并退还差价。"


def writes_a_code(officer) -> None:
    """Draft a code with two clauses and publish it."""
    officer.open("codes/").follow("起草准则")
    officer.choose("正文语言", "中文").write("准则名称", PROMISE).write("序言", "适用于本市全部网约车业务。")
    officer.write("条款标题", "同程同价").write("您单位承诺什么？", "不因手机型号区别定价。")
    officer.press("再添加一个条款")
    officer.write("条款标题", "申诉渠道", nth=1).write("您单位承诺什么？", "七个工作日内答复申诉。", nth=1)
    officer.press("保存草稿").sees("同程同价", "申诉渠道", "草稿").follow("发布")
    officer.tick("我单位对本文负责，并知悉已发布的版本不可更改").press("发布").sees("该版本已发布。")


def revises_it(officer) -> None:
    """Begin a second edition, change one clause, say why, and publish."""
    officer.follow("修订").press("开始新的草稿").follow("修改草稿")
    officer.write("您单位承诺什么？", "三个工作日内答复申诉。", nth=1)
    officer.write("修改了什么？为什么修改？", "用户反映等待过久。").press("保存草稿").follow("发布")
    officer.tick("我单位对本文负责，并知悉已发布的版本不可更改").press("发布").sees("该版本已发布。", "第2版")


def test_a_code_is_revised_and_a_visitor_compares(sit_down):
    officer = sit_down("zh-hans", "acme")
    writes_a_code(officer)
    revises_it(officer)
    visitor = sit_down("en").open().finds('公平定价 "三个工作日内"', PROMISE).follow(PROMISE)
    visitor.sees("三个工作日内答复申诉。").follow("Compare with edition 1")
    visitor.heads("Edition 2 compared with edition 1").sees("用户反映等待过久。")
    main = visitor.page.get_by_role("main")
    expect(main.get_by_role("deletion").filter(has_text="七")).to_have_count(1)
    expect(main.get_by_role("insertion").filter(has_text="三")).to_have_count(1)
    expect(main.get_by_role("insertion").filter(has_text="三")).to_contain_text("Added:")
    visitor.choose("Compare edition", "Edition 1").choose("with edition", "Edition 1").press("Compare")
    visitor.sees("No clause differs between these two editions.")


def drafts_an_evaluation(officer) -> None:
    """Examine an enterprise by one criterion, and show it what was found."""
    officer.open("evaluations/").follow("Draft an evaluation")
    officer.choose("What do you want to publish?", "Evaluation").choose("Language of the text", "English")
    officer.write("Title", "Fair fares of the zebra service")
    officer.choose("Which enterprise is it about?", "Acme Technology")
    officer.choose("How serious is the risk?", "Moderate risk").write("What did you find?", FINDINGS)
    officer.write("How did you find it out?", "Twenty rides, two telephones.")
    officer.write("Evidence", "https://example.org/rides").write("What was examined?", "Equal prices")
    officer.choose("Grade", "2: partial").choose("Weight", "1").write(
        "Reason for the grade", "Three of twenty."
    )
    officer.write("Conflicts of interest", "None.").press("Save the draft")
    officer.follow("Show it to the enterprise").press("Show it")
    officer.sees("Only the association and the enterprise see this.")


def test_the_reply_of_an_enterprise_stands_beside_the_evaluation(sit_down):
    association = sit_down("en", "guild")
    drafts_an_evaluation(association)
    enterprise = sit_down("zh-hans", "acme").open("inbox/").waits_for("Fair fares of the zebra service")
    enterprise.follow("Fair fares of the zebra service").follow("回应")
    enterprise.choose("贵单位的立场是什么？", "已整改所发现的问题").write("您的回应", REPLY).press(
        "提交回应"
    ).sees(REPLY)
    association.page.reload()
    association.sees(REPLY).follow("Publish")
    words = "We have weighed what the enterprise replied, and stand by method, evidence and grades"
    association.tick(words).press("Publish").sees("The evaluation has been published.")
    visitor = sit_down("en").open().finds("zebra service", "Fair fares").follow("Fair fares", exact=False)
    main = visitor.page.get_by_role("main")
    left, right = main.get_by_text("Three of twenty rides").first, main.get_by_text(REPLY).first
    ours, theirs = left.bounding_box(), right.bounding_box()
    assert ours["x"] + ours["width"] < theirs["x"], "the reply does not stand beside the findings"
    assert abs(ours["y"] - theirs["y"]) < 200, "one must scroll to see the reply"
