"""What is on the page: bytes in, documents with tables out. Knows no law, no gazetteer, no Parquet."""
