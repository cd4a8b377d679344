"""`make demo`: invented people use a running stack as everybody does, by its pages and its mails.

Nothing here touches the table: what the demonstration shows is what the product did.
"""
