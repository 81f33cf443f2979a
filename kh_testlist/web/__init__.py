"""Safe requests to the web: look names up, check addresses, send one request, and limit what is read."""
