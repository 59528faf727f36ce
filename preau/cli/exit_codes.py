"""What the exit code of `preau` means; printed by `preau --help`."""

from __future__ import annotations

DONE = 0
REFUSED = 1
BADLY_WRITTEN = 2
TO_CONFIRM = 3
UNREACHABLE = 4
INTERRUPTED = 130

MEANINGS = """\
codes de sortie :
  0    fait
  1    refusé : une phrase dit pourquoi, rien n’a changé
  2    commande mal écrite
  3    rien n’a changé : relancer avec --confirm pour accepter ce qui est annoncé
  4    la base de données ne répond pas ou ne démarre pas
  130  interrompu au clavier
"""
