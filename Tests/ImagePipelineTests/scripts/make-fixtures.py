#!/usr/bin/env python3
"""Draws the sample picture of the image pipeline and the small fixtures of its tests.

Everything is made up by this script, so nobody else holds rights in it. It needs numpy and Pillow:

    python3 -m venv .venv && .venv/bin/pip install numpy pillow
    .venv/bin/python Tests/ImagePipelineTests/scripts/make-fixtures.py

The files are committed; run it again only to change them. The random numbers are seeded, but other versions of
Pillow's encoders may produce other bytes for the same pixels.
"""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "Workflows" / "image-upload" / "sample"
FIXTURES = ROOT / "Tests" / "ImagePipelineTests" / "Fixtures"
WIDTH, HEIGHT = 1600, 1067
HORIZON = 560


def cloud_noise(generator, width, height, octaves=6, stretch=2.5):
    """Smooth noise in 0...1: random grids of rising fineness, enlarged and added up."""
    total = np.zeros((height, width))
    weight = 1.0
    for octave in range(octaves):
        rows, columns = 3 * 2**octave, max(2, int(3 * 2**octave * width / height / stretch))
        grid = Image.fromarray(generator.random((rows, columns)).astype(np.float32), "F")
        total += weight * np.asarray(grid.resize((width, height), Image.Resampling.BICUBIC))
        weight *= 0.55
    total -= total.min()
    return total / total.max()


def gradient(stops, positions):
    """The colours of `stops` (position, red, green, blue), interpolated at `positions`."""
    places = [stop[0] for stop in stops]
    return np.stack([np.interp(positions, places, [stop[i] for stop in stops]) for i in (1, 2, 3)], axis=-1)


def sky(generator):
    rows = np.linspace(0, 1, HORIZON)[:, None].repeat(WIDTH, axis=1)
    colours = gradient([(0, 58, 98, 160), (0.55, 148, 178, 206), (0.85, 245, 205, 160), (1, 250, 180, 120)], rows)
    y, x = np.mgrid[0:HORIZON, 0:WIDTH]
    distance = np.hypot(x - 1130, (y - 440) * 1.1)
    glow = np.exp(-distance / 210)[..., None]
    colours = colours * (1 - glow) + np.array([255, 236, 190]) * glow
    clouds = np.clip((cloud_noise(generator, WIDTH, HORIZON) - 0.48) * 3.2, 0, 1)[..., None]
    shade = gradient([(0, 236, 238, 244), (0.7, 250, 222, 204), (1, 240, 170, 140)], rows)
    colours = colours * (1 - 0.8 * clouds) + shade * 0.8 * clouds
    colours[distance < 34] = (255, 250, 226)
    return colours


def land(picture, generator):
    """Two ridges of hills and a quay with houses whose windows are lit."""
    draw = ImageDraw.Draw(picture)
    for height, colour, steps in ((95, (96, 112, 138), 7), (52, (64, 80, 96), 11)):
        knots = generator.random(steps) * height + height * 0.35
        ridge = np.interp(np.arange(WIDTH), np.linspace(0, WIDTH, steps), knots)
        ridge += cloud_noise(generator, WIDTH, 4, octaves=5, stretch=80)[0] * 16
        outline = [(x, HORIZON - ridge[x]) for x in range(WIDTH)] + [(WIDTH, HORIZON), (0, HORIZON)]
        draw.polygon(outline, fill=colour)
    walls = [(178, 74, 58), (214, 168, 92), (226, 214, 196), (104, 130, 140), (150, 88, 66), (196, 190, 172)]
    x = 24
    while x < 640:
        width, height = int(generator.integers(38, 66)), int(generator.integers(58, 118))
        wall = walls[int(generator.integers(len(walls)))]
        top = HORIZON - height
        draw.rectangle((x, top, x + width, HORIZON), fill=wall)
        draw.polygon([(x - 3, top), (x + width / 2, top - 24), (x + width + 3, top)], fill=(84, 52, 48))
        for row in range(top + 12, HORIZON - 16, 22):
            for column in range(x + 7, x + width - 9, 14):
                lit = generator.random() < 0.45
                draw.rectangle((column, row, column + 6, row + 10), fill=(255, 222, 140) if lit else (52, 58, 70))
        x += width + int(generator.integers(0, 5))
    draw.rectangle((0, HORIZON - 8, 690, HORIZON), fill=(92, 84, 78))
    draw.rectangle((742, HORIZON - 150, 764, HORIZON), fill=(232, 228, 220))
    for stripe in range(3):
        draw.rectangle((742, HORIZON - 132 + stripe * 44, 764, HORIZON - 112 + stripe * 44), fill=(188, 52, 46))
    draw.rectangle((738, HORIZON - 168, 768, HORIZON - 150), fill=(255, 240, 170))
    draw.polygon([(734, HORIZON - 168), (753, HORIZON - 186), (772, HORIZON - 168)], fill=(70, 44, 42))


