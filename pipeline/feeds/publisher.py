"""What kinds of publishers there are."""

from typing import Literal

FeedKind = Literal["wire", "broadcaster", "outlet", "think-tank", "ngo", "un", "government"]
