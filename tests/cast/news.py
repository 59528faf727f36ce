"""News of the cast: read, awaited, proposed, above schools; and a banner that has come down."""

from __future__ import annotations

from datetime import timedelta

from preau.kernel.words import folded
from preau.news.models import (
    Banner,
    ItemVersion,
    NewsComment,
    NewsFile,
    NewsItem,
    NewsRight,
    NewsTarget,
    NewsThread,
)
from tests.cast.stage import NOW, Cast


def write_news(cast: Cast) -> None:
    """`sortie`: to the parents and pupils of 4e B, to be acknowledged. `menus`: to everybody, with comments; that
    of Marc waits. `proposee`: Mme Durand's, which waits. `region`: the Region's, in two schools.
    """
    college = cast.schools["college"]
    life = NewsThread.objects.get(school=college, label="Vie du collège")
    group = cast.groups["4B"].pk
    sortie = _item(
        cast, "sortie", "cpe", "Sortie au cirque", [f"responsables:g{group}", f"eleves:g{group}"], thread=life,
        wants_acknowledgement=True,
    )  # fmt: skip
    menus = _item(
        cast, "menus", "secretaire", "Les menus de la semaine", ["eleves", "personnels", "responsables"],
        thread=life, takes_comments=True,
    )  # fmt: skip
    _item(cast, "proposee", "durand", "Rallye de calcul", ["eleves"], thread=life, state="proposee")
    region = _item(
        cast, "region", "agent", "Aide à la rentrée", ["responsables"], origin="Région Occitanie",
        schools=[college.pk, cast.schools["agricole"].pk],
    )  # fmt: skip
    for item in (sortie, menus, region):
        for school_id in item.schools:
            NewsTarget.objects.create(item=item, school_id=school_id, shown_from=NOW - timedelta(days=1))
    cast.news["comment"] = NewsComment.objects.create(
        school=college, item=menus, author_id=cast.marc.pk, author_profile="responsable", text="Merci !",
        searched="merci", state="attente", written_at=NOW - timedelta(hours=1),
    ).pk  # fmt: skip
    for name, item in (("file", menus), ("region_file", region)):
        cast.news[name] = NewsFile.objects.create(
            schools=item.schools, item=item, name="menus.txt", kind="text/plain", size=7, digest="0" * 64,
            content=b"Lundi\r\n", verdict="sans", added_at=NOW,
        ).pk  # fmt: skip
    for name, schools, origin, author in (
        ("banner", [college.pk], "", cast.chef), ("region_banner", region.schools, "Région Occitanie", cast.agent),
    ):  # fmt: skip
        cast.news[name] = Banner.objects.create(
            schools=schools, origin=origin, text="Travaux rue Pasteur hier.", level="information",
            begins_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1), written_by_id=author.pk,
            written_at=NOW - timedelta(days=2),
        ).pk  # fmt: skip
    cast.news["thread"] = life.pk


def _item(cast: Cast, name: str, author: str, title: str, audience: list[str], **more: object) -> NewsItem:
    said = {"schools": [cast.schools["college"].pk], "state": "publiee", **more}
    shown = NOW - timedelta(days=1) if said["state"] == "publiee" else None
    item: NewsItem = NewsItem.objects.create(
        author_id=cast.people[author].pk, author_profile=cast.profiles[author].value, title=title,
        html=f"<p>{title}, en quelques mots.</p>", beginning=f"{title}, en quelques mots.",
        searched=folded(f"{title} {title} en quelques mots"), audience=audience,
        written_at=NOW - timedelta(days=2), shown_from=shown, proposed_at=NOW - timedelta(days=1), **said,
    )  # fmt: skip
    cast.news[name] = item.pk
    return item


def grow_news(cast: Cast, more: int = 18) -> None:
    """So many more items that everybody of the collège reads, comments, versions, files, threads and banners."""
    college = cast.schools["college"]
    menus = NewsItem.objects.get(pk=cast.news["menus"])
    everybody = ["eleves", "personnels", "responsables"]
    for n in range(more):
        thread = NewsThread.objects.create(school=college, label=f"Fil {n}")
        NewsRight.objects.create(school=college, thread=thread, right="publier", profile="enseignant")
        item = _item(cast, f"more{n}", "cpe", f"Actualité {n}", everybody, thread=thread)
        NewsTarget.objects.create(item=item, school=college, shown_from=NOW - timedelta(days=1))
        for state in ("brouillon", "proposee"):
            _item(cast, f"{state}{n}", "durand", f"Actualité {n}", everybody, thread=menus.thread, state=state)
        above = _item(
            cast, f"above{n}", "agent", f"Région {n}", ["responsables"], origin="Région Occitanie",
            schools=[college.pk],
        )  # fmt: skip
        NewsTarget.objects.create(item=above, school=college, shown_from=NOW - timedelta(days=1))
        NewsComment.objects.create(
            school=college, item=menus, author_id=cast.lea.pk, author_profile="eleve", text="Miam",
            searched="miam", state="visible" if n % 2 else "attente", written_at=NOW,
        )  # fmt: skip
        ItemVersion.objects.create(
            schools=menus.schools, item=menus, number=n + 1, title="Les menus", html="<p>Avant.</p>",
            audience=everybody, changed_at=NOW, changed_by_id=cast.cpe.pk,
        )  # fmt: skip
        NewsFile.objects.create(
            schools=menus.schools, item=menus, name=f"menu{n}.txt", kind="text/plain", size=7,
            digest=f"{n + 1:064}", content=b"Lundi\r\n", verdict="sans", added_at=NOW,
        )  # fmt: skip
        Banner.objects.create(
            schools=[college.pk], origin="Région Occitanie", text=f"Bandeau {n}", level="information",
            begins_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1), written_by_id=cast.agent.pk,
            written_at=NOW,
        )  # fmt: skip
