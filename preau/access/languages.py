"""In which language somebody who has an account is written to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from preau.access.models import Account
from preau.foundation.languages.offered import FRENCH
from preau.foundation.languages.recipients import reads_languages


@reads_languages
def chosen_languages(people: Iterable[int]) -> Mapping[int, str]:
    """Those of these persons who chose another language than French."""
    chosen = Account.objects.filter(person_id__in=list(people)).exclude(language__in=("", FRENCH))
    return dict(chosen.values_list("person_id", "language"))
