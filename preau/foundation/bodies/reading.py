"""A cleaned body, read: its plain text, and its links written out for pupils (rule B14). Pure."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "ul", "ol", "blockquote"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.link = ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a":
            self.link = (dict(attrs).get("href") or "", "")

    def handle_endtag(self, tag: str) -> None:
        href, said = self.link
        if tag == "a" and href:
            if not _says(said, href):
                self.parts.append(f" ({href})")
            self.link = ("", "")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        if self.link[0]:
            self.link = (self.link[0], self.link[1] + data)


def text_of(html: str) -> str:
    """The plain text of a cleaned body: paragraphs apart, items after a dash, each link with its address. Typed
    again in a plain field, it gives the same paragraphs, lists and links.
    """
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = [line.rstrip() for line in "".join(reader.parts).split("\n")]
    text: list[str] = []
    for line in lines:
        if line or (text and text[-1]):
            text.append(line)
    return "\n".join(text).strip()


def one_line(html: str) -> str:
    """The plain text of a cleaned body, on one line."""
    return " ".join(text_of(html).split())


def beginning_of(html: str, most: int = 140) -> str:
    """How it begins, on one line, cut at a word."""
    line = one_line(html)
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.link = ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.written.append(self.get_starttag_text() or "")
        if tag == "a":
            self.link = (dict(attrs).get("href") or "", "")

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        href, said = self.link
        if tag == "a" and href:
            if not _says(said, href):
                self.written.append(f" ({escape(href, quote=False)})")
            self.link = ("", "")

    def _as_it_is(self, written: str, said: str) -> None:
        self.written.append(written)
        if self.link[0]:
            self.link = (self.link[0], self.link[1] + said)

    def handle_data(self, data: str) -> None:
        self._as_it_is(data, data)

    def handle_entityref(self, name: str) -> None:
        self._as_it_is(f"&{name};", "&" if name == "amp" else " ")

    def handle_charref(self, name: str) -> None:
        self._as_it_is(f"&#{name};", " ")


def links_in_full(html: str) -> str:
    """A cleaned body where no link hides where it goes: what says something else is followed by its address."""
    if "<a " not in html:
        return html
    writer = _Shown()
    writer.feed(html)
    writer.close()
    return "".join(writer.written)


def _says(said: str, href: str) -> bool:
    """True when the words of a link are its address."""
    bare = href.removeprefix("mailto:").removeprefix("tel:")
    return said.strip().rstrip("/") in {href.rstrip("/"), bare.rstrip("/")}
