"""What can be done at the front door."""

from portal.access import Verb


class HomeVerb(Verb):
    START = "home.start"
    ABOUT = "home.about"
    KEYS = "home.keys"
    ACCESSIBILITY = "home.accessibility"
    PRIVACY = "home.privacy"
