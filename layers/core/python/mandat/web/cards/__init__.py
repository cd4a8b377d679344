"""What posts do about an identity card at 17: record, print, visit, bring it, one or many."""
