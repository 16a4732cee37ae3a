"""The facts, and how facts come in: record types, tables, packages and their checks."""

from .checks import Checked, check_package
from .errors import (
    ComityError,
    FormatError,
    NotFoundError,
    PackageError,
    Problem,
    QueryError,
    QueryWarning,
    RangeError,
    StoreError,
)
from .package import SHIPPED, Package, open_package

__all__ = [
    "SHIPPED",
    "Checked",
    "ComityError",
    "FormatError",
    "NotFoundError",
    "Package",
    "PackageError",
    "Problem",
    "QueryError",
    "QueryWarning",
    "RangeError",
    "StoreError",
    "check_package",
    "open_package",
]
