"""A handout as a file: one HTML file that needs no network, or a PDF on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from gui.i18n import language, translate
from gui.lessons.handout import LETTERS, Handout, Sheet
from gui.lessons.writing import Block
from gui.pictures import image_png
from gui.rich_text import indexed
from gui.theme import LIGHT
from gui.widgets.formula import formula_svg
from gui.widgets.style import make_style

FORMULA_PX = 19.0
PAGE = QSizeF(794, 1123)  # A4 in pixels of 1/96 inch
MARGIN, FOOT = 68.0, 34.0
BODY_PX = 14
WIDEST, TALLEST = 600, 860  # pixels of a picture on paper
# A step that would reach over the end of its page begins on the next, from this part of the page
# on; one that begins higher up is long, and its text stands before the break.
LOW = 0.35
HEADINGS = (2, 3)  # levels of steps and of their answers
# Rather than leave the rest of a page empty, a picture becomes smaller, to this part of its size;
# lower ones are formulas.
LEAST_PART, LEAST_PICTURE = 0.72, 120
KEEP = QTextCursor.MoveMode.KeepAnchor
SHARP = 4  # pixels of a formula's picture for one of the page

CSS = """
body { font: 16px/1.55 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; color: %s;
  background: #fff; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.7em; } h2 { font-size: 1.2em; margin-top: 2em; }
.lead { color: %s; } img { max-width: 100%%; } figure { margin: 1em 0; }
.ask { border: 1px solid %s; border-radius: 8px; padding: .6em 1em; break-inside: avoid; }
.answers { break-before: page; } .tex { margin: .6em 0; overflow-x: auto; }
table { border-collapse: collapse; margin: .6em 0; }
table, figure { break-inside: avoid; } h2, h3, p:has(+ figure) { break-after: avoid; }
"""

Picture = Callable[[QImage, int], str]
Formula = Callable[[str], str]


def html_bytes(handout: Handout) -> bytes:
    """Return one HTML file with everything in it."""

    def picture(image: QImage, width: int) -> str:
        data = b64encode(image_png(image)).decode()
        return f'<figure><img alt="" width="{width}" src="data:image/png;base64,{data}"></figure>'

    def formula(tex: str) -> str:
        return f'<div class="tex">{formula_svg(tex, LIGHT, FORMULA_PX)}</div>'

    css = CSS % (LIGHT.text, LIGHT.muted, LIGHT.border)
    body = _body(handout, picture, formula)
    page = (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(handout.title)}</title>\n<style>{css}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
    return page.encode()


def pdf_bytes(handout: Handout) -> bytes:
    """Return a PDF on A4, its pages numbered."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    family = make_style(LIGHT, 1.0, QApplication.font()).family
    font = QFont(family)
    font.setPixelSize(BODY_PX)
    document.setDefaultFont(font)
    names: list[str] = []

    def resource(image: QImage) -> str:
        names.append(f"picture:{len(names)}")
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(names[-1]), image)
        return names[-1]

    def picture(image: QImage, width: int) -> str:
        tall = image.height() / max(1, image.width())
        shown = round(min(width, WIDEST, TALLEST / tall))
        height = round(shown * tall)
        return f'<p><img src="{resource(image)}" width="{shown}" height="{height}"></p>'

    def formula(tex: str) -> str:
        image = _formula_image(tex)
        width, height = image.width() / SHARP, image.height() / SHARP
        shrink = min(1.0, WIDEST / max(1.0, width))
        size = f'width="{round(width * shrink)}" height="{round(height * shrink)}"'
        return f'<p><img src="{resource(image)}" {size}></p>'

    document.setHtml(_body(handout, picture, formula))
    return _printed(document, handout.title, font)


def _printed(document: QTextDocument, title: str, font: QFont) -> bytes:
    """Paint a document page by page, maps without loss, a number at the foot of each."""
    width, height = PAGE.width() - 2 * MARGIN, PAGE.height() - MARGIN - MARGIN - FOOT
    document.setPageSize(QSizeF(width, height))
    _break_pages(document, height)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    writer.setTitle(title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    count = document.pageCount()
    for page in range(count):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(MARGIN, MARGIN - page * height)
        document.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.muted))
        foot = QRectF(MARGIN, PAGE.height() - MARGIN, width, FOOT)
        painter.drawText(foot, f"{title}  ·  {page + 1} / {count}")
    painter.end()
    buffer.close()
    return bytes(data.data())


