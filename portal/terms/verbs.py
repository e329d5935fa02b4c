"""What can be done with other names."""

from portal.access import Verb


class SynonymVerb(Verb):
    READ = "synonym.read"
    BROWSE = "synonym.browse"
    ADD = "synonym.add"
    CHANGE = "synonym.change"
    RETIRE = "synonym.retire"
    BRING_IN = "synonym.bring_in"
