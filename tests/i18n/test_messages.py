"""Messages, now and later, in both languages; `catalogue.chinese` answers with a small one."""

from __future__ import annotations

import json
import timeit

import jinja2
import pytest
from wtforms import Form, StringField

from portal.i18n import N_, _, lazy, messages, ngettext, translate, using

TEXTS = {
    "Case": "案件",
    "Dear %(name)s": "%(name)s，您好",
    "%(n)s case": "%(n)s件",
    "<b>": "《b》",
}


@pytest.fixture(autouse=True)
def small_catalogue(monkeypatch):
    monkeypatch.setattr(messages, "chinese", lambda: TEXTS)


def test_a_message_is_in_the_readers_language():
    assert _("Case") == "案件"
    with using("en"):
        assert _("Case") == "Case"
    assert translate("Case", "en") == "Case"
    assert translate("Case", "zh-hans") == "案件"


def test_without_a_translation_it_is_english():
    assert _("Unheard of") == "Unheard of"


def test_marking_changes_nothing():
    assert N_("Case") == "Case"


def test_names_are_filled_in():
    assert _("Dear %(name)s", name="张三") == "张三，您好"


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("100%", {}, "100%"),
        ("100% of %(n)s", {"n": 3}, "100% of 3"),
        ("100%% of %(n)d", {"n": 3}, "100% of 3"),
        ("%(gone)s of %(n)s", {"n": 3}, "%(gone)s of 3"),
        ("%s %d %(n)r %(", {"n": 3}, "%s %d %(n)r %("),
        ("%(n)s", {"n": "%(m)s", "m": "x"}, "%(m)s"),
        ("%(n)s", {"n": "\ud800\x00"}, "\ud800\x00"),
    ],
)
def test_a_message_never_raises(text, values, shown):
    assert _(text, **values) == shown


@pytest.mark.parametrize(
    ("n", "en", "zh"),
    [(0, "0 cases", "0件"), (1, "1 case", "1件"), (2, "2 cases", "2件")],
)
def test_plurals(n, en, zh):
    assert ngettext("%(n)s case", "%(n)s cases", n) == zh
    with using("en"):
        assert ngettext("%(n)s case", "%(n)s cases", n) == en


def test_a_plural_without_translation_follows_english_grammar():
    assert ngettext("%(n)s day", "%(n)s days", 2) == "2 days"


def test_a_lazy_message_waits_for_its_reader():
    label = lazy("Dear %(name)s", name="Li")
    assert str(label) == "Li，您好"
    with using("en"):
        assert str(label) == "Dear Li"
        assert f"{label:>8}|{label!r}" == " Dear Li|lazy('Dear %(name)s')"
        assert label + "!" == "Dear Li!"
        assert "!" + label == "!Dear Li"
        assert label.upper() == "DEAR LI"
        assert "Li" in label
        assert len(label) == 7
        assert lazy("%s of 3") % 2 == "2 of 3"


def test_lazy_messages_are_values():
    assert {lazy("Case"): 1}[lazy("Case")] == 1
    assert lazy("Case") != lazy("Case", n=1)
    assert lazy("Case") != "案件"


def test_a_lazy_message_is_never_stored_by_accident():
    with pytest.raises(TypeError):
        json.dumps(lazy("Case"))


def test_wtforms_and_jinja_show_it_escaped():
    class Filing(Form):
        title = StringField(lazy("<b>"))

    form = Filing()
    page = jinja2.Environment(autoescape=True).from_string("{{ label }} {{ form.title.label }}")
    assert page.render(label=lazy("<b>"), form=form) == '《b》 <label for="title">《b》</label>'
    with using("en"):
        assert page.render(label=lazy("<b>"), form=form) == '&lt;b&gt; <label for="title">&lt;b&gt;</label>'


def test_a_message_costs_next_to_nothing():
    assert timeit.timeit(lambda: _("Case"), number=20_000) < 0.5
