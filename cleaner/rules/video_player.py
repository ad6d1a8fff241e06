"""Labels and messages of video players."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="video-player", max_chars=200, phrases=True)
def video_player(line: Candidate) -> Answer:
    """Labels and messages of video players.

    *What it removes*: lines such as "Watch the video", "Now playing" or "Your browser does
    not support the video tag".

    *Why it is boilerplate*: they work a player that the text has lost.

    *What it keeps*: sentences about videos.
    """
    if line.whole:
        return says(line.whole)
    return says(line.start)
