"""The small set of line drawings used beside words; drawn for this project on a 24 × 24 grid.

Each value is the inside of an <svg>: strokes take the colour of the text around them.
"""

from __future__ import annotations

ICONS: dict[str, str] = {
    # -- rooms
    "home": '<path d="M4 11.5 12 5l8 6.5"/><path d="M6 10v9h12v-9"/><path d="M10 19v-5h4v5"/>',
    "mine": '<path d="M9 5H6v15h12V5h-3"/><path d="M9 3.5h6v3H9z"/><path d="m9 13 2 2 4-4"/>',
    "plan": '<path d="M6 3.5h9l3 3V20.5H6z"/><path d="M9 9h6M9 12.5h6M9 16h4"/>',
    "school": '<path d="M4 20V10l8-4 8 4v10"/><path d="M12 6V3h3M4 20h16M10 20v-4h4v4"/>'
    '<path d="M8 12.5v.01M16 12.5v.01M12 11v.01"/>',
    "office": '<path d="M5 20V8h14v12M3 20h18M3 8l9-4.5L21 8"/><path d="M9 12v5M12 12v5M15 12v5"/>',
    "inbox": '<path d="M4 13 6.5 5h11L20 13v6H4z"/><path d="M4 13h5l1 2h4l1-2h5"/>',
    "people": '<circle cx="9" cy="8.5" r="3"/><path d="M3.5 19c.5-3.5 2.8-5 5.5-5s5 1.5 5.5 5"/>'
    '<path d="M15.5 6a2.8 2.8 0 0 1 0 5.2M17 14.4c2 .6 3.2 2.1 3.5 4.6"/>',
    "journal": '<path d="M6 4h12v16H6z"/><path d="M9 4v16M12 8.5h3.5M12 12h3.5"/>',
    # -- things
    "person": '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-4.2 3.4-6 7-6s6.4 1.8 7 6"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "flag": '<path d="M6 21V4"/><path d="M6 5h11l-2.5 3.5L17 12H6"/>',
    "money": '<path d="M3.5 7h17v10h-17z"/><circle cx="12" cy="12" r="2.5"/>'
    '<path d="M6.5 12v.01M17.5 12v.01"/>',
    "link": '<path d="M10 14a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1"/>'
    '<path d="M14 10a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1"/>',
    "lock": '<path d="M6 11h12v9H6z"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "key": '<circle cx="8" cy="15.5" r="3.5"/><path d="m10.5 13 8.5-8.5M15 8.5l2.5 2.5"/>',
    "chat": '<path d="M4 5h16v11h-9l-4 3.5V16H4z"/>',
    "bell": '<path d="M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10.5 21h3"/>',
    "globe": '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c5 5 5 11 0 16-5-5-5-11 0-16"/>',
    "phone": '<path d="M7.5 3.5h9v17h-9zM11 17.5h2"/>',
    # -- work
    "add": '<path d="M12 5v14M5 12h14"/>',
    "edit": '<path d="M5 19h3.5L19 8.5 15.5 5 5 15.5zM13.5 7l3.5 3.5"/>',
    "delete": '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.5 11v5M13.5 11v5"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="m15.5 15.5 4.5 4.5"/>',
    "filter": '<path d="M4 6h16l-6 7v6l-4-2v-4z"/>',
    "download": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"/>',
    "upload": '<path d="M12 16V5M7.5 9 12 4.5 16.5 9M5 20h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "send": '<path d="m4 12 16-7-5 15-3.5-6z"/><path d="M11.5 14 20 5"/>',
    "sign": '<path d="M4 19.5h16"/><path d="M5 15c3-8 6-11 7-9s-4 8-2 9 3-4 4.5-3.5S15 15 19 14"/>',
    "stamp": '<path d="M10 13c0-3-1.5-4-1.5-6a3.5 3.5 0 0 1 7 0c0 2-1.5 3-1.5 6"/>'
    '<path d="M6 17v-4h12v4zM6 20.5h12"/>',
    "copy": '<path d="M9 8h10v12H9z"/><path d="M15 8V4H5v12h4"/>',
    "undo": '<path d="M8 5 4 9l4 4"/><path d="M4 9h10a5 5 0 0 1 0 10H9"/>',
    "sign-out": '<path d="M13 4H5v16h8M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
    # -- states
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "done": '<circle cx="12" cy="12" r="8"/><path d="m8.5 12.5 2.5 2.5 4.5-5"/>',
    "soon": '<path d="M12 4 21 19.5H3zM12 10v4.5M12 17v.01"/>',
    "late": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V13M12 16v.01"/>',
    "work": '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>',
    "none": '<circle cx="12" cy="12" r="8" stroke-dasharray="3 3"/>',
    "stop": '<circle cx="12" cy="12" r="8"/><path d="M8.5 12h7"/>',
    "info": '<circle cx="12" cy="12" r="8"/><path d="M12 11v5.5M12 8v.01"/>',
    "back": '<path d="M19 12H5M10.5 6.5 5 12l5.5 5.5"/>',
    "next": '<path d="M9 5.5 15.5 12 9 18.5"/>',
    "previous": '<path d="M15 5.5 8.5 12l6.5 6.5"/>',
    "down": '<path d="M5.5 9 12 15.5 18.5 9"/>',
    "more": '<path d="M6 12v.01M12 12v.01M18 12v.01" stroke-width="3.5"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
}
