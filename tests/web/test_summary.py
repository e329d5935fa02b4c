"""What is wrong with a form is said above it, each thing by the name of its field, and leads to it."""

from __future__ import annotations

import re

import pytest

from tests.people import Cast, Portal, said

SAYS = {
    "en": [
        "What kind of notice is it? Choose one of the options.",
        "Urgency: Choose one of the options.",
        "Title: Fill in this field.",
        "Text: Fill in this field.",
        "Who should read it? Choose one of the options.",
        "When should recipients have acknowledged it? Choose one of the options.",
    ],
    "zh-hans": [
        "通报类型：请选择一项。",
        "紧急程度：请选择一项。",
        "标题：请填写此项。",
        "正文：请填写此项。",
        "谁可以阅读？请选择一项。",
        "要求何时签收？请选择一项。",
    ],
}


@pytest.mark.parametrize("lang", SAYS)
def test_each_error_names_its_field_and_leads_to_it(portal: Portal, who: Cast, lang: str) -> None:
    page = who["cyber"].post(f"/{lang}/notices/new")
    summary = page.text.partition('govuk-error-summary__list">')[2].partition("</ul>")[0]
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', summary)
    assert (page.status_code, [text for _, text in links]) == (422, SAYS[lang])
    assert all(f'id="{field}"' in page.text for field, _ in links)
    assert SAYS[lang][2] in said(page)
