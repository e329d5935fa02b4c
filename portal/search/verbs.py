"""What can be asked of search."""

from portal.access import Verb


class SearchVerb(Verb):
    ASK = "search.ask"
