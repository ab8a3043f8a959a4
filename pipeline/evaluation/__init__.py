"""How right the results are: rows and cells against known truth, per track, with gains and losses by name."""
