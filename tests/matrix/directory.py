"""Who the screens of `directory` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

CHORALE = at_college(group_id=lambda cast: cast.groups["CHORALE"].pk)

SCREENS: dict[str, Answer] = {
    "directory:lists": Answer(
        who("lea noe marc sofia durand petit double cpe chef secretaire"), args=at_college()
    ),
    "directory:add-list": Answer(who("cpe chef secretaire"), args=at_college()),
    # The cast has no list (`directory/tests/test_broadcast.py`).
    "directory:change-list": Answer(frozenset(), args=at_college(list_id=lambda cast: 0)),
    "directory:my-majority": Answer(who("lea noe tom jumelle")),
    "directory:opposition": Answer(
        who("chef secretaire"), args=at_college(person_id=lambda cast: cast.lea.pk)
    ),
    "directory:change-logo": Answer(who("chef secretaire"), args=at_college()),
    # The cast has no logo (`directory/tests/test_logo.py`).
    "directory:logo": Answer(frozenset(), args=at_college(), is_download=True),
    "directory:collectivity-logo": Answer(frozenset(), args=at_college(), is_download=True),
    "directory:mine": Answer(who("lea noe tom jumelle marc sofia jumeau_parent")),
    "directory:calendar": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:add-closure": Answer(who("chef secretaire"), args=at_college()),
    "directory:remove-closure": Answer(
        who("chef secretaire"), args=at_college(closure_id=lambda cast: cast.closures["college"].pk)
    ),
    "directory:new-year": Answer(who("chef secretaire"), args=at_college()),
    # No coming year is known of the cast: there is nothing to prepare (`console/tests/test_new_year.py`).
    "directory:prepare-new-year": Answer(frozenset(), args=at_college(), post=lambda cast: {}),
    "directory:my-new-year": Answer(
        who("lea noe tom jumelle marc sofia jumeau_parent durand petit double jumeau_prof")
    ),
    "directory:settings": Answer(who("chef secretaire"), args=at_college()),
    "directory:terms": Answer(who("chef secretaire"), args=at_college()),
    "directory:councils": Answer(who("chef secretaire"), args=at_college()),
    "directory:school": Answer(who("chef secretaire"), args=at_college()),
    "directory:give-back-school": Answer(
        who("chef secretaire"), args=at_college(), post=lambda cast: {}, status=(302,)
    ),
    "directory:people": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:person": Answer(
        who("durand cpe chef secretaire"), args=at_college(person_id=lambda cast: cast.lea.pk)
    ),
    "directory:portrait": Answer(
        who("durand cpe chef secretaire"), args=at_college(person_id=lambda cast: cast.noe.pk), is_download=True
    ),
    "directory:groups": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:group": Answer(
        who("durand cpe chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "directory:export-group": Answer(
        who("durand cpe chef secretaire"),
        args=at_college(group_id=lambda cast: cast.groups["4B"].pk, kind=lambda cast: "ods"),
        is_download=True,
    ),
    "directory:add-group": Answer(who("cpe chef secretaire"), args=at_college()),
    "directory:change-group": Answer(who("cpe chef secretaire"), args=CHORALE),
    "directory:archive-group": Answer(who("cpe chef secretaire"), args=CHORALE),
    "directory:add-members": Answer(who("cpe chef secretaire"), args=CHORALE),
    "directory:end-membership": Answer(
        who("cpe chef secretaire"),
        args=at_college(
            group_id=lambda cast: cast.groups["CHORALE"].pk,
            membership_id=lambda cast: cast.memberships["CHORALE"].pk,
        ),
    ),
    "directory:image-rights": Answer(
        who("cpe chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "directory:delegates": Answer(
        who("cpe chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "directory:portraits": Answer(who("cpe chef secretaire"), args=at_college()),
    "directory:pair-portrait": Answer(
        who("cpe chef secretaire"), args=at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk)
    ),
    "directory:waiting-image": Answer(
        who("cpe chef secretaire"),
        args=at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk),
        is_download=True,
    ),
}  # fmt: skip
