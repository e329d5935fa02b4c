"""An evaluation or incident report, its graded criteria, the replies to it, and its life."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.access import Move, Verb, begins, leads
from portal.evaluations.verbs import EvaluationVerb
from portal.i18n import N_, _
from portal.store import Attached, Governed, now

MOVES: dict[Verb, Move] = {
    EvaluationVerb.DRAFT: begins("draft"),
    EvaluationVerb.BRING_IN: begins("published"),
    EvaluationVerb.EDIT: leads("draft announced"),
    EvaluationVerb.ANNOUNCE: leads("draft", "announced"),
    EvaluationVerb.PUBLISH: leads("draft announced", "published"),
    EvaluationVerb.REPLY: leads("announced published"),
    EvaluationVerb.WITHDRAW: leads("announced published", "withdrawn"),
}
STATUSES = {
    "draft": N_("Draft"),
    "announced": N_("Awaiting reply"),
    "published": N_("Published"),
    "withdrawn": N_("Withdrawn"),
    "dropped": N_("Given up before publication"),
}
TONES = {
    "draft": "yellow",
    "announced": "purple",
    "published": "green",
    "withdrawn": "grey",
    "dropped": "grey",
}
NATURES = {"evaluation": N_("Evaluation"), "incident": N_("Incident report")}
# The risk levels of Safety Gate notifications (EU 2024/3173 speaks of serious, high, medium and low risk), and
# an outcome of its own for what the evidence does not tell, so that silence is never read as safety.
RISKS = {
    "serious": N_("Serious risk"),
    "high": N_("High risk"),
    "moderate": N_("Moderate risk"),
    "low": N_("Low risk"),
    "insufficient_evidence": N_("Insufficient evidence"),
}
RISK_TONES = {
    "serious": "red",
    "high": "red",
    "moderate": "yellow",
    "low": "green",
    "insufficient_evidence": "grey",
}
# The seven domains of the MIT AI Risk Repository (version 3, 2025, CC BY 4.0), under their own numbers.
DOMAINS = {
    "1": N_("Discrimination and toxicity"),
    "2": N_("Privacy and security"),
    "3": N_("Misinformation"),
    "4": N_("Malicious actors and misuse"),
    "5": N_("Human-computer interaction"),
    "6": N_("Socioeconomic and environmental harms"),
    "7": N_("AI system safety, failures and limitations"),
}
# What search narrows by: its domains under a name of their own.
CODES = NATURES | {f"mit-{number}": domain for number, domain in DOMAINS.items()}
GRADES = {
    4: N_("4: exemplary"),
    3: N_("3: good"),
    2: N_("2: partial"),
    1: N_("1: weak"),
    0: N_("0: absent"),
}
POSITIONS = {
    "accepts": N_("Accepts the findings"),
    "accepts_in_part": N_("Accepts the findings in part"),
    "disputes": N_("Disputes the findings"),
    "has_corrected": N_("Has corrected what was found"),
    "needs_time": N_("Needs more time to reply"),
}
POSITION_TONES = {
    "accepts": "green",
    "accepts_in_part": "blue",
    "disputes": "red",
    "has_corrected": "green",
    "needs_time": "yellow",
}
MOST_CRITERIA, MOST_WEIGHT = 40, 10
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、）》”]{1,2000}(?<![.,;:)])")


@dataclass(frozen=True, slots=True)
class Grading:
    """One criterion as it was judged: grade 0 (absent) to 4 (exemplary), or None for insufficient evidence."""

    name: str
    grade: int | None
    reason: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Score:
    """The overall score: the mean of the grades, each counted as often as its weight says.

    `points` is the sum of grade x weight and `weights` that of the weights, over the graded criteria alone;
    `left_out` counts those without enough evidence, which are neither good nor bad.
    """

    points: int
    weights: int
    graded: int
    left_out: int

    @property
    def mean(self) -> float | None:
        """The score from 0 to 4, or None when nothing could be graded."""
        return self.points / self.weights if self.weights else None


def score(gradings: Iterable[Grading]) -> Score:
    """Return the overall score of these criteria."""
    known = list(gradings)
    graded = [(one.grade, one.weight) for one in known if one.grade is not None]
    points = sum(grade * weight for grade, weight in graded)
    return Score(points, sum(weight for _grade, weight in graded), len(graded), len(known) - len(graded))


def listed(gradings: Iterable[Grading]) -> str:
    """Return criteria as one text in the reader's language, to set two versions of them against each other."""
    grades: dict[int | None, str] = {grade: _(label) for grade, label in GRADES.items()}
    unknown = _("Insufficient evidence")
    return "\n".join(
        f"{n}. {one.name} / {grades.get(one.grade, unknown)} / × {one.weight} / {one.reason}"
        for n, one in enumerate(gradings, 1)
    )


