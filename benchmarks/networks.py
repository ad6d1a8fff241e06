"""Training of the networks that read pages and texts in order (`cleaner/net.py`), by JAX.

Pages are laid one after the other into batches, parted by empty rows. The loss is
the cross entropy of the blocks, the word F1 that the page would miss, and the cross entropy of
the page types. One thread and fixed seeds: the same data gives the same weights.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

os.environ.setdefault(
    "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from cleaner.net import REACHES, WHOLE, Net, Scale

Floats = NDArray[np.floating[Any]]
Layers = dict[str, Array]

#: Empty rows between pages: as many as the farthest layer looks.
GAP = max(REACHES)
#: A longer page is read by a stretch of this many blocks at a time, another one each epoch.
LONGEST = 384
#: How much the missed word F1 and the page types count beside the blocks' cross entropy.
F1_SAY, TYPES_SAY = 0.5, 0.1
#: A column with larger values than this is scaled by its logarithm.
NARROW = 3.0


class Course(NamedTuple):
    """How a network is trained: the size of batches, of the network, and of steps."""

    rows: int = 4096
    most_pages: int = 48
    width: int = 48
    epochs: int = 8
    rate: float = 3e-3
    decay: float = 0.01
    dropped: float = 0.1


#: That of the networks of pages.
PAGES = Course()


class Lesson(NamedTuple):
    """A page to learn from; all but `page` and `page_type` (one-hot) are by block.

    `wanted` are the labels, `weights` what each block counts, `counted` its words for the F1
    (0 where the label is not known).
    """

    rows: Floats
    page: Floats
    page_type: Floats
    words: Floats
    wanted: Floats
    weights: Floats
    counted: Floats


def fit_scale(rows: Floats) -> Scale:
    """Measure the columns."""
    wide = np.flatnonzero(np.abs(rows).max(axis=0) > NARROW)
    scaled = np.array(rows, np.float64)
    scaled[:, wide] = np.sign(scaled[:, wide]) * np.log1p(np.abs(scaled[:, wide]))
    spread = scaled.std(axis=0)
    spread[spread < 1e-6] = 1  # a column that never varies
    return Scale(
        wide, scaled.mean(axis=0).astype(np.float32), np.maximum(spread, 0.05).astype(np.float32)
    )


def fit_net(lessons: Sequence[Lesson], *, seed: int, course: Course = PAGES) -> Net:
    """Train a network."""
    chance = np.random.default_rng(seed)
    some = [lesson.rows[chance.integers(0, len(lesson.rows), 20)] for lesson in lessons]
    blocks = fit_scale(np.concatenate(some))
    page = fit_scale(np.concatenate([lesson.page for lesson in lessons]))
    scaled = [
        lesson._replace(rows=blocks(lesson.rows), page=page(lesson.page)) for lesson in lessons
    ]
    layers = _train(scaled, course, chance, jax.random.PRNGKey(seed))
    rounded = {name: np.asarray(layer).astype(np.float16) for name, layer in layers.items()}
    return Net(blocks, page, {name: layer.astype(np.float32) for name, layer in rounded.items()})


def _train(
    lessons: Sequence[Lesson], course: Course, chance: np.random.Generator, key: Array
) -> Layers:
    layers = _start(lessons[0], course.width, key)
    still = {name: jnp.zeros_like(layer) for name, layer in layers.items()}
    state = (layers, still, still, layers)
    steps = course.epochs * len(_pack(lessons, course, np.random.default_rng(0)))
    done = 0
    for _ in range(course.epochs):
        for batch in _pack(lessons, course, chance):
            laid = _lay(lessons, course, batch)
            state = _step(course, state, laid, key, float(done), float(steps))
            done += 1
    return state[3]


def _pack(
    lessons: Sequence[Lesson], course: Course, chance: np.random.Generator
) -> list[list[tuple[int, int, slice]]]:
    """Part the pages into batches: of each page its number, first row and the blocks read."""
    batches: list[list[tuple[int, int, slice]]] = [[]]
    at = 0
    for number in chance.permutation(len(lessons)).tolist():
        size = len(lessons[number].rows)
        first = int(chance.integers(0, size - LONGEST + 1)) if size > LONGEST else 0
        size = min(size, LONGEST)
        if at + size + GAP > course.rows or len(batches[-1]) == course.most_pages:
            batches.append([])
            at = 0
        batches[-1].append((number, at, slice(first, first + size)))
        at += size + GAP
    return batches


class Batch(NamedTuple):
    """Pages side by side: `owner` is the page of a row, `most_pages` for an empty one."""

    rows: Floats
    owner: NDArray[np.int32]
    share: Floats
    wanted: Floats
    weights: Floats
    counted: Floats
    page: Floats
    page_type: Floats


def _lay(
    lessons: Sequence[Lesson], course: Course, places: Sequence[tuple[int, int, slice]]
) -> Batch:
    first, rows, pages = lessons[0], course.rows, course.most_pages
    zeros = partial(np.zeros, dtype=np.float32)
    batch = Batch(
        zeros((rows, first.rows.shape[1])),
        np.full(rows, pages, np.int32),
        zeros(rows),
        zeros(rows),
        zeros(rows),
        zeros(rows),
        zeros((pages, first.page.shape[1])),
        zeros((pages, len(first.page_type))),
    )
    for place, (number, at, read) in enumerate(places):
        lesson, there = lessons[number], slice(at, at + read.stop - read.start)
        root = np.sqrt(np.maximum(lesson.words[read], 1))
        batch.rows[there], batch.owner[there] = lesson.rows[read], place
        batch.share[there] = root / root.sum()
        batch.wanted[there], batch.weights[there] = lesson.wanted[read], lesson.weights[read]
        batch.counted[there] = lesson.counted[read]
        batch.page[place], batch.page_type[place] = lesson.page[0], lesson.page_type
    return batch


def _start(lesson: Lesson, width: int, key: Array) -> Layers:
    """Give layers of chance, the smaller the more they sum up."""
    columns, about, types = lesson.rows.shape[1], lesson.page.shape[1], len(lesson.page_type)
    shapes = {"in.w": (columns, width), "page.w": (about, width)}
    for layer in range(len(REACHES)):
        shapes |= {f"near{layer}.w": (3 * width, width), f"out{layer}.w": (width, width)}
    shapes |= {f"whole{layer}.w": (3 * width, width) for layer in WHOLE}
    shapes |= {"last.w": (width, width), "odds.w": (width, 1), "types.w": (3 * width, types)}
    layers: Layers = {}
    for number, (name, (ins, outs)) in enumerate(shapes.items()):
        size = 1.0 if name.startswith(("in.", "page.", "near")) else 0.3
        drawn = jax.random.normal(jax.random.fold_in(key, number), (ins, outs))
        layers[name] = drawn * size * np.sqrt(2 / ins)
        if not name.startswith(("whole", "out", "last")):
            layers[name.replace(".w", ".b")] = jnp.zeros(outs)
    return layers


def _read(own: Layers, course: Course, batch: Batch, key: Array) -> tuple[Array, Array]:
    """Do what `Net.scores` does, for many pages at once, some values dropped by chance."""
    hot = (batch.owner == jnp.arange(course.most_pages)[:, None]).astype(jnp.float32)
    filled = hot.sum(axis=0)[:, None]
    shares = (hot * batch.share, hot / jnp.maximum(hot.sum(axis=1, keepdims=True), 1))
    about = jax.nn.relu(batch.page @ own["page.w"] + own["page.b"])
    staying = 1 - course.dropped

    def whole(state: Array) -> Array:
        return jnp.concatenate([shares[0] @ state, shares[1] @ state, about], axis=1)

    def drop(values: Array, number: int) -> Array:
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), staying, values.shape)
        return values * kept / staying

    state = jax.nn.relu(drop(jnp.asarray(batch.rows), 0) @ own["in.w"] + own["in.b"]) * filled
    for layer, reach in enumerate(REACHES):
        edge = jnp.zeros((reach, course.width))
        before = jnp.concatenate([edge, state[:-reach]])
        after = jnp.concatenate([state[reach:], edge])
        around = jnp.concatenate([before, state, after], axis=1)
        seen = around @ own[f"near{layer}.w"] + own[f"near{layer}.b"]
        if layer in WHOLE:
            seen += hot.T @ (whole(state) @ own[f"whole{layer}.w"])
        state = (state + drop(jax.nn.relu(seen), layer + 1) @ own[f"out{layer}.w"]) * filled
    odds = jax.nn.relu(state @ own["last.w"]) @ own["odds.w"] + own["odds.b"]
    return odds[:, 0], whole(state) @ own["types.w"] + own["types.b"]


def _loss(own: Layers, course: Course, batch: Batch, key: Array) -> Array:
    odds, types = _read(own, course, batch, key)
    entropy = jnp.maximum(odds, 0) - odds * batch.wanted + jnp.log1p(jnp.exp(-jnp.abs(odds)))
    blocks = (entropy * batch.weights).sum() / batch.weights.sum()
    hot = (batch.owner == jnp.arange(course.most_pages)[:, None]).astype(jnp.float32)
    kept, wanted = jax.nn.sigmoid(odds) * batch.counted, batch.wanted * batch.counted
    told = (hot @ batch.counted > 0).astype(jnp.float32)
    f1 = 2 * (hot @ (kept * batch.wanted)) / (hot @ kept + hot @ wanted + 1e-3)
    missed = ((1 - f1) * told).sum() / told.sum()
    named = batch.page_type.sum()
    kinds = -(jax.nn.log_softmax(types) * batch.page_type).sum() / jnp.maximum(named, 1)
    total: Array = blocks + F1_SAY * missed + TYPES_SAY * kinds
    return total


State = tuple[Layers, Layers, Layers, Layers]


@partial(jax.jit, static_argnums=0)
def _step(
    course: Course, state: State, batch: Batch, key: Array, done: float, steps: float
) -> State:
    """Go one step by AdamW; the last of the four is the running mean of the layers."""
    layers, first, second, mean = state
    slope = jax.grad(_loss)(layers, course, batch, jax.random.fold_in(key, jnp.int32(done)))
    warm = jnp.minimum(1.0, done / 100)
    rate = course.rate * warm * (0.02 + 0.49 * (1 + jnp.cos(jnp.pi * done / steps)))
    first = {n: 0.9 * first[n] + 0.1 * slope[n] for n in layers}
    second = {n: 0.99 * second[n] + 0.01 * slope[n] ** 2 for n in layers}
    done1 = done + 1
    moved = {
        n: (first[n] / (1 - 0.9**done1)) / (jnp.sqrt(second[n] / (1 - 0.99**done1)) + 1e-6)
        for n in layers
    }
    layers = {n: layers[n] - rate * (moved[n] + course.decay * layers[n]) for n in layers}
    mean = {n: 0.99 * mean[n] + 0.01 * layers[n] for n in layers}
    return layers, first, second, mean
