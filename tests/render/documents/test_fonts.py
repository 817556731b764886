"""The fonts that are shipped: each is named in the licence that goes with it, and both are part of the package."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import servanda

ROOT = Path(servanda.__file__).parent
FONTS = ROOT / "render" / "documents" / "fonts"


def test_each_has_its_notice_in_the_licence() -> None:
    notices = FONTS.joinpath("OFL.txt").read_text(encoding="utf-8").partition("This Font Software")[0]
    patterns = [
        name.strip() for line in notices.splitlines() if ".ttf" in line for name in line.split(": ")[0].split(",")
    ]
    fonts = [font.name for font in FONTS.glob("*.ttf")]
    assert fonts
    assert [font for font in fonts if not any(fnmatch(font, pattern) for pattern in patterns)] == []


def test_the_licence_goes_into_every_package() -> None:
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert "servanda/render/documents/fonts/OFL.txt" in project["project"]["license-files"]
    assert {"**/*.ttf", "**/*.txt"} <= set(project["tool"]["setuptools"]["package-data"]["servanda"])
