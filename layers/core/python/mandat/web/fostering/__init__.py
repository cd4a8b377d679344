"""Orphans and the officials who foster them: the public page, the official's, the child's."""
