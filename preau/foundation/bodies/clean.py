"""From what somebody typed to HTML that may be shown to anybody: `nh3` decides, twice, and has the last word.

The shapes kept are few: paragraphs, bold, italic, lists, quotations, links. No image, no style, no class, nothing
that fetches from elsewhere. What comes out is always the same for the same text.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import nh3

_LINKED = frozenset({"http", "https", "mailto", "tel"})
_SAME = {"b": "strong", "i": "em", "div": "p", "h1": "p", "h2": "p", "h3": "p", "h4": "p", "h5": "p", "h6": "p"}
_SHAPES = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"})
_GONE = frozenset({"script", "style", "title", "head", "template", "noscript", "iframe", "object", "svg", "math"})
_REL = "noopener noreferrer nofollow"

_FIRST = nh3.Cleaner(
    tags={*_SHAPES, *_SAME}, clean_content_tags=set(_GONE), attributes={"a": {"href"}}, url_schemes=set(_LINKED),
    link_rel=None, url_relative="deny",
)  # fmt: skip
_LAST = nh3.Cleaner(
    tags=set(_SHAPES), clean_content_tags=set(_GONE), attributes={"a": {"href"}}, url_schemes=set(_LINKED),
    link_rel=_REL, url_relative="deny",
)  # fmt: skip

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"«»\u00a0\u202f]+", re.IGNORECASE)
#: What ends a sentence, not an address.
_AFTER = ".,;:!?)]}'’"
_HOLLOW = re.compile(r"<(p|li|ul|ol|blockquote|strong|em)>\s*(?:<br>\s*)*</\1>")
_ITEM = re.compile(r"\s*[-*•]\s+")


def body_of_html(html: str) -> str:
    """What an editor sent, cleaned. Empty when nothing is left to read."""
    return _finished(_written_again(_FIRST.clean(html.replace("\x00", ""))))


def body_of_text(text: str) -> str:
    """What was typed in a plain field: an empty line ends a paragraph, a line that begins with a dash is an item
    of a list, an address becomes a link.
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\x00", "").strip())
    return _finished(_written_again("".join(_block(block.strip("\n")) for block in blocks if block.strip())))


def _finished(html: str) -> str:
    cleaned = _LAST.clean(html)
    while (emptied := _HOLLOW.sub("", cleaned)) != cleaned:
        cleaned = emptied
    cleaned = cleaned.strip()
    return cleaned if cleaned and _reads(cleaned) else ""


def _reads(html: str) -> bool:
    return bool(nh3.clean(html, tags=set()).replace("&nbsp;", " ").strip())


def _block(block: str) -> str:
    """The lines of one paragraph; those that follow each other with a dash make a list."""
    written: list[str] = []
    items: list[str] = []
    lines: list[str] = []

    def end_lines() -> None:
        if lines:
            written.append(f"<p>{'<br>'.join(lines)}</p>")
            lines.clear()

    def end_items() -> None:
        if items:
            written.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
            items.clear()

    for line in block.split("\n"):
        dash = _ITEM.match(line)
        if dash:
            end_lines()
            items.append(escape(line[dash.end() :], quote=False))
        else:
            end_items()
            lines.append(escape(line.strip(), quote=False))
    end_lines()
    end_items()
    return "".join(written)


class _Writer(HTMLParser):
    """Writes a cleaned text again: one name per shape, addresses made links, no link that leads nowhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.is_in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            self.written.append(f"<{_SAME.get(tag, tag)}>")
            return
        href = dict(attrs).get("href")
        self.is_in_link = bool(href)
        if href:
            self.written.append(f'<a href="{escape(href)}">')

    def handle_endtag(self, tag: str) -> None:
        if tag != "a" or self.is_in_link:
            self.written.append(f"</{_SAME.get(tag, tag)}>")
        self.is_in_link = self.is_in_link and tag != "a"

    def handle_data(self, data: str) -> None:
        self.written.append(escape(data, quote=False) if self.is_in_link else _linked(data))


def _written_again(html: str) -> str:
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return _in_paragraphs("".join(writer.written))


def _in_paragraphs(html: str) -> str:
    """What an editor leaves loose before its first block is a paragraph too."""
    first = re.search(r"<(?:p|ul|ol|blockquote)>", html)
    loose = html[: first.start()] if first else html
    return (f"<p>{loose}</p>" if loose.strip() else "") + (html[first.start() :] if first else "")


def _linked(text: str) -> str:
    """Plain text, escaped, where each address is a link that shows itself whole."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_AFTER)
        parts.append(escape(text[at : found.start()], quote=False))
        parts.append(f'<a href="{escape(address)}">{escape(address, quote=False)}</a>')
        at = found.start() + len(address)
    return "".join(parts) + escape(text[at:], quote=False)
