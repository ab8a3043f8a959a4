"""Word 97–2003 files (.doc): from the compound file to the elements that the reader of .docx walks through."""
