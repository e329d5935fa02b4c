"""What can be done with an AI system in the register."""

from portal.access import Verb


class SystemVerb(Verb):
    BROWSE = "system.browse"
    READ = "system.read"
    BRING_IN = "system.bring_in"
