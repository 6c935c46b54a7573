"""Recordings, with nothing in them but the sound: MP3, WAV, M4A with AAC, and Ogg with Opus or Vorbis."""

from bot.cleaning import Clean, Unreadable
from bot.cleaning.mp3 import clean_mp3
from bot.cleaning.mp4 import clean_m4a
from bot.cleaning.ogg import clean_ogg
from bot.cleaning.wav import clean_wav


def clean_sound(content: bytes) -> Clean:
    """Raises `Unreadable`."""
    try:
        if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
            return Clean(clean_wav(content), "wav")
        if content.startswith(b"OggS"):
            return Clean(clean_ogg(content), "ogg")
        if content[4:8] == b"ftyp":
            return Clean(clean_m4a(content), "m4a")
        return Clean(clean_mp3(content), "mp3")
    except (IndexError, ValueError) as error:
        raise Unreadable from error
