"""A search is saved, tells of what is new to whom it may, and stops."""

from __future__ import annotations

from tests.factories import filed

TITLE = "语音助手把停车费报高了一倍"


def test_a_saved_search_tells_of_what_is_new(sit_down, served):
    officer = sit_down("zh-hans", "intake").open("search/?q=停车费").follow("保存此检索")
    officer.heads("保存此检索").sees("停车费").tick("即时提醒（间隔不少于五分钟）").tick("与本单位共享")
    officer.press("保存此检索").sees("检索已保存。", "暂无新内容。今后他人新增或更新的相关记录将显示在此处。")
    stranger = sit_down("en", "market").open("search/?q=停车费").follow("Save this search")
    stranger.tick("At once, at most every five minutes").write("Name of the saved search", "Parking")
    stranger.press("Save this search").sees("The search has been saved.")
    filed(served.portal, by="bob", title=TITLE)
    officer.open("inbox/").waits_for("平台在此保存的检索中发现新内容")
    officer.follow("“停车费”", exact=False).sees(TITLE).follow(TITLE).heads(TITLE)
    stranger.open("inbox/").sees_not("Parking", TITLE)
    stranger.open("watches/").follow("Parking").sees_not(TITLE)
    officer.open("watches/").follow("“停车费”").follow("停止提醒").press("停止提醒").heads("提醒已停止")
    officer.open("watches/").follow("“停车费”").sees("不提醒").follow("删除").press("删除")
    officer.sees("保存的检索已删除。", "您尚未保存任何检索")
