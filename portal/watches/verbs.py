"""What can be done with saved searches, and with the alerts people have on them."""

from portal.access import Verb


class WatchVerb(Verb):
    BROWSE = "watch.browse"
    READ = "watch.read"
    SAVE = "watch.save"
    EDIT = "watch.edit"
    DELETE = "watch.delete"
    SUBSCRIBE = "watch.subscribe"
    ATOM = "watch.atom"


class SubscriptionVerb(Verb):
    READ = "subscription.read"
    ALERT = "subscription.alert"
    CANCEL = "subscription.cancel"
    FEED = "subscription.feed"
