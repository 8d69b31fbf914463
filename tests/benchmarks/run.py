"""`make bench`: runs every `bench_*` function beside this file, prints a table and writes JSON.

A `bench_` function returns the two things to time: the program's work, and the floor, which is the
least that any program would have to do. A `measure_` function measures both by itself. Both belong
to the same run; what counts is the ratio.
"""

import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1]))
REPORT = Path("build/bench.json")
ROUNDS = 7

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One measured line: medians in seconds, and the ratio that is hoped for."""

    name: str
    value: float
    floor: float
    ratio: float
    target: float


def benches() -> Iterator[tuple[str, Callable[[], tuple[Any, Any, float]]]]:
    """Every bench function by name, in the order of files and lines."""
    for file in sorted(FOLDER.glob("bench_*.py")):
        spec = importlib.util.spec_from_file_location(file.stem, file)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, value in vars(module).items():
            if name.startswith(("bench_", "measure_")) and callable(value):
                yield name, value


def seconds(work: Work) -> float:
    """The time of the work in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(work: Work, floor: Work) -> tuple[float, float]:
    """The median times of both in seconds, taken in turn so that a busy machine is so for both."""
    times = [(seconds(work), seconds(floor)) for _ in range(ROUNDS)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def main() -> int:
    """Measure all, or those whose name contains a word given."""
    results, missed = [], 0
    print(f"{'name':<40}{'ms':>10}{'floor ms':>12}{'ratio':>8}{'target':>8}")
    for name, bench in benches():
        if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
            continue
        try:
            first, second, target = bench()
            timed = name.startswith("bench_")
            value, least = medians(first, second) if timed else (first, second)
        except (OSError, subprocess.CalledProcessError) as problem:
            print(f"{name:<40}did not run: {problem}")
            missed += 1
            continue
        result = Result(name, value, least, value / least, target)
        results.append(result)
        print(
            f"{name:<40}{value * 1e3:>10.2f}{least * 1e3:>12.2f}"
            f"{result.ratio:>8.2f}{target:>8.2f}{'' if result.ratio <= target else '  missed'}"
        )
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(result) for result in results], indent=2), "utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
