"""Two languages, one text: messages, dates and numbers as the reader of the moment reads them.

`_` translates now, `lazy` when shown, `N_` only marks; `using(lang)` says who is being answered.
The module itself fits wherever a gettext object is asked for (it has `gettext` and `ngettext`).
"""

from portal.i18n.catalogue import CatalogueError, chinese
from portal.i18n.formats import ago, day, local, moment, number, set_zone, start_of
from portal.i18n.language import HTML_LANG, LANGS, current, pick, reset, set_language, using
from portal.i18n.match import match_language
from portal.i18n.messages import N_, Lazy, bilingual, gettext, lazy, ngettext, translate

_ = gettext

__all__ = [
    "HTML_LANG",
    "LANGS",
    "N_",
    "CatalogueError",
    "Lazy",
    "_",
    "ago",
    "bilingual",
    "chinese",
    "current",
    "day",
    "gettext",
    "lazy",
    "local",
    "match_language",
    "moment",
    "ngettext",
    "number",
    "pick",
    "reset",
    "set_language",
    "set_zone",
    "start_of",
    "translate",
    "using",
]
