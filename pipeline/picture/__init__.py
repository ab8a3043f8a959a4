"""A plan on one page: what was decided, who carries how much, by when, on which documents, how sure we are."""