def sea(above, generator):
    """Water below the horizon: the scene above mirrored, rippled, darkened and lit by the sun."""
    rows = HEIGHT - HORIZON
    y, x = np.mgrid[0:rows, 0:WIDTH]
    depth = y / rows
    ripple = cloud_noise(generator, WIDTH, rows, octaves=7, stretch=0.35) - 0.5
    waves = np.sin(y / (1.2 + 9 * depth) + 9 * ripple) * (1 + 16 * depth)
    source_y = np.clip(HORIZON - 1 - y * 0.95 + waves * 0.8, 0, HORIZON - 1).astype(int)
    source_x = np.clip(x + waves * 1.4, 0, WIDTH - 1).astype(int)
    mirrored = above[source_y, source_x]
    tint = gradient([(0, 150, 150, 160), (0.4, 70, 108, 134), (1, 18, 52, 78)], depth)
    colours = mirrored * 0.52 + tint * 0.48
    colours *= (1 + 0.35 * ripple * (0.3 + depth))[..., None]
    path = np.exp(-(((x - 1130) / (50 + 190 * depth)) ** 2)) * np.clip(waves / (1 + 16 * depth), 0, 1) ** 3
    return colours + path[..., None] * np.array([190, 150, 90])


def boat(draw, x, y, size, hull, sail):
    draw.polygon(
        [(x - size, y - size * 0.22), (x + size, y - size * 0.26), (x + size * 0.78, y), (x - size * 0.72, y)], fill=hull
    )
    draw.line((x - size * 0.94, y - size * 0.19, x + size * 0.94, y - size * 0.22), fill=(240, 236, 226), width=3)
    mast = x - size * 0.05
    draw.line((mast, y - size * 0.2, mast, y - size * 2.1), fill=(66, 50, 40), width=max(2, int(size * 0.05)))
    if sail is not None:
        draw.polygon(
            [(mast + 3, y - size * 2.05), (mast + 3, y - size * 0.42), (mast + size * 0.85, y - size * 0.42)], fill=sail
        )
        shade = tuple(int(channel * 0.86) for channel in sail)
        draw.polygon(
            [(mast - 3, y - size * 1.8), (mast - 3, y - size * 0.42), (mast - size * 0.6, y - size * 0.4)], fill=shade
        )
    else:
        for side in (-0.9, 0.9):
            draw.line((mast, y - size * 2.05, x + size * side, y - size * 0.24), fill=(60, 56, 56), width=2)
        draw.rectangle((x - size * 0.5, y - size * 0.5, x + size * 0.2, y - size * 0.22), fill=(222, 216, 204))
        draw.rectangle((x - size * 0.38, y - size * 0.44, x - size * 0.2, y - size * 0.32), fill=(50, 62, 76))


