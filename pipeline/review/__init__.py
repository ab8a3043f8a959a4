"""`boctach review`: a local page where a person looks once at what is doubtful and says what is printed."""
