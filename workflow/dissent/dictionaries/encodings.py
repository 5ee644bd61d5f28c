"""In which encoding a dictionary is written: what its bytes say, or the best guess, said aloud."""

import codecs
import re

from charset_normalizer import from_bytes

from dissent.dictionaries.model import Remark
from dissent.errors import DissentError

# Tried where a file is not Unicode; where nothing speaks against two of them, the earlier one.
CANDIDATES = ("shift_jis", "cp1252", "iso8859_2", "cp1251", "koi8_r", "euc_jp")
NAMES = {
    "shift_jis": "shift-jis",
    "cp1252": "windows-1252",
    "iso8859_2": "iso-8859-2",
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "euc_jp": "euc-jp",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Single bytes of Shift-JIS: letters of another encoding look like runs of them.
_HALF_WIDTH_KATAKANA = re.compile("[｡-ﾟ]")


def decoded(
    content: bytes, *, encoding: str | None, source: str
) -> tuple[str, str, tuple[Remark, ...]]:
    """Decode a dictionary file.

    Parameters
    ----------
    content
        Its bytes.
    encoding
        Its encoding where the user knows it; it wins over all signs.
    source
        The file, for messages.

    Returns
    -------
    tuple of str, str and tuple of Remark
        The text with `\\n` line ends (a lone carriage return ends a line too), the encoding's name,
        and a remark where the encoding is a guess.

    Raises
    ------
    DissentError
        Where the encoding is unknown, or the bytes are not in it (with the line), or in none.
    """
    known = encoding or _signed(content)
    if known is None and not _is_utf8(content):
        return _guessed(content, source)
    name = known or "utf-8"
    try:
        text = content.decode("utf-8-sig" if name.lower() in ("utf-8", "utf8") else name)
    except LookupError as error:
        raise DissentError(
            f"{source}: unknown encoding `{name}`; known are utf-8, utf-16, "
            f"{', '.join(NAMES.values())}, …"
        ) from error
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = len(content[:start].splitlines()) or 1
        raise DissentError(f"{source}, line {line}: not {name}; name another --encoding") from error
    return _lines_ended(text, source), name.removesuffix("-sig"), ()


def _signed(content: bytes) -> str | None:
    """The encoding that a byte-order mark, an XML declaration or zero bytes tell."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    declared = _DECLARED.match(content.lstrip()[:200])
    if declared:
        return declared[1].decode("ascii").lower()
    even, odd = content[0:2000:2].count(0), content[1:2000:2].count(0)
    if max(even, odd) > len(content[:2000]) / 8:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(content: bytes, source: str) -> tuple[str, str, tuple[Remark, ...]]:
    """Choose the likeliest encoding; the remark shows a line in it and in the others."""
    texts = {name: text for name in CANDIDATES if (text := _plausible(content, name)) is not None}
    if not texts:
        raise DissentError(f"{source}: neither Unicode nor text of a known encoding; --encoding")
    found = from_bytes(content, cp_isolation=list(texts), preemptive_behaviour=False)
    mess = {name: (m.chaos, -m.coherence) for m in found for name in m.could_be_from_charset}
    best = min(texts, key=lambda name: (mess.get(name, (1.0, 0.0)), CANDIDATES.index(name)))
    text = _lines_ended(texts[best], source)
    number, line = next(
        (place, line.strip())
        for place, line in enumerate(text.split("\n"), start=1)
        if not line.isascii()
    )
    others = [
        f"`{other.split(chr(10))[number - 1].strip()}` in {NAMES[name]}"
        for name, other in ((name, _lines_ended(texts[name], source)) for name in texts)
        if name != best
    ]
    alternatives = f" ({', '.join(others)})" if others else ""
    remark = Remark(
        number,
        f"the file is not UTF-8; read as {NAMES[best]}, a guess: `{line}`{alternatives}; "
        "--encoding settles it",
    )
    return text, NAMES[best], (remark,)


def _plausible(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = _CONTROL.search(text) or _HALF_WIDTH_KATAKANA.search(text)
    return None if strange else text


def _lines_ended(text: str, source: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = _CONTROL.search(plain)
    if strange:
        line = plain[: strange.start()].count("\n") + 1
        raise DissentError(
            f"{source}, line {line}: a control character (U+{ord(strange[0]):04X}), as text has "
            "none; is it a dictionary, and in another encoding? Name it with --encoding"
        )
    return plain
