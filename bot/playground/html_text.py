"""Telegram's small HTML: read into plain text with entities, or refused in Telegram's words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.playground.entities import Entity, StyledText, trim, utf16_length, with_detected
from bot.playground.errors import ApiError, bad_request

# What each supported tag becomes (https://core.telegram.org/bots/api#html-style).
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
# Telegram knows four named references and the numeric ones; any other "&" is just an ampersand.
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
NAME = re.compile(r"[^\s>]*")
SPACE = re.compile(r"\s*")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
END_TAG = re.compile(r"</([^\s>]*)\s*>")


@dataclass(frozen=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    kind: str


def parse_html(source: str) -> StyledText:
    """Read Telegram's small HTML; anything outside it is refused with the byte offset of the fault."""
    return _HtmlReader(source).read()


def styled(source: str, parse_mode: str | None, entities: list[Entity] | None = None) -> StyledText:
    """Return a request's text, trimmed, with the entities it brings or that Telegram finds in it."""
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    given = parse_html(source) if parse_mode else StyledText(source, tuple(entities or ()))
    trimmed = trim(given)
    return StyledText(trimmed.text, with_detected(trimmed))


class _HtmlReader:
    """One pass over the source; a class because position, output and open tags move together."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open_tags: list[_OpenTag] = []
        self.entities: list[Entity] = []

    def read(self) -> StyledText:
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "<":
                self._read_tag()
            elif character == "&":
                self._read_reference()
            else:
                self._take(character, 1)
        if self.open_tags:
            raise self._fault(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        ordered = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return StyledText("".join(self.pieces), tuple(ordered))

    def _take(self, text: str, consumed: int) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)
        self.position += consumed

    def _read_reference(self) -> None:
        match = REFERENCE.match(self.source, self.position)
        if match is None:
            self._take("&", 1)
        else:
            self._take(html.unescape(match.group()), len(match.group()))

    def _read_tag(self) -> None:
        if self.source.startswith("</", self.position):
            self._close()
        else:
            self._open()

    def _open(self) -> None:
        begin = self.position
        name = NAME.match(self.source, begin + 1)[0].lower()  # type: ignore[index]  # it may be empty
        self.position += 1 + len(name)
        if self.position == len(self.source):
            raise self._fault("Unclosed start tag", begin)
        if name not in TAGS:
            raise self._fault(f'Unsupported start tag "{name}"', begin)
        attributes = self._read_attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        is_folded = name == "blockquote" and "expandable" in attributes
        kind = "expandable_blockquote" if is_folded else TAGS[name]
        self.open_tags.append(_OpenTag(name, attributes.get("href", ""), self.length, kind))

    def _read_attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while match := ATTRIBUTE.match(self.source, self.position):
            attributes[match[1].lower()] = html.unescape((match[2] or "").strip("\"'"))
            self.position = match.end()
        self.position += len(SPACE.match(self.source, self.position)[0])  # type: ignore[index]
        if self.position == len(self.source):
            raise self._fault("Unclosed start tag", begin)
        if self.source[self.position] != ">":
            raise self._fault(f'Empty attribute name in the tag "{tag}"', begin)
        self.position += 1
        return attributes

    def _close(self) -> None:
        begin = self.position
        if not self.open_tags:
            raise self._fault("Unexpected end tag", begin)
        match = END_TAG.match(self.source, begin)
        if match is None:
            raise self._fault("Unclosed end tag", begin)
        tag, name = self.open_tags.pop(), match[1].lower()
        if name and name != tag.name:
            raise self._fault("Unmatched end tag", begin, f', expected "</{tag.name}>", found "</{name}>"')
        self.position = match.end()
        self._style(tag)

    def _style(self, tag: _OpenTag) -> None:
        length = self.length - tag.offset
        is_link = tag.name == "a"
        if length == 0 or tag.name == "tg-emoji" or (is_link and not tag.argument):
            return
        entity: Entity = {"type": tag.kind, "offset": tag.offset, "length": length}
        self.entities.append(entity | ({"url": tag.argument} if is_link else {}))

    def _fault(self, what: str, position: int | None = None, rest: str = "") -> ApiError:
        where = "" if position is None else f" at byte offset {len(self.source[:position].encode())}"
        return bad_request(f"can't parse entities: {what}{where}{rest}")
