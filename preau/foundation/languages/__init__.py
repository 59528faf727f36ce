"""The languages of Préau: which are offered, their catalogues, and speaking one of them."""
