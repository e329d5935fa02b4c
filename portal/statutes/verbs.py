"""What can be done with a provision of the law."""

from portal.access import Verb


class ProvisionVerb(Verb):
    BROWSE = "provision.browse"
    READ = "provision.read"
    BRING_IN = "provision.bring_in"
