"""The examples of docs/integrations/ are run as they stand and print what they claim to."""

from __future__ import annotations


def test_frames(needs, run_example):
    needs("frames", "pandas", "polars", "duckdb")
    run_example("frames")


def test_ray(needs, run_example):
    needs("ray", "ray.data")
    run_example("ray")


def test_spark(needs, run_example):
    needs("spark", "pyspark", "pandas", program="java")
    run_example("spark")
