"""Row security in PostgreSQL: a filter forgotten in Python shows nothing instead of a neighbour's pupils.

Screens connect as the role `preau_app`, which owns nothing: policies apply to it. Migrations and mass
imports connect as the owner, to whom they do not apply. The setting is read through a sub-select, so that
PostgreSQL evaluates it once per statement.
"""

from __future__ import annotations

from django.db import migrations

APP_ROLE = "preau_app"

_IN_SCOPE = "(SELECT coalesce(nullif(current_setting('preau.schools', true), ''), '{}')::bigint[])"


def protect(table: str, *, column: str = "school_id", or_null: bool = False) -> migrations.RunSQL:
    """A migration operation: rows of `table` are seen and written only for the schools in scope.

    With `or_null`, rows that belong to no school are open as well.
    """
    condition = f"{column} = ANY ({_IN_SCOPE}::bigint[])"
    if or_null:
        condition = f"{column} IS NULL OR {condition}"
    return _wall(table, condition)


def protect_shared(table: str, *, column: str = "schools") -> migrations.RunSQL:
    """The same for rows kept once for several schools, named by an array: a scope that holds one sees them."""
    return _wall(table, f"{column} && {_IN_SCOPE}::bigint[]")


def _wall(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=[
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY school_scope ON {table} TO {APP_ROLE} USING ({condition}) WITH CHECK ({condition})",
        ],
        reverse_sql=[
            f"DROP POLICY school_scope ON {table}",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def create_app_role() -> migrations.RunSQL:
    """The role of screens: may read and write rows, owns nothing, cannot sign in by itself."""
    return migrations.RunSQL(
        sql=f"""
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
                CREATE ROLE {APP_ROLE} NOLOGIN NOBYPASSRLS;
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$;
        GRANT {APP_ROLE} TO CURRENT_USER;
        GRANT USAGE ON SCHEMA public TO {APP_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {APP_ROLE};
        """,
        reverse_sql=migrations.RunSQL.noop,
    )
