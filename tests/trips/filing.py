"""How somebody files a matter at a real browser: page by page, in either language."""

from __future__ import annotations

from tests.trips.persons import Person

WORDS = {
    "en": {
        "category": "What is it about?",
        "title": "In one sentence, what went wrong?",
        "body": "What happened?",
        "on": "Continue",
        "consent": "A summary without my personal details may be published when the case is closed",
        "check": "Check your answers",
        "file": "File it",
        "filed": "It has been filed",
    },
    "zh-hans": {
        "category": "事项属于哪一类？",
        "title": "请用一句话说明出了什么问题",
        "body": "事情经过",
        "on": "继续",
        "consent": "同意在办结后公开不含本人个人信息的摘要",
        "check": "核对填写内容",
        "file": "提交",
        "filed": "提交成功",
    },
}


def tells(citizen: Person, category: str, title: str, body: str) -> Person:
    """Answer the pages as far as what happened."""
    words = WORDS[citizen.lang]
    citizen.open("cases/new/kind").choose(words["category"], category).press(words["on"]).press(words["on"])
    return citizen.write(words["title"], title).write(words["body"], body).press(words["on"])


def checks(citizen: Person, category: str, title: str, body: str, *, consent: bool = False) -> Person:
    """Answer all pages of a plain complaint, and look at the answers."""
    words = WORDS[citizen.lang]
    tells(citizen, category, title, body).press(words["on"])
    if consent:
        citizen.tick(words["consent"])
    return citizen.press(words["on"]).heads(words["check"]).sees(title)


def files(citizen: Person, category: str, title: str, body: str, *, consent: bool = False) -> Person:
    """File a plain complaint."""
    words = WORDS[citizen.lang]
    return checks(citizen, category, title, body, consent=consent).press(words["file"])
