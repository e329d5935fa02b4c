"""What the public is told of a case."""

from __future__ import annotations

from typing import Any

from portal.cases import commands, forms, queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, back, pages
from portal.web.pages import Values


def _statement(permit: CasePermit, _form: Any) -> Values:
    return {"statement": queries.parts(permit).statement}


@pages.action("/<ref>/publish", CaseVerb.PUBLISH, forms.PublishForm, fill=_statement)
def publish(permit: CasePermit, form: Any) -> str:
    commands.publish(permit, form.title.data, form.body.data)
    return back(permit)
