"""The box: what came, what was sent, what is being written, what was put away, and the search (capability C29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import SIGNED_IN, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.messaging.actions.empty_bin import empty_bin
from preau.messaging.actions.file_threads import file_threads
from preau.messaging.actions.mark_threads import mark_threads
from preau.messaging.models import Folder
from preau.messaging.queries.box import Asked, BoxPage, folder_page, found_in_box, inbox
from preau.messaging.queries.own import FolderLine, drafts_of, folders_of
from preau.messaging.queries.sent import sent_page

READERS = SIGNED_IN - {Profile.AGENT}
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in the box: `key` is `reception`, `envoyes`, `brouillons`, `chercher` or the id of a folder."""

    key: str
    title: str
    url: str


class SearchForm(forms.Form):
    """What is looked for; the address keeps it."""

    q = forms.CharField(label=gettext_lazy("Mots du message ou de l’objet"), required=False, max_length=100)
    de = forms.CharField(label=gettext_lazy("Écrit par"), required=False, max_length=100)
    du = forms.DateField(label=gettext_lazy("Depuis le"), required=False)
    au = forms.DateField(label=gettext_lazy("Jusqu’au"), required=False)
    fichiers = forms.BooleanField(label=gettext_lazy("Avec un fichier joint"), required=False)

    def asked(self) -> Asked:
        """What is written as it should be; the rest looks for nothing."""
        said = self.cleaned_data
        return Asked(
            words=said.get("q", ""), who=said.get("de", ""), since=said.get("du"), until=said.get("au"),
            with_files=bool(said.get("fichiers")),
        )  # fmt: skip


@screen("Messages reçus", open_to=READERS)
def received(request: Request) -> HttpResponse:
    """The inbox, that redraws itself when something comes."""
    place = Place("reception", _("Messages"), url("messaging:inbox"))
    return _drawn(request, place, inbox(request.actor, before=_before(request)))


@screen("Dossier de messages", open_to=READERS)
def folder(request: Request, *, folder_id: int) -> HttpResponse:
    """A folder of one's own, the archives, the bin."""
    here = next((one for one in folders_of(request.actor) if one.id == folder_id), None)
    if here is None:
        raise NotAllowed
    place = Place(str(here.id), here.label, url("messaging:folder", folder_id=here.id))
    kept = folder_page(request.actor, folder_id, before=_before(request))
    return _drawn(request, place, kept, is_bin=here.kind == Folder.Kind.BIN)


@screen("Chercher dans ses messages", open_to=READERS)
def search(request: Request) -> HttpResponse:
    """Words without accents, who wrote, between which days, with files."""
    place = Place("chercher", _("Chercher dans mes messages"), url("messaging:search"))
    form = SearchForm(request.GET or None, auto_id="champ-%s")
    asked = form.asked() if form.is_bound and form.is_valid() else Asked()
    bins = tuple(one.id for one in folders_of(request.actor) if one.kind == Folder.Kind.BIN)
    found = BoxPage((), 0) if asked.is_empty else found_in_box(request.actor, asked, bins, before=_before(request))
    kept = [(name, value) for name, value in request.GET.items() if name != "avant" and value]
    return _drawn(request, place, found, form=form, kept=kept, is_asked=not asked.is_empty)


@screen("Messages envoyés", open_to=READERS)
def sent(request: Request) -> HttpResponse:
    """What one sent, and what became of it."""
    lines, older = sent_page(request.actor, _instant(request.GET.get("avant", "")))
    return page(
        request,
        "messaging/sent.html",
        title=_("Messages envoyés"),
        lines=lines,
        older_url=f"{request.path}?{urlencode({'avant': older.isoformat()})}" if older else "",
        when=when_said,
        **_doors(request.actor, "envoyes"),
    )


@screen("Brouillons", open_to=READERS)
def drafts(request: Request) -> HttpResponse:
    """What one was writing."""
    return page(
        request,
        "messaging/drafts.html",
        title=_("Brouillons"),
        lines=drafts_of(request.actor),
        when=when_said,
        **_doors(request.actor, "brouillons"),
    )


