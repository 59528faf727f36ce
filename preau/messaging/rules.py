"""Numbers of messaging, and where they come from."""

from __future__ import annotations

from datetime import timedelta

#: Up to so many people a message is in their boxes before its sender is answered; beyond, a job delivers it.
AT_ONCE = 50
#: Beyond, the sender types the number and has a minute to take the message back (rule B14; the figure is ours).
CONFIRMED_ABOVE = 50
UNDONE_WITHIN = timedelta(seconds=60)
#: Its sender recalls a message alone so long after it left; later the direction agrees first (capability C31).
RECALLED_WITHIN = timedelta(minutes=60)
#: Copies written by one transaction of a mass delivery.
BATCH = 5_000

#: Characters of a subject, of a reason, of the name of a folder.
LONGEST_SUBJECT, LONGEST_REASON, LONGEST_FOLDER = 150, 300, 40
LONGEST_SIGNATURE = 2_000
#: Folders of one's own under a hat.
MOST_FOLDERS = 30
#: Lines of an address.
MOST_ADDRESSED = 200
#: Threads of a page of a box, and the copies looked at to find them.
PAGE, LOOKED_AT = 25, 120
#: Unread messages are counted among so many of the newest: « 99+ » says the rest.
COUNTED_AMONG = 200
#: A message that asks for an answer stays in « À faire » so long.
ANSWERED_WITHIN = timedelta(days=30)
