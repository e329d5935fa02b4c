"""What can be asked of search."""

from portal.access import Verb


class SearchVerb(Verb):
    ASK = "search.ask"
    COMPOSE = "search.compose"
    COMPLETE = "search.complete"
    EXPORT = "search.export"
