"""The identity card at 17 for whom it is: the public figure, and the page behind their own link."""
