"""What running text asks of whom: bodies that open a line, partners of a duty, labelled role lines."""
