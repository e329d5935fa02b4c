"""What can be asked about cases. Every query starts from permit.visible()."""

from portal.cases.queries.appeals import (
    who_refused,
)
from portal.cases.queries.drafts import (
    Answers,
    content,
    held_by_any,
    holders,
    mine,
)
from portal.cases.queries.handover import (
    Station,
    stations,
)
from portal.cases.queries.hearing import (
    Hearing,
    corrigible,
    hearing,
    to_correct,
    to_reply,
)
from portal.cases.queries.identity import (
    case_ref_of,
    disclosures,
    undecided,
)
from portal.cases.queries.lists import (
    at_intake,
    browse,
    counts,
    held_by,
    lines_among,
    titled,
    waiting,
)
from portal.cases.queries.merging import (
    has_merged,
    latest_of,
    lead_of,
    left_alone,
    merged_authors,
)
from portal.cases.queries.outcomes import (
    calls,
    closures,
    last_closure,
    reviews,
    to_call_back,
    to_keep,
    to_review,
)
from portal.cases.queries.parts import (
    Parts,
    parts,
    rows_of,
    summary_of,
    words_among,
)
from portal.cases.queries.pressing import (
    handling_clock,
    most_extension,
)
from portal.cases.queries.publication import (
    taken_down,
    to_decide,
    told_by,
)
from portal.cases.queries.rates import (
    coming,
    counted,
    fixed,
    formula_of,
    formulas,
    quarter_of,
    quarters,
    to_fix,
)
from portal.cases.queries.readers import (
    of_people,
    readers,
)
from portal.cases.queries.receipts import (
    Receipt,
    receipt,
)
from portal.cases.queries.relations import (
    linked,
    relation_to,
    relations,
    removable,
)
from portal.cases.queries.retention import (
    all_said,
    among,
    retained,
    to_dispose,
)
from portal.cases.queries.splitting import (
    cases_of_filing,
    files_of_filing,
    filing_of,
    recusals,
)
from portal.cases.queries.together import (
    awaited,
    helping,
    involved,
)

__all__ = [
    "Answers",
    "Hearing",
    "Parts",
    "Receipt",
    "Station",
    "all_said",
    "among",
    "at_intake",
    "awaited",
    "browse",
    "calls",
    "case_ref_of",
    "cases_of_filing",
    "closures",
    "coming",
    "content",
    "corrigible",
    "counted",
    "counts",
    "disclosures",
    "files_of_filing",
    "filing_of",
    "fixed",
    "formula_of",
    "formulas",
    "handling_clock",
    "has_merged",
    "hearing",
    "held_by",
    "held_by_any",
    "helping",
    "holders",
    "involved",
    "last_closure",
    "latest_of",
    "lead_of",
    "left_alone",
    "lines_among",
    "linked",
    "merged_authors",
    "mine",
    "most_extension",
    "of_people",
    "parts",
    "quarter_of",
    "quarters",
    "readers",
    "receipt",
    "recusals",
    "relation_to",
    "relations",
    "removable",
    "retained",
    "reviews",
    "rows_of",
    "stations",
    "summary_of",
    "taken_down",
    "titled",
    "to_call_back",
    "to_correct",
    "to_decide",
    "to_dispose",
    "to_fix",
    "to_keep",
    "to_reply",
    "to_review",
    "told_by",
    "undecided",
    "waiting",
    "who_refused",
    "words_among",
]
