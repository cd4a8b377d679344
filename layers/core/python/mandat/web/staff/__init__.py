"""What lies behind a post's link: the case, what the post may do about it, its worklist."""
