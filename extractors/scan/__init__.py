"""Page images to pages: upright, straight, clean; ruled lines; words with their confidence."""
