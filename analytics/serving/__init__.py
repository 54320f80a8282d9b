"""What the web server adds around the pages: headers, whether it is ready, the shapes of the map. No Streamlit."""
