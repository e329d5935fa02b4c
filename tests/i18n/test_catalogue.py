"""The catalogue: read as written, merged, and refused where two places disagree."""

from __future__ import annotations

import pytest

from portal.i18n import CatalogueError, catalogue, chinese

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(folder, name, *entries):
    (folder / name).write_text(HEADER + "\n\n".join(entries) + "\n", encoding="utf-8")


def test_files_are_merged(tmp_path):
    write(tmp_path, "a.po", 'msgid "Case"\nmsgstr "案件"')
    write(tmp_path, "b.po", 'msgid "Notice"\nmsgstr "通知"', 'msgid "Case"\nmsgstr "案件"')
    assert dict(catalogue.read(tmp_path)) == {"Case": "案件", "Notice": "通知"}


def test_both_forms_of_a_plural_have_its_text(tmp_path):
    write(tmp_path, "a.po", 'msgid "%(n)s case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] "%(n)s件"')
    assert dict(catalogue.read(tmp_path)) == {"%(n)s case": "%(n)s件", "%(n)s cases": "%(n)s件"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("a.po", "b.po"), ("a.po", "a.po")],
    ids=["in two files", "in one file"],
)
def test_one_message_translated_twice_is_refused(tmp_path, first, second):
    entries = {"a.po": ['msgid "Case"\nmsgstr "案件"'], "b.po": []}
    entries[second] = [*entries[second], 'msgid "Case"\nmsgstr "个案"']
    for name in {first, second}:
        write(tmp_path, name, *entries[name])
    with pytest.raises(CatalogueError, match="Case"):
        catalogue.read(tmp_path)


@pytest.mark.parametrize(
    "entry",
    ['msgid "no text"', "nonsense here", 'msgctxt "a"\nmsgid "b"\nmsgstr "c"'],
)
def test_a_malformed_file_is_refused_by_name(tmp_path, entry):
    write(tmp_path, "broken.po", entry)
    with pytest.raises(CatalogueError, match=r"broken\.po"):
        catalogue.read(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "gbk.po").write_bytes(HEADER.encode() + 'msgid "Case"\nmsgstr "案件"\n'.encode("gbk"))
    with pytest.raises(CatalogueError, match=r"gbk\.po"):
        catalogue.read(tmp_path)


def test_fuzzy_empty_and_obsolete_entries_do_not_count(tmp_path):
    write(
        tmp_path,
        "a.po",
        '#, fuzzy\nmsgid "A"\nmsgstr "甲"',
        'msgid "B"\nmsgstr ""',
        '#~ msgid "C"\n#~ msgstr "丙"',
    )
    assert dict(catalogue.read(tmp_path)) == {}


def test_the_portals_own_catalogue_is_sound():
    assert chinese()["just now"] == "刚刚"
