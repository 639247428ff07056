"""An experiment as a picture: what is seen, gathered into one value, and painters that need that alone."""
