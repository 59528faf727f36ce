"""Live pages: who listens to what, and how a change reaches them. See README.md."""

#: The PostgreSQL channel of touches: `{"id": <ledger id>, "topics": ["eleve:12"]}`.
LIVE_CHANNEL = "preau_live"
