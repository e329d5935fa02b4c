"""What the search page makes of an answer: filters, groups, files, suggestions, and none of them tells too much."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from itertools import product

import pytest

from portal.store import at, now
from tests.factories import case_in
from tests.people import Browser, Cast, Portal, said


def answer(browser: Browser, query: str, lang: str = "en") -> str:
    return said(browser.get(f"/{lang}/search/?{query}"))


def links(browser: Browser, query: str) -> dict[str, str]:
    """Return the addresses of a search page's links by their text."""
    page = browser.get(f"/en/search/?{query}").text.partition("<main")[2]
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]*>", " ", text).split()): html.unescape(url) for url, text in found}


@pytest.fixture
def three(portal: Portal) -> list[str]:
    """Three of Amy's cases that cyber handles: two of one class, one of another."""
    told = [("pricing", "会员价格更高"), ("pricing", "老用户价格更高"), ("minors", "小孩价格陷阱")]
    refs = [
        case_in(portal, "handling", title=title, body=f"{title}的经过。", category=code)
        for code, title in told
    ]
    portal.follow()
    return refs


def test_a_case_is_one_record_however_many_of_its_parts_match(portal: Portal, who: Cast) -> None:
    ref = case_in(portal, "closed", title="zebrafish pricing", body="zebrafish")
    who["cyber"].post(f"/en/cases/{ref}/publish", title="zebrafish told", body="zebrafish", checked="y")
    portal.follow()
    assert "1 record " in answer(who["cyber"], "q=zebrafish")
    assert "2 parts of it match" in answer(who["cyber"], "q=zebrafish")
    assert "1 record " in answer(who["visitor"], "q=zebrafish")
    assert "parts of it" not in answer(who["visitor"], "q=zebrafish")


def test_filters_are_added_left_out_and_taken_away_by_links(who: Cast, three: list[str]) -> None:
    amy, everything = who["amy"], "q=价格"
    at_first = links(amy, everything)
    only = at_first["Protection of minors 1"]
    out = at_first["− Leave out: Protection of minors"]
    assert (only.partition("?")[2], out.partition("?")[2]) == (
        "q=%E4%BB%B7%E6%A0%BC&code=minors",
        "q=%E4%BB%B7%E6%A0%BC&code=-minors",
    )
    assert "1 record " in said(amy.get(only))
    assert [ref in said(amy.get(out)) for ref in three] == [True, True, False]
    pill = links(amy, out.partition("?")[2])["Take away: not Class: Protection of minors ×"]
    assert pill.partition("?")[2] == "q=%E4%BB%B7%E6%A0%BC"


def test_a_query_narrows_by_words_in_either_language(who: Cast, three: list[str]) -> None:
    cyber = who["cyber"]
    for query in (
        "code:minors",
        "分类：未成年人",
        "价格 -类别:pricing -会员",
        "status:办理中 小孩",
        'class:"protection of minors"',
    ):
        page = answer(cyber, f"q={query}")
        assert three[2] in page, query
        assert three[0] not in page, query
    assert "3 records" in answer(cyber, "q=filed:2020.. 状态:handling")
    assert "Nothing was found" in answer(cyber, "q=filed:..2020 价格")


def test_what_waits_is_found_by_whom_it_waits_for(portal: Portal, who: Cast, three: list[str]) -> None:
    ref = case_in(portal, "received", title="刚刚收到的价格投诉")
    portal.follow()
    assert "3 records" in answer(who["cyber"], "q=assigned:me kind:case")
    assert "1 record " in answer(who["intake"], "q=承办：我 kind:case")
    assert ref in answer(who["intake"], "q=assigned:me")
    for name in ("amy", "market", "visitor", "operator"):
        assert "Nothing was found" in answer(who[name], "q=assigned:me 价格"), name


def test_overdue_is_reckoned_on_the_day_one_asks(portal: Portal, who: Cast, three: list[str]) -> None:
    assert "Nothing was found" in answer(who["cyber"], "q=overdue:yes")
    with at(now() + timedelta(days=400)):
        late = portal.browser("cyber")
        assert "3 records" in answer(late, "q=overdue:yes")
        assert "共3条记录" in answer(late, "q=逾期：是", "zh-hans").replace(" ", "")
        assert "Nothing was found" in answer(portal.browser("market"), "q=overdue:yes")


def test_the_form_leads_to_an_address_of_its_own(who: Cast, three: list[str]) -> None:
    fields = {
        "all": "价格",
        "phrase": "老用户",
        "none": "小孩 会员",
        "kind": "case",
        "from": "2020",
        "late": "",
    }
    went = who["amy"].get("/en/search/", query_string=fields)
    assert went.status_code == 302
    page = said(who["amy"].get(went.location))
    assert three[1] in page
    assert "1 record " in page
    assert "Waits for me" in said(who["amy"].get("/en/search/compose"))
    assert "Waits for me" not in said(who["visitor"].get("/en/search/compose"))


