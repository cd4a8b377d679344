"""What the tests cover: probes while they run, then a check against the stored floor."""
