"""How requests and answers to the child that draws look as bytes; apart, for the child imports little."""

from __future__ import annotations

import struct
from typing import Literal

DrawingName = Literal["poster", "sheet", "taste", "photo_check"]

LENGTH = struct.Struct(">I")  # before each request and, after one of the two marks, before each answer
DRAWN, REFUSED = b"\x01", b"\x00"
IS_A_PHOTO, IS_NO_PHOTO = b"photo", b""
