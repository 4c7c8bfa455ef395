"""Pictures and PDF files of the sample world, drawn from a name; the same name gives the same bytes."""

import hashlib

from sample.prose import plain_text, split_paragraphs
from sample.world import Article


def draw_picture(name: str) -> bytes:
    """Return an SVG of hills under a sky, in colours and shapes that depend on the name alone."""
    seed = hashlib.sha256(name.encode()).digest()
    hue = seed[0] * 360 // 256
    ridges = "".join(_draw_ridge(seed, layer, hue) for layer in range(3))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675" role="img">'
        f'<rect width="1200" height="675" fill="hsl({hue} 30% 82%)"/>'
        f'<circle cx="{200 + seed[1] * 3}" cy="{110 + seed[2] // 3}" r="58" fill="hsl({hue} 60% 94%)"/>'
        f"{ridges}</svg>"
    ).encode()


def draw_logo(name: str) -> bytes:
    """Return an SVG with the first letter of the name on a coloured square."""
    hue = hashlib.sha256(name.encode()).digest()[0] * 360 // 256
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="9" fill="hsl({hue} 55% 32%)"/>'
        '<text x="32" y="45" font-family="Georgia,serif" font-size="38" fill="#fff" text-anchor="middle">'
        f"{name[0]}</text></svg>"
    ).encode()


def make_pdf(article: Article) -> bytes:
    """Return the article as a one-page PDF 1.4 file."""
    lines = [article.title, ""]
    for block in split_paragraphs(article.body):
        lines += [*_wrap(plain_text(block), 95), ""]
    shown = "".join(f"({_escape_pdf(line)}) Tj T*\n" for line in lines[:54])
    stream = f"BT /F1 10 Tf 13 TL 56 770 Td\n{shown}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream.encode('latin-1', 'replace'))} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    return _join_pdf([text.encode("latin-1", "replace") for text in objects])


def _draw_ridge(seed: bytes, layer: int, hue: int) -> str:
    heights = [seed[3 + layer * 8 + step] for step in range(8)]
    base = 330 + layer * 110
    points = " ".join(f"{step * 171},{base + height // (3 - layer)}" for step, height in enumerate(heights))
    return f'<polygon points="0,675 {points} 1200,675" fill="hsl({hue} 25% {58 - layer * 17}%)"/>'


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _escape_pdf(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _join_pdf(objects: list[bytes]) -> bytes:
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, trailer)
