"""Who the screens of `console` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

SCREENS: dict[str, Answer] = {
    "console:copy-settings": Answer(who("agent")),
    "console:projects": Answer(who("agent")),
    "console:add-project": Answer(who("agent")),
    # No project and no collectivity is known of the cast (`console/tests/test_network.py`).
    "console:project": Answer(frozenset(), args=lambda cast: {"project_id": 0}),
    "console:collectivities": Answer(who("agent")),
    "console:collectivity-logo": Answer(frozenset()),
    "console:collectivity-image": Answer(frozenset(), is_download=True),
    # She made no copy yet: there is no report (`console/tests/test_copy_settings.py`).
    "console:settings-report": Answer(frozenset(), args=lambda cast: {"copy_id": 1}),
    "console:settings-report-csv": Answer(frozenset(), args=lambda cast: {"copy_id": 1}, is_download=True),
    "console:region": Answer(who("agent")),
    "console:desk": Answer(who("chef secretaire"), args=at_college()),
    "console:recount": Answer(who("chef secretaire"), args=at_college(), post=lambda cast: {}, status=(302,)),
    "console:kind": Answer(who("chef secretaire"), args=at_college(code=lambda cast: "groupes-vides")),
    "console:export": Answer(who("chef secretaire"), args=at_college(), is_download=True),
    "console:keep": Answer(
        who("chef secretaire"),
        args=at_college(code=lambda cast: "groupes-vides", keys=lambda cast: cast.groups["5A"].pk),
    ),
    "console:kept": Answer(who("chef secretaire"), args=at_college()),
    "console:show-again": Answer(frozenset(), args=at_college(kept_id=lambda cast: 0), post=lambda cast: {}),
    "console:across": Answer(who("agent")),
    "console:merge-across": Answer(
        frozenset(), args=lambda cast: {"request_id": 0}, post=lambda cast: {"garder": cast.marc.pk}
    ),
    "console:refuse-merge": Answer(
        frozenset(), args=lambda cast: {"request_id": 0}, post=lambda cast: {"refusal": "x"}
    ),
    "console:part-across": Answer(frozenset(), args=lambda cast: {"merge_id": 0}, post=lambda cast: {}),
    "console:ask-merge": Answer(
        who("chef secretaire"), args=at_college(), status=(302,),
        post=lambda cast: {"first": cast.marc.pk, "second": cast.oncle.pk, "reason": "C’est le même"},
    ),
    "console:compare": Answer(
        who("chef secretaire"),
        args=at_college(first_id=lambda cast: cast.lea.pk, second_id=lambda cast: cast.noe.pk),
    ),
    "console:merges": Answer(who("chef secretaire"), args=at_college()),
    "console:merge": Answer(
        who("chef secretaire"), args=at_college(), status=(302,),
        post=lambda cast: {"garder": cast.lea.pk, "fondre": cast.noe.pk},
    ),
    "console:unmerge": Answer(frozenset(), args=at_college(merge_id=lambda cast: 0), post=lambda cast: {}),
}  # fmt: skip