def _break_pages(document: QTextDocument, height: float) -> None:
    """Keep steps and answers on one page each, as far as they find room on one.

    Everything is laid out at once, each time: Qt lays out by and by, and would lose what it has
    not come to yet when a block before it changes.
    """
    document.pageCount()
    layout = document.documentLayout()

    def reach(block: QTextBlock) -> tuple[float, float]:
        last = layout.blockBoundingRect(_last_of_part(block))
        return layout.blockBoundingRect(block).top(), last.bottom() - 1

    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() in HEADINGS:
            top, bottom = reach(block)
            if top // height < bottom // height and top % height > LOW * height:
                _break_before(block, True)
                begin, end = reach(block)
                over = end - begin - (height - top % height) + 2
                if _shrink_picture(block, over):
                    _break_before(block, False)
        block = block.next()


def _break_before(block: QTextBlock, wanted: bool) -> None:
    """Let a block begin on the next page, or where it stands."""
    flag = QTextFormat.PageBreakFlag
    form = block.blockFormat()
    form.setPageBreakPolicy(flag.PageBreak_AlwaysBefore if wanted else flag.PageBreak_Auto)
    QTextCursor(block).setBlockFormat(form)
    block.document().pageCount()


def _shrink_picture(heading: QTextBlock, over: float) -> bool:
    """Make a step's picture lower by some pixels; False where it would become too small."""
    block, last = heading, _last_of_part(heading)
    while block.isValid() and block != last.next():
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, KEEP)
        form = cursor.charFormat().toImageFormat()
        if form.isValid() and form.height() >= LEAST_PICTURE:
            part = 1 - over / form.height()
            if part >= LEAST_PART:
                form.setWidth(form.width() * part)
                form.setHeight(form.height() * part)
                cursor.setCharFormat(form)
            return part >= LEAST_PART
        block = block.next()
    return False


def _last_of_part(heading: QTextBlock) -> QTextBlock:
    """Return the last block before the next heading, the room for an answer among them."""
    last = heading
    while last.next().isValid() and last.next().blockFormat().headingLevel() not in HEADINGS:
        last = last.next()
    return last


def _formula_image(tex: str) -> QImage:
    renderer = QSvgRenderer(QByteArray(formula_svg(tex, LIGHT, FORMULA_PX).encode()))
    image = QImage(renderer.defaultSize() * SHARP, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _body(handout: Handout, picture: Picture, formula: Formula) -> str:
    """Return the sheet as HTML, pictures and formulas as the file has them."""
    parts = [
        f"<h1>{escape(handout.title)}</h1>",
        f'<p class="lead">{indexed(handout.summary)}</p>',
    ]
    for number, sheet in enumerate(handout.sheets, 1):
        parts.append(f"<h2>{number}  {sheet.title}</h2>")
        parts += [_block(block, formula) for block in sheet.words]
        if sheet.picture is not None:
            parts.append(picture(sheet.picture, sheet.width))
        if sheet.question:
            parts.append(_question(sheet))
    heading = escape(translate("handout", "Answers"))
    parts.append(f'<h2 class="answers" style="page-break-before:always">{heading}</h2>')
    for number, sheet in enumerate(handout.sheets, 1):
        if sheet.answer:
            parts.append(f"<h3>{number}  {sheet.title}</h3><div>{sheet.answer}</div>")
    return "\n".join(parts)


def _block(block: Block, formula: Formula) -> str:
    return formula(block.tex) if block.tex else block.html


def _question(sheet: Sheet) -> str:
    word = escape(translate("handout", "Question"))
    options = "".join(
        f"<p>{letter}  {option}</p>" for letter, option in zip(LETTERS, sheet.options, strict=False)
    )
    room = "" if options else "<p>&nbsp;</p>"
    return f'<div class="ask"><p><b>{word}</b>  {sheet.question}</p>{options}{room}</div>'
