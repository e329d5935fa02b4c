"""What can be done with a reply template."""

from portal.access import Verb


class TemplateVerb(Verb):
    BROWSE = "template.browse"
    READ = "template.read"
    ADD = "template.add"
    CHANGE = "template.change"
    RETIRE = "template.retire"
    REVIVE = "template.revive"


class PhrasingVerb(Verb):
    READ = "phrasing.read"
    RESTORE = "phrasing.restore"
