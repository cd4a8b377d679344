"""`make bench`: what the product costs beside a floor that is measured in the same run."""
