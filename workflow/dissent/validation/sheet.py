"""The blind coding sheet: passages in random order, as CSV and as a workbook, and what is asked."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dissent.errors import DissentError
from dissent.statistics.resampling import seed_sequence
from dissent.tables import guarded
from dissent.tagged import TaggedCorpus
from dissent.themes.files import Theme
from dissent.tokens import TokenTable
from dissent.validation.design import Draw, draw
from dissent.validation.folder import Sheet, next_sheet
from dissent.validation.frame import Frame, sentence_frame
from dissent.validation.key import Key, KeyLine, key_of, sentence_digest, write_key

COLUMNS = ("line", "theme", "before", "sentence", "after", "answer", "remark")
WIDTHS = (9, 18, 46, 60, 46, 11, 30)
ANSWERS = ("yes", "no", "unclear")
CONTEXT_TOKENS = 80
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 5
ELLIPSIS = "…"


@dataclass(frozen=True)
class Passage:
    """What a coder sees of a line: the sentence, and its paragraph before and after it."""

    line: str
    before: str
    sentence: str
    after: str


def make_sheet(corpus: TaggedCorpus, theme: Theme, *, lines: int, seed: int) -> tuple[Sheet, Key]:
    """Draw a theme's next coding sheet and write it with its key.

    Parameters
    ----------
    corpus
        The tagged corpus.
    theme
        The theme.
    lines
        Lines of the sheet.
    seed
        From which, with the theme's name and the sheet's number, the draw follows.

    Returns
    -------
    sheet : Sheet
        The files.
    key : Key
        What they hold.

    Raises
    ------
    DissentError
        Where nothing can be drawn or a file is already there.
    """
    sheet = next_sheet(corpus.project, theme.theme)
    frame = sentence_frame(corpus, theme)
    rng = np.random.default_rng(seed_sequence(seed, "validation", theme.theme, str(sheet.number)))
    drawn = draw(frame, lines=lines, rng=rng)
    names = _opaque_names(len(drawn.place), rng)
    passages = _passages(corpus, frame.sentences.iloc[drawn.place], names)
    key = key_of(frame, _key_lines(frame, drawn, passages), sheet=sheet.number, seed=seed)
    _write(sheet, key, passages, theme)
    return sheet, key


def question(theme: Theme) -> str:
    """What the coders are asked of every line.

    Parameters
    ----------
    theme
        The theme.

    Returns
    -------
    str
        One sentence.
    """
    return f"Does this sentence speak of “{theme.label}”, as described below?"


def instructions(theme: Theme) -> list[str]:
    """What the coders have to know.

    Parameters
    ----------
    theme
        The theme; without an `about`, its name has to do.

    Returns
    -------
    list of str
        Paragraphs.
    """
    about = theme.about or "(The theme file has no description, `about`: agree on one first.)"
    return [
        question(theme),
        f"{theme.label}: {about}",
        "Judge the column “sentence” alone; “before” and “after” are the rest of its paragraph, "
        "given so that you understand it. A sentence speaks of the theme if a reader who knows the "
        "description would say so, whichever words it uses.",
        "Write into the column “answer”: yes, no, or unclear. Leave nothing empty. “remark” is for "
        "yourself. Do not change the column “line”, and do not sort or delete lines that you have "
        "not coded.",
        "Code alone. Whoever made the rules should not be the only coder; do not look up where a "
        "passage is from before you have coded all.",
    ]


def _opaque_names(lines: int, rng: np.random.Generator) -> list[str]:
    """Names of lines that say nothing about them."""
    names: dict[str, None] = {}
    while len(names) < lines:
        names["".join(LETTERS[n] for n in rng.integers(len(LETTERS), size=ID_LENGTH))] = None
    return list(names)


def _passages(corpus: TaggedCorpus, rows: pd.DataFrame, names: Sequence[str]) -> list[Passage]:
    """The texts of the sentences drawn, shard by shard, in the order of the sheet."""
    found: dict[str, Passage] = {}
    rows = rows.assign(line=list(names))
    for number, shard in enumerate(corpus.shards):
        wanted = rows[rows["shard"] == number]
        if len(wanted):
            tokens = shard.table()
            places = (wanted[name].tolist() for name in ("line", "start", "end"))
            found |= {line: _passage(tokens, line, *at) for line, *at in zip(*places, strict=True)}
    return [found[name] for name in names]


def _passage(tokens: TokenTable, line: str, start: int, end: int) -> Passage:
    doc, paragraph = tokens.doc, tokens.paragraph

    def inside(low: int, high: int) -> npt.NDArray[np.int64]:
        same = (doc[low:high] == doc[start]) & (paragraph[low:high] == paragraph[start])
        return np.flatnonzero(same) + low

    earlier = inside(max(0, start - CONTEXT_TOKENS - 1), start)
    later = inside(end, min(len(tokens), end + CONTEXT_TOKENS + 1))
    before = tokens.text(int(earlier[-CONTEXT_TOKENS:][0]), start) if len(earlier) else ""
    after = tokens.text(end, int(later[:CONTEXT_TOKENS][-1]) + 1) if len(later) else ""
    return Passage(
        line,
        f"{ELLIPSIS} {before}".strip() if len(earlier) > CONTEXT_TOKENS else before.strip(),
        tokens.text(start, end).strip(),
        f"{after.strip()} {ELLIPSIS}" if len(later) > CONTEXT_TOKENS else after.strip(),
    )


def _key_lines(frame: Frame, drawn: Draw, passages: Sequence[Passage]) -> list[KeyLine]:
    hits: dict[int, dict[str, int]] = {}
    own = frame.hits[frame.hits["place"].isin(drawn.place)]
    of_rule = (own[name].tolist() for name in ("place", "rule_id", "hits"))
    for place, rule_id, count in zip(*of_rule, strict=True):
        hits.setdefault(place, {})[rule_id] = count
    rows = frame.sentences.iloc[drawn.place]
    known = (rows[name].tolist() for name in ("doc_id", "page", "paragraph", "sentence", "stratum"))
    names = [one.line for one in passages]
    digests = [sentence_digest(one.sentence) for one in passages]
    columns = (names, *known, drawn.probability.tolist())
    drawn_hits = [hits.get(place, {}) for place in drawn.place.tolist()]
    return [KeyLine(*row) for row in zip(*columns, drawn_hits, digests, strict=True)]


def _write(sheet: Sheet, key: Key, passages: Sequence[Passage], theme: Theme) -> None:
    """Write all files of a sheet, the key last; none is ever written over."""
    there = [path for path in sheet.files if path.exists()]
    if there:
        raise DissentError(f"{there[0]} is already there; nothing was written")
    sheet.folder.mkdir(parents=True, exist_ok=True)
    _write_csv(sheet.csv, passages, theme)
    _workbook(passages, theme).save(sheet.xlsx)
    sheet.instructions.write_text("\n\n".join(instructions(theme)) + "\n", encoding="utf-8")
    write_key(key, sheet.key)


def _write_csv(path: Path, passages: Sequence[Passage], theme: Theme) -> None:
    # with the mark by which spreadsheets know UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in passages:
            texts = (theme.label, one.before, one.sentence, one.after)
            writer.writerow([one.line, *map(guarded, texts), "", ""])


def _workbook(passages: Sequence[Passage], theme: Theme) -> Workbook:
    book = Workbook()
    coding = book.active
    assert isinstance(coding, Worksheet)
    coding.title = "coding"
    coding.append(COLUMNS)
    for place, one in enumerate(passages, start=2):
        texts = (one.line, theme.label, one.before, one.sentence, one.after)
        for column, text in enumerate(texts, start=1):
            cell = coding.cell(place, column)
            # as text, so that a sentence that begins with = is not taken for a formula
            cell.value, cell.data_type = text, "s"
    _dress(coding, rows=len(passages) + 1)
    asked = book.create_sheet("instructions")
    asked.column_dimensions["A"].width = 100
    for paragraph in instructions(theme):
        asked.append([paragraph])
    for (cell,) in asked.iter_rows():
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return book


def _dress(coding: Worksheet, *, rows: int) -> None:
    """Widths, wrapped text, a header that stays, the sentence marked, a list to choose from."""
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        coding.column_dimensions[letter].width = width
    for cell in coding[1]:
        cell.font = Font(bold=True)
    coding.freeze_panes = "B2"
    for row in coding.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        row[3].fill = PatternFill("solid", fgColor="FFF3C4")
        row[3].font = Font(bold=True)
    choices = DataValidation(type="list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True)
    choices.error, choices.errorTitle = "Write yes, no or unclear.", "Answer"
    coding.add_data_validation(choices)
    choices.add(f"F2:F{max(rows, 2)}")
