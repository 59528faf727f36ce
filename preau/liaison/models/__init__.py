"""Tables of the liaison book: words, whom they went to, answers and their history, documents given."""

from preau.liaison.models.deposit import Deposit
from preau.liaison.models.reply import Reply, ReplyVersion
from preau.liaison.models.usual import LiaisonSettings, UsualWord
from preau.liaison.models.word import Word, WordPupil, WordVersion

__all__ = [
    "Deposit", "LiaisonSettings", "Reply", "ReplyVersion", "UsualWord", "Word", "WordPupil", "WordVersion",
]  # fmt: skip
