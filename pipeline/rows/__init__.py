"""From a document with tables to the rows of the datasets, one module a dataset or two."""
