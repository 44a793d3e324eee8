#!/usr/bin/env python3
"""Compares thumbnails with an independent resample of their original.

    compare_thumbnails.py ORIGINAL SIDE:THUMBNAIL [SIDE:THUMBNAIL …]

SIDE is the most pixels the thumbnail's long side may have. The original is turned upright, resampled by Pillow's Lanczos
filter (which shares no code with libgd) and compared with each thumbnail:

* the size must be exactly that of the rounding rule: the long side becomes SIDE, the short side the nearest whole
  number of pixels (a half rounded up, at least 1); a picture that fits already keeps its size;
* the aspect ratio may be off by what rounding the short side to whole pixels explains, and no more;
* the format must be the original's;
* the mean absolute error over all channels must be at most 8 of 255;
* the peak signal-to-noise ratio must be at least 28 dB, and besides at most 3 dB below what JPEG compression alone
  makes of the reference (with the thumbnail's own tables and chroma sampling), where 34 dB always suffice.

The bounds are from measurement: compression alone takes the sample at quality 85 to 32.3 dB (128 pixels) and 36.7 dB
(512), its thumbnails came to 31.6 and 36.2 dB, and the worst PNG to 37.2 dB. Picking the nearest pixel gave 26.0 and
33.3 dB, a shift by one pixel 21.5 and 25.3 dB. So a wrong filter, a shift or an unturned picture is found, and another
version of libgd or libjpeg is not.

Transparent pictures are compared with their colours weighted by their opacity: the colour of a clear pixel is nobody's
business. Exits with 0 when all agree, with 1 and a line for each that does not, and with 2 when called wrongly.
Needs Pillow and numpy.
"""

import io
import sys

import numpy as np
from PIL import Image, ImageOps, JpegImagePlugin

MEAN_ERROR_MAX = 8.0
RATIO_MIN = 28.0
RATIO_SUFFICIENT = 34.0
RATIO_ALLOWANCE = 3.0


def expected_size(width, height, side):
    """The rounding rule in whole numbers."""
    long = max(width, height)
    if side >= long:
        return width, height
    return tuple(max(1, (2 * length * side + long) // (2 * long)) for length in (width, height))


def has_transparency(picture):
    return "A" in picture.getbands() or "transparency" in picture.info


def pixels(picture):
    """Red, green, blue, alpha as numbers in 0...255, the colours weighted by alpha."""
    values = np.asarray(picture.convert("RGBA")).astype(float)
    values[..., :3] *= values[..., 3:] / 255
    return values


def difference(one, other):
    """The mean absolute error of 255 and the peak signal-to-noise ratio in dB of two pictures of one size."""
    errors = pixels(one) - pixels(other)
    if not has_transparency(one) and not has_transparency(other):
        errors = errors[..., :3]
    square_error = float((errors**2).mean())
    ratio = 10 * float(np.log10(255**2 / square_error)) if square_error > 0 else float("inf")
    return float(np.abs(errors).mean()), ratio


def compressed_like(thumbnail, reference):
    """The reference after the loss that the thumbnail's own JPEG settings bring; PNG brings none."""
    if thumbnail.format != "JPEG":
        return reference
    buffer = io.BytesIO()
    sampling = JpegImagePlugin.get_sampling(thumbnail)
    reference.save(buffer, format="JPEG", qtables=thumbnail.quantization, subsampling=max(sampling, 0))
    return Image.open(buffer)


def problems(original, path, side):
    """Yields a sentence for each way in which the thumbnail is wrong; the measured numbers go to stdout."""
    upright = ImageOps.exif_transpose(original)
    with Image.open(path) as thumbnail:
        thumbnail.load()
    if thumbnail.format != original.format:
        yield f"is a {thumbnail.format}, the original is a {original.format}"
    size = expected_size(*upright.size, side)
    if thumbnail.size != size:
        yield f"is {thumbnail.width} x {thumbnail.height} pixels instead of {size[0]} x {size[1]}"
        return
    # Half a pixel of the short side is what rounding explains, and a side of 1 cannot be any shorter.
    if min(size) > 1:
        error = abs(thumbnail.width * upright.height - thumbnail.height * upright.width)
        if 2 * error > max(upright.size):
            yield f"does not keep the shape of {upright.width} x {upright.height}"
    if has_transparency(thumbnail) and not has_transparency(original):
        yield "has transparent pixels, the original has none"
    reference = upright.convert("RGBA" if has_transparency(original) else "RGB")
    reference = reference.resize(size, Image.Resampling.LANCZOS)
    mean_error, ratio = difference(thumbnail, reference)
    _, loss_alone = difference(compressed_like(thumbnail, reference), reference)
    ratio_min = max(RATIO_MIN, min(loss_alone - RATIO_ALLOWANCE, RATIO_SUFFICIENT))
    print(
        f"{path}: {size[0]} x {size[1]}, mean error {mean_error:.2f} of 255, "
        f"{ratio:.1f} dB (compression alone {loss_alone:.1f} dB, at least {ratio_min:.1f} dB required)"
    )
    if mean_error > MEAN_ERROR_MAX:
        yield f"differs by {mean_error:.2f} of 255 in the mean; at most {MEAN_ERROR_MAX} is allowed"
    if ratio < ratio_min:
        yield f"has a signal-to-noise ratio of {ratio:.1f} dB; at least {ratio_min:.1f} dB is required"


def main(arguments):
    pairs = [argument.partition(":") for argument in arguments[1:]]
    if not pairs or any(not side.isdecimal() or int(side) < 1 or not path for side, _, path in pairs):
        print("usage: compare_thumbnails.py ORIGINAL SIDE:THUMBNAIL [SIDE:THUMBNAIL …]", file=sys.stderr)
        return 2
    failed = False
    try:
        original = Image.open(arguments[0])
        original.load()
    except OSError as error:
        print(f"{arguments[0]}: cannot be read: {error}", file=sys.stderr)
        return 1
    for side, _, path in pairs:
        try:
            found = list(problems(original, path, int(side)))
        except OSError as error:
            found = [f"cannot be read: {error}"]
        for problem in found:
            failed = True
            print(f"{path}: {problem}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
