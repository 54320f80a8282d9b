"""What a page shows, made from measurements: an answer in words, a table, a picture, a source line. No Streamlit."""
