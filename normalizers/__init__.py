"""What the words mean: strings in, values out. Knows no page and no file."""
