"""Build the scripts of the web pages into the wheel; all else is in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

WEB = Path(__file__).parent / "viz" / "web"


class BuildWithScripts(build_py):
    """Run viz/web/build.py first; an editable install takes what is in viz/web/dist/ already."""

    def run(self) -> None:
        """Build, and say so when there is nothing to build with."""
        if not self.editable_mode:
            built = subprocess.run([sys.executable, str(WEB / "build.py")]).returncode == 0
            if not built:
                has = "as they were built before" if (WEB / "dist").is_dir() else "none"
                print(f"warning: the scripts of the web pages were not built; in the wheel: {has}", file=sys.stderr)
            self.__dict__.pop("data_files", None)  # listed before the scripts were there
        super().run()


setup(cmdclass={"build_py": BuildWithScripts})
