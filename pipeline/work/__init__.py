"""How documents are carried through: tasks, the function that does one, and what it runs on."""
