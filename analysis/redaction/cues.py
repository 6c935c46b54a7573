"""The words beside a name that say it is one, and the words that are never part of one."""

from analysis.redaction.words import listed

KIN = listed("kin")
ROLES = listed("roles")
ROLE_BEFORE_NAME = KIN | ROLES
FAMILY_TITLES = listed("family_titles")
TITLES = listed("titles")
CAPITAL_TITLES = listed("capital_titles")
"""These are titles only before a word with a capital."""

NAMED = frozenset(["called", "named"])
PERSON_VERBS = listed("person_verbs")
AFTER_NAME = listed("after_name")
BEFORE_NAME = listed("before_name")
SIGNED = listed("signed")
BELONGING = listed("belonging")
NOT_IN_A_NAME = listed("not_in_a_name")
NEVER_LOWER = listed("never_lower")
"""Names that, in small letters, are the ordinary word unless “my name is” stands before."""

NOT_PEOPLE = listed("not_people")
"""Word names that, with a capital, are more often a month, a place or a thing."""

STANDS = ("is", "was", "has", "keeps")
PLACE_AFTER = listed("place_after")
FAMOUS = frozenset(tuple(each.split("_")) for each in listed("famous"))
"""Everybody writes of these; none is a person that the service knows."""

PLACE_ENDINGS = tuple(listed("place_endings"))
"""How English towns end: such a word is not taken for a name by its capital alone."""
