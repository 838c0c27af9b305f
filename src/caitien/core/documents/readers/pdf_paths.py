"""Paths of a PDF page as rulings of tables, shaded areas and the share of pictures."""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as c

from caitien.core.documents.readers.pdf_types import Box, PageContent, Ruling

if TYPE_CHECKING:
    from caitien.core.documents.readers.pdf_page import Frame

THIN = 3.2  # a filled rectangle narrower than this is a line
_SEGMENT_LIMIT = 4000  # of one path; longer ones are drawings
_FORM_DEPTH = 4

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_paths(page: Any, frame: Frame, content: PageContent, limit: int) -> None:
    """Fill in the rulings, shades and picture share of `content`; at most `limit` paths."""
    reader = _Paths(frame, content, limit)
    count = c.FPDFPage_CountObjects(page)
    for index in range(count):
        if not reader.take(c.FPDFPage_GetObject(page, index), _IDENTITY, 0):
            content.paths_left_out = True
            break
    area = frame.width * frame.height
    content.picture_share = min(1.0, reader.picture_area / area) if area else 0.0


class _Paths:
    def __init__(self, frame: Frame, content: PageContent, limit: int) -> None:
        self.frame = frame
        self.content = content
        self.left = limit
        self.picture_area = 0.0
        self.sides = [ctypes.c_float() for _ in range(4)]
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.matrix = c.FS_MATRIX()

    def take(self, item: Any, outer: Matrix, depth: int) -> bool:
        """Read one page object; False once the limit is used up."""
        kind = c.FPDFPageObj_GetType(item)
        if kind == c.FPDF_PAGEOBJ_PATH:
            self.left -= 1
            if self.left < 0:
                return False
            self._path(item, outer)
        elif kind == c.FPDF_PAGEOBJ_IMAGE:
            box = self._bounds(item, outer)
            self.picture_area += (box.x1 - box.x0) * (box.y1 - box.y0)
        elif kind == c.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = outer
            if c.FPDFPageObj_GetMatrix(item, self.matrix):
                m = self.matrix
                inner = _times((m.a, m.b, m.c, m.d, m.e, m.f), outer)
            for index in range(c.FPDFFormObj_CountObjects(item)):
                if not self.take(c.FPDFFormObj_GetObject(item, index), inner, depth + 1):
                    return False
        return True

    def _bounds(self, item: Any, outer: Matrix) -> Box:
        c.FPDFPageObj_GetBounds(item, *self.sides)
        left, bottom, right, top = (side.value for side in self.sides)
        return self._box([self._point(left, bottom, outer), self._point(right, top, outer)])

    def _point(self, x: float, y: float, m: Matrix) -> tuple[float, float]:
        if m is not _IDENTITY:
            x, y = m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
        return self.frame.point(x, y)

    @staticmethod
    def _box(points: list[tuple[float, float]]) -> Box:
        xs = [point[0] for point in points]
        ys = [point[1] for point in points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def _path(self, item: Any, outer: Matrix) -> None:
        c.FPDFPath_GetDrawMode(item, self.fill, self.stroke)
        filled, stroked = self.fill.value != 0, bool(self.stroke.value)
        if not filled and not stroked:
            return
        count = c.FPDFPath_CountSegments(item)
        if count < 2 or count > _SEGMENT_LIMIT:
            return
        matrix = outer
        if c.FPDFPageObj_GetMatrix(item, self.matrix):
            m = self.matrix
            own = (m.a, m.b, m.c, m.d, m.e, m.f)
            matrix = _times(own, outer) if own != _IDENTITY else outer
        if stroked and self._invisible(item, c.FPDFPageObj_GetStrokeColor, 255):
            stroked = False
        if filled and self._invisible(item, c.FPDFPageObj_GetFillColor, 250):
            filled = False
        if not filled and not stroked:
            return
        for points, closed, straight in self._subpaths(item, count, matrix):
            self._shape(points, closed, straight, filled, stroked)

    def _invisible(self, item: Any, get: Any, white: int) -> bool:
        """True where the colour is fully transparent or white."""
        r, g, b, a = (ctypes.c_uint() for _ in range(4))
        if not get(item, r, g, b, a):
            return False
        return a.value == 0 or min(r.value, g.value, b.value) >= white

    def _subpaths(
        self, item: Any, count: int, matrix: Matrix
    ) -> list[tuple[list[tuple[float, float]], bool, bool]]:
        """The path in pieces: points, whether closed, whether without curves."""
        pieces: list[tuple[list[tuple[float, float]], bool, bool]] = []
        points: list[tuple[float, float]] = []
        closed, straight = False, True
        for index in range(count):
            segment = c.FPDFPath_GetPathSegment(item, index)
            kind = c.FPDFPathSegment_GetType(segment)
            if not c.FPDFPathSegment_GetPoint(segment, self.x, self.y):
                continue
            if kind == c.FPDF_SEGMENT_MOVETO and points:
                pieces.append((points, closed, straight))
                points, closed, straight = [], False, True
            if kind == c.FPDF_SEGMENT_BEZIERTO:
                straight = False
            points.append(self._point(self.x.value, self.y.value, matrix))
            closed = closed or bool(c.FPDFPathSegment_GetClose(segment))
        if points:
            pieces.append((points, closed, straight))
        return pieces

    def _shape(
        self,
        points: list[tuple[float, float]],
        closed: bool,
        straight: bool,
        filled: bool,
        stroked: bool,
    ) -> None:
        if len(points) < 2:
            return
        box = self._box(points)
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        content = self.content
        if filled or len(points) == 2:
            if high <= THIN and wide > high:
                content.level.append(Ruling((box.y0 + box.y1) / 2, box.x0, box.x1))
                return
            if wide <= THIN and high > wide:
                content.upright.append(Ruling((box.x0 + box.x1) / 2, box.y0, box.y1))
                return
        if not straight:
            return
        if filled and len(points) <= 6 and wide > 12 and high > 6:
            content.shades.append(box)
        if stroked:
            if closed:
                points = [*points, points[0]]
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                if abs(ay - by) < 0.6 and abs(ax - bx) > 1:
                    content.level.append(Ruling((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) < 0.6 and abs(ay - by) > 1:
                    content.upright.append(Ruling((ax + bx) / 2, min(ay, by), max(ay, by)))


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then`."""
    a, b, cc, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        cc * g + d * i,
        cc * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
