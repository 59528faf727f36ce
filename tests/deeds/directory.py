"""Whom the actions of `directory` obey."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

from preau.directory.models import BroadcastList, PersonMerge, SchoolYear, Term
from preau.directory.terms import TermDates
from preau.kernel.actor import Profile
from tests.cast import NOW, TODAY, Cast
from tests.deeds.asked import NOBODY, OFFICE, WATCHERS, Asked, at_college
from tests.portraits import archive, png


def council(cast: Cast) -> dict[int, date]:
    return {Term.objects.get(group=cast.groups["4B"], number=1).pk: date(2026, 11, 27)}


def coming_year(_cast: Cast) -> int:
    return SchoolYear.objects.create(label="2027-2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 7, 5)).pk


def chorale(cast: Cast) -> int:
    return cast.groups["CHORALE"].pk


def merge(cast: Cast) -> int:
    return PersonMerge.objects.create(
        school=cast.schools["college"], kept_id=cast.lea.pk, gone_id=cast.noe.pk, merged_at=NOW, merged_by_id=1
    ).pk


def broadcast_list(cast: Cast) -> int:
    return BroadcastList.objects.create(
        school=cast.schools["college"], label="x", seen_by=["direction"], written_by=["direction"]
    ).pk


ACTIONS: dict[str, Asked] = {
    "directory.add_closure": Asked(
        OFFICE,
        at_college(label=lambda cast: "Portes ouvertes", starts_on=lambda cast: TODAY, ends_on=lambda cast: TODAY),
    ),
    "directory.remove_closure": Asked(OFFICE, at_college(closure_id=lambda cast: cast.closures["college"].pk)),
    "directory.change_school_settings": Asked(
        OFFICE,
        at_college(midday=lambda cast: time(12), zone=lambda cast: "C", has_saturday_class=lambda cast: True),
    ),
    "directory.prepare_new_year": Asked(OFFICE, at_college(year_id=coming_year)),
    "directory.set_year_openings": Asked(
        OFFICE, at_college(year_id=coming_year, days=lambda cast: {Profile.PUPIL: date(2027, 8, 31)})
    ),
    "directory.end_groups_of_the_year": Asked(NOBODY, at_college()),
    "directory.set_terms": Asked(
        OFFICE,
        at_college(
            year_id=lambda cast: SchoolYear.objects.get().pk,
            kind=lambda cast: "semestre",
            group_ids=lambda cast: [cast.groups["5A"].pk],
            terms=lambda cast: [
                TermDates(1, date(2026, 9, 1), date(2027, 1, 31)),
                TermDates(2, date(2027, 2, 1), date(2027, 7, 3)),
            ],
        ),
    ),
    "directory.set_councils": Asked(OFFICE, at_college(councils=council)),
    "directory.describe_school": Asked(
        OFFICE,
        at_college(
            **{name: lambda cast: "" for name in ("street", "postal_code", "phone", "email", "web")},
            town=lambda cast: "Toulouse",
        ),
    ),
    "directory.give_back_school": Asked(OFFICE, at_college()),
    "directory.create_group": Asked(WATCHERS, at_college(name=lambda cast: "Échecs")),
    "directory.change_group": Asked(
        WATCHERS,
        at_college(group_id=chorale, name=lambda cast: "Chorale du midi", is_locked=lambda cast: True),
    ),
    "directory.archive_group": Asked(WATCHERS, at_college(group_id=chorale)),
    "directory.add_members": Asked(
        WATCHERS,
        at_college(group_id=chorale, pupil_ids=lambda cast: [cast.noe.pk], begins_on=lambda cast: TODAY),
    ),
    "directory.end_membership": Asked(
        WATCHERS,
        at_college(
            group_id=chorale,
            membership_id=lambda cast: cast.memberships["CHORALE"].pk,
            last_day=lambda cast: TODAY,
        ),
    ),
    "directory.import_portraits": Asked(
        WATCHERS, at_college(archive=lambda cast: BytesIO(archive({"4e B/lea.martin-segala.png": png()})))
    ),
    "directory.pair_portrait": Asked(
        WATCHERS,
        at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk, pupil_id=lambda cast: cast.lea.pk),
    ),
    "directory.discard_portrait": Asked(WATCHERS, at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk)),
    "directory.set_image_rights": Asked(WATCHERS, at_college(answers=lambda cast: {cast.lea.pk: False})),
    "directory.choose_delegates": Asked(
        WATCHERS,
        at_college(
            group_id=lambda cast: cast.groups["4B"].pk, pupils=lambda cast: [cast.lea.pk],
            guardians=lambda cast: [cast.people["marc"].pk],
        ),
    ),
    "directory.merge_persons": Asked(
        OFFICE, at_college(kept_id=lambda cast: cast.lea.pk, gone_id=lambda cast: cast.noe.pk)
    ),
    "directory.forget_merges": Asked(NOBODY, at_college()),
    "directory.unmerge_persons": Asked(OFFICE, at_college(merge_id=merge)),
    "directory.record_opposition": Asked(
        OFFICE,
        at_college(pupil_id=lambda cast: cast.lea.pk, reason=lambda cast: "", is_emancipated=lambda cast: True),
    ),
    "directory.end_opposition": Asked(OFFICE, at_college(pupil_id=lambda cast: cast.lea.pk)),
    "directory.write_broadcast_list": Asked(
        WATCHERS,
        at_college(
            label=lambda cast: "Familles",
            people=lambda cast: [("responsables", cast.groups["4B"].pk)],
            seen_by=lambda cast: ["enseignant"],
            written_by=lambda cast: ["direction"],
        ),
    ),
    "directory.archive_broadcast_list": Asked(WATCHERS, at_college(list_id=broadcast_list)),
    "directory.set_school_logo": Asked(OFFICE, at_college(content=lambda cast: png())),
}  # fmt: skip