def test_a_result_can_be_taken_along(who: Cast, three: list[str], portal: Portal) -> None:
    case_in(portal, "handling", title="=HYPERLINK(1) 价格")
    portal.follow()
    table = who["amy"].get("/en/search/export/csv?q=价格&order=oldest")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert [row["Number"] for row in rows[:3]] == three
    assert rows[3]["Title"] == "'=HYPERLINK(1) 价格"
    file = who["amy"].get("/zh-hans/search/export/json?q=价格").json
    assert (file["total"], len(file["records"])) == (4, 4)
    assert who["visitor"].get("/en/search/export/json?q=价格").json["records"] == []
    assert who["amy"].get("/en/search/export/xml?q=价格").status_code == 404


def test_completions_are_drawn_from_what_the_reader_may_read(
    portal: Portal, who: Cast, three: list[str]
) -> None:
    who["acme_admin"].post("/en/organisations/O-2026-000004/describe", name_zh="甲乙科技有限公司")
    portal.follow()

    def words(name: str, typed: str) -> list[str]:
        page = who[name].get(f"/en/search/complete?q={typed}").text
        return [html.unescape(word) for word in re.findall(r'value="([^"]*)"', page)]

    assert words("amy", "老用户") == ["老用户价格更高"]
    assert sorted(words("amy", three[0][:9].lower())) == three
    for name in ("bob", "acme", "visitor"):
        assert words(name, "老用户") == words(name, three[0][:9]) == []
    assert words("visitor", "jyk") == ["甲乙科技有限公司"]


def test_a_slip_is_put_right_by_words_of_the_readers_own_records(portal: Portal, who: Cast) -> None:
    case_in(portal, "handling", title="Unfair algorithm", body="算法歧视让外卖骑手少拿钱，算法歧视。")
    portal.follow()
    for wrong, right in (
        ("algoritm", "algorithm"),
        ("算法岐视", "算法歧视"),
        ("unfair algorihtm", "unfair algorithm"),
    ):
        assert links(who["amy"], f"q={wrong}").get(right), wrong
        assert "Did you mean" not in answer(who["bob"], f"q={wrong}")
        assert "Did you mean" not in answer(who["visitor"], f"q={wrong}")


def test_where_nothing_is_found_there_is_a_next_step(who: Cast, three: list[str]) -> None:
    found = links(who["amy"], "q=价格 斑马鱼&code=minors")
    assert found["Look for any of these words"].endswith(
        "q=%E4%BB%B7%E6%A0%BC+OR+%E6%96%91%E9%A9%AC%E9%B1%BC"
    )
    assert "3 records" in said(who["amy"].get(found["Look for any of these words"]))
    assert found["Search again without the filters"].endswith(
        "?q=%E4%BB%B7%E6%A0%BC+%E6%96%91%E9%A9%AC%E9%B1%BC"
    )
    assert {"Search with a form", "File a complaint"} <= found.keys()


def test_similar_records_are_the_readers_own(portal: Portal, who: Cast, three: list[str]) -> None:
    page = answer(who["amy"], f"like={three[0]}")
    assert three[1] in page
    assert "Records similar to “会员价格更高”" in page
    assert "Organisation" not in page
    assert f"/en/search/?like={three[0]}" in who["amy"].get(f"/en/cases/{three[0]}").text
    assert who["bob"].get(f"/en/search/?like={three[0]}").status_code == 404
    assert who["amy"].get("/en/search/?like=C-2026-999999").status_code == 404


def test_pages_ordered_by_date_stay_while_records_arrive(portal: Portal, who: Cast) -> None:
    refs = [case_in(portal, "received", title=f"分页 {n}") for n in range(23)]
    portal.follow()
    onward = links(who["intake"], "q=分页&order=newest")["Next page"]
    assert "start=" in onward
    new = case_in(portal, "received", title="分页 新")
    portal.follow()
    second = said(who["intake"].get(onward))
    assert [ref in second for ref in (*refs[:3], refs[3], new)] == [True, True, True, False, False]


ODD = (
    "start=9e99~1", "start=nan~1&order=newest", "start=-1~9999&order=oldest", "like=%00", "like=C-2026-000001%0a",
    "code=-", "code=--x&region=%ED%A0%80", "all=%22%22((&from=x&to=9999-99", "q=filed:9999-12-31..0000",
    "q=org:%25_&org=-O-1", "form=x&endpoint=y&_anchor=z&lang=q&values=1", "q=assigned:me overdue:no",
)  # fmt: skip


def test_nothing_that_can_be_written_in_an_address_breaks_it(who: Cast) -> None:
    paths = ("/en/search/", "/en/search/export/json", "/en/search/complete", "/en/search/compose")
    addresses = [f"{path}?{query}" for path, query in product(paths, ODD)]
    answers = {address: who["amy"].get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status not in (200, 302, 404)} == {}
