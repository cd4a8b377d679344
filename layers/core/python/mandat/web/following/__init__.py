"""«Ikuti laporan itu»: pages of whoever follows a case that somebody else filed."""