class Evaluation(Governed):
    """What an association finds about an AI system, or about an incident, and how it came to know.

    `subject_org_id` is the enterprise evaluated, `subject_name` its name where it is not on the portal.
    `interests` is the statement on conflicts of interest and funding. `reply_due_on` is the last day to reply
    before publication; `replied` says whether a reply came since what stands here was announced, and `waited`
    that it was published after that day without one. `dated_at` orders lists: the last change of a draft, the
    announcement, the publication; of what was imported, the day it happened. `source` is the key of an
    imported record, so that a second import brings nothing twice; `attribution` is the credit its licence asks
    for. `reason` says why it was withdrawn.
    """

    __tablename__ = "evaluation"
    kind = "evaluation"

    nature: Mapped[str] = mapped_column(String(16), index=True)
    subject_org_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    subject_name: Mapped[str] = mapped_column(String(200), default="")
    system_ref: Mapped[str] = mapped_column(String(20), default="", index=True)
    domain: Mapped[str] = mapped_column(String(4), default="", index=True)
    title: Mapped[str] = mapped_column(String(300))
    period: Mapped[str] = mapped_column(String(120), default="")
    occurred_on: Mapped[date | None]
    method: Mapped[str] = mapped_column(Text, default="")
    findings: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    risk: Mapped[str] = mapped_column(String(24), index=True)
    recommendation: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[str] = mapped_column(Text, default="")
    attribution: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str | None] = mapped_column(String(120), unique=True)
    dated_at: Mapped[datetime] = mapped_column(default=now, index=True)
    announced_at: Mapped[datetime | None]
    reply_due_on: Mapped[date | None]
    replied: Mapped[bool] = mapped_column(default=False)
    waited: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def sources(self) -> list[tuple[str, str, str]]:
        """The evidence line by line, cut at the first web address in it: (before, address or nothing, after)."""
        cut = ((line, _ADDRESS.search(line)) for line in self.evidence.splitlines() if line.strip())
        return [
            (line[: found.start()], found[0], line[found.end() :]) if found else (line, "", "")
            for line, found in cut
        ]


class Criterion(Attached):
    """One criterion of an evaluation, at its position. It is read and changed with its evaluation."""

    __tablename__ = "criterion"
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    grade: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[int] = mapped_column(default=1)
    evaluation: Mapped[Evaluation] = relationship(
        Evaluation, lazy="raise", primaryjoin=lambda: foreign(Criterion.subject_id) == Evaluation.id
    )

    def grading(self) -> Grading:
        """Return what the criterion says."""
        return Grading(self.name, self.grade, self.reason, self.weight)


class Reply(Governed):
    """What the enterprise says to an evaluation of it; it may speak as often as it likes. Never edited."""

    __tablename__ = "reply"
    kind = "reply"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    position: Mapped[str] = mapped_column(String(24))
    body: Mapped[str] = mapped_column(Text)
    evaluation: Mapped[Evaluation] = relationship(Evaluation, lazy="raise")
