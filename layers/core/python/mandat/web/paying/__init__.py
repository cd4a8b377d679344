"""What posts do with the stipend: visit, decide, pay and prove, one by one or by the list."""
