"""A clip filmed off a screen: off-axis and hand-held, with a bezel, moiré, glare and the camera's noise."""

import subprocess

import cv2
import numpy as np

from photos_draw import fit, paste
from photos_screens import grain, light_fields, moire, room, viewpoint

RATE = 15  # frames a second of the camera that films
PANEL = 540  # pixels of the screen's longer side, each of three sub-pixels
BEZEL = 45
STRENGTH = 2


def stripes(width, height):
    tile = np.full((3, 3, 3), 0.6, np.float32)
    for column in range(3):
        tile[:, column, 2 - column] = 1.0
    return np.tile(tile / tile.mean(), (height, width, 1))


def shown(frame, size, mask):
    panel = np.zeros((size[1], size[0], 3), np.uint8)
    picture = fit(frame, *size)
    paste(panel, picture, (size[0] - picture.shape[1]) // 2, (size[1] - picture.shape[0]) // 2)
    panel = cv2.resize(panel, (size[0] * 3, size[1] * 3), interpolation=cv2.INTER_NEAREST)
    panel = cv2.multiply(panel, mask, dtype=cv2.CV_8U)
    return cv2.copyMakeBorder(panel, BEZEL, BEZEL, BEZEL, BEZEL, cv2.BORDER_CONSTANT, value=(26, 24, 22))


def frames(source, rate):
    """Frames of the clip as the other camera meets them, `rate` a second."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", source, "-vf", f"fps={rate}"]
    command += ["-f", "image2pipe", "-c:v", "bmp", "-pix_fmt", "bgr24", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        while head := reader.stdout.read(6):
            size = int.from_bytes(head[2:6], "little")
            data = head + reader.stdout.read(size - 6)
            yield cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


def film(source, target, size, seconds, rng):
    """Writes `target`: the same length as `source` at RATE frames a second."""
    wide = size[0] >= size[1]
    panel_size = (PANEL, PANEL * 9 // 16) if wide else (PANEL * 9 // 16, PANEL)
    camera = (800, 600) if wide else (600, 800)
    mask = stripes(*panel_size)
    back = room(*camera, rng)
    base = viewpoint(np.empty((panel_size[1] * 3 + 2 * BEZEL, panel_size[0] * 3 + 2 * BEZEL, 3)), rng, STRENGTH, camera)
    # The same lamp and the same bands in every frame; only the noise changes.
    glare, gain = light_fields(camera, rng, STRENGTH)
    gain = (gain * moire(np.ones((camera[1], camera[0], 3)), rng, STRENGTH)).astype(np.float32)
    added = [glare.astype(np.float32) + grain(camera, rng, STRENGTH) for _ in range(5)]
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s"]
    command += [f"{camera[0]}x{camera[1]}", "-r", str(RATE), "-i", "-", "-c:v", "libx264", "-preset", "veryfast"]
    command += ["-pix_fmt", "yuv420p", "-crf", "27", "-threads", "1", "-flags:v", "+bitexact", "-fflags", "+bitexact", target]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as writer:
        for index, frame in enumerate(frames(source, RATE)):
            sway = np.array([[1, 0, 3 * np.sin(index / 9)], [0, 1, 2.5 * np.sin(index / 13 + 1)], [0, 0, 1]])
            panel = shown(frame, panel_size, mask)
            out = cv2.warpPerspective(panel, sway @ base, camera, dst=back.copy(), borderMode=cv2.BORDER_TRANSPARENT)
            out = cv2.GaussianBlur(out, (0, 0), 0.9)
            out = cv2.multiply(out, gain, dtype=cv2.CV_32F) + added[index % len(added)]
            writer.stdin.write(np.clip(out, 0, 255).astype(np.uint8).tobytes())
