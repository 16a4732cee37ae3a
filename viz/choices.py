"""What can be chosen of a map and of a report; it loads nothing."""

PARTS = ("top", "core", "backbone")
LANGUAGES = ("en", "ru")
