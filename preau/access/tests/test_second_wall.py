"""`open_session` passes the second wall: it tells of one person, and nothing made by a screen deceives it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import Client

from tests.cast import Cast

Visit = Callable[[str], Client]


def test_a_temporary_table_does_not_stand_in_for_a_post(cast: Cast, visit: Visit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE post AS SELECT * FROM public.post WHERE false")
        cursor.execute(
            "INSERT INTO pg_temp.post (id, school_id, person_id, function, label, discipline, profile, is_local,"
            " begins_on) VALUES (-1, %s, %s, 'DIR', '', '', 'direction', true, '2020-01-01')",
            [cast.schools["twin"].pk, cast.durand.pk],
        )
        cursor.execute("SELECT posts::text FROM attachments_of(%s, '2026-11-24')", [cast.durand.pk])
        assert "direction" not in str(cursor.fetchone())
    assert visit("durand").get("/0340002B/appel/1/").status_code == 404


def test_only_the_role_of_screens_may_ask(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proacl::text, proconfig::text FROM pg_proc WHERE prosecdef"
            " AND pronamespace = 'public'::regnamespace ORDER BY 1"
        )
        found = cursor.fetchall()
    assert [name for name, _acl, _config in found] == [
        "account_ends",
        "attachments_of",
        "forget_closed_notes",
        "give_absence_reasons",
        "give_grading_words",
        "give_mentions",
        "give_news_threads",
        "given_cycle_reports",
        "is_pupil_somewhere",
        "learn_sizes",
        "open_session",
        "published_report_card",
        "published_report_cards",
        "schools_of_person",
        "standing_banners",
        "tied_to_a_school",
        "working_among",
    ]
    for _name, acl, config in found:
        assert "preau_app=X" in acl
        assert "{=X" not in acl
        assert ",=X" not in acl
        assert "search_path=pg_catalog, public, pg_temp" in config


def test_nothing_is_served_without_a_secret(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import preau.config.wsgi"],
        env={"PREAU_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "preau.config.settings", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert told.returncode != 0
    assert "PREAU_SECRET_KEY est vide" in told.stderr
