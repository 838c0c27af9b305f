"""How a plan tells the number of criteria of a level: "tiêu chí đạt Mức 2: 16/28"."""

from __future__ import annotations

import re

_RATIO = r"(?<![\d/.,])(?P<a>\d{1,2})\s*/\s*(?P<b>\d{1,2})(?![\d/]|[.,]\d)"
_REACH = r"(?:được\s+đánh\s+giá\s+)?(?:đạt|ở)\s+(?:ở\s+)?Mức\s*(?P<level>[123])(?!\d)"
#: "Số lượng và tỷ lệ các tiêu chí đạt Mức 2: 16/28", "16/28 tiêu chí đạt Mức 2"
FIRST = re.compile(
    rf"(?<!\w)tiêu\s+chí\s+{_REACH}(?!\s*(?:,|và|đến|-)\s*\d)\s*(?:là|:|-|–|=|có|đạt|\()?\s*{_RATIO}",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"{_RATIO}\s*(?:\([\d.,\s]*%\)\s*)?(?:các\s+)?tiêu\s+chí(?:\s*\([^()]{{0,20}}\))?\s+{_REACH}",
    re.IGNORECASE,
)
LEVEL = re.compile(rf"(?<!\w)Mức\s*(?P<level>[123])\s*[:–-]\s*{_RATIO}\s*tiêu\s+chí", re.I)
#: "Kết quả tự đánh giá: … Mức 3 đạt 7/19 (36,8%)", "… Mức 3: 7/19"
SHORT = re.compile(
    rf"Mức\s*(?P<level>[123])(?:\s+(?:đạt|có|là)\s*:?|\s*:)\s*{_RATIO}(?=\s*[(;,.]|\s*$)",
    re.IGNORECASE,
)
#: where the short form is about criteria
ABOUT = re.compile(r"tự\s+đánh|đánh\s+giá\s+ngoài|tiêu\s+chí", re.IGNORECASE)
