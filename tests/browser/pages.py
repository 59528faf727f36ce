"""The pages of the house, as the matrix knows them: who may open each, and how."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.chromium import DESK, PHONE
from tests.browser.running import RunningService
from tests.cast import Cast
from tests.matrix import EXPECTED

#: One person per profile, those with the fullest pages first.
ONE_PER_PROFILE = ("marc", "chef", "durand", "cpe", "lea", "secretaire", "agent")
#: The pages that differ with each profile: everybody's is looked at.
FOR_EVERYBODY = frozenset({"home"})

# A page that answers a gesture: the form is sent from a page of the same person, whose token it takes.
_SEND = """([path, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: token })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  Object.assign(form, { method: "post", action: path });
  document.body.append(form);
  form.submit();
}"""


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the matrix: its path, what is posted to get it (None: asked), and who is looked at."""

    name: str
    path: str
    fields: dict[str, str] | None
    readers: tuple[str, ...]

    def open_in(self, page: Page) -> bool:
        """Show it; False when there is no whole page there (a fragment, or a door that leads elsewhere)."""
        if self.fields is None:
            response = page.goto(self.path, wait_until="domcontentloaded")
        else:
            page.goto("/", wait_until="domcontentloaded")
            with page.expect_navigation() as answer:
                page.evaluate(_SEND, [self.path, self.fields])
            response = answer.value
        assert response is not None
        assert response.status < 500, f"{self.path} : {response.status}"
        return page.url.endswith(self.path) and response.text().lstrip().startswith("<!doctype")


def names() -> list[str]:
    """The screens that show something, asked or after a gesture."""
    return sorted(
        name
        for name, answer in EXPECTED.items()
        if (answer.opens_to or answer.public)
        and (answer.post is None or 200 in answer.status)
        and not answer.is_download
    )


def door(name: str, cast: Cast) -> Door:
    """The page of this name, and one or two people of different profiles who may open it."""
    answer = EXPECTED[name]
    fields = None if answer.post is None else {key: str(field) for key, field in answer.post(cast).items()}
    signed_in = tuple(someone for someone in ONE_PER_PROFILE if someone in answer.opens_to)
    others = tuple(sorted(answer.opens_to))[:1]
    readers = (*(("anonyme",) if answer.public else ()), *(signed_in or others))
    return Door(
        name=name,
        path=reverse(name, kwargs=answer.args(cast) or None),
        fields=fields,
        readers=readers if name in FOR_EVERYBODY else readers[:2],
    )


def live_a_little(page: Page, service: RunningService) -> None:
    """The window of a teacher calls a part of the roll of her lesson, so that pages have something to show."""
    page.set_viewport_size({"width": DESK, "height": 800})
    page.goto(door("attendance:roll", service.cast).path)
    for pupil, standing in (("lea", "Absent"), ("camarade6", "Absent"), ("noe", "Retard")):
        row = page.locator(f"#eleve-{service.cast.people[pupil].pk}")
        row.get_by_role("button", name=standing).click()
        row.locator('button[aria-pressed="true"]', has_text=standing).wait_for()
    service.wait_until_told()
    page.set_viewport_size({"width": PHONE, "height": 740})
