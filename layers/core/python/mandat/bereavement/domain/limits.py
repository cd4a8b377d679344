"""The figures and the closed lists of the rules about a death."""

from datetime import timedelta

REPORTERS = frozenset({"family", "rt", "hospital"})
WISHES = frozenset({"hearse", "equipment"})
# UU 24/2013, article 44: the RT head reports within 30 days. Who is later is heard all the same.
REPORTED_WITHIN = timedelta(days=366)
CHILDREN_MAX = 20
PRESENT_MAX = 40
UNDO_REASONS = frozenset({"alive", "other_person", "duplicate"})
# The services whose work is what the family is handed on the last night.
PAPERS = frozenset({"duka-akta", "duka-kk", "duka-ktp"})
# Whoever does this work may write down an evening too.
TAKZIAH = frozenset({"duka-takziah"})
# What is opened when a report is undone after papers were issued: who made them annuls them.
ANNULMENT = "pembatalan"
ANNULLED_BY = "duka-akta"
# Of a household's children these may be those of who died: the register knows no parents.
PARENT_YEARS = 15
