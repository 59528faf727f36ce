"""Préau: the open digital workspace of the collèges and lycées of Occitanie."""
