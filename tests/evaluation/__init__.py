"""`make evaluate`: documents with known truth and the gold files, scored per track against a stored baseline."""
