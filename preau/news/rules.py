"""The numbers of news, each with its reason."""

from __future__ import annotations

#: Characters of a title: two lines on a phone.
TITLE_LENGTH = 120
#: Characters of the cleaned body.
BODY_LENGTH = 20_000
#: Characters of a comment.
COMMENT_LENGTH = 1_000
#: Characters of a banner: one sentence that everybody reads on every page.
BANNER_LENGTH = 240
#: Characters of the words that refuse an item, or withdraw it.
REASON_LENGTH = 500
#: Items on a page of the list.
PAGE = 20
#: Days a banner stands at most: what stands always is not read any more.
LONGEST_BANNER_DAYS = 31
#: Banners shown at once at the top of a page, the gravest first.
MOST_BANNERS = 3
#: Longest side of a picture shown in a page, in pixels.
PICTURE_BOX = (1200, 1200)
#: Bytes of a picture, and of all the files joined to an item.
LARGEST_PICTURE = 8 << 20
LARGEST_FILES = 20 << 20
