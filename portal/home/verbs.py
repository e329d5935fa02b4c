"""What can be done at the front door."""

from portal.access import Verb


class HomeVerb(Verb):
    START = "home.start"
    ABOUT = "home.about"
    ACCESSIBILITY = "home.accessibility"
    PRIVACY = "home.privacy"
