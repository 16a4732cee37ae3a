"""Facts read from a store: activities, who was there, the words, where sources disagree."""
