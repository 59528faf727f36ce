"""A folder of one's own: made, or named again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.models import Person
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.filing import own_folder
from preau.messaging.models import Folder
from preau.messaging.rules import LONGEST_FOLDER, MOST_FOLDERS


@action
def write_folder(*, actor: Actor, label: str, folder_id: int | None = None) -> Folder:
    """Without `folder_id`, a new one; the same name twice is one folder.

    Errors: `NotAllowed` for a folder of somebody else, and for the archives and the bin; `NotPossible` for no
    name, a name that is too long or taken, and for too many folders.
    """
    name = " ".join(label.split())
    if not name:
        raise NotPossible(_("Donnez un nom à ce dossier."), field="label")
    if len(name) > LONGEST_FOLDER:
        raise NotPossible(
            _("Ce nom ne peut dépasser %(most)d caractères.") % {"most": LONGEST_FOLDER}, field="label"
        )
    Person.objects.select_for_update(no_key=True).filter(pk=actor.person_id).first()
    mine = Folder.objects.filter(person_id=actor.person_id, profile=actor.profile.value)
    same = mine.filter(label=name).first()
    if folder_id is None:
        if same is not None:
            return same
        if mine.filter(kind=Folder.Kind.OWN).count() >= MOST_FOLDERS:
            raise NotPossible(_("Vous avez déjà %(most)d dossiers.") % {"most": MOST_FOLDERS}, field="label")
        return Folder.objects.create(person_id=actor.person_id, profile=actor.profile.value, label=name)
    folder = changeable_folder(actor, folder_id)
    if same is not None and same.pk != folder.pk:
        raise NotPossible(_("Vous avez déjà un dossier de ce nom."), field="label")
    folder.label = name
    folder.save(update_fields=["label"])
    return folder


def changeable_folder(actor: Actor, folder_id: int) -> Folder:
    """`NotAllowed` for a folder of somebody else, and for the archives and the bin."""
    folder = own_folder(actor, folder_id)
    if folder.kind != Folder.Kind.OWN:
        raise NotAllowed
    return folder
