"""From the database to the records of a file: a school's year, class after class. The scope must be open."""
