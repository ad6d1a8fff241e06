"""The examples of docs/integrations/ are run as they stand and print what they claim to."""

from __future__ import annotations

import socket

import pytest
from programs import blocks

#: The recipes in their order, and what each needs.
RECIPES = {
    "requests and httpx": ("requests", "httpx"),
    "aiohttp with guards": ("aiohttp",),
    "aiohttp with a pool": ("aiohttp",),
    "playwright": ("playwright",),
    "newspaper": ("newspaper",),
    "feedparser": ("feedparser", "requests"),
}


def test_frames(needs, run_example):
    needs("frames", "pandas", "polars", "duckdb")
    run_example("frames")


def test_ray(needs, run_example):
    needs("ray", "ray.data")
    run_example("ray", starts=3)


def test_spark(needs, run_example):
    needs("spark", "pyspark", "pandas", program="java")
    run_example("spark")


@pytest.mark.parametrize(("at", "modules"), list(enumerate(RECIPES.values())), ids=RECIPES)
def test_recipes(needs, run_example, site, at, modules):
    if modules == ("playwright",):
        needs("dev", *modules, program="chromium")
    needs("recipes", *modules)
    run_example("recipes", replace={"https://news.example": site}, at=at)


def test_there_is_a_test_for_each_recipe():
    assert len(blocks("recipes")) == len(RECIPES)


def test_serve(needs, run_example):
    needs("serve", "fastapi", "uvicorn", "prometheus_client")
    needs("recipes", "httpx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run_example("serve", replace={"8765": str(port)})


def test_the_first_page(run_example):
    run_example("index")