def harbour():
    generator = np.random.default_rng(20250)
    upper = Image.fromarray(np.clip(sky(generator), 0, 255).astype(np.uint8), "RGB")
    land(upper, generator)
    above = np.asarray(upper).astype(float)
    boats = [
        (1290, 640, 40, (60, 70, 96), (244, 238, 224)),
        (930, 668, 54, (120, 46, 42), (250, 226, 190)),
        (300, 742, 96, (34, 62, 84), None),
        (620, 850, 130, (148, 52, 44), (248, 244, 234)),
        (1330, 905, 150, (230, 226, 216), None),
    ]
    canvas = np.concatenate([above, sea(above, generator)])
    picture = Image.fromarray(np.clip(canvas, 0, 255).astype(np.uint8), "RGB")
    for x, y, size, hull, sail in boats:
        # The boat's reflection: the same drawing upside down in the water, blurred and half transparent.
        layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        boat(ImageDraw.Draw(layer), x, y, size, hull, sail)
        reflection = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        flipped = layer.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        reflection.paste(flipped, (0, 2 * y - HEIGHT))
        reflection = reflection.filter(ImageFilter.GaussianBlur(max(2, size / 22)))
        alpha = reflection.getchannel("A").point(lambda value: int(value * 0.45))
        picture.paste(reflection.convert("RGB"), (0, 0), alpha)
        picture.paste(layer.convert("RGB"), (0, 0), layer.getchannel("A"))
    posts = ImageDraw.Draw(picture)
    for x in range(40, 1600, 260):
        posts.rectangle((x, 968, x + 26, HEIGHT), fill=(58, 46, 40))
        posts.rectangle((x - 3, 960, x + 29, 974), fill=(96, 80, 68))
    picture = picture.filter(ImageFilter.GaussianBlur(0.7))
    pixels = np.asarray(picture).astype(float)
    pixels += generator.normal(0, 2.2, (HEIGHT, WIDTH, 1)) + generator.normal(0, 0.8, (HEIGHT, WIDTH, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def exif(orientation=1):
    block = Image.Exif()
    block[0x010E] = "A made-up harbour at sunset"
    block[0x0112] = orientation
    block[0x0131] = "make-fixtures.py"
    block[0x0132] = "2026:06:21 20:15:00"
    return block


def png_with_alpha(harbour_picture):
    """A badge: a photograph inside a soft disc, wholly transparent outside, where the hidden colour is bright green."""
    picture = harbour_picture.crop((560, 330, 800, 490)).convert("RGBA")
    width, height = picture.size
    y, x = np.mgrid[0:height, 0:width]
    radius = np.hypot((x - width / 2) / (width / 2), (y - height / 2) / (height / 2))
    alpha = (np.clip((0.95 - radius) / 0.35, 0, 1) * 255).astype(np.uint8)
    pixels = np.asarray(picture).copy()
    pixels[..., 3] = alpha
    pixels[alpha == 0] = (0, 255, 0, 0)
    return Image.fromarray(pixels, "RGBA")


def png_bomb(width, height):
    """A grey PNG of one bit a pixel, all black, written row by row."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_bomb(width, height):
    """A grey JPEG of one block whose frame header claims another size: the header is all that may be read of it."""
    data = bytearray(encoded(Image.new("L", (8, 8)), format="JPEG", quality=50))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def encoded(picture, **options):
    buffer = io.BytesIO()
    picture.save(buffer, **options)
    return buffer.getvalue()


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{len(data):9,d}  {path.relative_to(ROOT)}")


def main():
    scene = harbour()
    write(SAMPLE / "harbour.jpg", encoded(scene, format="JPEG", quality=86, optimize=True, exif=exif()))

    small = scene.resize((480, 320), Image.Resampling.LANCZOS)
    photograph = encoded(small, format="JPEG", quality=88, exif=exif())
    write(FIXTURES / "photograph.jpg", photograph)
    write(FIXTURES / "progressive.jpg", encoded(small, format="JPEG", quality=80, progressive=True))
    write(FIXTURES / "grey.jpg", encoded(small.convert("L"), format="JPEG", quality=80))
    write(FIXTURES / "cmyk.jpg", encoded(small.convert("CMYK"), format="JPEG", quality=80))
    for orientation in range(1, 9):
        # Each file looks the same to a viewer that honours its orientation.
        undo = {
            1: None,
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }[orientation]
        tiny = scene.resize((120, 80), Image.Resampling.LANCZOS)
        stored = tiny if undo is None else tiny.transpose(undo)
        name = f"orientation-{orientation}.jpg"
        write(FIXTURES / name, encoded(stored, format="JPEG", quality=90, exif=exif(orientation)))
    write(FIXTURES / "truncated.jpg", photograph[: len(photograph) * 2 // 3])
    damaged = bytearray(photograph)
    middle = len(damaged) // 2
    damaged[middle : middle + 4000] = bytes(4000)
    write(FIXTURES / "damaged.jpg", bytes(damaged))

    badge = png_with_alpha(scene)
    badge_png = encoded(badge, format="PNG", optimize=True)
    write(FIXTURES / "alpha.png", badge_png)
    write(FIXTURES / "truncated.png", badge_png[: len(badge_png) // 2])
    damaged = bytearray(badge_png)
    damaged[len(damaged) // 2] ^= 0xFF
    write(FIXTURES / "damaged.png", bytes(damaged))
    palette = small.resize((160, 107), Image.Resampling.LANCZOS).quantize(64)
    write(FIXTURES / "palette.png", encoded(palette, format="PNG", optimize=True))
    write(FIXTURES / "grey.png", encoded(small.convert("L").resize((160, 107)), format="PNG", optimize=True))

    dot = Image.new("RGB", (1, 1), (200, 80, 40))
    write(FIXTURES / "dot.jpg", encoded(dot, format="JPEG", quality=90))
    write(FIXTURES / "dot.png", encoded(dot, format="PNG"))
    strip = Image.new("RGB", (2000, 2), (30, 120, 90))
    write(FIXTURES / "strip.png", encoded(strip, format="PNG", optimize=True))

    write(FIXTURES / "bomb.png", png_bomb(8000, 5000))
    write(FIXTURES / "bomb.jpg", jpeg_bomb(8000, 5000))
    write(FIXTURES / "text.jpg", b"This is a text file that somebody renamed.\n")


if __name__ == "__main__":
    main()
