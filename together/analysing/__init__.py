"""`together analyse`: a table of answers in, the same table with readings out."""
