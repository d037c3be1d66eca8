"""Everything public says in words what it is; the curriculum's own files are spoken for in Markdown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from documents import ROOT

import lessons.pytorch_basics

