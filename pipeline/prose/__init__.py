"""Tasks that a document gives in running text: lines to items, items to a tree, the tree to rows of `tasks`."""
