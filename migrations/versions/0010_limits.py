"""The time limits the portal begins with, each with where its figures come from; operators enact later editions.

Figures of a city's own, and practice taken over from elsewhere, say so: no statute stands behind them here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WD, CD, H = "working_days", "calendar_days", "hours"
OWN_ZH, OWN_EN = (
    "本市规定，由平台运维按本市现行规定调整",
    "The city's own rule; operators keep it as the city decides",
)
SAMR_ZH, SAMR_EN = (
    "《市场监督管理投诉举报处理暂行办法》",
    "Interim Measures on Market Supervision Complaints and Reports, ",
)
NEW_ZH = "（2026年4月15日起施行总局令第121号，期限请运维核对）"
NEW_EN = " (Order 121 in force since 15 April 2026: operators should check the figure)"
PETITION_ZH, PETITION_EN = "《信访工作条例》", "Regulations on Petition Work (2022), "
BJ_ZH, BJ_EN = (
    "北京市12345热线分级办理（2021年12月28日《北京日报》所载）",
    "Beijing 12345 tiers (Beijing Daily, 28 December 2021)",
)
CFPB_ZH = "参照美国消费者金融保护局投诉处理惯例"
CFPB_EN = "After the practice of the United States Consumer Financial Protection Bureau"
EU_ZH, EU_EN = "欧盟《人工智能法》（条例2024/1689）", "EU AI Act (Regulation 2024/1689), "
CYBER_ZH, CYBER_EN = (
    "《国家网络安全事件报告管理办法》",
    "National Measures on Reporting Cybersecurity Incidents",
)
WINDOW, STRICT = {"nature": "window"}, {"rolls": False}

# code, amount, unit, in force from, remind / escalate / extension and the like, names, where the figures come from
LIMITS = (
    ("acceptance", 7, WD, (2020, 1, 1), {"remind": 2, "escalate": 2},
     "是否受理的决定", "Decision whether to accept",
     SAMR_ZH + "第十四条" + NEW_ZH, SAMR_EN + "art. 14" + NEW_EN),
    ("handling", 15, WD, (2020, 1, 1), {"remind": 3, "escalate": 3, "extension": 10},
     "办理答复", "Handling and answer", OWN_ZH, OWN_EN),
    ("handling_2h", 2, H, (2021, 12, 28), {"escalate": 2},
     "特急诉求办理", "Handling of matters of life and safety", BJ_ZH, BJ_EN),
    ("handling_24h", 24, H, (2021, 12, 28), {"remind": 4, "escalate": 8},
     "紧急诉求办理", "Handling of urgent matters", BJ_ZH, BJ_EN),
    ("handling_7d", 7, CD, (2021, 12, 28), {"remind": 2, "escalate": 2, "extension": 7},
     "一般诉求办理", "Handling of ordinary matters", BJ_ZH, BJ_EN),
    ("handling_15d", 15, CD, (2021, 12, 28), {"remind": 3, "escalate": 3, "extension": 15},
     "复杂疑难诉求办理", "Handling of complex matters", BJ_ZH, BJ_EN),
    ("handling_5wd", 5, WD, (2018, 1, 1), {"remind": 1, "escalate": 2, "extension": 10},
     "热线事项办理", "Handling of hotline matters",
     "《济南市12345市民服务热线条例》第二十四条", "Jinan 12345 Hotline Regulations, art. 24"),
    ("mediation", 45, WD, (2020, 1, 1), {"remind": 5, "escalate": 3},
     "投诉调解", "Mediation of a consumer complaint",
     SAMR_ZH + "第二十一条" + NEW_ZH, SAMR_EN + "art. 21" + NEW_EN),
    ("report_check", 15, WD, (2020, 1, 1), {"remind": 3, "escalate": 3, "extension": 15},
     "举报线索核查", "Check of a reported clue",
     SAMR_ZH + "第二十三条" + NEW_ZH, SAMR_EN + "art. 23" + NEW_EN),
    ("report_told", 5, WD, (2020, 1, 1), {"remind": 1, "escalate": 2},
     "告知举报人是否立案", "Telling the reporter whether a case is opened",
     SAMR_ZH + "第三十一条" + NEW_ZH, SAMR_EN + "art. 31" + NEW_EN),
    ("petition", 60, CD, (2022, 5, 1), {"remind": 7, "escalate": 3, "extension": 30},
     "信访事项办理", "Handling of a petition",
     PETITION_ZH + "第三十四条（六十日，经批准可延长不超过三十日）",
     PETITION_EN + "art. 34 (60 days, up to 30 more when approved)"),
    ("petition_notice", 15, CD, (2022, 5, 1), {"remind": 3, "escalate": 2},
     "信访受理告知", "Notice whether a petition is taken on", PETITION_ZH + "第二十三条", PETITION_EN + "art. 23"),
    ("review_window", 30, CD, (2022, 5, 1), WINDOW,
     "申请复查期限", "Time to ask for a review", PETITION_ZH + "第三十五条", PETITION_EN + "art. 35"),
    ("review", 30, CD, (2022, 5, 1), {"remind": 5, "escalate": 3},
     "复查", "Review", PETITION_ZH + "第三十五条", PETITION_EN + "art. 35"),
    ("second_review", 30, CD, (2022, 5, 1), {"remind": 5, "escalate": 3},
     "复核", "Second review", PETITION_ZH + "第三十六条", PETITION_EN + "art. 36"),
    ("refusal_window", 30, CD, (2020, 1, 1), WINDOW,
     "对不予受理提出申诉的期限", "Time to appeal against a refusal", OWN_ZH, OWN_EN),
    ("supplement", 15, CD, (2020, 1, 1), WINDOW,
     "补充材料期限", "Time to add what was asked for", OWN_ZH, OWN_EN),
    ("return_dispatch", 2, WD, (2020, 1, 1), WINDOW,
     "退单期限", "Time to return a dispatch",
     "山东省12345热线办理要求（2020年）：非本单位职责的，2个工作日内说明理由退回",
     "Shandong hotline rules (2020): what is not ours goes back within 2 working days, with reasons"),
    ("return_petition", 5, WD, (2022, 5, 1), WINDOW,
     "信访转送异议期限", "Time to object to a transferred petition",
     PETITION_ZH + "第二十三条", PETITION_EN + "art. 23"),
    ("redo", 3, WD, (2022, 1, 1), {"remind": 1, "escalate": 1},
     "退回重办", "Handling again",
     "上海市青浦区夏阳街道热线办理要求（2022年）：再次处置3个工作日",
     "Xiayang subdistrict, Shanghai (2022): 3 working days to handle again"),
    ("callback", 5, WD, (2020, 1, 1), {"remind": 1, "escalate": 3}, "回访", "Call-back", OWN_ZH, OWN_EN),
    ("company_first", 15, CD, (2020, 1, 1), {"remind": 3, "escalate": 2},
     "企业首次答复", "First answer of the enterprise", CFPB_ZH, CFPB_EN),
    ("company_final", 60, CD, (2020, 1, 1), {"remind": 7, "escalate": 3},
     "企业最终答复", "Final answer of the enterprise", CFPB_ZH, CFPB_EN),
    ("correction", 10, WD, (2021, 11, 1), {"remind": 2, "escalate": 2},
     "更正请求的答复", "Answer to a demand for correction",
     "《个人信息保护法》第四十六条要求及时核实更正；十个工作日为本市规定",
     "Personal Information Protection Law, art. 46, asks for it in good time; ten working days are the city's own"),
    ("incident_eu", 15, CD, (2026, 8, 2), {"remind": 3, "escalate": 1} | STRICT,
     "严重事件报告（一般情形）", "Report of a serious incident", EU_ZH + "第73条第2款", EU_EN + "art. 73(2)"),
    ("incident_eu_death", 10, CD, (2026, 8, 2), {"remind": 2, "escalate": 1} | STRICT,
     "严重事件报告（致人死亡）", "Report of an incident with a death", EU_ZH + "第73条第4款", EU_EN + "art. 73(4)"),
    ("incident_eu_wide", 2, CD, (2026, 8, 2), {"remind": 1, "escalate": 1} | STRICT,
     "严重事件报告（大范围侵权或关键基础设施）", "Report of a widespread or critical-infrastructure incident",
     EU_ZH + "第73条第3款", EU_EN + "art. 73(3)"),
    ("cyber_1h", 1, H, (2025, 11, 1), {"escalate": 1},
     "网络安全事件报告（关键信息基础设施运营者）", "Cyber incident: operator of critical infrastructure",
     CYBER_ZH, CYBER_EN),
    ("cyber_2h", 2, H, (2025, 11, 1), {"escalate": 1},
     "网络安全事件报告（中央和国家机关）", "Cyber incident: state organ", CYBER_ZH, CYBER_EN),
    ("cyber_4h", 4, H, (2025, 11, 1), {"remind": 1, "escalate": 1},
     "网络安全事件报告（其他运营者）", "Cyber incident: other operator", CYBER_ZH, CYBER_EN),
    ("cyber_summary", 30, CD, (2025, 11, 1), {"remind": 5, "escalate": 3},
     "网络安全事件总结报告", "Cyber incident: summary report", CYBER_ZH, CYBER_EN),
)  # fmt: skip
_PLAIN = {"nature": "duty", "rolls": True, "extension": 0, "remind": 0, "escalate": 0, "valid_until": None}
_ROW = {"edition": 1, "version": 1, "status": "in_force", "lang": "zh-hans"}


def upgrade() -> None:
    """Write the time limits down."""
    columns = {name: sa.column(name) for name in (*_PLAIN, *_ROW, *_NAMES, "ref", "created_at", "valid_from")}
    columns["valid_from"] = sa.column("valid_from", sa.Date())
    columns["created_at"] = sa.column("created_at", sa.DateTime(timezone=True))
    written = {"created_at": datetime(2026, 11, 26, tzinfo=UTC)}
    op.bulk_insert(sa.table("regime", *columns.values()), [_row(*line) | written for line in LIMITS])


_NAMES = ("code", "amount", "unit", "name_zh", "name_en", "basis_zh", "basis_en")


def _row(code: str, amount: int, unit: str, since: tuple[int, int, int], more: dict, *names: str) -> dict:
    named = dict(zip(_NAMES, (code, amount, unit, *names), strict=True))
    return _PLAIN | _ROW | named | more | {"ref": f"{code}-1", "valid_from": date(*since)}