@screen("Ranger des messages", open_to=READERS, writes=True, reads=False)
def arrange(request: Request) -> HttpResponse:
    """Those that were ticked: read, unread, archived, thrown away, put in a folder."""
    threads = [int(one) for one in request.POST.getlist("fil")[:200] if one.isascii() and one.isdigit()]
    back = _back(request)
    if not threads:
        return redirect_saying(back, _("Cochez d’abord les conversations à ranger."))
    gesture = request.POST.get("geste", "")
    if gesture in {"lu", "non-lu"}:
        mark_threads(actor=request.actor, thread_ids=threads, is_read=gesture == "lu")
        return HttpResponseRedirect(back)
    place = request.POST.get("dossier", "") if gesture == "ranger" else gesture
    if not place:
        return redirect_saying(back, _("Choisissez un dossier."))
    file_threads(actor=request.actor, thread_ids=threads, place=place)
    said = ngettext("%(count)s conversation rangée.", "%(count)s conversations rangées.", len(threads))
    return redirect_saying(back, said % {"count": len(threads)})


@screen("Vider sa corbeille", open_to=READERS, writes=True, reads=False)
def empty(request: Request) -> HttpResponse:
    """For good: the button asked."""
    empty_bin(actor=request.actor)
    return redirect_saying(url("messaging:inbox"), _("La corbeille est vide."))


def when_said(moment: datetime) -> str:
    """« 10 h 15 » today, « hier », « 24 novembre », « 24/11/2025 »."""
    today = clock.today()
    on = clock.school_day(moment)
    if on == today:
        return words.hour(moment)
    if (today - on).days < 2:
        return words.relative_day(on, today)
    return words.short_day(on) if on.year != today.year else " ".join(words.day(on).split()[1:])


def compose_doors(actor: Actor) -> list[tuple[str, str]]:
    """Where one writes: one door a school."""
    return [(school.name, url("messaging:write", uai=school.uai)) for school in actor.schools]


def _drawn(request: Request, place: Place, box: BoxPage, **more: Any) -> HttpResponse:
    older = f"{place.url}?{urlencode([*more.get('kept', ()), ('avant', box.older)])}" if box.older else ""
    shown = {
        "place": place, "lines": box.lines, "older_url": older, "when": when_said, "here": request.get_full_path(),
        "topic": f"boite:{request.actor.person_id}", "several": len(request.actor.schools) > 1,
        "is_first": not _before(request), **more,
    }  # fmt: skip
    if is_fragment(request):
        return fragment(request, "messaging/box_now.html", **shown, **_doors(request.actor, place.key))
    return page(
        request,
        "messaging/box.html",
        title=place.title,
        topics=(shown["topic"],),
        **shown,
        **_doors(request.actor, place.key),
    )


def _doors(actor: Actor, key: str) -> dict[str, Any]:
    """The ways through the box, and where one writes."""
    folders = folders_of(actor)
    return {
        "tabs": _tabs(folders, key),
        "folders": [("", _("Choisir un dossier")), *((one.id, one.label) for one in folders if one.is_own)],
        "doors": compose_doors(actor),
    }


def _tabs(folders: tuple[FolderLine, ...], key: str) -> list[tuple[str, str, bool]]:
    named = [
        (_("Reçus"), url("messaging:inbox"), "reception"),
        (_("Envoyés"), url("messaging:sent"), "envoyes"),
        (_("Brouillons"), url("messaging:drafts"), "brouillons"),
        *((one.label, url("messaging:folder", folder_id=one.id), str(one.id)) for one in folders),
        (_("Chercher"), url("messaging:search"), "chercher"),
    ]
    return [(label, path, own == key) for label, path, own in named]


def _before(request: Request) -> int:
    asked = request.GET.get("avant", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS else 0


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _back(request: Request) -> str:
    """Where one was: a page of the box, nowhere else."""
    asked = request.POST.get("ici", "")
    home: str = url("messaging:inbox")
    return asked if asked.startswith(home) and "//" not in asked else home
