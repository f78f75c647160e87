"""Where things stand on a picture, and in which sizes: pixels of a page 1080 wide.

On a phone 390 points wide they are shown at 0.36: 34 pixels are 12 points.
"""

from __future__ import annotations

WIDTH = 1080
LEFT, RIGHT = 64, 1016
INSIDE = RIGHT - LEFT
MARGIN = 64  # above and below everything
GAP = 64  # between sections

SMALL, TEXT, HEADING, TITLE = 31, 36, 42, 68  # of letters
