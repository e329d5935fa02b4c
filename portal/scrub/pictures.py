"""Pictures: drawn anew, so that nothing but what is seen is left, and turned the way they are looked at."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

from portal.scrub.verdict import Unfit

PIXELS = 64_000_000
"""Pixels of one picture, and of all pictures of a moving one together."""
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_SAVED: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 90, "optimize": True},
    "png": {},
    "webp": {"quality": 90},
    "gif": {},
}
_SHOWN = ("transparency", "background")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, MemoryError, KeyError)
Image.MAX_IMAGE_PIXELS = PIXELS


def clean_picture(code: str, content: bytes) -> bytes:
    """Return the picture encoded anew, without EXIF, GPS, XMP, comments, profiles or previews. Raises Unfit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(code, content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("pixels", limit=PIXELS // 1_000_000) from None
    except _BROKEN:
        raise Unfit("unreadable", found=code) from None


def _drawn_anew(code: str, content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=[_FORMATS[code]]) as image:
        frames = getattr(image, "n_frames", 1)
        if image.width * image.height * frames > PIXELS:
            raise Unfit("pixels", limit=PIXELS // 1_000_000)
        drawn = BytesIO()
        if frames == 1:
            _bare(image, code).save(drawn, _FORMATS[code], **_SAVED[code])
        else:
            _save_moving(image, code, drawn)
        return drawn.getvalue()


def _bare(image: Image.Image, code: str) -> Image.Image:
    """Return the pixels alone: turned upright, in the colours of sRGB, with nothing said about them."""
    turned = _in_srgb(ImageOps.exif_transpose(image))
    if code == "jpeg" and turned.mode not in ("L", "RGB"):
        turned = turned.convert("RGB")
    plain = turned.copy()
    plain.info = {name: turned.info[name] for name in _SHOWN if name in turned.info}
    return plain


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        there = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return there or image


def _save_moving(image: Image.Image, code: str, drawn: BytesIO) -> None:
    frames, times = [], []
    loop = image.info.get("loop")
    for frame in ImageSequence.Iterator(image):
        times.append(frame.info.get("duration", 100))
        frames.append(_bare(frame, code))
    options = {"loop": loop} if loop is not None else {}
    frames[0].save(
        drawn,
        _FORMATS[code],
        save_all=True,
        append_images=frames[1:],
        duration=times,
        **_SAVED[code],
        **options,
    )
