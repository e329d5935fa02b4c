"""A notice that two departments read, and no third one."""

from __future__ import annotations

TITLE = "Check cameras that recognise faces in staff canteens"
LEVEL = "Departments chosen by name"


def drafts(officer) -> None:
    """Draft a notice for two departments by name, having looked at a preview."""
    officer.open("notices/").follow("Draft a notice")
    officer.choose("What kind of notice is it?", "Risk alert").choose("Urgency", "Priority")
    officer.write("Title", TITLE).write("Text", "## What to look for\n\n- a camera **above** the till")
    officer.tick(LEVEL).tick("AI Complaints Centre").tick("Market Supervision Bureau")
    officer.choose("When should recipients have acknowledged it?", "3 working days")
    officer.press("Preview")
    assert officer.page.get_by_role("heading", name="What to look for").is_visible()
    officer.press("Keep the draft").sees("The draft has been kept.", "above")


def test_a_notice_is_shared_with_two_departments_only(sit_down):
    issuer = sit_down("en", "cyber")
    drafts(issuer)
    issuer.follow("Issue").sees("3 organisations will read it.")
    rows = issuer.page.get_by_role("table", name="Who will read it").get_by_role("rowheader")
    own, chosen = "Cyberspace Office", ["AI Complaints Centre", "Market Supervision Bureau"]
    assert sorted(rows.all_inner_texts()) == sorted([own, *chosen])
    issuer.press("Issue").sees("The notice has been issued.")
    place = issuer.path
    addressed = sit_down("zh-hans", "market").open("inbox/").waits_for(TITLE)
    addressed.follow(TITLE).follow("签收").press("签收").sees("贵单位已签收本通报。")
    issuer.open(place).waits_for("Market Supervision Bureau")
    for name in ("culture", "acme", "amy"):
        third = sit_down("zh-hans", name)
        assert third.page.goto(f"{third.served.url}/zh-hans/{place}").status == 404
        third.heads("页面不存在").search("canteens").sees("没有找到结果").sees_not(TITLE)
