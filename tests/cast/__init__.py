"""The cast: the same few people in every test. Built once per test database, rolled back after each test.

| name | who |
|---|---|
| lea | a pupil of 4e B at the collège, in a group of Spanish |
| marc, sofia | her parents, living apart, both legal representatives |
| oncle | a contact of Léa (level 3): no access |
| tom | her brother, at the lycée agricole: another school, another académie |
| noe | a classmate of Léa, whose parents are others |
| durand | teaches mathematics to 4e B |
| petit | a colleague, who teaches another class |
| cpe, chef, secretaire | CPE, head and secretary of the collège |
| jumelle | a pupil of the twin school; jumeau_prof, jumeau_cpe, jumeau_chef its staff; jumeau_parent a parent |
| agent | works for the Region |
| double | a teacher of the collège who is also Noé's mother |
"""

from __future__ import annotations

from django.db import transaction

from preau.kernel import clock
from tests.cast.cards import write_cards
from tests.cast.council import write_councils
from tests.cast.groups import write_groups, write_portraits
from tests.cast.lessons import lesson, write_calendar, write_lessons, write_periods
from tests.cast.liaison import write_liaison
from tests.cast.marks import write_marks
from tests.cast.messages import write_messages
from tests.cast.news import write_news
from tests.cast.people import person, write_people, write_schools
from tests.cast.stage import NOW, TODAY, YEAR_START, Cast, everywhere
from tests.cast.vigilance import write_vigilance
from tests.cast.windows import write_imports, write_reattachments, write_sessions
from tests.cast.words import write_words

__all__ = ["NOW", "TODAY", "YEAR_START", "Cast", "build_cast", "everywhere", "lesson", "person"]


def build_cast() -> Cast:
    """Write the cast in the database. Runs as the owner, outside any scope."""
    cast = Cast()
    with clock.at(NOW), transaction.atomic():
        write_schools(cast)
        with everywhere(cast):
            write_people(cast)
            write_groups(cast)
            write_portraits(cast)
            write_calendar(cast)
            write_lessons(cast)
            write_periods(cast)
            write_marks(cast)
            write_words(cast)
            write_councils(cast)
            write_cards(cast)
            write_news(cast)
            write_messages(cast)
            write_liaison(cast)
            write_imports(cast)
            write_reattachments(cast)
            write_sessions(cast)
            write_vigilance(cast)
    return cast
